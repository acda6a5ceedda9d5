package demo

import "fmt"

// item is something the shop sells.
type item struct {
	sku, title, bin string
	cents           int
	gtin            string
}

// smallItems is how many of the catalogue, from its start, fit into a normal box.
const smallItems = 16

// catalogue is all the shop sells. Read a row as: <sku>, <title>, <bin>, <price in cents>; gtins follow from the row.
var catalogue = withCodes([]item{
	{"MUG-BLU", "Stoneware mug, blue", "A-01", 1450, ""},
	{"MUG-SND", "Stoneware mug, sand", "A-02", 1450, ""},
	{"BOWL-24", "Serving bowl 24 cm", "A-05", 3200, ""},
	{"LINEN-SET", "Linen napkins, set of 4", "B-01", 3600, ""},
	{"THROW-GRY", "Wool throw, grey", "B-04", 8900, ""},
	{"LAMP-TBL", "Table lamp, oak foot", "C-02", 7400, ""},
	{"CLOCK-30", "Wall clock 30 cm", "C-05", 5200, ""},
	{"HOOK-5", "Coat hooks, row of 5", "C-08", 2800, ""},
	{"KNIFE-CH", "Chef's knife 20 cm", "D-01", 6400, ""},
	{"BOARD-W", "Walnut cutting board", "D-03", 5900, ""},
	{"PAN-26", "Carbon steel pan 26 cm", "D-06", 6900, ""},
	{"KETTLE-1L", "Enamel kettle 1 l", "D-08", 5400, ""},
	{"CANDLE-3", "Beeswax candles, 3", "E-01", 2200, ""},
	{"VASE-M", "Glass vase, medium", "E-03", 4100, ""},
	{"RUG-60", "Cotton rug 60 × 90", "F-01", 6800, ""},
	{"CUSH-VLV", "Velvet cushion, ochre", "F-04", 3900, ""},
	{"SOFA-3S-OCH", "Sofa, three seats, ochre", "Hall 2", 119000, ""},
	{"SHELF-OAK", "Oak shelf, four boards", "Hall 1", 28900, ""},
	{"TABLE-OAK", "Oak side table", "Hall 1", 21900, ""},
})

// withCodes gives every item a GTIN-13 of the range that GS1 keeps for use inside a company (prefix 200).
func withCodes(items []item) []item {
	for i := range items {
		body := fmt.Sprintf("200%09d", 51000+i*17)
		items[i].gtin = body + gs1Check(body)
	}
	return items
}

// gs1Check is the GS1 check digit of digits: from the right, three times and once in turn.
func gs1Check(digits string) string {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return fmt.Sprint((10 - sum%10) % 10)
}

// find is the item of a SKU; the sample's stories name only SKUs that exist.
func find(sku string) item {
	for _, it := range catalogue {
		if it.sku == sku {
			return it
		}
	}
	panic("demo: no item " + sku)
}
