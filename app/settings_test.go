package app_test

import (
	"fmt"
	"sync"
	"testing"

	"ordertrail/app"
	"ordertrail/track"
)

func TestChangesOfTheSettingsAtOnceAreAllKept(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	view, err := s.SettingsScreen().Show()
	must(t, err)
	policy, err := s.Returns().Policy()
	must(t, err)
	for round := range 12 {
		view.ShopName, policy.Days = fmt.Sprint("Shop ", round), 10+round
		row := app.AuthorityRow{Milestone: "delivered", Asserts: []string{"person"}, Supports: []string{"carrier_file"}}
		if round%2 == 1 {
			row.Asserts, row.Supports = row.Supports, row.Asserts
		}
		var saves sync.WaitGroup
		for _, save := range []func() error{
			func() error { _, err := s.SettingsScreen().Save(view); return err },
			func() error { _, err := s.Returns().SavePolicy(policy); return err },
			func() error { _, err := s.SettingsScreen().SetAuthority([]app.AuthorityRow{row}); return err },
		} {
			saves.Go(func() {
				if err := save(); err != nil {
					t.Error(err)
				}
			})
		}
		saves.Wait()
		is := s.Settings()
		who := ""
		for _, a := range is.Authority {
			if string(a.Milestone) == "delivered" {
				who = fmt.Sprint(a.Asserts)
			}
		}
		if is.ShopName != view.ShopName || is.Returns == nil || is.Returns.Days != policy.Days || who != fmt.Sprint(row.Asserts) {
			t.Fatalf("round %d: the shop is %q, the policy kept %v, %s decides delivered", round, is.ShopName, is.Returns != nil && is.Returns.Days == policy.Days, who)
		}
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after it: %+v, %v", c, err)
	}
}

// The screen and the command line change the same rates; a value that cannot be leaves everything as it was.
func TestTheSettingsScreenKeepsWhatFiguresReckonWith(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	view, err := s.SettingsScreen().Show()
	must(t, err)
	view.Currency, view.HeadStart = "EUR", 45
	view.WorkHours = "8:00 - 17:30"
	view.Rates = app.FigureRates{Packaging: "0.85", Labour: "21.50", ClaimDays: 14}
	saved, err := s.SettingsScreen().Save(view)
	must(t, err)
	if saved.Rates != view.Rates || saved.HeadStart != 45 {
		t.Errorf("kept %+v and a head start of %d, want %+v and 45", saved.Rates, saved.HeadStart, view.Rates)
	}
	if kept, err := s.Rates(app.RatesChange{}); err != nil || kept.Packaging != 85 || kept.LabourPerHour != 2150 || kept.OpensAt != "08:00" || kept.ShutsAt != "17:30" {
		t.Errorf("the command line reads %+v, %v", kept, err)
	}
	for name, change := range map[string]func(*app.SettingsView){
		"no amount":                    func(v *app.SettingsView) { v.Rates.Packaging = "cheap" },
		"no time of day":               func(v *app.SettingsView) { v.WorkHours = "8 am-5 pm" },
		"an end before the beginning":  func(v *app.SettingsView) { v.WorkHours = "08:00-07:00" },
		"one end of the day":           func(v *app.SettingsView) { v.WorkHours = "08:00-" },
		"complaints of no time":        func(v *app.SettingsView) { v.Rates.ClaimDays = 0 },
		"a head start of days":         func(v *app.SettingsView) { v.HeadStart = 24*60 + 1 },
		"a head start before the fact": func(v *app.SettingsView) { v.HeadStart = -1 },
	} {
		bad := saved
		bad.ShopName = "Should not be kept"
		change(&bad)
		if _, err := s.SettingsScreen().Save(bad); err == nil {
			t.Errorf("%s: it was kept", name)
		}
		if is, err := s.SettingsScreen().Show(); err != nil || is.ShopName != saved.ShopName || is.Rates != saved.Rates || is.WorkHours != saved.WorkHours {
			t.Errorf("%s: now %q, work %q, %+v, %v", name, is.ShopName, is.WorkHours, is.Rates, err)
		}
	}
}

// A shop has one time of work: what is due and what figures count follow it wherever it was set.
func TestFiguresReckonWithTheHoursOfTheShop(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	hours := func(text string) *string { return &text }
	if is, err := s.Rates(app.RatesChange{}); err != nil || is.OpensAt != "08:00" || is.ShutsAt != "18:00" {
		t.Fatalf("a new shop reckons from %q to %q, %v", is.OpensAt, is.ShutsAt, err)
	}
	_, err := s.Rates(app.RatesChange{Shuts: hours("16:30")})
	must(t, err)
	if is := s.Settings().WorkHours; is != "08:00-16:30" {
		t.Errorf("after `kpi rates --shuts 16:30` the shop works %q", is)
	}
	must(t, s.SetOne(t.Context(), "work_hours", ""))
	if is, err := s.Rates(app.RatesChange{}); err != nil || is.OpensAt != "" || is.ShutsAt != "" {
		t.Errorf("after `setting work_hours \"\"` figures reckon from %q to %q, %v", is.OpensAt, is.ShutsAt, err)
	}
	if _, err := s.Rates(app.RatesChange{Opens: hours("09:00")}); err == nil || s.Settings().WorkHours != "" {
		t.Errorf("a day that begins and never ends was kept: %q", s.Settings().WorkHours)
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after it: %+v, %v", c, err)
	}
}

func TestAnItemHasOneWarrantyAndTheClosestIsAskedFirst(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	policy, err := s.Returns().Policy()
	must(t, err)
	policy.Warranties = []track.Warranty{{SKU: "TV*", Months: 12}, {SKU: "TV18-*", Months: 24, Supplier: "Strake"}}
	saved, err := s.Returns().SavePolicy(policy)
	must(t, err)
	if saved.Warranties[0].SKU != "TV18-*" || policy.Warranties[0].SKU != "TV*" {
		t.Errorf("kept %+v, want the closest first, and what was handed in untouched", saved.Warranties)
	}
	policy.Warranties = append(saved.Warranties, track.Warranty{SKU: "tv*", Months: 6})
	if _, err := s.Returns().SavePolicy(policy); err == nil {
		t.Error("an item stands there twice")
	}
}
