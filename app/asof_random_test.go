package app_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/app"
)

// weeks is a shop in which things happen at random, in no good order.
type weeks struct {
	*shop
	now  *time.Time
	rng  *rand.Rand
	n    int // orders so far
	runs []string
}

func (w *weeks) pick(list ...string) string { return list[w.rng.IntN(len(list))] }

// any is an order of the shop; "" when there is none.
func (w *weeks) any() (number, id string) {
	if w.n == 0 {
		return "", ""
	}
	number = fmt.Sprint("W-", w.rng.IntN(w.n))
	id, err := w.Orders().Find(number, "")
	if err != nil {
		return number, ""
	}
	return number, id
}

// ago is a moment within the last days, written as files write it: on the shop's clock, or with an offset.
func (w *weeks) ago(days int) string {
	at := w.now.Add(-time.Duration(w.rng.IntN(days*24*60)) * time.Minute)
	if w.rng.IntN(2) == 0 {
		return at.Format(time.RFC3339)
	}
	return at.Format("2006-01-02 15:04")
}

func (w *weeks) imported(name, text string) {
	w.t.Helper()
	v, err := w.Imports().Look(app.ImportFile{Name: name, Content: base64.StdEncoding.EncodeToString([]byte(text))})
	if err != nil {
		w.t.Fatal(err)
	}
	v, err = w.Imports().Apply(v.ID)
	if err != nil {
		w.t.Fatal(err, "\n", text)
	}
	w.runs = append(w.runs, v.Run)
}

func (w *weeks) orders() {
	var b strings.Builder
	b.WriteString("order_number,source,ordered_at,promised_on,ship_by,customer_name,email,ship_country,sku,title,quantity,unit_price,currency\n")
	for range 1 + w.rng.IntN(3) {
		day := func(n int) string { return w.now.AddDate(0, 0, w.rng.IntN(n)).Format("2006-01-02") }
		promised, ship := day(9), day(4)
		if w.rng.IntN(4) == 0 {
			promised = ""
		}
		if w.rng.IntN(3) == 0 {
			ship = ""
		}
		fmt.Fprintf(&b, "W-%d,web,%s,%s,%s,Person %d,p%d@example.com,%s,MUG,Mug,%d,12.00,EUR\n", w.n, w.ago(3), promised, ship, w.n, w.n, w.pick("DE", "US", ""), 1+w.rng.IntN(3))
		if w.rng.IntN(2) == 0 {
			b.WriteString(",,,,,,,,TEA,Tea,1,5.00,EUR\n")
		}
		w.n++
	}
	w.imported("orders.csv", b.String())
}

func (w *weeks) carrier() {
	var b strings.Builder
	b.WriteString("order_number,parcel,carrier,tracking_number,phase,reason,status_text,occurred_at,estimated_on\n")
	for range 1 + w.rng.IntN(4) {
		n := w.rng.IntN(w.n + 1)
		carrier := []string{"ups", "dhl"}[n%2]
		phase := w.pick("announced", "possession", "moving", "moving", "out_for_delivery", "attempt_failed", "awaiting_collection", "delivered", "returning", "returned_to_us", "lost", "")
		words := ""
		if phase == "" {
			words = w.pick("Zug entgleist", "Delivered", "Departed facility")
		}
		est := ""
		if w.rng.IntN(3) == 0 {
			est = w.now.AddDate(0, 0, w.rng.IntN(6)).Format("2006-01-02")
		}
		order := fmt.Sprint("W-", n)
		if w.rng.IntN(6) == 0 {
			order = ""
		}
		reason := ""
		if phase == "attempt_failed" {
			reason = w.pick("customer_not_available", "incorrect_address", "")
		}
		fmt.Fprintf(&b, "%s,%d,%s,%s,%s,%s,%s,%s,%s\n", order, 1+w.rng.IntN(2), carrier, fmt.Sprintf("1Z%06d", n), phase, reason, words, w.ago(5), est)
	}
	w.imported("carrier.csv", b.String())
}

func (w *weeks) scans() {
	number, _ := w.any()
	if number == "" {
		return
	}
	label := "1Z" + fmt.Sprintf("%06s", strings.TrimPrefix(number, "W-"))
	for _, s := range [][]string{
		{"pick", number, "MUG", "MUG", "TEA", "OT:FINISH"},
		{"pack", number, "MUG", "TEA", label, "OT:FINISH"},
		{"handover", label, "OT:FINISH"},
	}[w.rng.IntN(3):] {
		for _, code := range s[1:] {
			*w.now = w.now.Add(time.Second)
			if _, err := w.Scans().Scan(app.ScanRequest{Station: "b1", Mode: s[0], Operator: "kim", Raw: code}); err != nil {
				w.t.Fatal(err)
			}
		}
		if w.rng.IntN(2) == 0 {
			break
		}
	}
	if w.rng.IntN(4) == 0 {
		_, _ = w.Scans().Undo("b1", "kim")
	}
}

