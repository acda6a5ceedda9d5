package importers

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// drafts reads content and leaves out what depends on how the file was written rather than on what it says.
func drafts(t testing.TB, content []byte, c Choice) []Draft {
	t.Helper()
	r := read(t, "f.csv", content, c)
	for i := range r.Drafts {
		r.Drafts[i].Raw = ""
		for j := range r.Drafts[i].Events {
			r.Drafts[i].Events[j].RawHash = ""
		}
	}
	if len(r.Drafts) == 0 {
		t.Fatalf("nothing was read: %v", r.Problems)
	}
	return r.Drafts
}

func TestTheWayADateIsWrittenDoesNotMatter(t *testing.T) {
	t.Parallel()
	file := func(a, b string) []byte {
		return []byte("order_number;ordered_at;sku;quantity\n1;" + a + ";MUG;1\n2;" + b + ";MUG;1\n")
	}
	want := drafts(t, file("2026-05-19 14:05:00", "2026-05-04 09:00"), Choice{})
	for _, other := range [][2]string{
		{"19/05/2026 14:05", "04/05/2026 9:00"},
		{"5/19/2026 2:05 PM", "5/4/2026 9:00 AM"},
		{"19 May 2026 14:05", "4 May 2026 09:00"},
		{"19.05.26 14:05:00", "4.5.26 09:00:00"},
		{"20260519 14:05", "20260504 09:00"},
	} {
		if diff := cmp.Diff(want, drafts(t, file(other[0], other[1]), Choice{})); diff != "" {
			t.Errorf("%s is read differently:\n%s", other[0], diff)
		}
	}
}

func TestAnOpenDateIsAskedForAndNeverGuessed(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,sku,quantity\n1,03/04/2026,MUG,1\n2,06/06/2026,MUG,1\n")
	r := read(t, "f.csv", content, Choice{})
	if r.Kind != KindOrders || len(r.Rejected) != 1 || r.Problems[0].Code != "ambiguous-date" || !strings.Contains(r.Problems[0].Message, "--date-format") {
		t.Errorf("want the first row rejected with a question, got %+v", r.Problems)
	}
	for format, want := range map[string]track.Stamp{"DD/MM/YYYY": "2026-04-03", "%m/%d/%Y": "2026-03-04"} {
		if got := drafts(t, content, Choice{DateFormat: format})[0].Events[0].Occurred; got != want {
			t.Errorf("%s: want %s, got %s", format, want, got)
		}
	}
}

func TestColumnsAreFoundByNameHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	plain := []byte("order_number,sku,title,quantity,ordered_at\n1,MUG,Mug,2,2026-05-19\n")
	odd := []byte("\ufeff Ordered  At ;QUANTITY;Something else;Title\u00a0;SKU;Order Number\n2026-05-19;2;?;Mug;MUG;#1\n")
	if diff := cmp.Diff(drafts(t, plain, Choice{}), drafts(t, odd, Choice{})); diff != "" {
		t.Error(diff)
	}
}

func TestAnyTableIsReadOnceItsColumnsAreMapped(t *testing.T) {
	t.Parallel()
	content := []byte("export of today,,,\nPedido,Artículo,Cant.,Fecha\nP-7,Taza,2,19/05/2026\n")
	r := read(t, "f.csv", content, Choice{Map: map[string]string{"order_number": "pedido", "title": "Artículo", "quantity": "Cant.", "ordered_at": "FECHA"}})
	if r.Kind != KindOrders || r.Profile != "by-hand" || len(r.Drafts) != 1 || r.Drafts[0].Events[0].Order.Number != "P-7" || r.Drafts[0].Events[0].OrderFacts.Lines[0].Quantity != 2 {
		t.Errorf("got %+v", r)
	}
	r = read(t, "f.csv", []byte("Envío,Estado,Cuándo\n1Z5R89390357567127,Delivered,2026-05-19\n"), Choice{Map: map[string]string{"tracking_number": "Envío", "status_text": "Estado", "occurred_at": "Cuándo"}})
	if r.Kind != KindCarrier || len(r.Drafts) != 1 || r.Drafts[0].Events[0].Phase != track.Delivered || r.Drafts[0].Events[0].Parcel.Carrier != "ups" {
		t.Errorf("got %+v", r)
	}
}

