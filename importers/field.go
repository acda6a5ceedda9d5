package importers

import "slices"

// Field is one thing a column can fill.
type Field struct {
	Name     string `json:"name"`
	Required bool   `json:"required"`
	Example  string `json:"example"` // as our own form would hold it

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
	asFlag   shape = "flag"
)

var (
	inOrders  = []string{KindOrders}
	inCarrier = []string{KindCarrier}
	inStock   = []string{KindStock}
	inBoth    = []string{KindOrders, KindCarrier}
	inGoods   = []string{KindOrders, KindStock}
	inAll     = []string{KindOrders, KindCarrier, KindStock}
)

// Read a row as: <field>, must it be there, in which kinds of file, read how, is it the line's. What a person calls it the
// catalogue says below field.
var fields = []Field{
	{Name: "order_number", Required: true, kinds: inBoth, shape: asID},
	{Name: "source", kinds: inOrders, shape: asText},
	{Name: "external_id", kinds: inOrders, shape: asID},
	{Name: "ordered_at", kinds: inOrders, shape: asStamp},
	{Name: "paid_at", kinds: inOrders, shape: asStamp},
	{Name: "promised_on", kinds: inOrders, shape: asDate},
	{Name: "requested_on", kinds: inOrders, shape: asDate},
	{Name: "ship_by", kinds: inOrders, shape: asDate},
	{Name: "cancelled_at", kinds: inOrders, shape: asStamp},
	{Name: "fulfilled_at", kinds: inOrders, shape: asStamp},
	{Name: "payment", kinds: inOrders, shape: asText},
	{Name: "fulfilment", kinds: inOrders, shape: asText},
	{Name: "total", kinds: inOrders, shape: asMoney},
	{Name: "items_total", kinds: inOrders, shape: asMoney},
	{Name: "shipping", kinds: inOrders, shape: asMoney},
	{Name: "tax", kinds: inOrders, shape: asMoney},
	{Name: "discount", kinds: inOrders, shape: asMoney},
	{Name: "tags", kinds: inOrders, shape: asText},
	{Name: "hold", kinds: inOrders, shape: asFlag},
	{Name: "hold_reason", kinds: inOrders, shape: asText},
	{Name: "not_ours", kinds: inOrders, shape: asFlag},
	{Name: "customer_name", kinds: inOrders, shape: asText},
	{Name: "email", kinds: inOrders, shape: asText},
	{Name: "phone", kinds: inOrders, shape: asID},
	{Name: "ship_name", kinds: inOrders, shape: asText},
	{Name: "ship_company", kinds: inOrders, shape: asText},
	{Name: "ship_address1", kinds: inOrders, shape: asText},
	{Name: "ship_address2", kinds: inOrders, shape: asText},
	{Name: "ship_city", kinds: inOrders, shape: asText},
	{Name: "ship_region", kinds: inOrders, shape: asText},
	{Name: "ship_postcode", kinds: inOrders, shape: asID},
	{Name: "ship_country", kinds: inOrders, shape: asText},
	{Name: "note", kinds: inOrders, shape: asText},
	{Name: "items", kinds: inOrders, shape: asText, line: true},
	{Name: "line_id", kinds: inOrders, shape: asID, line: true},
	{Name: "sku", kinds: inGoods, shape: asID, line: true},
	{Name: "title", kinds: inGoods, shape: asText, line: true},
	{Name: "quantity", kinds: inOrders, shape: asNumber, line: true},
	{Name: "quantity_sent", kinds: inOrders, shape: asNumber, line: true},
	{Name: "unit_price", kinds: inOrders, shape: asMoney, line: true},
	{Name: "line_total", kinds: inOrders, shape: asMoney, line: true},
	{Name: "requires_shipping", kinds: inOrders, shape: asFlag, line: true},
	{Name: "service", kinds: inBoth, shape: asText},
	{Name: "currency", kinds: inAll, shape: asText},
	{Name: "carrier", kinds: inBoth, shape: asText},
	{Name: "tracking_number", kinds: inBoth, shape: asID},

	{Name: "parcel", kinds: inCarrier, shape: asID},
	{Name: "phase", kinds: inCarrier, shape: asText},
	{Name: "reason", kinds: inCarrier, shape: asText},
	{Name: "status_type", kinds: inCarrier, shape: asText},
	{Name: "status_code", kinds: inCarrier, shape: asID},
	{Name: "status_text", kinds: inCarrier, shape: asText},
	{Name: "status_detail", kinds: inCarrier, shape: asText},
	{Name: "occurred_at", kinds: inCarrier, shape: asStamp},
	{Name: "occurred_time", kinds: inCarrier, shape: asClock},
	{Name: "created_at", kinds: inCarrier, shape: asStamp},
	{Name: "location", kinds: inCarrier, shape: asText},
	{Name: "cost", kinds: inCarrier, shape: asMoney},
	{Name: "surcharge", kinds: inCarrier, shape: asMoney},
	{Name: "invoiced", kinds: inCarrier, shape: asMoney},
	{Name: "invoiced_on", kinds: inCarrier, shape: asDate},
	{Name: "invoice", kinds: inCarrier, shape: asID},
	{Name: "estimated_on", kinds: inCarrier, shape: asDate},
	{Name: "ship_date", kinds: inCarrier, shape: asDate},
	{Name: "weight", kinds: inCarrier, shape: asText},
	{Name: "signed_by", kinds: inCarrier, shape: asText},
	{Name: "left_at", kinds: inCarrier, shape: asText},
	{Name: "label_status", kinds: inCarrier, shape: asText},
	{Name: "to_country", kinds: inCarrier, shape: asText},
	{Name: "master", kinds: inCarrier, shape: asID},
	{Name: "return_number", kinds: inCarrier, shape: asID},
	{Name: "file_name", kinds: inCarrier, shape: asText},

	{Name: "gtin", kinds: inStock, shape: asID},
	{Name: "pack_quantity", kinds: inStock, shape: asNumber},
	{Name: "aliases", kinds: inStock, shape: asText},
	{Name: "unit_cost", kinds: inStock, shape: asMoney},
	{Name: "on_hand", kinds: inStock, shape: asNumber},
	{Name: "bin", kinds: inStock, shape: asText},
	{Name: "counted_at", kinds: inStock, shape: asStamp},
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
			f.Example = examples[f.Name]
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
