package carrier

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ordertrail/track"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// said is a meaning on one line: "phase reason flag", each - when empty.
func said(m Meaning, ok bool) string {
	if !ok {
		return "unmapped"
	}
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	return dash(string(m.Phase)) + " " + dash(string(m.Reason)) + " " + dash(string(m.Flag))
}

// Read a row as: an event of <carrier> with <type> and <code> and <words> means <phase reason flag>.
var events = []struct{ carrier, typ, code, text, want string }{
	// Corrections of tables that were wrong elsewhere.
	{"gls", "", "DELIVEREDPS", "", "awaiting_collection - -"},
	{"dhl", "", "unknown", "", "no_data - -"},
	{"dhl_parcel_de", "", "unknown", "", "no_data - -"},
	{"gls", "", "NOBODYTAUGHTUS", "", "unmapped"},
	{"dhl", "", "HP", "", "- - held"},
	{"dhl", "", "WC", "", "out_for_delivery - -"},
	{"dhl", "", "PU", "", "possession - -"},
	{"dpd", "", "ReturningFromDelivery", "", "attempt_failed - -"},
	{"dpd", "", "ReturningFromDelivery", "Empfänger nicht angetroffen", "attempt_failed customer_not_home -"},
	{"spring", "", "101", "", "moving - -"},
	{"spring", "", "25", "", "- - -"},
	{"parcelone", "", "DELIVERED_PARCELSHOP", "", "awaiting_collection - -"},
	{"canada_post", "", "", "", "unmapped"},
	{"purolator", "", "", "", "unmapped"},
	{"bpost", "", "B04", "", "attempt_failed - -"},
	{"australia_post", "", "", "Possible delay", "- - delayed"},
	{"australia_post", "", "", "Cancelled", "voided - -"},
	{"asendia", "", "RTS", "", "returning - -"},
	{"sendle", "", "", "Delivery Attempted", "attempt_failed - -"},
	{"sendle", "", "", "Card Left", "attempt_failed - -"},
	{"sendle", "", "", "Left with Agent", "awaiting_collection - -"},
	{"landmark", "", "400", "", "attempt_failed - -"},
	{"dhl_parcel_de", "", "pckdu", "", "possession - -"},
	{"la_poste", "", "DI2", "", "returned_to_us - -"},
	// UPS codes count under their type.
	{"ups", "3", "AG", "", "moving - -"},
	{"ups", "1", "AG", "", "- customer_incorrect_address held"},
	{"ups", "1", "7W", "Severe Weather", "- weather_delay delayed"},
	{"ups", "1", "78", "", "- customer_requested_later delayed"},
	{"ups", "1", "AI", "", "delivered - -"},
	{"ups", "2", "AI", "", "unmapped"},
	{"ups", "I", "OT", "", "out_for_delivery - -"},
	{"ups", "U", "OT", "", "unmapped"},
	{"ups", "D", "anything", "", "delivered - -"},
	{"ups", "I", "ZZ", "", "unmapped"},
	{"ups", "X", "X", "The receiver was not available", "attempt_failed customer_not_available -"},
	{"ups", "Manifest", "", "", "announced - -"},
	{"ups", "Origin", "", "", "possession - -"},
	{"ups", "Delivery", "", "", "delivered - -"},
	{"ups", "Exception", "", "ADVERSE WEATHER CONDITIONS CAUSED THIS DELAY", "- weather_delay delayed"},
	{"ups", "Exception", "", "THE RECEIVER REFUSED THIS DELIVERY", "attempt_failed customer_refused -"},
	{"ups", "Exception", "", "SOMETHING NEW", "unmapped"},
	{"canada_post", "", "1416", "", "attempt_failed customer_refused -"},
	{"canada_post", "", "0100", "", "unmapped"},
	{"canada_post", "", "103", "", "possession - -"},
	{"hermes_de", "", "0000", "", "announced - -"},
	{"nobody", "AT7", "AH", "", "attempt_failed - -"},
	// Statuses of label services.
	{"", "", "", "Delivered", "delivered - -"},
	{"", "", "", "In Transit", "moving - -"},
	{"", "", "", "Pre-Transit", "announced - -"},
	{"", "", "", "Out for Delivery", "out_for_delivery - -"},
	{"", "", "", "Return to Sender", "returning - -"},
	{"", "", "", "Failure", "- unknown held"},
	{"", "", "", "Available for pickup", "awaiting_collection - -"},
	{"", "", "", "Cancelled", "voided - -"},
	{"", "", "", "Unknown", "no_data - -"},
	{"", "", "InfoReceived", "", "announced - -"},
	{"", "", "AvailableForPickup", "", "awaiting_collection - -"},
	{"", "", "AttemptFail", "", "attempt_failed - -"},
	{"", "", "pre_transit", "", "announced - -"},
	{"", "", "", "out_for_delivery", "out_for_delivery - -"},
	{"", "", "", "returned_to_us", "returned_to_us - -"},
	{"", "", "", "picked", "unmapped"}, // our own work is not a carrier's to say
	// Negations and announcements.
	{"", "", "", "not delivered", "attempt_failed - -"},
	{"", "", "", "Your parcel could not be delivered", "attempt_failed - -"},
	{"", "", "", "Your parcel will be delivered tomorrow", "- - -"},
	{"", "", "", "Your parcel will now be delivered tomorrow", "unmapped"},
	{"", "", "", "hasn't been delivered", "unmapped"},
	{"", "", "", "UPS Update: Package Scheduled for Delivery Today", "- - -"},
	{"", "", "", "Will be out for delivery tomorrow", "- - -"},
	{"", "", "", "Not yet out for delivery", "- - -"},
	{"", "", "", "returned to sender", "returned_to_us - -"},
	{"", "", "", "being returned to sender", "returning - -"},
	{"", "", "", "returning to sender", "returning - -"},
	{"", "", "", "Label created, not yet in system", "announced - -"},
	{"", "", "", "Delivery attempted", "attempt_failed - -"},
	{"", "", "", "Delivered to neighbour", "delivered - -"},
	{"", "", "", "Delivered to UPS Access Point", "awaiting_collection - -"},
	{"", "", "", "Delivered to parcel locker", "awaiting_collection - -"},
	{"usps", "", "", "Delivered, Parcel Locker", "delivered - -"},
	{"usps", "", "", "Delivered, To Original Sender", "returned_to_us - -"},
	{"usps", "", "", "In Transit, Arriving Late", "moving - delayed"},
	{"usps", "", "", "Shipping Label Created, USPS Awaiting Item", "announced - -"},
	{"usps", "", "", "Notice Left (No Authorized Recipient Available)", "attempt_failed customer_not_available -"},
	{"usps", "", "", "Customer not home. Available for Pickup", "awaiting_collection customer_not_home -"},
	{"", "", "", "Delivered. We are sorry for the delay", "delivered - -"},
	{"", "", "", "Ordered Shipped Out for delivery Delivered", "unmapped"}, // a progress bar says nothing
	{"", "", "", "Label created, in transit", "unmapped"},                  // one of them is wrong
	{"", "", "", "Die Sendung konnte nicht zugestellt werden", "attempt_failed - -"},
	{"", "", "", "Die Sendung wurde erfolgreich zugestellt", "delivered - -"},
	{"", "", "", "Die Sendung wird heute zugestellt", "unmapped"},
	{"", "", "", "Sobald die Sendung zugestellt ist", "unmapped"},
	{"", "", "", "Die Sendung wurde im Start-Paketzentrum bearbeitet.", "moving - -"},
	{"", "", "", "Het pakket is bezorgd bij de buren", "delivered - -"},
	{"", "", "", "Pakket niet bezorgd", "attempt_failed - -"},
	{"", "", "", "Zodra het pakket is bezorgd", "unmapped"},
	{"", "", "", "La spedizione è stata consegnata", "delivered - -"},
	{"", "", "", "La spedizione non è stata consegnata", "unmapped"},
	{"", "", "", "La spedizione sarà consegnata domani", "unmapped"},
	{"", "", "", "Mancata consegna: destinatario assente", "attempt_failed customer_not_home -"},
	{"", "", "", "Su envío ha sido entregado", "delivered - -"},
	{"", "", "", "Su envío no ha sido entregado", "attempt_failed - -"},
	{"", "", "", "En reparto", "out_for_delivery - -"},
	{"", "", "", "Votre colis sera livré demain", "unmapped"},
	{"", "", "", "Votre colis n'a pas pu être livré", "attempt_failed - -"},
	{"", "", "", "Przesyłka doręczona", "delivered - -"},
	{"", "", "", "Przesyłka zostanie doręczona jutro", "unmapped"},
	{"", "", "", "Przesyłka nie została doręczona", "unmapped"},
	{"", "", "", "Annahme verweigert", "attempt_failed customer_refused -"},
	{"", "", "", "gibberish", "unmapped"},
	{"", "", "", "", "unmapped"},
}

