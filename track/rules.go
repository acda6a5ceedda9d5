package track

import "time"

// Rules are the shop's own settings that a status depends on.
type Rules struct {
	Zone      *time.Location // the shop's time zone
	Country   string         // ISO code of home; parcels elsewhere are international
	Closed    map[Date]bool  // days the shop rests, besides weekends
	Hours     Hours          // when the shop works: nothing is due at another time
	Pickups   map[string]int // until when a parcel must be ready to go with the next pick-up, in minutes after midnight, by carrier code and AnyCarrier
	Promise   int            // working days from order to delivery promised when a shop states no date; 0 promises nothing
	Holds     []PickupHold   // for how long carriers keep a parcel at a pick-up point; one in none is told of by the days it has lain
	Since     Date           // the day the shop began here: what its platform calls fulfilled before it is over by that word; "" trusts no such word
	Authority Authority

	ReturnDays   int            // an agreed return that no carrier has after so many days expires; 0 never
	Proposals    []ProposalRule // what is proposed about goods that came back; none proposes nothing
	Warranties   []Warranty     // how long suppliers stand by their goods; an item in none has no known warranty
	ClaimWindows []ClaimWindow  // until when carriers and insurers take a claim; a claim in none has no known deadline
	ClaimWaits   ClaimWaits     // after how long a claim that nothing dates is chased

	Calendars map[string]Calendar // by carrier code and AnyCarrier; without either, a carrier works when the shop does
	Waits     Waits               // how long is too long while the shop's own history cannot say; zero fields are the shipped ones
	Past      Past                // what the shop's own history says; nil says nothing, and nothing is estimated from it

	// Silent are the times in which nothing was heard of a carrier though something should have been, by carrier, oldest
	// first. Nil: every carrier is heard of.
	Silent map[string][]Span
	// Malformed reports whether a tracking number cannot be one of the carrier's because its check digit is wrong. It must
	// depend on its arguments alone. Nil: every number may be right.
	Malformed func(carrier, number string) bool
	// Reads is what the shop's own rows say that a carrier's event means, over what it was taken to mean when it came; not ok
	// when they say nothing of it. It must depend on its arguments alone. Nil: as it was taken.
	Reads func(Event) (Phase, Reason, Flag, bool)
	// Service is a carrier's service as it is compared and shown, from a name as somebody stated it. It must depend on its
	// arguments alone, and of what it returned return the same. Nil: as stated.
	Service func(carrier, stated string) string
	// HeadStart is how long our own people know of an exception before a customer may be told; see MayTell. Zero: the task
	// opens first, that is all.
	HeadStart time.Duration
}

// DefaultRules are the shipped rules for a shop in zone.
func DefaultRules(zone *time.Location) Rules {
	return Rules{
		Zone: zone, Authority: DefaultAuthority(), ReturnDays: defaultReturnDays, Proposals: DefaultProposals(),
		ClaimWindows: DefaultClaimWindows(), ClaimWaits: ShippedClaimWaits(), Holds: DefaultPickupHolds(), Waits: Waits{Handling: handlingDays, Supplier: supplierDays, SupplierSend: supplierSendDays},
	}
}
