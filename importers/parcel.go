package importers

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// parcels reads a table of labels or carrier scans: one draft per row.
func (in *intake) parcels(ctx context.Context) error {
	return in.table.data(ctx, func(row sheet.Row) error {
		if why := in.table.idle(row); why != "" {
			in.ignore(row, why)
			return nil
		}
		d := in.parcel(row)
		if in.isBad(row.Number) {
			in.refuse(row, orderNumber(in.value(row, "order_number").text))
			return nil
		}
		in.suspectParcel(row, d)
		return in.emit(d)
	})
}

// parcel makes the draft of one row: what it says the parcel is, that its label was made, and where the carrier says it is.
func (in *intake) parcel(row sheet.Row) Draft {
	order := track.OrderRef{Number: orderNumber(in.id(row, "order_number"))}
	ref := in.parcelRef(row, in.id(row, "parcel"), in.id(row, "tracking_number"))
	if order.IsZero() && ref.Number == "" && ref.Tracking == "" && !in.isBad(row.Number) {
		in.missing(row, in.firstBound("tracking_number", "parcel", "order_number"), "parcel")
	}
	d := Draft{Rows: []int{row.Number}, Raw: in.raw(row), First: row.Number}
	at := in.occurred(row)
	scan, scanned := in.scan(row, ref.Carrier)
	facts := in.parcelFacts(row)
	facts.Voided = facts.Voided || scan.Phase == track.Voided
	scanned = scanned && (!facts.Voided || scan.Phase.Moves() && scan.Phase != track.Voided)
	if made := in.stamp(row, "created_at"); made != "" {
		d.Events = append(d.Events, track.Event{Kind: track.CarrierEvent, Phase: track.Announced, Code: "label", Occurred: made})
	}
	if scanned && at == "" && len(d.Events) > 0 {
		in.note("", says("no-time"))
		scanned = false
	}
	if scanned {
		if at == "" && !in.isBad(row.Number) {
			in.missing(row, "occurred_at", "time")
		}
		scan.Occurred, scan.Location, scan.Estimated = at, in.text(row, "location"), facts.EstimatedOn
		d.Events = append(d.Events, scan)
	}
	if len(d.Events) == 0 || facts != (track.ParcelFacts{}) {
		stated := track.Event{Kind: track.ParcelStated, Occurred: in.statedAt(at, d.Events, facts), ParcelFacts: &facts}
		if invoiced := in.stamp(row, "invoiced_on"); invoiced != "" {
			stated.Occurred = invoiced // the same charge on two invoices is two charges
		}
		d.Events = append([]track.Event{stated}, d.Events...)
	}
	back := in.choice.returned(in.id(row, "return_number"))
	if back != "" && in.choice.returned(order.Number) == back {
		order = track.OrderRef{} // the only reference of the row
	}
	for i := range d.Events {
		d.Events[i].Order, d.Events[i].Parcel, d.Events[i].Source, d.Events[i].Return = order, ref, in.source(), back
	}
	return d
}

// returnNumber is the number of a return of ours that a carrier was told as its reference; "" where that is anybody else's.
func returnNumber(text string) string {
	n, err := track.ParseNumber(text)
	if err != nil || n.Kind() != track.NumberReturn {
		return ""
	}
	return string(n)
}

// returned is the number of the return of ours that a text names: by its own number, or by that of its platform or supplier. What is
// not known here when the text is read stays unnamed; the tracking number beside it still meets the return's.
func (c Choice) returned(text string) string {
	if own := returnNumber(text); own != "" || c.Returned == nil || text == "" {
		return own
	}
	return c.Returned(text)
}

// meantReturn is the number of the return of ours that a reference means where nothing says what it is a reference to: what names
// an order means that, however a return is called.
func (c Choice) meantReturn(reference string) string {
	back := c.returned(reference)
	if back != "" && c.Ordered != nil && c.Ordered(reference) {
		return ""
	}
	return back
}

