package imap

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Cursor is how far a folder was read: every message up to UID was handed over, while Validity is the folder's.
type Cursor struct {
	Validity uint32
	UID      uint32
}

// Delivery is some messages and how far the folder is read with them. Whoever keeps both at once loses none and takes none
// twice.
type Delivery struct {
	Messages []Message // with rising UIDs
	Cursor   Cursor
}

// Sync hands over what a folder holds above a cursor, in windows of bounded size. A folder that was numbered anew is read
// again from its beginning, or from since on: who takes the messages must know again those it has. What a cut connection
// brought before it was cut is handed over too.
func Sync(ctx context.Context, s Server, limits Limits, folder string, at Cursor, since time.Time, take func(Delivery) error) error {
	state, err := s.Open(ctx, folder)
	if err != nil {
		return err
	}
	if state.Validity != at.Validity {
		at = Cursor{Validity: state.Validity}
	}
	uids, err := s.After(ctx, at.UID, since)
	if err != nil {
		return err
	}
	f := fetch{Server: s, ctx: ctx, limits: limits}
	for len(uids) > 0 {
		window := uids[:min(len(uids), max(1, limits.Window))]
		n, messages, err := f.window(window)
		if n > 0 {
			at.UID = window[n-1]
			if took := take(Delivery{Messages: messages, Cursor: at}); took != nil {
				return took
			}
		}
		if err != nil {
			return err
		}
		uids = uids[n:]
	}
	if at.UID == 0 { // so that the next look need not ask again how the folder is numbered
		return take(Delivery{Cursor: at})
	}
	return nil
}

// fetch is one Sync.
type fetch struct {
	Server
	ctx    context.Context
	limits Limits
}

// window fetches the first messages of a list, at most so many bytes of them and at least one message, and says how many of
// the list are done with: handed over, gone, or never to be had. With an error, they are those before the first that is
// missing.
func (f *fetch) window(uids []uint32) (n int, out []Message, err error) {
	sizes, err := f.Sizes(f.ctx, uids)
	if err != nil {
		return 0, nil, err
	}
	var whole, heads []uint32
	bytes := int64(0)
	for n = range uids {
		size, there := sizes[uids[n]]
		if small := size <= f.limits.Size; there && small && bytes+size > f.limits.Bytes && n > 0 {
			uids = uids[:n]
			break
		} else if there && small {
			whole, bytes = append(whole, uids[n]), bytes+size
		} else if there {
			heads = append(heads, uids[n])
		}
	}
	got := map[uint32]Message{}
	err = f.bodies(whole, false, bytes, got)
	if err == nil {
		err = f.bodies(heads, true, int64(len(heads))*header, got)
	}
	if err == nil {
		err = f.missing(uids, got)
	}
	for n = 0; n < len(uids); n++ {
		m, have := got[uids[n]]
		if !have && err != nil {
			break
		}
		if m.Problem == TooLarge || slices.Contains(heads, m.UID) {
			m.Problem, m.Size = TooLarge, sizes[m.UID]
		}
		if have {
			out = append(out, m)
		}
	}
	return n, out, err
}

// header is how large the header of a message may be that is not fetched whole.
const header = 256 << 10

// bodies fetches messages into got. That the server says no is no end: who did not come is asked for again.
func (f *fetch) bodies(uids []uint32, headerOnly bool, size int64, got map[uint32]Message) error {
	if len(uids) == 0 {
		return nil
	}
	err := f.Bodies(f.ctx, uids, headerOnly, size, func(m Message) { got[m.UID] = m })
	if !Lost(err) {
		return nil
	}
	return err
}

// single is how many messages of one window are asked for one by one; a server that hands over even fewer has a trouble of its
// own, which is no matter of single messages.
const single = 20

// missing asks one by one for the messages that should be there and did not come. What the server still keeps back is noted
// as such, so that it stands in nobody's way.
func (f *fetch) missing(uids []uint32, got map[uint32]Message) error {
	var left []uint32
	for _, u := range uids {
		if _, have := got[u]; !have {
			left = append(left, u)
		}
	}
	if len(left) == 0 {
		return nil
	}
	left, err := f.There(f.ctx, left)
	if err != nil {
		return err
	}
	if len(left) > single {
		return fault("garbled", fmt.Errorf("the server keeps %d of %d mails back", len(left), len(uids)))
	}
	for _, u := range left {
		if err := f.bodies([]uint32{u}, false, f.limits.Size/2, got); err != nil {
			return err
		}
		if _, have := got[u]; !have {
			got[u] = Message{UID: u, Problem: NotHandedOver}
		}
	}
	return nil
}
