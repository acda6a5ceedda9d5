package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ordertrail/importers"
	"ordertrail/track"
)

// result is what reading one file came to.
type result struct {
	Kind, Profile, Refused, Why                           string
	Rows, New, Changed, Same, Conflict, Rejected, Ignored int
	Orders, Events, Flags                                 int
	SHA256                                                string
	Mapped                                                string // what a file nobody knows comes to with the mapping that is offered for it
	Seconds                                               float64
	PeakKB                                                int
	Broke                                                 string // a reader that panicked, hung or answered nonsense
}

// addsUp reports whether every row was counted once.
func (r result) addsUp() bool {
	return r.Rows == r.New+r.Changed+r.Same+r.Conflict+r.Rejected+r.Ignored
}

func (r *result) add(o result) {
	r.Rows, r.New, r.Changed, r.Same = r.Rows+o.Rows, r.New+o.New, r.Changed+o.Changed, r.Same+o.Same
	r.Conflict, r.Rejected, r.Ignored = r.Conflict+o.Conflict, r.Rejected+o.Rejected, r.Ignored+o.Ignored
	r.Orders, r.Events, r.Flags = r.Orders+o.Orders, r.Events+o.Events, r.Flags+o.Flags
	r.Seconds, r.PeakKB = r.Seconds+o.Seconds, max(r.PeakKB, o.PeakKB)
}

// row is the result as a line of the table.
func (r result) row(name string) string {
	cells := []string{name, r.Kind, r.Profile}
	for _, n := range []int{r.Rows, r.New, r.Changed, r.Same, r.Conflict, r.Rejected, r.Ignored, r.Orders, r.Events, r.Flags} {
		cells = append(cells, strconv.Itoa(n))
	}
	return strings.Join(append(cells, fmt.Sprintf("%.3f", r.Seconds), fmt.Sprintf("%.0f", float64(r.PeakKB)/1024), r.verdict()), "\t")
}

// verdict is the file in a few words.
func (r result) verdict() string {
	switch {
	case r.Broke != "":
		return "BROKE: " + r.Broke
	case !r.addsUp():
		return "DOES NOT ADD UP"
	case r.differs() != "":
		return "NOT AS EXPECTED: " + r.differs()
	case r.Refused != "":
		return "refused: " + r.Refused
	case r.Mapped != "":
		return "not recognised; with the mapping that is offered: " + r.Mapped
	case r.Kind == importers.KindUnknown:
		return "not recognised: " + r.Why
	case r.Kind != "all" && r.Rejected > 0:
		return fmt.Sprintf("recognised, %d rows wait: %s", r.Rejected, r.Why)
	case r.Rows > 0 && r.Ignored == r.Rows && r.Kind != "all":
		return "recognised, nothing in it to take in"
	case r.Kind == "all":
		return "every row is counted once"
	}
	return "recognised"
}

// nothing is a shop that knows nothing yet.
type nothing struct{}

func (nothing) Live(context.Context, []string) (map[string]bool, error) { return nil, nil }

func (nothing) Orders(context.Context, []track.OrderRef) (map[track.OrderRef]importers.KnownOrder, error) {
	return nil, nil
}

// read plans one file as an empty shop would; of a file nobody knows, also with the mapping that is offered.
func read(ctx context.Context, path string) (r result) {
	begun := time.Now()
	defer func() { r.Seconds, r.PeakKB = time.Since(begun).Seconds(), peakKB() }()
	content, err := os.ReadFile(path)
	if err != nil {
		return result{Broke: err.Error()}
	}
	sum := sha256.Sum256(content)
	defer func() { r.SHA256 = hex.EncodeToString(sum[:]) }()
	r, offered := plan(ctx, filepath.Base(path), content, importers.Choice{Zone: time.UTC})
	if len(offered) > 0 {
		mapped, _ := plan(ctx, filepath.Base(path), content, importers.Choice{Zone: time.UTC, Map: offered})
		r.Mapped = mapped.outcome()
		if mapped.Broke != "" || !mapped.addsUp() {
			r.Broke = "with the mapping that is offered: " + mapped.verdict()
		}
	}
	return r
}

// plan plans a file, and says which mapping is offered for one that nobody knows.
func plan(ctx context.Context, name string, content []byte, c importers.Choice) (r result, offered map[string]string) {
	reading, err := importers.Read(ctx, name, bytes.NewReader(content), int64(len(content)), c)
	if err != nil {
		return result{Refused: strings.TrimPrefix(err.Error(), name+": ")}, nil
	}
	plan, err := importers.Compare(ctx, reading, nothing{})
	if err != nil {
		return result{Broke: err.Error()}, nil
	}
	r = result{
		Kind: reading.Kind, Profile: reading.Profile, Rows: reading.Rows, New: plan.New, Changed: plan.Changed, Same: plan.Same,
		Conflict: plan.Conflict, Rejected: plan.Rejected, Ignored: plan.Ignored, Orders: plan.Orders, Events: plan.Events,
	}
	for _, n := range reading.Flagged {
		r.Flags += n
	}
	if len(reading.Problems) > 0 {
		r.Why = cmp.Or(reading.Problems[0].Message, reading.Problems[0].Says)
	}
	offered = map[string]string{}
	for _, h := range reading.Headers {
		if h.Likely != "" {
			offered[h.Likely] = h.Name
		}
	}
	return r, offered
}

// peakKB is the most memory this process has held, in KiB, where the system tells it; 0 elsewhere.
func peakKB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(fields[0]) // the kernel writes a number
	return n
}
