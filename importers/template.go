package importers

// Read a table as: the header of our own form, then two rows as somebody would fill them in.
var templates = map[string][][]string{
	"orders": {
		{
			"order_number", "source", "ordered_at", "promised_on", "ship_by", "customer_name", "email", "phone", "ship_name", "ship_address1",
			"ship_address2", "ship_city", "ship_region", "ship_postcode", "ship_country", "sku", "title", "quantity", "unit_price", "currency",
			"service", "tags", "note",
		},
		{
			"1001", "webshop", "2026-05-19 14:05", "2026-05-26", "2026-05-21", "Ada Sample", "ada@example.com", "+1 555 0100", "Ada Sample", "1 Sample Street",
			"Flat 2", "Springfield", "IL", "62701", "US", "MUG-BLUE", "Blue mug", "2", "12.50", "USD",
			"Standard", "gift", "leave at the back door",
		},
		{
			"1001", "", "", "", "", "", "", "", "", "",
			"", "", "", "", "", "TEA-GREEN", "Green tea", "1", "6.90", "USD",
			"", "", "",
		},
	},
	"tracking": {
		{
			"order_number", "parcel", "carrier", "service", "tracking_number", "phase", "reason", "status_text", "occurred_at", "location",
			"cost", "currency", "estimated_on",
		},
		{
			"1001", "1", "ups", "Ground", "1Z999AA10123456784", "moving", "", "", "2026-05-20 16:42", "Louisville, KY",
			"8.43", "USD", "2026-05-24",
		},
		{
			"1001", "1", "ups", "", "1Z999AA10123456784", "", "", "Delivered", "2026-05-23 11:07", "Springfield, IL",
			"", "", "",
		},
	},
	"stock": {
		{"sku", "title", "gtin", "pack_quantity", "aliases", "unit_cost", "currency", "on_hand", "bin", "counted_at"},
		{"MUG-BLUE", "Blue mug", "4006381333931", "1", "MUGB, MUG-01", "4.10", "USD", "40", "A-03", "2026-05-18 08:00"},
		{"TEA-GREEN", "Green tea", "", "6", "", "2.35", "USD", "120", "B-11", "2026-05-18 08:10"},
	},
}

// Template is our own plain form for orders, tracking or stock: its header and two example rows; nil for anything else.
func Template(kind string) [][]string { return templates[kind] }
