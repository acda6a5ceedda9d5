package track

import "strings"

// placeWords is one place a parcel is left at and the words carriers use for it.
type placeWords struct {
	Place string
	Says  []string // lower case; any of them inside the carrier's words
}

// Carriers write freely where they left a parcel, sometimes with a name or an address. Only these places are facts; what was
// written stays in the raw text, which can be erased. Read a row as: <place> when the carrier's words hold one of <says>; the first row wins.
var placeTable = []placeWords{
	{"neighbour", []string{"neighbor", "neighbour", "nachbar"}},
	{"front_door", []string{"front door", "frontdoor", "haustür", "at door", "doorstep"}},
	{"back_door", []string{"back door", "rear door", "hintertür"}},
	{"side_door", []string{"side door", "seitentür"}},
	{"porch", []string{"porch", "veranda"}},
	{"garage", []string{"garage", "carport"}},
	{"garden", []string{"garden", "patio", "terrasse", "garten"}},
	{"reception", []string{"reception", "front desk", "concierge", "empfang", "pförtner"}},
	{"mail_room", []string{"mail room", "mailroom", "poststelle"}},
	{"mailbox", []string{"mailbox", "letterbox", "letter box", "mail box", "briefkasten"}},
	{"locker", []string{"locker", "packstation", "parcel box"}},
	{"dock", []string{"dock", "rampe"}},
	{"office", []string{"office", "büro"}},
	{"pick_up", []string{"pickup", "pick-up", "pick up", "access point", "parcel shop", "parcelshop", "filiale", "postshop"}},
	{"household", []string{"household", "resident", "mitbewohner", "haushalt", "family member"}},
	{"safe_place", []string{"safe place", "safeplace", "ablageort", "agreed place"}},
	{"hand", []string{"in person", "to recipient", "empfänger", "handed to you"}},
}

// LeftPlace is the word for where a carrier left a parcel: one of the table, LeftElsewhere for anything else that was written,
// "" for nothing. A word of the table is itself.
func LeftPlace(written string) string {
	written = strings.ToLower(strings.TrimSpace(written))
	if written == "" {
		return ""
	}
	for _, row := range placeTable {
		if written == row.Place {
			return row.Place
		}
		for _, word := range row.Says {
			if strings.Contains(written, word) {
				return row.Place
			}
		}
	}
	return LeftElsewhere
}

// LeftElsewhere is where a parcel was left that stands at none of the places of the table: only the carrier's own words say it.
const LeftElsewhere = "elsewhere"

// LeftPlaces lists the words of LeftPlace.
func LeftPlaces() []string {
	out := make([]string, 0, len(placeTable)+1)
	for _, row := range placeTable {
		out = append(out, row.Place)
	}
	return append(out, LeftElsewhere)
}
