package track

// PickupHold is for how long a carrier keeps a parcel at a pick-up point before it sends it back.
type PickupHold struct {
	Carrier string `json:"carrier"`
	Days    int    `json:"days"`   // calendar days, the day it could first be collected not counted
	Origin  string `json:"origin"` // where it is said: help_pages of the carrier, or shop
	Said    Date   `json:"said"`   // when that was written down; "" it was never compared with the source
}

// unverified is the origin of rows that carriers publish on their help pages and that nobody compared with these yet.
const unverified = "help_pages"

// DefaultPickupHolds is the shipped table, each row to be verified. Read a row as: <carrier> keeps a parcel for <days>, says <origin>.
// Where terms differ by country or service the shortest stands: a task that comes early does less harm than one that comes late.
func DefaultPickupHolds() []PickupHold {
	return []PickupHold{
		{"ups", 7, unverified, ""},
		{"fedex", 7, unverified, ""},
		{"usps", 15, unverified, ""},
		{"dhl", 7, unverified, ""},
		{"dpd", 7, unverified, ""},
		{"gls", 7, unverified, ""},
		{"hermes_de", 7, unverified, ""},
		{"postnl", 7, unverified, ""},
		{"evri", 7, unverified, ""},
		{"royal_mail", 18, unverified, ""},
		{"canada_post", 15, unverified, ""},
		{"amazon", 3, unverified, ""},
		{"inpost", 2, unverified, ""},
	}
}

// holdDays is for how long a carrier keeps a parcel; 0 when nobody says.
func (r Rules) holdDays(carrier string) int {
	for _, h := range r.Holds {
		if h.Carrier == carrier {
			return h.Days
		}
	}
	return 0
}

// keptUntil is the last day on which a parcel can be collected, and whether the carrier itself named it: the latest word of the
// carrier, else its usual time from the day it could first be collected; "" when nobody says.
func (p *parcelFold) keptUntil(by *Event) (last Date, said bool) {
	for _, e := range p.progress {
		if e.Phase == AwaitingCollection && e.Due.Date() != "" {
			last, said = e.Due.Date().day(), true
		}
	}
	if days := p.rules.holdDays(p.state.Carrier); !said && days > 0 {
		last = DateOf(by.At, p.rules.zone()).AddDays(days)
	}
	return last, said
}