// statedAt is when a row's statement about its parcel was true: at its scan, else when the label was made, else the ship date.
func (in *intake) statedAt(at track.Stamp, events []track.Event, facts track.ParcelFacts) track.Stamp {
	switch {
	case at != "":
		return at
	case len(events) > 0:
		return events[0].Occurred
	}
	return track.Stamp(facts.ShipDate)
}

// parcelRef names a parcel: our own number, or the carrier's. A carrier that the row does not name is the one its service is
// named after ("DPD Classic"), when the number looks like one of theirs, or recognised from the number, as carrierOf says. Where
// the file holds the whole barcode of a label, the parcel is named by the number in it.
func (in *intake) parcelRef(row sheet.Row, own, tracking string) track.ParcelRef {
	ref := track.ParcelRef{Number: own, Tracking: track.TrackingKey(tracking)}
	carrierName := in.text(row, "carrier")
	if carrierName == "" {
		carrierName = in.profile.Carrier
	}
	if carrierName != "" {
		ref.Carrier = carrier.Parse(carrierName)
	} else if ref.Tracking != "" {
		ref.Carrier = in.carrierOf(row, ref.Tracking)
	}
	ref.Tracking = track.TrackingKey(carrier.NumberIn(ref.Tracking, carrier.Hints{Carrier: ref.Carrier}))
	return ref
}

// Read a row as: this word for the state of a label means that it was taken back and nothing travels under it.
var voidWords = []string{"refunded", "voided", "void", "cancelled", "canceled"}

// parcelFacts reads what a row says about the parcel apart from where it is.
func (in *intake) parcelFacts(row sheet.Row) track.ParcelFacts {
	cost, surcharge := in.charges(row)
	invoice := ""
	if !cost.IsZero() || !surcharge.IsZero() {
		invoice = in.id(row, "invoice")
	}
	return track.ParcelFacts{
		Service: in.text(row, "service"), Cost: cost, Surcharge: surcharge, Invoice: invoice, EstimatedOn: in.date(row, "estimated_on"),
		ShipDate: in.date(row, "ship_date"), Weight: in.weight(row), Signed: in.text(row, "signed_by") != "", LeftAt: track.LeftPlace(in.text(row, "left_at")),
		Voided:  slices.Contains(voidWords, strings.ToLower(in.text(row, "label_status"))),
		Country: isoCountry(in.text(row, "to_country")), Master: track.TrackingKey(in.id(row, "master")),
	}
}

// charges reads what a row says the parcel costs: its label, and what comes on top. An invoice says both together; what it
// adds to the label, or takes off, is the difference, and a later invoice without a label is that alone.
func (in *intake) charges(row sheet.Row) (cost, surcharge track.Money) {
	cost, surcharge = in.money(row, "cost"), in.money(row, "surcharge")
	invoiced := in.money(row, "invoiced")
	if invoiced.IsZero() {
		return cost, surcharge
	}
	credit := cost.Minor < 0 && in.value(row, "invoice").text != "" // taken off what another invoice charged for it
	if cost.Minor <= 0 && !credit || cost.Currency != invoiced.Currency {
		return track.Money{}, invoiced
	}
	if surcharge = (track.Money{Minor: invoiced.Minor - cost.Minor, Currency: invoiced.Currency}); surcharge.Minor == 0 {
		return cost, track.Money{}
	}
	return cost, surcharge
}

// weight is the weight with its unit; a bare number takes the unit that its column is named after, as in "Weight (oz)".
func (in *intake) weight(row sheet.Row) string {
	c := in.value(row, "weight")
	_, unit, ok := strings.Cut(strings.TrimSuffix(c.header, ")"), "(")
	if c.text == "" || !ok || !amountBody().MatchString(c.text) {
		return c.text
	}
	return c.text + " " + unit
}