func TestAMappingMadeByHandCanBeSaved(t *testing.T) {
	t.Parallel()
	mapped := Choice{Map: map[string]string{"order_number": "Pedido", "title": "Artículo", "ordered_at": "Fecha"}, DateFormat: "DMY", Source: "feria"}
	content := []byte("Pedido,Artículo,Fecha,Color\nP-7,Taza,03/04/2026,rojo\n")
	first := read(t, "f.csv", content, mapped)
	saved, err := first.AsProfile("feria", "Feria del barrio")
	if err != nil {
		t.Fatal(err)
	}
	again := read(t, "g.csv", content, Choice{Saved: []Profile{saved}})
	if again.Profile != "feria" || !cmp.Equal(first.Drafts, again.Drafts) || len(again.Drafts) != 1 {
		t.Errorf("read by its own profile it says something else: %s\n%s", again.Profile, cmp.Diff(first.Drafts, again.Drafts))
	}
	if _, err := read(t, "h.csv", []byte("a,b\n1,2\n"), Choice{}).AsProfile("x", "X"); err == nil {
		t.Error("a file that was not read has no profile")
	}
}

func TestAnAmountWithoutCurrencyTakesTheShops(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,sku,quantity,unit_price\n1,MUG,1,12.50\n")
	if got := drafts(t, content, Choice{Currency: "eur"})[0].Events[0].OrderFacts.Lines[0].Price; got != (track.Money{Minor: 1250, Currency: "EUR"}) {
		t.Errorf("got %+v", got)
	}
	r := read(t, "f.csv", content, Choice{})
	if len(r.Problems) != 1 || r.Problems[0].Code != "no-currency" || len(r.Rejected) != 0 || !r.Drafts[0].Events[0].OrderFacts.Lines[0].Price.IsZero() {
		t.Errorf("a number alone is no price: %+v", r.Problems)
	}
}

func TestAMappingThatCannotWorkSaysWhatThereIs(t *testing.T) {
	t.Parallel()
	content := []byte("Pedido,Taza\n1,2\n")
	for want, mapped := range map[string]map[string]string{
		"the columns are: Pedido, Taza": {"order_number": "Order"},
		"is no field of orders files":   {"order_number": "Pedido", "colour": "Taza"},
		"map at least":                  {"title": "Taza"},
	} {
		r := read(t, "f.csv", content, Choice{Map: mapped})
		if r.Kind != KindUnknown || !strings.Contains(fmt.Sprint(r.Problems[0].Args), want) || len(r.Rejected) != 1 {
			t.Errorf("want %q, got %+v", want, r.Problems)
		}
	}
}

