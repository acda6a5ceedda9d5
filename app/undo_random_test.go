package app

import (
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

const twoOrders = "order_number,source,ordered_at,promised_on,sku,title,quantity\n" +
	"W-0,web,2026-05-10 10:00,2026-05-12,MUG,Mug,2\n,,,,TEA,Tea,1\nW-1,web,2026-05-10 11:00,2026-05-30,MUG,Mug,1\n"

// floor is a shop in which things are done and taken back, a minute apart.
type floor struct {
	t   *testing.T
	a   *App
	rng *mathrand.Rand
	now time.Time
	ids []string
}

func newFloor(t *testing.T, seed uint64) *floor {
	t.Helper()
	f := &floor{t: t, a: New(), rng: mathrand.New(mathrand.NewPCG(seed, 23)), now: time.Date(2026, 5, 25, 8, 0, 0, 0, time.UTC)}
	if err := f.a.Open(t.Context(), Config{Folder: t.TempDir(), Now: func() time.Time { return f.now }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.a.Close() })
	takeIn(t, f.a, twoOrders)
	for n := range 2 {
		id, err := f.a.Orders().Find(fmt.Sprint("W-", n), "")
		if err != nil {
			t.Fatal(err)
		}
		f.ids = append(f.ids, id)
	}
	return f
}

func (f *floor) pick(list ...string) string { return list[f.rng.IntN(len(list))] }

func (f *floor) show(id string) OrderView {
	f.t.Helper()
	v, err := f.a.Orders().Show(id)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// work does one thing that people do; what is refused is no fault.
func (f *floor) work() {
	f.t.Helper()
	f.now = f.now.Add(time.Minute)
	n := f.rng.IntN(2)
	id, o := f.ids[n], f.a.Orders()
	label := fmt.Sprint("1Z999AA1012345678", 4+n)
	switch f.rng.IntN(12) {
	case 0:
		f.scan("b1", "pick", fmt.Sprint("W-", n), "MUG", "TEA")
	case 1, 2:
		f.scan("b2", "pack", fmt.Sprint("W-", n), "MUG", "MUG", "TEA", f.pick(label, "OT:FINISH"))
	case 3:
		f.scan("dock", "handover", label)
	case 4:
		_ = o.Hold(id, "asked")
	case 5:
		_ = o.Release(id)
	case 6:
		_ = o.CancelUnits(id, "1", 1, "too many")
	case 7:
		_ = o.Note(id, "called")
	case 8:
		f.task()
	case 9, 10:
		f.goods(id)
	case 11:
		for _, p := range f.show(id).State.Parcels {
			_ = o.Void(id, p.Parcel, "torn")
		}
	}
}

// scan scans codes one after the other.
func (f *floor) scan(station, mode string, codes ...string) {
	f.t.Helper()
	for _, code := range codes {
		f.now = f.now.Add(time.Second)
		if _, err := f.a.Scans().Scan(ScanRequest{Station: station, Mode: mode, Operator: "kim", Raw: code}); err != nil {
			f.t.Fatal(err)
		}
	}
}

// task ends a task, or reopens one.
func (f *floor) task() {
	for _, list := range []string{"queue", "ended"} {
		page, err := f.a.Today().Queue(TaskQuery{List: list, Limit: 20})
		if err != nil {
			f.t.Fatal(err)
		}
		for _, row := range page.Tasks {
			switch f.rng.IntN(3) {
			case 0:
				_ = f.a.Today().Resolve([]string{row.Task}, "done", "")
			case 1:
				_ = f.a.Today().Reopen([]string{row.Task}, "")
			}
		}
	}
}

// goods lets something come back, or brings a return further.
func (f *floor) goods(id string) {
	r := f.a.Returns()
	v := f.show(id)
	if len(v.State.Returns) == 0 {
		_, _ = r.Open(ReturnRequest{OrderID: id, Kind: "request", Why: "too big", Lines: []ReturnLine{{Line: "1", Quantity: 1}}})
		return
	}
	number := v.State.Returns[0].Return
	_ = r.Receive(number, []ReturnLine{{Line: "1", Quantity: 1}})
	if f.rng.IntN(2) == 0 {
		_ = r.Inspect(Inspection{Return: number, Line: "1", Quantity: 1, Grade: "A"})
		_ = r.Decide(Inspection{Return: number, Line: "1", Disposition: "restock", Resolution: "refund", Why: "as agreed"})
	}
}

// undo takes something back, at a station or at the desk; it reports whether that was allowed.
func (f *floor) undo() bool {
	f.t.Helper()
	f.now = f.now.Add(time.Minute)
	if f.rng.IntN(3) == 0 {
		station := f.pick("b1", "b2", "dock")
		v, err := f.a.Scans().Undo(station, "kim")
		if err != nil {
			f.t.Fatal(err)
		}
		return v.Code == "undone"
	}
	id := f.ids[f.rng.IntN(2)]
	live := f.undoable(id)
	return len(live) > 0 && f.a.Orders().TakeBack(id, live[f.rng.IntN(len(live))], "") == nil
}

// undoable are the acts on an order that can be taken back, taking back itself left out.
func (f *floor) undoable(id string) (out []string) {
	for _, e := range f.show(id).Events {
		if e.CanUndo && e.Kind != string(track.Retraction) {
			out = append(out, e.Event)
		}
	}
	return out
}

// sound fails the test when an order says what cannot be, or when the file is not what the facts give.
func (f *floor) sound(after string) {
	f.t.Helper()
	for _, id := range f.ids {
		s := f.show(id).State
		for _, p := range s.Parcels {
			if p.OnItsWay && len(p.Contents) == 0 {
				f.t.Errorf("%s: parcel %s of %s went out with nothing in it", after, p.Parcel, s.Order)
			}
		}
		for _, l := range s.Lines {
			if g := l.Ledger; g.HandedOver > g.Packed || g.Packed > g.Picked || g.Picked < 0 {
				f.t.Errorf("%s: line %s of %s has the ledger %+v", after, l.Line, s.Order, g)
			}
		}
	}
	if problems, err := f.a.store.Verify(f.t.Context()); err != nil || len(problems) > 0 {
		f.t.Errorf("%s: verify: %v %v", after, problems, err)
	}
}

// TestWhateverWasDoneCanBeTakenBack plays work and undos at random, then takes back what is left in random order until nothing
// is, and expects the shop as it was before anybody worked in it. What later acts rest on is refused on the way, and verify is
// asked after every step that changed something.
func TestWhateverWasDoneCanBeTakenBack(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			f := newFloor(t, seed)
			for step := range 40 {
				if f.rng.IntN(4) > 0 {
					f.work()
				} else if f.undo() {
					f.sound(fmt.Sprint("undo at step ", step))
				}
			}
			f.sound("the day's work")
			for _, id := range f.ids {
				f.takeAllBack(id)
			}
			fresh := newFloor(t, seed)
			fresh.now = f.now
			for n, id := range f.ids {
				was, is := fresh.show(fresh.ids[n]), f.show(id)
				if diff := cmp.Diff(was.State.Lines, is.State.Lines); diff != "" {
					t.Errorf("lines of %s as imported (-), with everything taken back (+):\n%s", was.State.Order, diff)
				}
				if diff := cmp.Diff(was.State.Facets, is.State.Facets); diff != "" || len(is.State.Parcels)+len(is.State.Returns) > 0 {
					t.Errorf("%s as imported (-), with everything taken back (+), %d parcels, %d returns:\n%s",
						was.State.Order, len(is.State.Parcels), len(is.State.Returns), diff)
				}
			}
		})
	}
}

// takeAllBack takes the acts on an order back in random order, those that were refused again later.
func (f *floor) takeAllBack(id string) {
	f.t.Helper()
	for left := f.undoable(id); len(left) > 0; left = f.undoable(id) {
		f.rng.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		var last error
		done := slices.IndexFunc(left, func(event string) bool {
			f.now = f.now.Add(time.Minute)
			last = f.a.Orders().TakeBack(id, event, "")
			return last == nil
		})
		if done < 0 {
			f.t.Fatalf("%d acts are left and none can be taken back: %v", len(left), last)
		}
	}
	f.sound("everything taken back")
}
