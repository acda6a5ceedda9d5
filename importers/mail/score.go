package mail

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ordertrail/track"
)

// Label is what a person says a mail says.
type Label struct {
	Verdict Verdict
	States  []State // any of them is right for a parcel without a number
	Loose   bool    // the label names a state in somebody else's words, and no numbers
}

// State is what a label says of one parcel. A Phase of "" is a date, a flag or a reason alone; an Occurred of "" does not say
// when.
type State struct {
	Tracking string
	Phase    track.Phase
	Occurred track.Stamp
}

// ParseLabel reads a label as the expectations in testdata and the answers of `notice read` are written.
func ParseLabel(raw []byte) (Label, error) {
	var v struct {
		Verdict, Kind Verdict
		Events        []State
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return Label{}, fmt.Errorf("a label is JSON with kind and events: %w", err)
	}
	l := Label{Verdict: cmp.Or(v.Verdict, v.Kind), States: v.Events}
	if l.Verdict != IsNotice && l.Verdict != NotNotice && l.Verdict != Unknown {
		return l, fmt.Errorf("the kind is %q; notice, not-a-notice or unknown is right", l.Verdict)
	}
	return l, nil
}

// statusWords are the words with which public collections label mails. Read a row as: this word is right for any of these
// phases, "" being a date or a flag alone. A shop's "shipped" is called in transit there, and announced here.
var statusWords = map[string][]track.Phase{
	"delivered": {track.Delivered}, "out_for_delivery": {track.OutForDelivery}, "arriving_today": {"", track.OutForDelivery},
	"in_transit": {track.Announced, track.Possession, track.Moving}, "available_for_pickup": {track.AwaitingCollection},
	"exception": {"", track.AttemptFailed}, "returned": {track.Returning, track.ReturnedToUs}, "label_created": {track.Announced},
}

// LabelOfStatus is the label that a status of a public collection stands for; false when the word is not known.
func LabelOfStatus(word string) (Label, bool) {
	if word == "not_a_shipment_notice" {
		return Label{Verdict: NotNotice}, true
	}
	l := Label{Verdict: IsNotice, Loose: true}
	for _, p := range statusWords[word] {
		l.States = append(l.States, State{Phase: p})
	}
	return l, len(l.States) > 0
}

// Mark is how a reading compares with its label.
type Mark string

// A notice is read right, asked about, read wrong or missed; anything else is left alone or taken for a notice.
const (
	Right Mark = "right"
	Asked Mark = "asked"
	Wrong Mark = "wrong"
	Miss  Mark = "missed"
	Alone Mark = "left alone"
	False Mark = "false"
)

// Compare marks a reading.
func (l Label) Compare(n Notice) Mark {
	switch {
	case l.Verdict != IsNotice && n.Verdict == IsNotice:
		return False
	case l.Verdict == NotNotice && n.Verdict == Unknown:
		return Asked
	case l.Verdict != IsNotice:
		return Alone
	case n.Verdict == Unknown:
		return Asked
	case n.Verdict == NotNotice:
		return Miss
	case l.agrees(n.Events):
		return Right
	}
	return Wrong
}

// agrees reports whether the events say what the label says.
func (l Label) agrees(events []Event) bool {
	if l.Loose {
		return !slices.ContainsFunc(events, func(e Event) bool {
			return !slices.ContainsFunc(l.States, func(s State) bool { return s.Phase == e.Phase })
		})
	}
	row := func(tracking string, phase track.Phase) string {
		return track.TrackingKey(strings.ReplaceAll(tracking, ".", "")) + " " + string(phase) // some print theirs with dots between
	}
	var want, got []string
	for _, s := range l.States {
		want = append(want, row(s.Tracking, s.Phase))
	}
	for _, e := range events {
		got = append(got, row(e.Tracking, e.Phase))
	}
	for _, s := range l.States {
		if s.Occurred != "" && !slices.ContainsFunc(events, func(e Event) bool {
			return row(e.Tracking, e.Phase) == row(s.Tracking, s.Phase) && e.Occurred == s.Occurred
		}) {
			return false
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	return strings.Join(want, "\n") == strings.Join(got, "\n")
}

// Tally counts marks.
type Tally map[Mark]int

// Precision is how many of those taken for notices were read right; 1 when none was.
func (t Tally) Precision() float64 { return share(t[Right], t[Wrong]+t[False]) }

// Recall is how many of the notices were read right; 1 when there was none.
func (t Tally) Recall() float64 { return share(t[Right], t[Wrong]+t[Asked]+t[Miss]) }

func share(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}
