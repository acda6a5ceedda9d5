package mail

import "ordertrail/track"

// Read a row as: when Royal Mail writes these words, they mean this. Its "on its way" is also sent on the sender's data
// alone, so it stands in no row: it is a question unless the text says that Royal Mail has the parcel.
func royalMail() *template {
	return &template{
		Carrier: "Royal Mail", Domains: []string{"royalmail.com"},
		Numbers: numbers{
			Label: `(?:tracking|reference) (?:number|no\.?)`, Shape: `[A-Z]{2} ?[0-9]{4} ?[0-9]{4} ?[0-9]GB|[0-9A-F]{11,21}`,
			Free: `[A-Z]{2}[0-9]{9}GB`, Link: `(?:track-your-item#/tracking-results/|trackNumber=)`,
		},
		Says: []saying{
			subject("delivered", "en", `^Your Royal Mail (?:parcel|item)(?: from .+)? has been delivered`, meaning{Phase: track.Delivered}),
			subject("due-today", "en", `^Your Royal Mail (?:parcel|item)(?: from .+)? is due to be delivered today`, meaning{Estimate: "today"}),
			subject("missed", "en", `^Sorry we missed you\b`, meaning{Phase: track.AttemptFailed}),

			body("returning", "en", `(?:is being|has been) returned to (?:the )?sender\b`, meaning{Phase: track.Returning}),
			body("we-delivered", "en", `We(?:'ve| have)? delivered your (?:parcel|item)(?: from {any})? (?:today, |on )?{occurred}`, meaning{Phase: track.Delivered}),
			body("we-delivered", "en", `We(?:'ve| have)? delivered your (?:parcel|item)\b`, meaning{Phase: track.Delivered}),
			body("out", "en", `[Yy]our (?:parcel|item)(?: from {any})? is out for delivery\b`, meaning{Phase: track.OutForDelivery}),
			body("tried", "en", `[Ww]e(?:'ve| have)? tried to deliver your (?:parcel|item)(?: from {any})?,? (?:today,? |on ){occurred}`, meaning{Phase: track.AttemptFailed}),
			body("tried", "en", `[Ww]e(?:'ve| have)? tried to deliver your (?:parcel|item)\b`, meaning{Phase: track.AttemptFailed}),
			body("collect", "en", `[Yy]our (?:parcel|item)(?: from {any})? is ready (?:to collect|for collection)\b`, meaning{Phase: track.AwaitingCollection}),
			body("received", "en", `We(?:'ve| have) (?:received|got) your (?:parcel|item)\b`, meaning{Phase: track.Possession}),
			body("preparing", "en", `(?:sender|retailer) is preparing (?:your|the) (?:parcel|item)\b`, meaning{Phase: track.Announced}),
			body("due", "en", `due to be delivered (?:on )?{estimated}`, meaning{}),
			body("today", "en", `Today,? {estimated} estimated between`, meaning{}),
		},
	}
}
