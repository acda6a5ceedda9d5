package app

import (
	"context"
	"slices"
	"sync"
	"time"
)

// rests says until when mailboxes that could not be read are left alone.
type rests struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// put notes until when a mailbox is left alone; the zero time is not any longer.
func (r *rests) put(id string, until time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == nil {
		r.until = map[string]time.Time{}
	}
	if r.until[id] = until; until.IsZero() {
		delete(r.until, id)
	}
}

// of is until when a mailbox is left alone; zero when it is not.
func (r *rests) of(id string) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.until[id]
}

// How long a mailbox is left alone after so many failures in a row. A login that was refused is tried seldom: servers shut
// somebody out who comes again and again with a wrong password.
var (
	backOff        = []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute}
	backOffRefused = []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour}
	refusedLogins  = []string{"login-refused", "app-password", "imap-off", "web-login", "basic-off", "token-refused"}
)

// backOffAfter is how long a mailbox is left alone after a fault, and failures before it.
func backOffAfter(fault string, failures int) time.Duration {
	waits := backOff
	if slices.Contains(refusedLogins, fault) {
		waits = backOffRefused
	}
	return waits[min(failures, len(waits)-1)]
}

// rest leaves a mailbox alone for so long, which screens can see, or until ctx ends.
func (a *App) rest(ctx context.Context, id string, long time.Duration) {
	a.rests.put(id, a.now().Add(long))
	defer a.rests.put(id, time.Time{})
	a.send("changed", Change{Orders: []string{}, Settings: true})
	pause(ctx, long)
}
