package track

import "time"

// Rules are the shop's own settings that a status depends on.
type Rules struct {
	Zone      *time.Location // the shop's time zone
	Country   string         // ISO code of home; parcels elsewhere are international
	Closed    map[Date]bool  // days the shop and its carriers rest, besides weekends
	Promise   int            // working days from order to delivery promised when a shop states no date; 0 promises nothing
	Since     Date           // the day the shop began here: what its platform calls fulfilled before it is over by that word; "" trusts no such word
	Authority Authority
}

// DefaultRules are the shipped rules for a shop in zone.
func DefaultRules(zone *time.Location) Rules {
	return Rules{Zone: zone, Authority: DefaultAuthority()}
}
