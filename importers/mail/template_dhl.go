package mail

import "ordertrail/track"

// Read a row as: when DHL (Express On Demand Delivery, Paket, Parcel) writes these words, they mean this. "Kommt heute" and
// "scheduled for delivery today" give a day, not a place.
func dhl() *template {
	return &template{
		Carrier: "DHL", Domains: []string{"dhl.com", "dhl.de", "dhlparcel.nl", "dhl.co.uk", "dhl.pl"},
		Numbers: numbers{
			Label: `waybill(?: number| no\.?)|tracking (?:number|id)|sendungsnummer|n°\s*de\s*guía|número de guía|numerze|numer przesyłki|shipment number`,
			Shape: `[0-9]{20}|[0-9]{10,12}|JJD ?[0-9]{2,4}(?: ?[0-9]){8,16}|JVGL[0-9]{16,20}|3S[0-9A-Z]{10,16}`,
			Link:  `(?:tracking-id|AWB|piececode|idc|submit=1&tracking-id)=`,
		},
		Silent: []silent{never("", `packstation.*(freischalten|mTAN)|kundenkonto`, "account: it is about an account")},
		Says: []saying{
			body("delivered", "en", `Your (?:DHL Express )?shipment (?:with waybill number {any} )?(?:from {any} )?has been delivered\b`, meaning{Phase: track.Delivered}),
			body("headline-delivered", "en", `(?i)Your Shipment Has Been Delivered\b`, meaning{Phase: track.Delivered}),
			body("headline-way", "en", `(?i)Your Shipment Is On Its Way\b`, meaning{Phase: track.Moving}),
			body("headline-today", "en", `(?i)Your Delivery Is Today\b`, meaning{Estimate: "today"}),
			body("on-its-way", "en", `Your (?:DHL Express )?shipment (?:with waybill number {any} )?(?:from {any} )?is on its way\b`, meaning{Phase: track.Moving}),
			body("out", "en", `Your (?:DHL Express )?shipment (?:with waybill number {any} )?(?:from {any} )?is (?:now )?out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			body("attempted", "en", `[Ww]e (?:attempted|tried|were unable) to deliver (?:your (?:DHL Express )?shipment|it)\b`, meaning{Phase: track.AttemptFailed}),
			body("ready", "en", `Your (?:DHL Express )?shipment (?:with waybill number {any} )?(?:from {any} )?is (?:ready|available) for (?:collection|pick-?up)`, meaning{Phase: track.AwaitingCollection}),
			body("held", "en", `Your (?:DHL Express )?shipment (?:with waybill number {any} )?(?:from {any} )?is on hold\b`, meaning{Flag: track.Held}),
			body("today", "en", `is scheduled for delivery TODAY\b`, meaning{Estimate: "today"}),
			body("scheduled", "en", `is scheduled for delivery (?:on|by) {estimated}`, meaning{}),
			body("expected", "en", `(?:Estimated|Scheduled) [Dd]elivery(?: [Dd]ate)?:? {estimated}`, meaning{}),

			subject("zugestellt", "de", `^Ihr(?:e)? (?:DHL )?(?:Paket|Sendung)(?: von .+)? (?:wurde|ist) zugestellt`, meaning{Phase: track.Delivered}),
			subject("kommt-heute", "de", `^Ihr (?:DHL )?Paket(?: von .+)? kommt heute\b`, meaning{Estimate: "today"}),
			subject("kommt-morgen", "de", `^Ihr (?:DHL )?Paket(?: von .+)? kommt morgen\b`, meaning{Estimate: "tomorrow"}),
			subject("abholbereit", "de", `^Ihr(?:e)? (?:DHL )?(?:Paket|Sendung)(?: von .+)? (?:ist abholbereit|liegt zur Abholung bereit)`, meaning{Phase: track.AwaitingCollection}),
			body("wurde-zugestellt", "de", `Ihr(?:e)? (?:DHL )?(?:Paket|Sendung)(?: von {any})?(?: mit der Sendungsnummer [0-9A-Z]+)? (?:wurde|ist)(?: {any})? zugestellt\b`, meaning{Phase: track.Delivered}),
			body("nicht-zugestellt", "de", `(?:konnte|konnten)(?: {any})? nicht zugestellt werden\b`, meaning{Phase: track.AttemptFailed}),
			body("liegt-bereit", "de", `Ihr(?:e)? (?:DHL )?(?:Paket|Sendung)(?: {any})? (?:liegt|steht)(?: {any})? zur Abholung bereit\b`, meaning{Phase: track.AwaitingCollection}),
			body("in-zustellung", "de", `Ihr(?:e)? (?:DHL )?(?:Paket|Sendung)(?: {any})? wurde in das Zustellfahrzeug geladen\b`, meaning{Phase: track.OutForDelivery}),
			body("elektronisch", "de", `(?:Paket|Sendung)(?: {any})? (?:wurde|ist) (?:uns )?(?:{any} )?elektronisch angekündigt\b`, meaning{Phase: track.Announced}),
			body("heute", "de", `wird Ihnen (?:voraussichtlich )?heute\b`, meaning{Estimate: "today"}),
			body("voraussichtlich", "de", `[Vv]oraussichtliche Zustellung:? (?:am )?{estimated}`, meaning{}),

			body("doreczona", "pl", `przesyłka(?: {any})? została doręczona\b`, meaning{Phase: track.Delivered}),
			body("dzis", "pl", `zostanie dziś do Państwa doręczona\b`, meaning{Estimate: "today"}),
			subject("bezorgd", "nl", `^Je pakket is bezorgd`, meaning{Phase: track.Delivered}),
		},
	}
}