func TestASavedProfileIsUsedLikeOurs(t *testing.T) {
	t.Parallel()
	saved, err := ParseProfile([]byte(`{"name":"market","title":"Market stall","kind":"orders","version":1,"source":"market","source_kind":"shop",
		"fingerprint":{"all":["Beleg","Ware"]},"date_format":"dmy",
		"columns":[{"field":"order_number","names":["Beleg"],"prefix":"ON","suffix":"r"},{"field":"title","names":["Ware"]},{"field":"ordered_at","names":["Tag"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := ParseProfile(again); err != nil || !cmp.Equal(saved, back) {
		t.Errorf("the profile does not survive being saved: %v", err)
	}
	e := drafts(t, []byte("Beleg;Ware;Tag\nON77r;Tasse;03.04.2026\n"), Choice{Saved: []Profile{saved}})[0].Events[0]
	if e.Order != (track.OrderRef{Source: "market", Number: "77"}) || e.Occurred != "2026-04-03" {
		t.Errorf("got %+v", e)
	}
}

func TestATieBetweenProfilesIsAQuestion(t *testing.T) {
	t.Parallel()
	twin := Profile{
		Name: "twin", Title: "Twin", Kind: KindOrders, Source: "twin", SourceKind: track.SourceShop,
		Fingerprint: Fingerprint{All: []string{"order_number", "sku"}}, Columns: []Column{{Field: "order_number", Names: []string{"order_number"}}},
	}
	content := []byte("order_number,sku\n1,MUG\n")
	r := read(t, "f.csv", content, Choice{Saved: []Profile{twin}})
	if r.Kind != KindUnknown || !strings.Contains(fmt.Sprint(r.Problems[0].Args), "twin and orders equally well") {
		t.Errorf("got %s, %+v", r.Kind, r.Problems)
	}
	if r := read(t, "f.csv", content, Choice{Saved: []Profile{twin}, Profile: "Orders"}); r.Profile != "orders" || len(r.Drafts) != 1 {
		t.Errorf("the chosen profile was not used: %+v", r.Problems)
	}
}

func TestOurFormsAreReadByOurselves(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]string{"orders": KindOrders, "tracking": KindCarrier, "stock": KindStock} {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(Template(name)); err != nil {
			t.Fatal(err)
		}
		r := read(t, "f.csv", b.Bytes(), Choice{})
		if r.Kind != kind || r.Rows != 2 || len(r.Problems) > 0 || len(r.Drafts)+len(r.Stock) == 0 {
			t.Errorf("%s: kind %s, %d rows, problems %+v", name, r.Kind, r.Rows, r.Problems)
		}
		for _, h := range r.Headers {
			if !h.Used {
				t.Errorf("%s: nothing reads the column %s", name, h.Name)
			}
		}
	}
	if Template("parcels") != nil {
		t.Error("there is no form of that name")
	}
}

func TestRejectedRowsCanBeCorrectedAndReadAgain(t *testing.T) {
	t.Parallel()
	first := read(t, "f.csv", []byte("order_number,sku,title,quantity,ordered_at\n1,MUG,=1+1,two,2026-05-19\n2,TEA,+tea,1,2026-05-19\n3,-PEN,@pen,0,2026-05-19\n"), Choice{})
	var header []string
	for _, h := range first.Headers {
		header = append(header, h.Name)
	}
	for _, format := range []string{"csv", "xlsx"} {
		var b bytes.Buffer
		if err := WriteRejects(&b, format, Rejects{Of: "R000007", Columns: header, Rows: asWritten(first.Rejected)}); err != nil {
			t.Fatal(err)
		}
		if format == "csv" && !strings.Contains(b.String(), "'=1+1,two") {
			t.Errorf("a formula goes out unmarked:\n%s", b.String())
		}
		again := read(t, "rejects", b.Bytes(), Choice{})
		opts := cmpopts.IgnoreFields(RejectedRow{}, "Row", "Cells", "Sheet")
		if diff := cmp.Diff(first.Rejected, again.Rejected, opts); diff != "" {
			t.Errorf("%s: read again, other rows are wrong:\n%s", format, diff)
		}
	}
	var b bytes.Buffer
	if err := WriteRejects(&b, "csv", Rejects{Columns: header, Rows: asWritten(first.Rejected)}); err != nil {
		t.Fatal(err)
	}
	fixed := strings.Replace(strings.Replace(b.String(), ",two,", ",2,", 1), ",0,", ",3,", 1)
	got := drafts(t, []byte(fixed), Choice{})
	if len(got) != 2 || got[0].Events[0].OrderFacts.Lines[0].Title != "=1+1" || got[1].Events[0].OrderFacts.Lines[0].SKU != "-PEN" {
		t.Errorf("got %+v", got)
	}
	if err := WriteRejects(&b, "pdf", Rejects{Columns: header}); err == nil {
		t.Error("pdf is no such format")
	}
}

// asWritten are rejected rows as they are written, with the codes of their reasons in place of words.
func asWritten(rows []RejectedRow) []Rejection {
	out := make([]Rejection, len(rows))
	for i, r := range rows {
		out[i] = Rejection{Cells: r.Cells, Why: r.Why.Says + r.Why.Message}
	}
	return out
}

func TestRejectsOfRejectsKeepOneReason(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteRejects(&b, "csv", Rejects{Of: "R000009", Columns: []string{"a", "why r000008"}, Rows: []Rejection{{Cells: []string{"1", "old"}, Why: "new"}}}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != "a,why R000009\n1,new\n" {
		t.Errorf("got %q", got)
	}
}

func TestADamagedFileIsRefusedWhole(t *testing.T) {
	t.Parallel()
	content := workbookOf(t, "f.csv", []byte("order_number,sku\n1,MUG\n"))
	_, err := Read(context.Background(), "f.xlsx", bytes.NewReader(content[:len(content)-40]), int64(len(content)-40), Choice{})
	if refusal := (*sheet.Refusal)(nil); !errors.As(err, &refusal) {
		t.Errorf("want a refusal, got %v", err)
	}
	broken := errors.New("the stick was pulled out")
	if _, err := Read(context.Background(), "f.csv", iotest.ErrReader(broken), -1, Choice{}); !errors.Is(err, broken) {
		t.Errorf("want the disk's error, got %v", err)
	}
}

func TestAStreamOfUnknownLengthIsReadLikeAFile(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,sku\n1,MUG\n")
	r, err := Read(context.Background(), "-", iotest.OneByteReader(bytes.NewReader(content)), -1, Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if want := read(t, "-", content, Choice{}); r.SHA256 != want.SHA256 || !cmp.Equal(want.Drafts, r.Drafts) {
		t.Error("the stream is read differently")
	}
}

func TestAMailNobodyUnderstandsReachesTheReviewQueue(t *testing.T) {
	t.Parallel()
	box := "From a@b Wed May 20 10:00:00 2026\nFrom: Ada <ada@example.com>\nSubject: Lunch\nDate: Wed, 20 May 2026 10:00:00 +0200\n\nShall we?\n\n" +
		"From a@b Wed May 20 11:00:00 2026\nFrom: Shop <shop@shop.example>\nSubject: Your parcel 1Z5R89390357567127 has been shipped\nDate: Wed, 20 May 2026 11:00:00 +0200\n\nYour shipment 1Z5R89390357567127 is on its way. Track your package.\n\n"
	r := read(t, "box", []byte(box), Choice{})
	p := newLedger(t).compare(r)
	if r.Kind != KindNotices || r.Rows != 2 || p.Ignored != 1 || p.Rejected != 1 {
		t.Fatalf("want a letter ignored and a notice rejected, got %+v", p.Rows)
	}
	if len(r.Drafts) != 1 || len(r.Drafts[0].Events) != 0 || r.Problems[0].Code != "unread-notice" {
		t.Fatalf("the notice is not kept: %+v", r.Drafts)
	}
	if raw, err := r.RawOf(r.Drafts[0]); err != nil || !strings.HasPrefix(string(raw), "From: Shop") || !strings.HasSuffix(string(raw), "Track your package.\n") {
		t.Errorf("its bytes are not: %q, %v", raw, err)
	}
}

func TestASingleCellIsNoTable(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"1001\n", "just a sentence of a person\n", ",,x\n"} {
		r := read(t, "f.csv", []byte(file), Choice{})
		if r.Kind != KindUnknown || len(r.Problems) != 1 || r.Problems[0].Code != "one-cell" {
			t.Errorf("%q: %s %+v", file, r.Kind, r.Problems)
		}
	}
	if r := read(t, "f.csv", []byte("order_number,sku\n"), Choice{}); r.Kind != KindOrders {
		t.Errorf("a header that is known without rows is %s", r.Kind)
	}
}

// Some carriers' numbers may hold any letters, so that a long name of a column could be one of theirs.
func TestALongNameOfAColumnIsNoParcel(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"number;orderTime;orderState;paymentState;invoiceAmount;dispatchDescription;billingFirstname;shippingCountryName;articleNumber;quantity",
		"Order ID;Return request date;Amazon RMA ID;Label to be paid by;SafeT Action reason;SafeT claim reimbursement amount;Refunded Amount",
	} {
		r := read(t, "f.csv", []byte(header+"\n"+strings.Repeat("x;", strings.Count(header, ";"))+"x\n"), Choice{})
		if len(r.Problems) == 0 || r.Problems[0].Code != "not-recognised" {
			t.Errorf("%s: %+v", header, r.Problems)
		}
	}
	r := read(t, "f.csv", []byte("1Z12345E0205271688;2026-05-19\n1Z12345E6605272234;2026-05-19\n"), Choice{})
	if len(r.Problems) == 0 || r.Problems[0].Code != "no-header" {
		t.Errorf("a parcel is taken for a name: %+v", r.Problems)
	}
}

// What a file looks like is only said where it does.
func TestAFileLooksLikeWhatKnowsMostOfIt(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem price": "Shopify orders export",
		"Order ID,Date Created,Status,Customer,Qty,Amount,Category,Method":                                                       "",
	} {
		r := read(t, "f.csv", []byte(header+"\n"+strings.Repeat("x,", strings.Count(header, ","))+"x\n"), Choice{})
		like := ""
		for _, p := range r.Problems {
			if p.Code == "missing-column" && len(p.Args) > 0 {
				like = p.Args[0]
			}
		}
		if like != want {
			t.Errorf("%s: looks like %q, want %q", header, like, want)
		}
	}
}
