package app_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ordertrail/app"
	"ordertrail/track/carrier"
)

const meaningHeader = "carrier,type,code,words,phase,reason,flag\n"

func (s *shop) readTable(text string) (app.MeaningTable, error) {
	return s.Carriers().ReadTable(app.ImportFile{Name: "table.csv", Content: base64.StdEncoding.EncodeToString([]byte(text))})
}

// code of an error, "" for none.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return app.Explain(err).Code
}

// gls is a shop with n orders that GLS delivered, by its own code.
func gls(t *testing.T, n int) *shop {
	s := newShop(t)
	s.take("orders.csv", form(n))
	var b strings.Builder
	b.WriteString("order_number,carrier,tracking_number,status_code,status_text,occurred_at\n")
	for i := range n {
		fmt.Fprintf(&b, "W-%d,gls,9034669%04d,DELIVERED,,2026-05-22 08:00\n", i, i)
	}
	s.take("gls.csv", b.String())
	return s
}

// A table from somebody else can be as wrong as it likes: it is seen before it is taught, and taken back whole.
func TestATableThatCallsWhatIsDeliveredLost(t *testing.T) {
	t.Parallel()
	s := gls(t, 5)
	var b strings.Builder
	b.WriteString(meaningHeader + "gls,,DELIVERED,,lost,,\n")
	for i := range 4_999 {
		fmt.Fprintf(&b, "gls,,D%04d,,lost,,\n", i)
	}
	table, err := s.readTable(b.String())
	if err != nil || len(table.Rows) != 5_000 {
		t.Fatalf("%d rows, %v", len(table.Rows), err)
	}
	e, err := s.Carriers().Preview(app.MeaningDraft{Rows: table.Rows})
	if err != nil || e.Changes != 5_000 || e.Against != 1 || e.Status != 5 || len(e.Meanings) != 50 {
		t.Errorf("the preview says %d rows, %d against the shipped, %d orders, %d listed (%v)", e.Changes, e.Against, e.Status, len(e.Meanings), err)
	}
	if phase := s.show("W-0").State.Parcels[0].Phase; phase != "delivered" {
		t.Errorf("a preview moved the parcel to %s", phase)
	}
	taught, err := s.Carriers().Teach(table.Rows)
	if err != nil || taught.Effect.Changed != 5 || taught.Ruling == 0 || len(taught.Changes) != 50 {
		t.Fatalf("%d orders changed by ruling %d, %d listed (%v)", taught.Effect.Changed, taught.Ruling, len(taught.Changes), err)
	}
	if phase := s.show("W-3").State.Parcels[0].Phase; phase != "lost" {
		t.Errorf("the parcel is %s", phase)
	}
	// More facts come in between.
	s.take("later.csv", "order_number,carrier,tracking_number,status_code,status_text,occurred_at\nW-1,gls,90346690001,D0007,,2026-05-23 08:00\n")
	back, err := s.Carriers().Undo(taught.Ruling)
	if err != nil || back.Own != 0 || back.Effect.Changed != 5 {
		t.Errorf("taking it back left %d rows and changed %d orders (%v)", back.Own, back.Effect.Changed, err)
	}
	if phase := s.show("W-1").State.Parcels[0].Phase; phase != "delivered" {
		t.Errorf("the parcel is %s", phase)
	}
	if _, err := s.readTable(b.String() + "gls,,ONEMORE,,lost,,\n"); codeOf(err) != "bad-meaning-table" {
		t.Errorf("more rows than fit are taken: %v", err)
	}
}

// A spreadsheet program saves columns that somebody emptied as well.
func TestATableMayHaveColumnsWithoutAName(t *testing.T) {
	t.Parallel()
	table, err := newShop(t).readTable(strings.TrimSpace(meaningHeader) + ",,\ngls,,QX7,,moving,,,,\n")
	if err != nil || len(table.Rows) != 1 || table.Rows[0].Code != "QX7" {
		t.Errorf("%v (%v)", table.Rows, err)
	}
}

