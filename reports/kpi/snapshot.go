package kpi

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"ordertrail/track"
)

// bases are the three promises, in the order they are shown.
var bases = []Basis{Latest, Original, Requested}

// Snapshot is what was handed out for a month: its figures against each promise, and every row of the orders behind them.
type Snapshot struct {
	Month         string
	Version       string // of the definitions they were counted by
	Zone          string
	AsOf          track.Date
	Currency      string
	ClaimCurrency string // "" in one that was taken before claims had their own
	Figures       map[Basis][]Figure
	Facts         Facts
}

// Version names the state of the definitions: any change of a name, of what is left out or of a formula makes another.
func Version() string {
	var b strings.Builder
	for _, d := range definitions {
		fmt.Fprint(&b, d.Name, d.Unit, d.In, d.Beside, d.Excluded, d.Listed)
		for _, c := range d.columns {
			fmt.Fprint(&b, c.Table, c.Day, c.Value, c.Weight, c.Adds)
		}
	}
	return track.HashID("D", b.String(), 6)
}

// Freeze takes the figures of a month as they are now, with the rows behind them. What is said of them is not kept: it can
// be said anew.
func Freeze(f Facts, month string, zone *time.Location, now time.Time) Snapshot {
	p := MonthOf(month)
	s := Snapshot{
		Month: month, Version: Version(), Zone: zone.String(), AsOf: track.DateOf(now, zone), Currency: f.Currency(), ClaimCurrency: f.ClaimCurrency(), Figures: map[Basis][]Figure{},
	}
	behind := map[string]bool{}
	for _, basis := range bases {
		figures := Compute(f, p, basis, zone, now)
		for i := range figures {
			figures[i].Says = nil
		}
		s.Figures[basis] = figures
		c := newClock(f, basis, zone, now)
		c.Period = p
		for i := range definitions {
			for _, row := range definitions[i].rows(f, p, c) {
				behind[row.OrderID] = true
			}
		}
	}
	s.Facts = f.Of(behind)
	return s
}

// plainFigure is a figure written with everything it holds, unrounded.
type plainFigure Figure

// body is a snapshot as it is kept.
type body struct {
	Month, Version, Zone string
	AsOf                 track.Date
	Currency             string
	ClaimCurrency        string `json:",omitempty"`
	Figures              map[Basis][]plainFigure
	Facts                Facts
}

// Encode writes a snapshot as it is kept.
func (s Snapshot) Encode() ([]byte, error) {
	b := body{s.Month, s.Version, s.Zone, s.AsOf, s.Currency, s.ClaimCurrency, map[Basis][]plainFigure{}, s.Facts}
	for basis, figures := range s.Figures {
		for _, f := range figures {
			b.Figures[basis] = append(b.Figures[basis], plainFigure(f))
		}
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if err := json.NewEncoder(w).Encode(b); err != nil {
		return nil, fmt.Errorf("write the figures of %s: %w", s.Month, err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write the figures of %s: %w", s.Month, err)
	}
	return out.Bytes(), nil
}

// DecodeSnapshot reads what Encode wrote.
func DecodeSnapshot(text []byte) (Snapshot, error) {
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return Snapshot{}, fmt.Errorf("read published figures: %w", err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read published figures: %w", err)
	}
	var b body
	if err := json.Unmarshal(plain, &b); err != nil {
		return Snapshot{}, fmt.Errorf("read published figures: %w", err)
	}
	s := Snapshot{b.Month, b.Version, b.Zone, b.AsOf, b.Currency, b.ClaimCurrency, map[Basis][]Figure{}, b.Facts}
	for basis, figures := range b.Figures {
		for _, f := range figures {
			s.Figures[basis] = append(s.Figures[basis], Figure(f))
		}
	}
	return s, nil
}
