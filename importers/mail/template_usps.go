package mail

import "ordertrail/track"

// Read a row as: when USPS writes these words, they mean this. The subject "Expected Delivery" is used for labels, moving
// parcels and parcels out for delivery alike, so it gives a day and nothing else.
func usps() *template {
	return &template{
		Carrier: "USPS", Domains: []string{"usps.com", "usps.gov"}, MonthFirst: true,
		Numbers: numbers{
			Label: `tracking number`, Shape: `9[1-5][0-9]{18,24}|9[1-5][0-9]{2}(?: [0-9]{4}){4,5}(?: [0-9]{2})?|[A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?US|[0-9]{20}|[0-9]{4}(?: [0-9]{4}){4}`,
			Free: `9[1-5][0-9]{18,24}|9[1-5][0-9]{2}(?: [0-9]{4}){4,5}(?: [0-9]{2})?|[A-Z]{2}[0-9]{9}US`, Link: `(?:tLabels|qtc_tLabels1|origTrackNum|strOrigTrackNum)=`,
		},
		Silent: []silent{
			never(`informed-?delivery`, "", "digest: Informed Delivery shows tomorrow's letters, it is not about one parcel"),
			never("", `^Your Daily Digest`, "digest: Informed Delivery shows tomorrow's letters, it is not about one parcel"),
			never("", `hold mail|change of address|premium forwarding`, "account: it is about an account"),
		},
		Says: []saying{
			subject("delivered", "en", `\bItem Delivered\b`, meaning{Phase: track.Delivered}),
			subject("out-for-delivery", "en", `\bOut for Delivery\b`, meaning{Phase: track.OutForDelivery}),
			subject("pickup", "en", `\bAvailable for Pickup\b`, meaning{Phase: track.AwaitingCollection}),
			subject("attempt", "en", `\bDelivery Attempt(?:ed)?\b`, meaning{Phase: track.AttemptFailed}),
			subject("expected", "en", `Expected Delivery (?:on|by):? {estimated}`, meaning{}),

			body("to-sender", "en", `Your (?:item|package) was delivered to the original sender at {occurred} in {place}`, meaning{Phase: track.ReturnedToUs}),
			body("to-sender", "en", `Your (?:item|package) was delivered to the original sender\b`, meaning{Phase: track.ReturnedToUs}),
			body("returning", "en", `Your (?:item|package) (?:is being|was|has been) returned to (?:the )?sender\b`, meaning{Phase: track.Returning}),
			body("no-recipient", "en", `We attempted to deliver your (?:item|package) at {occurred} in {place} and a notice was left because (?:an authorized recipient was not|no authorized recipient was) available`, meaning{Phase: track.AttemptFailed, Reason: "customer_not_available"}),
			body("no-safe-place", "en", `We attempted to deliver your (?:item|package) at {occurred} in {place} and a notice was left because no secure delivery location was available`, meaning{Phase: track.AttemptFailed, Reason: "customer_safe_place_unavailable"}),
			body("closed", "en", `We attempted to deliver your (?:item|package) at {occurred} in {place} and a notice was left because the business was closed`, meaning{Phase: track.AttemptFailed, Reason: "customer_business_closed"}),
			body("no-access", "en", `We attempted to deliver your (?:item|package) at {occurred} in {place}(?: but| and) (?:could not access|a notice was left because [^.]{0,40}access)`, meaning{Phase: track.AttemptFailed, Reason: "customer_access_restricted"}),
			body("attempted", "en", `We attempted to deliver your (?:item|package) (?:at|on) {occurred}(?: in {place})?`, meaning{Phase: track.AttemptFailed}),
			body("attempted", "en", `We attempted to deliver your (?:item|package)\b`, meaning{Phase: track.AttemptFailed}),
			body("was-delivered", "en", `Your (?:item|package) was delivered\b[^.]{0,70}? at {occurred} in {place}`, meaning{Phase: track.Delivered}),
			body("was-delivered", "en", `Your (?:item|package) was delivered (?:in or at|to an?|at the|on the|in the) {any}\.`, meaning{Phase: track.Delivered}),
			body("collected", "en", `Your (?:item|package) was picked up at (?:the|a) (?:post office|postal facility) at {occurred} in {place}`, meaning{Phase: track.Delivered}),
			body("is-out", "en", `Your (?:item|package) is out for delivery on {occurred} in {place}`, meaning{Phase: track.OutForDelivery}),
			body("is-out", "en", `Your (?:item|package) is out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			body("ready", "en", `Your (?:item|package) (?:arrived at the Post Office at {occurred} in {place} and )?is (?:ready|available) (?:for pick-?up|to be picked up)`, meaning{Phase: track.AwaitingCollection}),
			body("held", "en", `Your (?:item|package) is being held at the {any} (?:post office|Post Office)`, meaning{Phase: track.AwaitingCollection}),
			body("late", "en", `Your (?:item|package) will arrive later than expected, but is still on its way`, meaning{Phase: track.Moving, Flag: track.Delayed}),
			body("departed", "en", `Your (?:item|package) (?:departed|arrived at|was processed (?:through|at)|has been processed (?:through|at)) (?:our |the |a )?[^.]{1,80}? (?:on|at) {occurred}(?: in {place})?`, meaning{Phase: track.Moving}),
			body("in-network", "en", `Your (?:item|package) is moving within the USPS network`, meaning{Phase: track.Moving}),
			body("in-transit", "en", `The item is currently in transit to (?:the destination|the next facility)`, meaning{Phase: track.Moving}),
			body("picked-up", "en", `USPS picked up your (?:item|package) at {occurred} in {place}`, meaning{Phase: track.Possession}),
			body("possession", "en", `USPS is now in possession of your (?:item|package)(?: as of {occurred} in {place})?`, meaning{Phase: track.Possession}),
			body("label", "en", `A shipping label has been (?:prepared|created) for your item`, meaning{Phase: track.Announced}),
			body("notified", "en", `was electronically notified by the shipper(?: on {occurred})? to expect your package`, meaning{Phase: track.Announced}),
			body("awaiting", "en", `USPS [Aa]waiting [Ii]tem`, meaning{Phase: track.Announced}),

			body("expects", "en", `USPS expects to deliver your (?:package|item) (?:by|on) {estimated}`, meaning{}),
			body("expects-today", "en", `USPS expects to deliver your (?:package|item) today`, meaning{Estimate: "today"}),
		},
	}
}