// T8: GLS DELIVEREDPS is awaiting collection, DHL unknown says nothing, and a code that nobody mapped is unmapped.
func TestWhatAnEventMeans(t *testing.T) {
	t.Parallel()
	for _, e := range events {
		t.Run(strings.Join([]string{e.carrier, e.typ, e.code, e.text}, " "), func(t *testing.T) {
			t.Parallel()
			m, ok := Map(e.carrier, e.typ, e.code, e.text)
			if got := said(m, ok); got != e.want {
				t.Errorf("Map says %q by %s, want %q", got, m.Row, e.want)
			}
			if ok && m.Row == "" {
				t.Error("no row is named for the why")
			}
		})
	}
}

// The golden holds every code row in the words a reviewer reads: carrier, type, code, meaning.
func TestEveryCodeStandsInTheGolden(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	write := func(t *table) {
		keys := make([]codeKey, 0, len(t.codes))
		for k := range t.codes {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b codeKey) int { return strings.Compare(a.typ+"\x00"+a.code, b.typ+"\x00"+b.code) })
		for _, k := range keys {
			r := t.codes[k]
			line := fmt.Sprintf("%s\t%s\t%s\t%s", t.id, k.typ, k.code, said(r.meaning(""), true))
			if r.wordsFirst {
				line += "\twords first"
			}
			b.WriteString(line + "\n")
		}
	}
	write(tables().shared)
	for _, id := range IDs() {
		write(tables().carriers[id])
	}
	const golden = "testdata/codes.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("codes changed; run go test -update when meant so:\n%s", diff)
	}
}