// occurred is when a row happened: its time, with the time of day from a column of its own; a row without a date takes the
// day that the name of its file begins with (YYMMDD).
func (in *intake) occurred(row sheet.Row) track.Stamp {
	m, ok := in.moment(row, "occurred_at")
	if _, named := in.bound["file_name"]; named && !ok && !in.isBad(row.Number) {
		if m, ok = dayOfName(in.value(row, "file_name").text); !ok {
			m, ok = dayOfName(filepath.Base(in.out.File))
		}
	}
	if !ok {
		return ""
	}
	if c := in.value(row, "occurred_time"); c.text != "" && !m.clock {
		if err := m.readClockColumn(c.text); err != nil {
			in.rejectAs(c, "bad-time", err)
		}
	}
	return m.stamp()
}

// dayOfName reads the YYMMDD that a file's name begins with.
func dayOfName(name string) (moment, bool) {
	if len(name) < 6 || strings.Trim(name[:6], "0123456789") != "" {
		return moment{}, false
	}
	m, err := moment{y: 2000 + number(name[:2]), m: number(name[2:4]), d: number(name[4:6])}.settle("")
	return m, err == nil
}

// readClockColumn reads a time of day that stands alone: 140500, 1405, 14:05:00, 14:05 or 2:05 PM. A spreadsheet drops
// the leading zeros of 090500 and 0905.
func (m *moment) readClockColumn(text string) error {
	if digits := len(text); strings.Trim(text, "0123456789") == "" && digits <= 6 {
		width := 6
		if digits <= 4 {
			width = 4
		}
		text = strings.Repeat("0", width-digits) + text
		text = strings.TrimSuffix(text[:2]+":"+text[2:4]+":"+text[4:], ":")
	}
	return m.readClock(text)
}

// scan reads where a row says the parcel is: in our own words, which must be known, or in the carrier's, which are mapped
// by its table and kept as unmapped when the table does not know them.
func (in *intake) scan(row sheet.Row, carrierID string) (track.Event, bool) {
	e := track.Event{Kind: track.CarrierEvent, CodeType: in.text(row, "status_type"), Code: in.id(row, "status_code"), Text: in.words(row)}
	if c := in.value(row, "phase"); c.text != "" {
		e.Phase = track.Phase(strings.ReplaceAll(fold(c.text), " ", "_"))
		if !e.Phase.Moves() || !e.Phase.IsCarrier() && e.Phase != track.Voided {
			in.reject(c, says("bad-phase", c.text, strings.Join(carrierPhases(), ", ")))
		}
	}
	if c := in.value(row, "reason"); c.text != "" {
		e.Reason = track.Reason(strings.ReplaceAll(fold(c.text), " ", "_"))
		if !e.Reason.Known() {
			in.reject(c, says("bad-reason", c.text))
		}
	}
	if e.Phase != "" || e.CodeType == "" && e.Code == "" && e.Text == "" {
		return e, e.Phase != "" || e.Reason != ""
	}
	in.mean(&e, row, carrierID)
	return e, true
}

// mean fills in what the carrier's code and words stand for.
func (in *intake) mean(e *track.Event, row sheet.Row, carrierID string) {
	for _, text := range []string{in.text(row, "status_detail"), e.Text, in.text(row, "status_text")} {
		m, ok := carrier.Map(carrierID, e.CodeType, e.Code, text)
		if ok {
			e.Phase, e.Flag = m.Phase, m.Flag
			if e.Reason == "" {
				e.Reason = m.Reason
			}
			return
		}
	}
	e.Phase = track.Unmapped
}

// words are the carrier's words: the status, with its detail where it says more.
func (in *intake) words(row sheet.Row) string {
	text, detail := in.text(row, "status_text"), in.text(row, "status_detail")
	switch {
	case detail == "" || strings.EqualFold(detail, text):
		return shorten(text, 200)
	case text == "":
		return shorten(detail, 200)
	}
	return shorten(text+": "+detail, 200)
}

// carrierPhases lists the phases that a carrier may be in.
func carrierPhases() []string {
	var out []string
	for _, p := range track.Phases() {
		if p.Moves() && p.IsCarrier() {
			out = append(out, string(p))
		}
	}
	return append(out, string(track.Voided))
}
