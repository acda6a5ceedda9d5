package track

import "testing"

// Read a row as: of an item with a term of twelve months that <story> tells of, the supplier is asked on <asked>, and the cover is
// <want>.
func TestWhetherASupplierStandsByAnItem(t *testing.T) {
	t.Parallel()
	in := func(parcel string, at Stamp, n int) []Event {
		day := at[:10]
		return []Event{
			{Kind: LinePacked, ParcelID: parcel, Line: "1", Quantity: n, Occurred: day + "T08:00:00", Source: Source{"bench-1", SourceStation}},
			{Kind: CarrierEvent, ParcelID: parcel, Phase: Delivered, Occurred: at, Source: Source{"ups", SourceCarrierFile}},
		}
	}
	packed := func(parcel, serial string) Event {
		return Event{Kind: SerialShipped, ParcelID: parcel, Line: "1", Code: serial, Occurred: "2025-05-12T11:00:00", Source: Source{"bench-1", SourceStation}}
	}
	both := append(append(in("PX", "2025-05-15T10:00:00", 1), in("PY", "2025-06-01T10:00:00", 1)...), packed("PX", "SN-1"), packed("PY", "SN-2"))
	lost := Event{Kind: CarrierEvent, ParcelID: "PX", Phase: Lost, Occurred: "2025-05-16T10:00:00", Source: Source{"ups", SourceCarrierFile}}
	for _, row := range []struct {
		name   string
		units  int
		told   []Event
		asked  Date
		want   Cover
		serial string
	}{
		{"on its last day", 1, in("PX", "2025-05-15T10:00:00", 1), "2026-05-15", Cover{Says: "in", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme"}, ""},
		{"the day after", 1, in("PX", "2025-05-15T10:00:00", 1), "2026-05-16", Cover{Says: "out", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme"}, ""},
		{"of two parcels, from the later", 2, append(in("PX", "2025-05-15T10:00:00", 1), in("PY", "2025-06-01T10:00:00", 1)...), "2026-05-20", Cover{Says: "in", Months: 12, From: "2025-06-01", Until: "2026-06-01", Supplier: "Acme", Parcel: "PY", By: "last"}, ""},
		{"of two parcels, from that with the serial number", 2, both, "2026-05-20", Cover{Says: "out", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme", Parcel: "PX", By: "serial"}, "sn 1"},
		{"of two parcels, from the later with its number", 2, both, "2026-05-20", Cover{Says: "in", Months: 12, From: "2025-06-01", Until: "2026-06-01", Supplier: "Acme", Parcel: "PY", By: "serial"}, "SN2"},
		{"a number that nobody packed tells nothing", 2, both, "2026-05-20", Cover{Says: "in", Months: 12, From: "2025-06-01", Until: "2026-06-01", Supplier: "Acme", Parcel: "PY", By: "last"}, "SN3"},
		{"of two parcels that came on one day, no matter which", 2, append(in("PX", "2025-05-15T10:00:00", 1), in("PY", "2025-05-15T18:00:00", 1)...), "2026-05-15", Cover{Says: "in", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme"}, "SN1"},
		{"the number of a replacement does not begin it anew", 1, append(append(in("PX", "2025-05-15T10:00:00", 1), in("PY", "2025-09-01T10:00:00", 1)...), packed("PY", "SN2")), "2026-05-20", Cover{Says: "out", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme", Replaced: true}, "SN2"},
		{"a replacement does not begin it anew", 1, append(in("PX", "2025-05-15T10:00:00", 1), in("PY", "2025-09-01T10:00:00", 1)...), "2026-05-20", Cover{Says: "out", Months: 12, From: "2025-05-15", Until: "2026-05-15", Supplier: "Acme", Replaced: true}, ""},
		{"what was lost did not begin it", 1, append(append(in("PY", "2025-09-01T10:00:00", 1), lost), Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1, Occurred: "2025-05-13T08:00:00", Source: Source{"bench-1", SourceStation}}), "2026-05-20", Cover{Says: "in", Months: 12, From: "2025-09-01", Until: "2026-09-01", Supplier: "Acme"}, ""},
		{"nobody knows when it came, and it was ordered within the term", 1, nil, "2026-04-30", Cover{Says: "in", Months: 12, From: "2025-05-12", AtLeast: true, Until: "2026-05-12", Supplier: "Acme"}, ""},
		{"nobody knows when it came, and it was ordered before", 1, nil, "2026-05-13", Cover{Says: "no_day", Months: 12, Supplier: "Acme"}, ""},
		{"nobody knows when it was asked for", 1, in("PX", "2025-05-15T10:00:00", 1), "", Cover{Says: "no_day", Months: 12, Supplier: "Acme"}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).tell(Event{Kind: OrderStated, Occurred: "2025-05-12T10:00:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
				OrderedAt: "2025-05-12T10:00:00", Lines: []LineFacts{{Line: "1", SKU: "A-9", Quantity: row.units}},
			}}).tell(row.told...)
			s.rules.Warranties = []Warranty{{SKU: "B", Months: 24}, {SKU: "A*", Months: 12, Supplier: "Acme"}}
			o := s.state()
			if got := o.CoverOf("1", row.serial, row.asked, s.rules); got != row.want {
				t.Errorf("got %+v, want %+v", got, row.want)
			}
			ended := Date("")
			if row.want.Says == "out" {
				ended = "2026-05-16"
			}
			if got := row.want.Ended(); got != ended {
				t.Errorf("ended %q, want %q", got, ended)
			}
		})
	}
	twice := newStory(t).tell(Event{Kind: OrderStated, Occurred: "2025-05-12T10:00:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
		OrderedAt: "2025-05-12T10:00:00", Lines: []LineFacts{{Line: "1", SKU: "A-9", Quantity: 1}, {Line: "2", SKU: "A-9", Quantity: 1}},
	}}).tell(in("PX", "2025-05-15T10:00:00", 1)...).tell(packed("PX", "SN1"))
	second := in("PY", "2025-06-01T10:00:00", 1)
	other := packed("PY", "SN2")
	second[0].Line, other.Line = "2", "2"
	twice.tell(second...).tell(other)
	twice.rules.Warranties = []Warranty{{SKU: "A*", Months: 12}}
	of := twice.state()
	if got := of.CoverOf("1", "SN2", "2026-05-20", twice.rules); got.From != "2025-06-01" || got.Says != "in" {
		t.Errorf("of two lines of one item, that on which the number went out: %+v", got)
	}
	o := sold(t, 1).state()
	for line, want := range map[string]string{"1": "no_term", "9": "no_term"} {
		if got := o.CoverOf(line, "", "2026-05-20", DefaultRules(berlin)); got.Says != want || got.Until != "" {
			t.Errorf("line %s without a term: %+v", line, got)
		}
	}
}

// A return says of each line how its supplier stands by it; of one without a term only where a supplier is asked.
func TestAReturnSaysHowItsSuppliersStandByIt(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		kind, sku, want string
	}{{"request", "A", "out"}, {"warranty", "A", "out"}, {"request", "X", ""}, {"warranty", "X", "no_term"}} {
		s := sold(t, 1).clock("2026-08-20T12:00:00").tell(returned(ReturnOpened, "2026-08-16T10:00:00", 1, row.kind))
		s.rules.Warranties = []Warranty{{SKU: row.sku, Months: 1, Supplier: "Acme"}}
		r, got := s.returnOf("R1"), ""
		if c := r.Lines[0].Cover; c != nil {
			got = c.Says
		}
		if got != row.want || (r.Warranty != nil) != (row.kind == "warranty") {
			t.Errorf("%s of %s says %q, want %q; its case is %+v", row.kind, row.sku, got, row.want, r.Warranty)
		}
		if w := r.Warranty; w != nil && row.want == "out" && (w.Until != "2026-06-15" || w.Supplier != "Acme" || r.Cover().Says != "out") {
			t.Errorf("the case is %+v", w)
		}
		if c := s.caseOf("D"); (c.Warranty == "out") != (row.want == "out") || c.Cover.rule() != c.Warranty {
			t.Errorf("the proposal's case is %+v", c)
		}
	}
}
