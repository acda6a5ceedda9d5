package track

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Lesson is what the journeys that ended on one day teach, lane by lane. A day is remembered for a year: made of the lessons
// of its days, a history costs what these days are and not what was shipped on them.
type Lesson struct{ lanes []Lane }

// Lesson is what was learned when it all ended on the learner's own day.
func (l *Learner) Lesson() Lesson { return Lesson{l.sorted()} }

// Recall takes in the lesson of a day, as if its journeys were learned one by one.
func (l *Learner) Recall(ended Date, lesson Lesson) {
	age := l.on.DaysAfter(ended)
	if age < 0 || age > remembered {
		return
	}
	for i := range lesson.lanes {
		from := &lesson.lanes[i]
		lane := l.lane(laneKey{from.Carrier, from.Service, from.Zone})
		for _, b := range from.Transit {
			lane.Transit.addBin(Bin{b.Days, b.Parcels, b.Parcels * recency(age)})
		}
		for _, b := range from.Lag {
			lane.Lag.addBin(b)
		}
		for phase, spread := range from.Silence {
			mine := lane.Silence[phase]
			for _, b := range spread {
				mine.addBin(b)
			}
			lane.Silence[phase] = mine
		}
	}
}

// The words of a lesson's text besides the phases in which parcels were silent.
const (
	lessonTransit = "transit"
	lessonLag     = "lag"
)

// MarshalJSON writes each lane as its carrier, service, zone and what it teaches: "transit 2x14 3x1 lag 1x3 moving 1x9" says that
// fourteen parcels took two days and one three, and so on.
func (l Lesson) MarshalJSON() ([]byte, error) {
	rows := make([][4]string, len(l.lanes))
	for i, lane := range l.lanes {
		b := appendSpread(nil, lessonTransit, lane.Transit)
		b = appendSpread(b, lessonLag, lane.Lag)
		for _, phase := range sortedPhases(lane.Silence) {
			b = appendSpread(b, string(phase), lane.Silence[phase])
		}
		rows[i] = [4]string{lane.Carrier, lane.Service, lane.Zone, string(b)}
	}
	return json.Marshal(rows)
}

func sortedPhases(silence map[Phase]Spread) []Phase {
	out := make([]Phase, 0, len(silence))
	for phase := range silence {
		out = append(out, phase)
	}
	slices.Sort(out)
	return out
}

func appendSpread(b []byte, word string, s Spread) []byte {
	if len(s) == 0 {
		return b
	}
	if len(b) > 0 {
		b = append(b, ' ')
	}
	b = append(b, word...)
	for _, bin := range s {
		b = strconv.AppendInt(append(b, ' '), int64(bin.Days), 10)
		b = strconv.AppendInt(append(b, 'x'), int64(bin.Parcels), 10)
	}
	return b
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Lesson) UnmarshalJSON(text []byte) error {
	var rows [][4]string
	if err := json.Unmarshal(text, &rows); err != nil {
		return fmt.Errorf("lesson: %w", err)
	}
	l.lanes = make([]Lane, len(rows))
	for i, row := range rows {
		l.lanes[i] = Lane{Carrier: row[0], Service: row[1], Zone: row[2], Silence: map[Phase]Spread{}}
		if err := l.lanes[i].read(row[3]); err != nil {
			return fmt.Errorf("lesson of %s %s %s: %w", row[0], row[1], row[2], err)
		}
	}
	return nil
}

// read takes in what appendSpread wrote.
func (l *Lane) read(text string) error {
	var word string
	var spread Spread
	keep := func() {
		switch word {
		case "":
		case lessonTransit:
			l.Transit = spread
		case lessonLag:
			l.Lag = spread
		default:
			l.Silence[Phase(word)] = spread
		}
	}
	for token := range strings.SplitSeq(text, " ") {
		days, parcels, isBin := strings.Cut(token, "x")
		n, err := strconv.Atoi(days)
		if !isBin || err != nil {
			keep()
			word, spread = token, nil
			continue
		}
		bin := Bin{Days: n}
		if bin.Parcels, err = strconv.Atoi(parcels); err != nil || word == "" {
			return fmt.Errorf("%q is no number of days and parcels of anything", token)
		}
		spread = append(spread, bin)
	}
	keep()
	return nil
}
