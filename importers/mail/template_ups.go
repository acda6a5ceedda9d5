package mail

import "ordertrail/track"

// Read a row as: when UPS writes these words, they mean this. A ship notification is sent when the label data reaches UPS,
// whatever its text says about a way. "Scheduled for delivery" gives a day, not a place.
func ups() *template {
	return &template{
		Carrier: "UPS", Domains: []string{"ups.com"}, MonthFirst: true,
		Numbers: numbers{
			Label: `tracking (?:number|no\.?)s?`, Shape: `1Z[0-9A-Z]{16}|1Z(?: ?[0-9A-Z]){16}|[AHJKTV][0-9]{10}`,
			Free: `1Z[0-9A-Z]{16}|1Z(?: ?[0-9A-Z]){16}`, Link: `(?:tracknums?|InquiryNumber1?)=`,
		},
		Silent: []silent{
			never(`billing|invoice`, "", "bill: it is about money"),
			never("", `ups my choice® ?(membership|enrollment)`, "account: it is about an account"),
		},
		Says: []saying{
			subject("delivered", "en", `^Your UPS (?:Package|Parcel)s? (?:was|were) delivered`, meaning{Phase: track.Delivered}),
			subject("delivery-notification", "en", `^UPS Delivery Notification\b`, meaning{Phase: track.Delivered}),
			subject("update-delivered", "en", `^UPS Update: (?:Your )?(?:Package|Parcel)s? (?:Was |Were )?Delivered`, meaning{Phase: track.Delivered}),
			subject("ship-notification", "en", `^UPS Ship Notification\b`, meaning{Phase: track.Announced}),
			subject("live-map", "en", `^UPS (?:Update|Pre-Arrival): .*Live Map`, meaning{Phase: track.OutForDelivery}),
			subject("attempted", "en", `^UPS Update: Delivery Attempt(?:ed)?\b`, meaning{Phase: track.AttemptFailed}),
			subject("pickup", "en", `^UPS Update: .*Ready for (?:Customer )?Pick-?up`, meaning{Phase: track.AwaitingCollection}),
			subject("delayed", "en", `^UPS Update: .*\bDelayed\b`, meaning{Flag: track.Delayed}),
			subject("today", "en", `^UPS Update: (?:Package|Parcel)s? Scheduled for Delivery Today`, meaning{Estimate: "today"}),
			subject("tomorrow", "en", `^UPS Update: (?:Package|Parcel)s? Scheduled for Delivery Tomorrow`, meaning{Estimate: "tomorrow"}),

			body("returned", "en", `Your package (?:has been|was) returned to the sender`, meaning{Phase: track.ReturnedToUs}),
			body("returning", "en", `Your package is being returned to the sender`, meaning{Phase: track.Returning}),
			body("was-delivered", "en", `Your (?:package|parcel)s? (?:has been|have been|was|were) delivered\b`, meaning{Phase: track.Delivered}),
			body("out-for-delivery", "en", `Your (?:package|parcel)s? (?:is|are) out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			body("missed", "en", `(?:UPS|We) (?:has |have )?attempted (?:to deliver your (?:package|parcel)|a delivery|delivery)`, meaning{Phase: track.AttemptFailed}),
			body("access-point", "en", `Your (?:package|parcel) is ready for pick-?up`, meaning{Phase: track.AwaitingCollection}),
			body("transmitted", "en", `shipment information below has been transmitted to UPS`, meaning{Phase: track.Announced}),

			body("not-available", "en", `(?i)Exception Reason: The (?:receiver|customer) was not available`, meaning{Phase: track.AttemptFailed, Reason: "customer_not_available"}),
			body("closed", "en", `(?i)Exception Reason: The receiver's (?:location|business) was closed`, meaning{Phase: track.AttemptFailed, Reason: "customer_business_closed"}),
			body("address", "en", `(?i)Exception Reason: The (?:street number|address|apartment number|street name)[^.]{0,60} (?:is|was) incorrect`, meaning{Flag: track.Held, Reason: "customer_incorrect_address"}),
			body("weather", "en", `(?i)Exception Reason: (?:Severe|Adverse) weather`, meaning{Flag: track.Delayed, Reason: "weather_delay"}),
			body("late", "en", `Your (?:package|parcel) (?:is|has been) delayed\b`, meaning{Flag: track.Delayed}),

			body("rescheduled", "en", `(?:Rescheduled|New Scheduled|Updated) Delivery(?: Date)?:? {estimated}`, meaning{}),
			body("scheduled", "en", `Scheduled Delivery(?: Date)?:? {estimated}`, meaning{}),
			body("estimated", "en", `Estimated Delivery(?: Date)?:? {estimated}`, meaning{}),
			body("delivered-on", "en", `Delivered(?: On)?:? {occurred}`, meaning{When: track.Delivered}),
			body("delivery-date", "en", `Delivery Date:? {occurred}`, meaning{When: track.Delivered}),
			body("delivery-place", "en", `(?:Delivery )?Location: {place}`, meaning{When: track.Delivered}),
		},
	}
}
