package importers

import "slices"

// Field is one thing a column can fill.
type Field struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Required bool   `json:"required"`
	Example  string `json:"example"`

	kinds []string
	shape shape
	line  bool // belongs to the line of an order, not to the order
}

// shape says how the text of a cell is read.
type shape string

const (
	asText   shape = "text"
	asID     shape = "id" // must come through unrounded
	asStamp  shape = "time"
	asDate   shape = "date"
	asClock  shape = "clock"
	asMoney  shape = "amount"
	asNumber shape = "number"
	asFlag   shape = "yes or no"
)

var (
	inOrders  = []string{KindOrders}
	inCarrier = []string{KindCarrier}
	inStock   = []string{KindStock}
	inBoth    = []string{KindOrders, KindCarrier}
	inGoods   = []string{KindOrders, KindStock}
	inAll     = []string{KindOrders, KindCarrier, KindStock}
)

// Read a row as: <field>, <what a person calls it>, must it be there, <example>, in which kinds, read how, is it the line's.
var fields = []Field{
	{"order_number", "Order number", true, "1001", inBoth, asID, false},
	{"source", "Shop", false, "webshop", inOrders, asText, false},
	{"external_id", "Shop's own id of the order", false, "5512345678901", inOrders, asID, false},
	{"ordered_at", "Ordered at", false, "2026-05-19 14:05", inOrders, asStamp, false},
	{"paid_at", "Paid at", false, "2026-05-19 14:06", inOrders, asStamp, false},
	{"promised_on", "Promised to arrive on", false, "2026-05-26", inOrders, asDate, false},
	{"requested_on", "Day the customer asked for", false, "2026-05-28", inOrders, asDate, false},
	{"ship_by", "To be shipped by", false, "2026-05-21", inOrders, asDate, false},
	{"cancelled_at", "Cancelled at", false, "2026-05-20 09:00", inOrders, asStamp, false},
	{"fulfilled_at", "Fulfilled at", false, "2026-05-20 16:00", inOrders, asStamp, false},
	{"payment", "Payment status", false, "paid", inOrders, asText, false},
	{"fulfilment", "Fulfilment status", false, "unfulfilled", inOrders, asText, false},
	{"total", "Order total", false, "49.90", inOrders, asMoney, false},
	{"items_total", "Items together", false, "45.00", inOrders, asMoney, false},
	{"shipping", "Shipping charged", false, "4.90", inOrders, asMoney, false},
	{"tax", "Tax", false, "7.18", inOrders, asMoney, false},
	{"discount", "Discount", false, "5.00", inOrders, asMoney, false},
	{"tags", "Tags", false, "gift", inOrders, asText, false},
	{"hold", "To be held before picking", false, "no", inOrders, asFlag, false},
	{"hold_reason", "Why it is to be held", false, "bought by mistake", inOrders, asText, false},
	{"not_ours", "Shipped by somebody else", false, "no", inOrders, asFlag, false},
	{"customer_name", "Customer name", false, "Ada Sample", inOrders, asText, false},
	{"email", "E-mail", false, "ada@example.com", inOrders, asText, false},
	{"phone", "Phone", false, "+1 555 0100", inOrders, asID, false},
	{"ship_name", "Ship to: name", false, "Ada Sample", inOrders, asText, false},
	{"ship_company", "Ship to: company", false, "Sample Ltd", inOrders, asText, false},
	{"ship_address1", "Ship to: address", false, "1 Sample Street", inOrders, asText, false},
	{"ship_address2", "Ship to: address, second line", false, "Flat 2", inOrders, asText, false},
	{"ship_city", "Ship to: city", false, "Springfield", inOrders, asText, false},
	{"ship_region", "Ship to: state or region", false, "IL", inOrders, asText, false},
	{"ship_postcode", "Ship to: postcode", false, "62701", inOrders, asID, false},
	{"ship_country", "Ship to: country", false, "US", inOrders, asText, false},
	{"note", "Note", false, "leave at the back door", inOrders, asText, false},
	{"line_id", "Shop's own id of the line", false, "88001", inOrders, asID, true},
	{"sku", "SKU", false, "MUG-BLUE", inGoods, asID, true},
	{"title", "Title", false, "Blue mug", inGoods, asText, true},
	{"quantity", "Quantity", false, "2", inOrders, asNumber, true},
	{"unit_price", "Unit price", false, "12.50", inOrders, asMoney, true},
	{"line_total", "Line total", false, "25.00", inOrders, asMoney, true},
	{"requires_shipping", "Needs shipping", false, "true", inOrders, asFlag, true},
	{"service", "Service", false, "Standard", inBoth, asText, false},
	{"currency", "Currency", false, "USD", inAll, asText, false},
	{"carrier", "Carrier", false, "ups", inBoth, asText, false},
	{"tracking_number", "Tracking number", false, "1Z999AA10123456784", inBoth, asID, false},

	{"parcel", "Our parcel number", false, "P000123", inCarrier, asID, false},
	{"phase", "Where it is (our word)", false, "moving", inCarrier, asText, false},
	{"reason", "Why it is not going as planned (our word)", false, "customer_not_home", inCarrier, asText, false},
	{"status_type", "Carrier's status type", false, "X", inCarrier, asText, false},
	{"status_code", "Carrier's status code", false, "48", inCarrier, asID, false},
	{"status_text", "Carrier's words", false, "Delivered, front door", inCarrier, asText, false},
	{"status_detail", "Carrier's words in detail", false, "Left with individual", inCarrier, asText, false},
	{"occurred_at", "When it happened", false, "2026-05-20 16:42", inCarrier, asStamp, false},
	{"occurred_time", "Time of day it happened, in a column of its own", false, "16:42", inCarrier, asClock, false},
	{"created_at", "Label made at", false, "2026-05-20 09:12", inCarrier, asStamp, false},
	{"location", "Where it happened", false, "Louisville, KY", inCarrier, asText, false},
	{"cost", "Label cost", false, "8.43", inCarrier, asMoney, false},
	{"surcharge", "Invoiced on top of the label", false, "16.00", inCarrier, asMoney, false},
	{"invoiced", "Invoiced for the parcel in all", false, "24.43", inCarrier, asMoney, false},
	{"invoiced_on", "Date of the invoice", false, "2026-06-01", inCarrier, asDate, false},
	{"estimated_on", "Estimated to arrive on", false, "2026-05-24", inCarrier, asDate, false},
	{"ship_date", "Ship date", false, "2026-05-20", inCarrier, asDate, false},
	{"weight", "Weight", false, "12 oz", inCarrier, asText, false},
	{"signed_by", "Signed for by", false, "SAMPLE", inCarrier, asText, false},
	{"left_at", "Left at", false, "front door", inCarrier, asText, false},
	{"label_status", "Label status", false, "Refunded", inCarrier, asText, false},
	{"to_country", "Country it goes to", false, "US", inCarrier, asText, false},
	{"master", "Master tracking number", false, "1Z999AA10123456784", inCarrier, asID, false},
	{"file_name", "Name of the file the row came from", false, "260520_0812.csv", inCarrier, asText, false},

	{"gtin", "GTIN / EAN / UPC", false, "4006381333931", inStock, asID, false},
	{"pack_quantity", "Pieces in a pack", false, "6", inStock, asNumber, false},
	{"aliases", "Other codes it answers to", false, "MUGB, MUG-01", inStock, asText, false},
	{"unit_cost", "Unit cost", false, "4.10", inStock, asMoney, false},
	{"on_hand", "On hand", false, "40", inStock, asNumber, false},
	{"bin", "Bin", false, "A-03", inStock, asText, false},
	{"counted_at", "Counted at", false, "2026-05-18 08:00", inStock, asStamp, false},
}

// Fields lists the fields a person can map for a kind of file, in the order they are asked for. A carrier file needs one of
// order number, parcel and tracking number; a stock file needs the SKU.
func Fields(kind string) []Field {
	out := fieldsOf(kind)
	for i := range out {
		switch kind {
		case KindCarrier:
			out[i].Required = out[i].Name == "tracking_number"
		case KindStock:
			out[i].Required = out[i].Name == "sku"
		}
	}
	return out
}

// fieldsOf lists the fields of a kind as the table has them.
func fieldsOf(kind string) []Field {
	var out []Field
	for _, f := range fields {
		if slices.Contains(f.kinds, kind) {
			out = append(out, f)
		}
	}
	return out
}

// fieldNamed finds the field of that name in a kind.
func fieldNamed(kind, name string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name && slices.Contains(f.kinds, kind) })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}
