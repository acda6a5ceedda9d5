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

	ReturnDays   int            // an agreed return that no carrier has after so many days expires; 0 never
	Proposals    []ProposalRule // what is proposed about goods that came back; none proposes nothing
	Warranties   []Warranty     // how long suppliers stand by their goods; an item in none has no known warranty
	ClaimWindows []ClaimWindow  // until when carriers and insurers take a claim; a claim in none has no known deadline
}

// DefaultRules are the shipped rules for a shop in zone.
func DefaultRules(zone *time.Location) Rules {
	return Rules{
		Zone: zone, Authority: DefaultAuthority(), ReturnDays: defaultReturnDays, Proposals: DefaultProposals(),
		ClaimWindows: DefaultClaimWindows(),
	}
}