// Whatever a phrase of the tables says, said alone it means just that.
func TestEveryPhraseMeansItself(t *testing.T) {
	t.Parallel()
	all := tables()
	for _, id := range append([]string{""}, IDs()...) {
		source := all.carriers[id]
		if id == "" {
			source = all.shared
		}
		for _, w := range source.wording.rows {
			m, ok := Map(id, "", "", w.phrase)
			if !ok || m.Phase != w.phase || w.reason != "" && m.Reason != w.reason || w.flag != "" && m.Flag != w.flag {
				t.Errorf("%s %q says %q, its row %q", id, w.phrase, said(m, ok), said(w.meaning(""), true))
			}
		}
	}
}

func TestOnlyCarrierPhasesStandInTheTables(t *testing.T) {
	t.Parallel()
	check := func(where string, r meaningRow) {
		if p := r.phase; p != "" && !p.IsCarrier() && p != track.Voided || p == track.Unmapped {
			t.Errorf("%s means %q, which is not a carrier's to say", where, p)
		}
	}
	for _, source := range append([]*table{tables().shared}, carrierTables()...) {
		for k, r := range source.codes {
			check(fmt.Sprint(source.id, k), r)
		}
		for _, w := range source.wording.rows {
			check(source.id+w.phrase, w.meaningRow)
		}
		for _, w := range source.wording.exact {
			check(source.id+w.phrase, w.meaningRow)
		}
	}
}

func carrierTables() []*table {
	var out []*table
	for _, id := range IDs() {
		out = append(out, tables().carriers[id])
	}
	return out
}

func TestABrokenTableIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, says string }{
		{"a code twice", "code * A moving - -\ncode * B,A delivered - -", "twice"},
		{"an unknown phase", "code * A flying - -", "no phase"},
		{"an unknown reason", "code * A moving bad_luck -", "no reason"},
		{"an unknown flag", "code * A moving - slow", "no flag"},
		{"a missing column", "code * A moving", "5 columns"},
		{"an unknown row", "colour brown", "begins no row"},
		{"an unknown check", "format f sure d{9} mod9@: -", "not rule"},
		{"a shape without end", "format f sure [12 - -", "lacks its ]"},
		{"an unknown trust", "format f certain d{9} - -", "no trust"},
		{"a number of no format", "valid f 123", "no format above"},
		{"wording without words", "text moving - -", "and words"},
		{"a stranger as kin", "kin nobody", "no carrier"},
		{"a range that counts down", "code * 9-3 moving - -", "counts down"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := loadTables(fstest.MapFS{"table/test.txt": {Data: []byte(c.text)}})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("loading says %v, want something about %q", err, c.says)
			}
		})
	}
}

func FuzzMap(f *testing.F) {
	for _, e := range events {
		f.Add(e.carrier, e.typ, e.code, e.text)
	}
	f.Fuzz(func(t *testing.T, carrier, typ, code, text string) {
		m, ok := Map(carrier, typ, code, text)
		if !ok && m != (Meaning{}) {
			t.Errorf("unmapped, yet %+v", m)
		}
		if m.Phase != "" && !m.Phase.Known() || m.Reason != "" && !m.Reason.Known() {
			t.Errorf("%+v is in no table", m)
		}
	})
}
