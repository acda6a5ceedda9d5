package demo

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"ordertrail/app"
)

const bench = "bench-1"

// benchDays is every scan since scanners were introduced: picking before noon's labels, packing with verification, and
// the hand-over at the end of the afternoon.
func (t *teller) benchDays() []moment {
	var out []moment
	for _, o := range t.orders {
		for _, p := range o.parcels {
			if p.picked.IsZero() || p.picked.Before(scanning()) || p.picked.After(Now()) {
				continue
			}
			out = append(out, moment{p.picked, "pick " + o.number, func() error { return t.pick(o, p) }})
			if !p.noPackScan && !p.labelled.IsZero() && !p.labelled.After(Now()) {
				out = append(out, moment{p.labelled, "pack " + o.number, func() error { return t.pack(o, p) }})
			}
		}
	}
	out = append(out, t.handOvers()...)
	return append(out, t.slips()...)
}

// handOvers scans each carrier's parcels out to its driver, day by day.
func (t *teller) handOvers() []moment {
	days := map[string][]*parcel{}
	for _, o := range t.orders {
		for _, p := range o.parcels {
			if !p.given.IsZero() && !p.given.Before(scanning()) && !p.given.After(Now()) && !p.noPackScan {
				key := day(p.given) + p.carrier
				days[key] = append(days[key], p)
			}
		}
	}
	var out []moment
	for _, group := range days {
		sort.Slice(group, func(i, j int) bool { return group[i].given.Before(group[j].given) })
		last := group[len(group)-1].given
		out = append(out, moment{last, "hand over", func() error {
			for _, p := range group {
				if err := t.scan("handover", p.tracking); err != nil {
					return err
				}
			}
			return t.scan("handover", "OT:FINISH")
		}})
	}
	return out
}

// slips are the mistakes that a bench makes: a wrong item, one too many, a code that nobody knows, an order on hold.
func (t *teller) slips() []moment {
	return []moment{
		{at(21, 13, 8), "mistakes", func() error {
			t.slipping = true
			defer func() { t.slipping = false }()
			return t.scanAll("pick", "MH-20424", "MH-20427", "KNIFE-CH", "0000", "OT:SKIP")
		}},
		{at(21, 16, 12), "the bench now", func() error {
			return t.scanAll("pick", "MH-20433", find("VASE-M").gtin, find("CUSH-VLV").gtin, find("CUSH-VLV").gtin)
		}},
		{at(21, 16, 14), "the bench now", func() error { return t.scanAll("pack", "MH-20433", find("VASE-M").gtin, find("CUSH-VLV").gtin) }},
	}
}

func (t *teller) pick(o *order, p *parcel) error { return t.items("pick", o, p) }

// pack verifies every item and closes the box with the carrier's label.
func (t *teller) pack(o *order, p *parcel) error {
	if err := t.items("pack", o, p); err != nil {
		return err
	}
	t.clock = t.clock.Add(3 * time.Second)
	return t.scan("pack", p.tracking)
}

// items scans an order and the units of one of its parcels, then puts the order aside if more of it follows another day.
func (t *teller) items(mode string, o *order, p *parcel) error {
	codes := []string{o.number}
	for _, l := range p.lines {
		for range l.quantity {
			codes = append(codes, l.item.gtin)
		}
	}
	if mode == "pick" && p != o.parcels[len(o.parcels)-1] {
		codes = append(codes, "OT:FINISH")
	}
	return t.scanAll(mode, codes...)
}

func (t *teller) scanAll(mode string, codes ...string) error {
	for _, code := range codes {
		if err := t.scan(mode, code); err != nil && !t.provoked(err) {
			return err
		}
		t.clock = t.clock.Add(4 * time.Second)
	}
	return nil
}

// refusal is a scan that was not taken.
type refusal struct{ code, text string }

func (r refusal) Error() string { return r.text }

// provoked reports whether err is a mistake that the sample makes on purpose.
func (t *teller) provoked(err error) bool {
	var r refusal
	return errors.As(err, &r) && t.slipping && mistakes[r.code]
}

// mistakes are the verdicts that the sample's own slips provoke; any other refusal is a fault of the sample.
var mistakes = map[string]bool{"on-hold": true, "wrong-item": true, "unknown-code": true, "no-order": true, "nothing-to-pick": true}

// scan lets the bench read one code.
func (t *teller) scan(mode, code string) error {
	operator := "Sam"
	if strings.HasPrefix(mode, "hand") {
		operator = "Jo"
	}
	v, err := t.app.Scans().Scan(app.ScanRequest{Station: bench, Mode: mode, Operator: operator, Raw: code})
	if err != nil {
		return err
	}
	t.sum.Scans++
	switch v.Verdict {
	case "ok", "done":
	default:
		t.sum.Refused++
		return refusal{v.Code, fmt.Sprintf("scan %q while %s: %s %s: %s", code, mode, v.Verdict, v.Code, v.Message)}
	}
	return nil
}
