package mail

import "ordertrail/track"

// Read a row as: when FedEx writes these words, they mean this. "On its way" is FedEx's own step between "We have your
// package" and "Out for delivery".
func fedex() *template {
	return &template{
		Carrier: "FedEx", Domains: []string{"fedex.com"}, MonthFirst: true,
		Numbers: numbers{
			Label: `(?:master )?tracking (?:number|no\.?|id(?: status)?)s?|fedex shipment`, Shape: `[0-9]{12}|[0-9]{14,15}|[0-9]{20}|[0-9]{22}|[0-9]{4} [0-9]{4} [0-9]{4}`,
			Link: `(?:trknbr|tracknumbers?|trackingnumber|trackNum)=`,
		},
		Silent: []silent{never(`billing|invoice`, "", "bill: it is about money")},
		Says: []saying{
			subject("delivered", "en", `\bYour (?:package|shipment)s? (?:has been|have been|was|were) delivered\b`, meaning{Phase: track.Delivered}),
			subject("shipment-delivered", "en", `^FedEx Shipment [0-9]+:? Delivered$`, meaning{Phase: track.Delivered}),
			subject("out-for-delivery", "en", `\bYour (?:package|shipment)s? (?:is|are) (?:now )?out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			subject("on-its-way", "en", `\bYour (?:package|shipment)s? (?:is|are) on (?:its|the|their) way\b`, meaning{Phase: track.Moving}),
			subject("pickup", "en", `\bYour (?:package|shipment)s? (?:is|are) ready for pick-?up\b`, meaning{Phase: track.AwaitingCollection}),
			subject("tendered", "en", `^FedEx Shipment [0-9]+:? (?:Tendered to FedEx|Picked up)$`, meaning{Phase: track.Possession}),
			subject("have-it", "en", `\bWe have your package\b`, meaning{Phase: track.Possession}),
			subject("label", "en", `\b(?:Shipment information sent to FedEx|A label has been created|Your label has been created)\b`, meaning{Phase: track.Announced}),
			subject("today", "en", `\bdelivery scheduled for today\b|\bscheduled for delivery today\b`, meaning{Estimate: "today"}),

			body("returning", "en", `Your (?:package|shipment) is being returned to (?:the )?(?:sender|shipper)`, meaning{Phase: track.Returning}),
			body("was-delivered", "en", `Your (?:package|shipment)s? (?:from {any} )?(?:has been|have been|was|were) delivered\b`, meaning{Phase: track.Delivered}),
			body("is-out", "en", `Your (?:package|shipment)s? (?:from {any} )?(?:is|are) (?:now )?out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			body("is-moving", "en", `Your (?:package|shipment)s? (?:from {any} )?(?:is|are) on (?:its|the|their) way\b`, meaning{Phase: track.Moving}),
			body("attempted", "en", `(?:We|FedEx) (?:attempted|tried) (?:to deliver|delivery)`, meaning{Phase: track.AttemptFailed}),
			body("not-available", "en", `Customer not available or business closed`, meaning{Phase: track.AttemptFailed, Reason: "customer_not_available"}),
			body("ready", "en", `Your (?:package|shipment)s? (?:from {any} )?(?:is|are) ready for pick-?up\b`, meaning{Phase: track.AwaitingCollection}),
			body("label-created", "en", `(?:A|Your|The) (?:shipping )?label has been created`, meaning{Phase: track.Announced}),
			body("delay", "en", `There is a delay with your (?:package|shipment)`, meaning{Flag: track.Delayed}),
			body("delayed", "en", `Your (?:package|shipment) (?:from {any} )?(?:is|has been) delayed\b`, meaning{Flag: track.Delayed}),

			body("scheduled", "en", `(?i:scheduled delivery)(?i: date)?:? {estimated}`, meaning{}),
			body("estimated", "en", `(?i:estimated delivery)(?i: date)?:? {estimated}`, meaning{}),
			body("delivered-on", "en", `(?:DELIVERED|Delivered)(?: ON| on)?:? {occurred}`, meaning{When: track.Delivered}),
			body("delivery-date", "en", `Delivery date:? {occurred}`, meaning{When: track.Delivered}),
		},
	}
}