func (w *weeks) desk() {
	number, id := w.any()
	if id == "" {
		return
	}
	o := w.Orders()
	switch w.rng.IntN(10) {
	case 0:
		_ = o.Hold(id, "asked")
	case 1:
		_ = o.Release(id)
	case 2:
		_ = o.CancelUnits(id, "1", 1, "too many")
	case 3:
		_ = o.Edit(id, w.pick("promised_on", "ship_by"), w.now.AddDate(0, 0, w.rng.IntN(9)).Format("2006-01-02"))
	case 4:
		_ = o.Contact(id, w.pick("wismo", "missing", "damaged", "other"), "where is it")
	case 5, 6:
		v := w.show(number)
		for _, p := range v.State.Parcels {
			switch w.rng.IntN(3) {
			case 0:
				_ = o.SayWhere(id, p.Parcel, w.pick("delivered", "lost", "moving"), "they rang")
			case 1:
				_ = o.Relabel(id, p.Parcel, "ups", fmt.Sprintf("1ZNEW%04d", w.rng.IntN(1000)), "torn")
			case 2:
				_ = o.Void(id, p.Parcel, "wrong")
			}
		}
	case 7, 8:
		v := w.show(number)
		for _, e := range v.Events {
			if e.CanUndo && w.rng.IntN(3) == 0 {
				_ = o.TakeBack(id, e.Event, "")
			}
		}
	case 9:
		_ = o.Cancel(id, "changed mind")
	}
}

func (w *weeks) returns() {
	number, id := w.any()
	if id == "" {
		return
	}
	r, v := w.Returns(), w.show(number)
	if len(v.State.Returns) == 0 {
		if w.rng.IntN(3) == 0 {
			_, _ = r.Unannounced(app.ArrivedGoods{OrderID: id, Lines: []app.ReturnLine{{Line: "1", Quantity: 1}}})
			return
		}
		_, _ = r.Open(app.ReturnRequest{OrderID: id, Kind: "request", Why: "too big", Lines: []app.ReturnLine{{Line: "1", Quantity: 1}}})
		return
	}
	n := v.State.Returns[0].Return
	switch w.rng.IntN(6) {
	case 0, 1:
		_ = r.Receive(n, []app.ReturnLine{{Line: "1", Quantity: 1}})
	case 2:
		_ = r.Inspect(app.Inspection{Return: n, Line: "1", Quantity: 1, Grade: w.pick("A", "C", "E")})
	case 3:
		_ = r.Decide(app.Inspection{Return: n, Line: "1", Disposition: "restock", Resolution: "refund", Why: "as agreed"})
	case 4:
		_ = r.Release(n, "", "", 0, "")
	case 5:
		_, _ = r.Undo(n)
	}
}

func (w *weeks) tasks() {
	for _, list := range []string{"queue", "waiting", "ended"} {
		page, err := w.Today().Queue(app.TaskQuery{List: list, Limit: 20})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, row := range page.Tasks {
			one := []string{row.Task}
			switch w.rng.IntN(12) {
			case 0:
				_ = w.Today().Take(one)
			case 1:
				_ = w.Today().Wait(one, w.now.AddDate(0, 0, 1+w.rng.IntN(4)).Format("2006-01-02"), "carrier")
			case 2:
				_ = w.Today().Resolve(one, w.pick("done", "false_alarm"), "seen")
			case 3:
				_ = w.Today().Reopen(one, "")
			}
		}
	}
}

func (w *weeks) settings() {
	set := w.Settings()
	switch w.rng.IntN(6) {
	case 0, 1:
		set.Zone = w.pick("America/Chicago", "Europe/Berlin", "Asia/Kolkata", "Etc/UTC", "Pacific/Auckland")
	case 2:
		set.ClosedDays = w.pick("", "2026-03-20..2026-03-25", "2026-04-06")
	case 3:
		set.PromiseDays = w.rng.IntN(6)
	case 4:
		set.StallHome = 1 + w.rng.IntN(4)
	case 5:
		_, _ = w.SettingsScreen().SetAuthority(peopleDeliver)
		return
	}
	_ = w.SetUp(w.t.Context(), set)
}

