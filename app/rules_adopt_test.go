package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/store"
)

// Not parallel: another version of the program is one that ships other calendars, which every test reads.
func TestAnotherVersionsCalendarsAreAdoptedOnce(t *testing.T) {
	for _, row := range []struct {
		name string
		next func() (undo func())
	}{
		{"nothing changed", func() func() { return func() {} }},
		{"a carrier works on other days", func() func() {
			was := shippedDays
			shippedDays = slices.Clone(was)
			for i := range shippedDays {
				shippedDays[i].Workdays = "mon-sun"
			}
			return func() { shippedDays = was }
		}},
		{"a country has other holidays", func() func() {
			was := holidays["US-parcel"]
			holidays["US-parcel"] = holidays["DE"]
			return func() { holidays["US-parcel"] = was }
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			folder, now := t.TempDir(), time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
			a := openAt(t, folder, &now)
			set := a.Settings()
			set.Country, set.Zone = "US", "America/Chicago"
			if err := a.SetUp(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			look := ImportFile{Name: "rows.csv", Content: base64.StdEncoding.EncodeToString([]byte(
				"order_number,parcel,carrier,tracking_number,phase,occurred_at\n1,1,ups,1Z999AA10123456784,moving,2026-05-18T10:00:00-05:00\n"))}
			orders := ImportFile{Name: "orders.csv", Content: base64.StdEncoding.EncodeToString([]byte("order_number,ordered_at,sku,quantity\n1,2026-05-11 10:00,MUG,1\n"))}
			for _, f := range []ImportFile{orders, look} {
				v, err := a.Imports().Look(f)
				if err == nil {
					_, err = a.Imports().Apply(v.ID)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			then := now.Add(time.Minute).Format(time.RFC3339)
			now = now.Add(time.Hour)
			before, rulings := tasksAt(t, a, then), rulingsOf(t, a)
			_ = a.Close()

			undo := row.next()
			defer undo()
			want := []string{ruledProgram}
			if row.name == "nothing changed" {
				want = nil
			}
			for range 2 {
				now = now.Add(time.Hour)
				a = openAt(t, folder, &now)
				if c, err := a.SettingsScreen().Verify(); err != nil || !c.OK {
					t.Errorf("the shop is not what a rebuild gives: %+v, %v", c, err)
				}
				if got := rulingsOf(t, a); !slices.Equal(got, append(slices.Clone(want), rulings...)) {
					t.Errorf("rulings %v, before it were %v", got, rulings)
				}
				if tasksAt(t, a, then) != before {
					t.Errorf("%s shows %s, it showed %s", then, tasksAt(t, a, then), before)
				}
				_ = a.Close()
			}
		})
	}
}

// Rulings that say nothing of calendars are decided by those shipped.
func TestARulingFromBeforeCalendarsWereKept(t *testing.T) {
	t.Parallel()
	whole := ShopSettings{Zone: "UTC", Country: "US", CarrierDays: "gls mon-sat DE"}.rules()
	old := whole
	old.Carriers, old.Holidays = nil, ""
	var read ShopRules
	if err := json.Unmarshal(old.json(), &read); err != nil {
		t.Fatal(err)
	}
	got, want := read.decide().Calendars, whole.decide().Calendars
	if len(got) != len(want) || got["gls"].Rest != want["gls"].Rest || len(got["gls"].Closed) == 0 || len(got["gls"].Closed) != len(want["gls"].Closed) {
		t.Errorf("calendars of %d carriers, want %d", len(got), len(want))
	}
}

func openAt(t *testing.T, folder string, now *time.Time) *App {
	t.Helper()
	a := New()
	if err := a.Open(t.Context(), Config{Folder: folder, Now: func() time.Time { return *now }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func rulingsOf(t *testing.T, a *App) (what []string) {
	t.Helper()
	list, err := store.Look(t.Context(), a.store, func(r *store.Reader) ([]store.Ruling, error) { return r.Rulings(t.Context(), 0, allRulings) })
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		what = append(what, x.What)
	}
	return what
}

// tasksAt are the open tasks of a moment with the times they opened and were due.
func tasksAt(t *testing.T, a *App, at string) string {
	t.Helper()
	list, err := a.Today().ListAt("", "", at)
	if err != nil || len(list.Tasks) == 0 {
		t.Fatalf("tasks at %s: %v, %v", at, list, err)
	}
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Figures had hours of work of their own in files from before they were the shop's.
func TestTheHoursOfFiguresAreTheShopsInAnOlderFile(t *testing.T) {
	t.Parallel()
	folder, now := t.TempDir(), time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
	a := openAt(t, folder, &now)
	err := a.store.Update(t.Context(), func(tx *store.Tx) error {
		return tx.PutSetting(figuresKey, FigureSettings{OpensAt: "09:00", ShutsAt: "16:30", ClaimDays: 20})
	})
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Close()
	a = openAt(t, folder, &now)
	kept, err := a.Rates(RatesChange{})
	if err != nil || kept.OpensAt != "09:00" || kept.ShutsAt != "16:30" || kept.ClaimDays != 20 || a.Settings().WorkHours != "09:00-16:30" {
		t.Fatalf("the shop works %q, figures reckon with %+v, %v", a.Settings().WorkHours, kept, err)
	}
	if c, err := a.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("the file is not whole: %+v, %v", c, err)
	}
	if _, err := a.Rates(RatesChange{Opens: new(string), Shuts: new(string)}); err != nil {
		t.Fatal(err)
	}
	_ = a.Close()
	if a = openAt(t, folder, &now); a.Settings().WorkHours != "" {
		t.Errorf("the hours were taken away, and are %q again", a.Settings().WorkHours)
	}
}

// Not parallel, as above: a shop whose program has newer rules says how far it is while it is opened, and one that is not waited
// for begins anew.
func TestOpeningUnderNewerRulesIsToldAndCanBeGivenUp(t *testing.T) {
	folder, now := t.TempDir(), time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
	a := openAt(t, folder, &now)
	table := strings.Builder{}
	table.WriteString("order_number,ordered_at,sku,quantity\n")
	for i := range 3000 {
		fmt.Fprintf(&table, "%d,2026-05-11 10:00,MUG,1\n", i+1)
	}
	v, err := a.Imports().Look(ImportFile{Name: "orders.csv", Content: base64.StdEncoding.EncodeToString([]byte(table.String()))})
	if err == nil {
		_, err = a.Imports().Apply(v.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	before := rulingsOf(t, a)
	_ = a.Close()
	was := shippedDays
	shippedDays = slices.Clone(was)
	for i := range shippedDays {
		shippedDays[i].Workdays = "mon-sun"
	}
	defer func() { shippedDays = was }()

	open := func(until int) (*App, []Progress, error) {
		ctx, giveUp := context.WithCancel(t.Context())
		defer giveUp()
		var told []Progress
		a := New()
		a.OnEmit(func(name string, body any) {
			if p, is := body.(Progress); is && name == "progress" {
				if told = append(told, p); len(told) == until {
					giveUp()
				}
			}
		})
		err := a.Open(ctx, Config{Folder: folder, Now: func() time.Time { return now }, Fixed: true, Random: rand.Reader})
		return a, told, err
	}
	if _, told, err := open(1); Explain(err).Code != "cancelled-by-you" || len(told) == 0 {
		t.Fatalf("opening that was given up: %v, told %v", err, told)
	}
	a, told, err := open(-1)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if len(told) < 2 {
		t.Errorf("told %d times", len(told))
	}
	for i, p := range told {
		if p.Job != openingJob || p.Code != "deriving" || p.Total != 3000 || p.Done > p.Total || i > 0 && p.Done <= told[i-1].Done {
			t.Errorf("told %+v after %+v", p, told[max(0, i-1)])
		}
	}
	if got := rulingsOf(t, a); !slices.Equal(got, append([]string{ruledProgram}, before...)) {
		t.Errorf("rulings %v, before it were %v", got, before)
	}
	if c, err := a.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("the shop is not what a rebuild gives: %+v, %v", c, err)
	}
}