// Read a row as: a table with <lines> is refused with <words>.
func TestTablesThatCannotBe(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "is empty"},
		{"another table", "order,sku\n1,2\n", `column "carrier" is missing`},
		{"no rows", meaningHeader, "no row of a shop's own"},
		{"shipped rows alone", strings.TrimSpace(meaningHeader) + ",origin\ngls,,INTRANSIT,,moving,,,shipped\n", "no row of a shop's own"},
		{"a row of too few cells", meaningHeader + "gls,,X\n", "wrong number of fields"},
		{"a quote that does not end", meaningHeader + "gls,,\"X,,moving,,\n", "quote"},
		{"a phase that is none", meaningHeader + "gls,,A,,moving,,\ngls,,B,,teleported,,\n", "line 3"},
		{"a phase of the shop's own work", meaningHeader + "gls,,A,,packed,,\n", "nowhere a carrier"},
		{"a control character", meaningHeader + "gls,,A\x1b[2J,,moving,,\n", "cannot be seen"},
		{"zeros", "\x00\x00\x00\x00", "not-text"},
		{"far too much", strings.Repeat("x", 5<<20), "more than 4 MB"},
	} {
		if _, err := s.readTable(c.text); codeOf(err) != "bad-meaning-table" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// Read a row as: teaching <rows> is refused, and nothing of them is kept.
func TestRowsThatCannotBeTaught(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	good := carrier.Row{Carrier: "gls", Code: "Q1", Phase: "moving"}
	var gaps, many []carrier.Row
	for i := range 101 {
		gaps = append(gaps, carrier.Row{Carrier: "gls", Words: fmt.Sprintf("left in locker %d *", i), Phase: "delivered"})
	}
	for i := range 5_001 {
		many = append(many, carrier.Row{Carrier: "gls", Code: fmt.Sprint("Q", i), Phase: "moving"})
	}
	for name, rows := range map[string][]carrier.Row{
		"a carrier nobody knows": {good, {Carrier: "bob's van", Code: "Q1", Phase: "moving"}},
		"no carrier":             {good, {Code: "Q1", Phase: "moving"}},
		"nothing to go by":       {good, {Carrier: "gls", Phase: "moving"}},
		"words read already":     {good, {Carrier: "gls", Words: "Out for delivery", Phase: "delivered"}},
		"too many gaps":          gaps,
		"too many rows":          many,
	} {
		if _, err := s.Carriers().Teach(rows); codeOf(err) != "bad-meaning-row" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if v, err := s.Carriers().Map(""); err != nil || v.Own != 0 || len(v.History) != 0 {
		t.Errorf("%d rows were kept (%v)", v.Own, err)
	}
}

// Of rows about the same, the last counts; the same again is no change, and no ruling.
func TestTheSameIsTaughtOnce(t *testing.T) {
	t.Parallel()
	s := gls(t, 1)
	first := carrier.Row{Carrier: "gls", Code: "delivered", Phase: "awaiting_collection"}
	last := carrier.Row{Carrier: "General Logistics Systems", Code: "DELIVERED", Phase: "attempt_failed"}
	v, err := s.Carriers().Teach([]carrier.Row{first, last})
	if err != nil || v.Own != 1 || len(v.Changes) != 1 || v.Changes[0].Row.Phase != "attempt_failed" || v.Changes[0].Over != "delivered" {
		t.Fatalf("%d rows, changes %+v (%v)", v.Own, v.Changes, err)
	}
	again, err := s.Carriers().Teach([]carrier.Row{last})
	if err != nil || again.Ruling != 0 || len(again.Changes) != 0 || again.Effect.Changed != 0 {
		t.Errorf("the same again is ruling %d (%v)", again.Ruling, err)
	}
	if m, err := s.Carriers().Map("gls"); err != nil || len(m.History) != 1 || m.History[0].N != v.Ruling {
		t.Errorf("the history is %+v (%v)", m.History, err)
	}
}

// A change that is taken back is a change of its own; so a taking back is taken back too, whatever was taught meanwhile.
func TestChangesAreTakenBackInAnyOrderThatHolds(t *testing.T) {
	t.Parallel()
	s := gls(t, 2)
	teach := func(rows ...carrier.Row) int64 {
		v, err := s.Carriers().Teach(rows)
		if err != nil {
			t.Fatal(err)
		}
		return v.Ruling
	}
	undo := func(ruling int64, want string) int64 {
		v, err := s.Carriers().Undo(ruling)
		if codeOf(err) != want {
			t.Fatalf("taking %d back: %v, want %q", ruling, err, want)
		}
		return v.Ruling
	}
	a := teach(carrier.Row{Carrier: "gls", Code: "A", Phase: "moving"}, carrier.Row{Carrier: "gls", Code: "B", Phase: "moving"})
	b := teach(carrier.Row{Carrier: "gls", Code: "B", Phase: "delivered"})
	c := teach(carrier.Row{Carrier: "gls", Code: "C", Phase: "lost"})
	undo(a, "changed-since")
	undo(b, "")
	back := undo(a, "") // b is taken back, so its rows are as a left them
	if v, err := s.Carriers().Map("gls"); err != nil || v.Own != 1 {
		t.Errorf("%d rows are left (%v)", v.Own, err)
	}
	undo(back, "")
	if _, err := s.Carriers().Forget(carrier.Row{Carrier: "gls", Code: "C"}); err != nil {
		t.Error(err)
	}
	undo(c, "changed-since")
	undo(0, "no-such-change")
	undo(-1, "no-such-change")
	undo(1<<40, "no-such-change")
	if v, err := s.Carriers().Map("gls"); err != nil || v.Own != 2 {
		t.Errorf("%d rows are left (%v)", v.Own, err)
	}
}

// What a spreadsheet would run as a formula comes back from the file as it was.
func TestATableGoesThereAndBack(t *testing.T) {
	t.Parallel()
	s := gls(t, 1)
	rows := []carrier.Row{
		{Carrier: "gls", Code: "=HYPERLINK(\"X\")", Phase: "moving"},
		{Carrier: "gls", Code: "-7", Phase: "moving"},
		{Carrier: "gls", Code: "+X", Phase: "moving"},
		{Carrier: "gls", Code: "'X", Phase: "moving"},
		{Carrier: "gls", Words: "@ the depot, \"seen\" *", Phase: "moving"},
		{Carrier: "gls", Type: "T", Code: "7", Words: "* übergeben", Phase: "attempt_failed", Reason: "customer_refused", Flag: "held"},
	}
	before, err := s.Carriers().Teach(rows)
	if err != nil || before.Own != len(rows) {
		t.Fatalf("%d rows, %v", before.Own, err)
	}
	saved, err := s.Carriers().SaveTable(false)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, path := range []string{saved.Path, filepath.Join(folder, "own.csv"), filepath.Join(folder, "all.csv"), filepath.Join(folder, "all.xlsx")} {
		if path != saved.Path {
			if _, _, err := s.WriteMeanings(path, strings.Contains(path, "all")); err != nil {
				t.Fatal(err)
			}
		}
		text, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(text), ",=") || strings.Contains(string(text), ",\"=") {
			t.Errorf("the file would be run: %s (%v)", text, err)
		}
		table, err := s.Carriers().ReadTable(app.ImportFile{Path: path})
		if err != nil || len(table.Rows) != len(rows) || len(table.Left) > 0 {
			t.Fatalf("%s: %d rows, left out %q (%v)", path, len(table.Rows), table.Left, err)
		}
		if v, err := s.Carriers().Teach(table.Rows); err != nil || v.Ruling != 0 {
			t.Errorf("%s: there and back changed %+v (%v)", path, v.Changes, err)
		}
	}
}

// A table that went through somebody's spreadsheet program is read with its separators, its encoding and whatever rows it has; a
// shipped row that was changed is no row of the shop's own, and is not passed over in silence either.
func TestATableThatSomebodyEdited(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	const head = "carrier;type;code;words;phase;reason;flag;origin;by;taught_at\r\n"
	v, err := s.readTable(head + "gls;*;0071;;out_for_delivery;;;own;;\r\ngls;;;\xdcbergeben an Concierge;delivered;;;;;\r\ngls;*;INTRANSIT;;moving;;;shipped;;\r\ngls;*;DELIVEREDPS;;delivered;;;shipped;;\r\n")
	if err != nil || len(v.Rows) != 2 || v.Rows[0].Code != "0071" || v.Rows[1].Words != "Übergeben an Concierge" || !slices.Equal(v.Left, []string{"5: gls DELIVEREDPS"}) {
		t.Errorf("read %+v, left out %q (%v)", v.Rows, v.Left, err)
	}
	if _, err := s.readTable(head + "gls;*;DELIVEREDPS;;delivered;;;shipped;;\r\n"); err == nil || !strings.Contains(err.Error(), "line 2: gls DELIVEREDPS: write own as their origin") {
		t.Errorf("only such rows: %v", err)
	}
	if _, err := s.readTable(head + "gls;*;1,23457E+11;;delivered;;;own;;\r\n"); err == nil || !strings.Contains(err.Error(), "digits a spreadsheet program has cut off") {
		t.Errorf("a code that lost digits: %v", err)
	}
}
