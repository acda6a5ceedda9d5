package carrier

import "slices"

// spelling is how numbers of one format are also written.
type spelling struct {
	format string
	also   func(number string) string
}

// spellings are the formats with more than one way to write a number. Read a row as: a number of <format> is also written
// <also>.
var spellings = []spelling{
	{"usps_legacy_20", func(n string) string { return "91" + n }},
	{"usps_legacy", func(n string) string { return n[2:] }},
	{"dpd_14", func(n string) string { return n[:len(n)-1] }},
	{"dhl_paket_nve", func(n string) string { return n[2:] }},
	{"dpd_14_bare", func(n string) string { return n + string(checkISO(n)) }},
}

// Spellings lists the tracking numbers that a text with these claims may stand for, the likeliest first: what is claimed, such
// as the number inside a label's barcode, and then each as carriers also write it.
func Spellings(claims []Claim) []string {
	var out []string
	add := func(number string) {
		if number != "" && !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	for _, c := range claims {
		add(c.Number)
	}
	for _, c := range claims {
		for _, m := range fitting(nil, c.Number) {
			if i := slices.IndexFunc(spellings, func(s spelling) bool { return s.format == m.id }); i >= 0 && m.good {
				add(spellings[i].also(m.number))
			}
		}
	}
	return out
}

// NumberIn is the tracking number inside a label's barcode, where a carrier claims one: the carrier that is named, else the
// likeliest. Any other text is given back as it is, and so is one in which the named carrier's number is not the likeliest: one in
// ten barcodes of USPS with a ZIP passes for one of FedEx, which sends parcels with USPS.
func NumberIn(text string, h Hints) string {
	claims := Recognise(text, h)
	if len(claims) == 0 || claims[0].Check == Invalid || claims[0].Weak || h.Carrier != "" && claims[0].Carrier != h.Carrier {
		return text
	}
	if likeliest := Recognise(text, Hints{}); len(likeliest) > 0 && likeliest[0].Number != claims[0].Number {
		return text
	}
	return claims[0].Number
}
