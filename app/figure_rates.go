package app

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// RatesChange is what a person changes of FigureSettings; what is nil stays.
type RatesChange struct {
	Opens, Shuts, Packaging, Labour *string
	ClaimDays                       *int
}

// Rates changes what figures reckon with, and tells it. Every figure is counted by the rates of today; a published month
// keeps those it was published with.
func (a *App) Rates(c RatesChange) (FigureSettings, error) {
	ctx, err := a.ready()
	if err != nil {
		return FigureSettings{}, err
	}
	s, err := a.figureSettings(ctx)
	if err != nil {
		return s, err
	}
	before := s
	if err := c.apply(&s, a.Settings().Currency); err != nil {
		return before, err
	}
	if s.hours() != before.hours() {
		work := func(kept *ShopSettings) error { kept.WorkHours = s.hours(); return nil }
		if err := a.changeSettings(ctx, ruledSettings, work); err != nil {
			return before, err
		}
	}
	return s, a.keepRates(ctx, before, s)
}

// keepRates tells what is reckoned otherwise. The hours of work are the shop's, which figures only reckon with.
func (a *App) keepRates(ctx context.Context, before, s FigureSettings) error {
	if s == before {
		return nil
	}
	rates, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.AddRates(ctx, store.RateChange{By: a.Settings().Operator, What: s.changed(before), Rates: rates}); err != nil {
			return err
		}
		s.OpensAt, s.ShutsAt = "", ""
		return tx.PutSetting(figuresKey, s)
	})
}

// changed are the codes of what s reckons otherwise than before.
func (s FigureSettings) changed(before FigureSettings) []string {
	out := []string{}
	for _, x := range []struct {
		code string
		same bool
	}{
		{"hours", s.OpensAt == before.OpensAt && s.ShutsAt == before.ShutsAt},
		{"packaging", s.Packaging == before.Packaging},
		{"labour", s.LabourPerHour == before.LabourPerHour},
		{"claim_days", s.ClaimDays == before.ClaimDays},
	} {
		if !x.same {
			out = append(out, x.code)
		}
	}
	return out
}

// written are the settings as a person writes them.
func (s FigureSettings) written(currency string) FigureRates {
	amount := func(minor int64) string { return strings.TrimSuffix(kpi.InMoney(minor, currency), " "+currency) }
	return FigureRates{amount(s.Packaging), amount(s.LabourPerHour), s.ClaimDays}
}

// change is r as a change of all of them.
func (r FigureRates) change() RatesChange {
	return RatesChange{Packaging: &r.Packaging, Labour: &r.Labour, ClaimDays: &r.ClaimDays}
}

// hours are the hours of work as the shop's settings write them.
func (s FigureSettings) hours() string {
	if s.OpensAt == "" {
		return ""
	}
	return s.OpensAt + "-" + s.ShutsAt
}

// in is s with the hours of work that rules have.
func (s FigureSettings) in(r track.Rules) FigureSettings {
	s.OpensAt, s.ShutsAt = "", ""
	if !r.Hours.IsZero() {
		s.OpensAt, s.ShutsAt = clockOf(r.Hours.Opens), clockOf(r.Hours.Shuts)
	}
	return s
}

// clockOf is a time of day in minutes after midnight as people write it.
func clockOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// longestClaimDays bounds how long complaints may come.
const longestClaimDays = 365

func (a *App) figureSettings(ctx context.Context) (FigureSettings, error) {
	s := FigureSettings{ClaimDays: kpi.DefaultClaimDays}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		_, err := r.Setting(ctx, figuresKey, &s)
		return err
	})
	return s.in(a.rules()), err
}

func (c RatesChange) apply(s *FigureSettings, currency string) error {
	for _, t := range []struct {
		given *string
		into  *string
	}{{c.Opens, &s.OpensAt}, {c.Shuts, &s.ShutsAt}} {
		if t.given == nil {
			continue
		}
		if _, err := time.Parse("15:04", *t.given); *t.given != "" && err != nil {
			return fail("bad-time-of-day", fmt.Sprintf("%q is no time of day; write it like 08:00", *t.given), *t.given)
		}
		*t.into = *t.given
	}
	if (s.OpensAt == "") != (s.ShutsAt == "") || s.OpensAt != "" && minutesOf(s.OpensAt) >= minutesOf(s.ShutsAt) {
		return fail("bad-hours", fmt.Sprintf("work from %q to %q has no hours: give both, the first before the second", s.OpensAt, s.ShutsAt), s.OpensAt, s.ShutsAt)
	}
	for _, m := range []struct {
		given *string
		into  *int64
	}{{c.Packaging, &s.Packaging}, {c.Labour, &s.LabourPerHour}} {
		if m.given == nil {
			continue
		}
		minor, err := minorOf(*m.given, currency)
		if err != nil {
			return err
		}
		*m.into = minor
	}
	if c.ClaimDays != nil {
		if err := within("claim_days", *c.ClaimDays, 1, longestClaimDays); err != nil {
			return err
		}
		s.ClaimDays = *c.ClaimDays
	}
	return nil
}

// minorOf reads an amount of the shop's currency.
func minorOf(text, currency string) (int64, error) {
	amount, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	const most = 1e6
	if err != nil || math.IsNaN(amount) || amount < 0 || amount > most {
		return 0, fail("bad-amount", fmt.Sprintf("%q is no amount; write it like 0.85", text), text)
	}
	if currency == "" && amount != 0 {
		return 0, noCurrency()
	}
	return int64(math.Round(amount * math.Pow10(track.MinorDigits(currency)))), nil
}

// Money is an amount as people write it.
func Money(m track.Money) string { return kpi.InMoney(m.Minor, m.Currency) }

// Amount is an amount in minor units of the shop's currency as people write it.
func (a *App) Amount(minor int64) string { return kpi.InMoney(minor, a.Settings().Currency) }

// noCurrency refuses an amount whose currency neither the order nor the shop says.
func noCurrency() error {
	return fail("no-currency", "the shop has no currency yet: `ordertrail setting currency EUR` sets it")
}
