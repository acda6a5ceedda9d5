package cli

import (
	"strconv"
	"sync"

	"ordertrail/app"
)

// longWork is how much must be derived anew, or taken back, before somebody is told how far it is: less is done in a moment.
const longWork = 20_000

// deriving tells how far the work has come that derives everything anew, or takes a cut import back, with a line where errors are
// told for each tenth of it.
type deriving struct {
	say  func(code string, done, of int)
	mu   sync.Mutex
	told int // tenths
}

// hear takes in what the shop announces.
func (d *deriving) hear(_ string, body any) {
	p, is := body.(app.Progress)
	if !is || p.Code != "deriving" && p.Code != "taking_back" || p.Total < longWork {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	tenths := p.Done * 10 / p.Total
	if tenths != d.told && tenths < 10 {
		d.say(p.Code, p.Done, p.Total)
	}
	d.told = tenths % 10 // what comes next begins anew
}

// tellDeriving lets the shop's announcements be heard from now on.
func (s *session) tellDeriving() {
	d := &deriving{say: func(code string, done, of int) {
		s.warn(s.app.Say("progress_line."+code, strconv.Itoa(done), strconv.Itoa(of)))
	}}
	s.app.OnEmit(d.hear)
}