func (w *weeks) odd() {
	switch w.rng.IntN(5) {
	case 0, 1:
		if len(w.runs) > 0 {
			_, _ = w.Imports().Undo(w.runs[w.rng.IntN(len(w.runs))])
		}
	case 2:
		w.scan("pick", w.pick("XYZ-OLD", "ABC", "0000"), "")
	case 3:
		rows, err := w.Imports().Unmatched()
		_, id := w.any()
		if err == nil && len(rows) > 0 && id != "" {
			if w.rng.IntN(2) == 0 {
				_, _ = w.Imports().Link(rows[0].Event, id)
			} else {
				_, _ = w.Imports().Disown(rows[0].Event)
			}
		}
	case 4:
		rows, err := w.Imports().Said()
		if err == nil && len(rows) > 0 {
			_ = w.Imports().Unsay(rows[0].Act)
		}
	}
}

// whole is everything that can be looked at of a past moment too.
type whole struct {
	Shop glance
	Each map[string]app.OrderView
	List []app.TaskRow
}

func (w *weeks) glimpse(now time.Time, at string) whole {
	w.t.Helper()
	if err := w.Sweep(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	g := whole{Each: map[string]app.OrderView{}}
	g.Shop.At = now.Format(time.RFC3339Nano)
	today, err := w.Today().ShowAt(at)
	must(w.t, err)
	g.Shop.Orders, err = w.Orders().List(app.OrderQuery{AsOf: at, Limit: 500})
	must(w.t, err)
	for _, row := range g.Shop.Orders.Rows {
		v, err := w.Orders().ShowAt(row.ID, at)
		must(w.t, err)
		v.AsOf, v.Previous, v.Next = "", "", ""
		for i := range v.Events {
			v.Events[i].CanUndo = false // nothing is taken back in the past
		}
		g.Each[row.Order] = v
	}
	list, err := w.Today().ListAt("", "", at)
	must(w.t, err)
	g.List = list.Tasks
	g.Shop.Today = app.TodayView{
		Now: today.Now, Zone: today.Zone, Groups: today.Groups, Waiting: today.Waiting, NextBack: today.NextBack, Suppressed: today.Suppressed,
		Open: today.Open, PastDue: today.PastDue, Unknown: today.Unknown, Feeds: today.Feeds, Empty: today.Empty,
	}
	flow := today.Flow
	flow.OldestPicked = ""
	g.Shop.Today.Flow, g.Shop.Today.OnTime, g.Shop.Orders.AsOf = flow, today.OnTime, ""
	return g
}

func (g whole) text(t testing.TB) string {
	t.Helper()
	b, err := json.MarshalIndent(g, "", " ")
	must(t, err)
	return string(b)
}

// TestAnyMomentOfTheseWeeksIsSeenAgain lets things happen at random: files late, twice and taken back, scans, work at the desk,
// returns, tasks, facts that nobody can place, and clocks of other zones over the night on which summer time begins. It looks at
// every screen that knows a past after each, and asks at the end for every one of those moments again.
func TestAnyMomentOfTheseWeeksIsSeenAgain(t *testing.T) {
	t.Parallel()
	steps := 25
	if raceDetector {
		steps = 8 // what is seen again is the same; here it is how it is read
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			s, now := movingShop(t)
			*now = time.Date(2026, 3, 10, 7, 0, 0, 0, time.UTC)
			w := &weeks{shop: s, now: now, rng: rand.New(rand.NewPCG(seed, 77))}
			w.orders()
			var seen []whole
			for range steps {
				*now = now.Add(time.Duration(w.rng.IntN(30*60)) * time.Minute)
				w.something()
				seen = append(seen, w.glimpse(*now, ""))
			}
			*now = now.Add(10 * 24 * time.Hour)
			for i, then := range seen {
				again := w.glimpse(mustTime(t, then.Shop.At), then.Shop.At)
				if d := cmp.Diff(then.text(t), again.text(t)); d != "" {
					t.Fatalf("step %d at %s something else was on the screens:\n%s", i, then.Shop.At, d)
				}
			}
		})
	}
}

// something lets one thing happen, or nothing but time.
func (w *weeks) something() {
	w.t.Helper()
	happen := []func(){w.orders, w.orders, w.carrier, w.carrier, w.carrier, w.carrier, w.scans, w.scans, w.desk, w.desk, w.returns, w.tasks, w.tasks, w.settings, w.odd, func() {}}
	happen[w.rng.IntN(len(happen))]()
}
