package mail

import (
	"regexp"

	"ordertrail/track"
)

// Carriers of whose mails only a few kinds are known. Read the rows as in the larger tables.

func evri() *template {
	return &template{
		Carrier: "Evri", Domains: []string{"evri.com", "myhermes.co.uk", "hermes-europe.co.uk"},
		Numbers: numbers{Label: `tracking number`, Shape: `[A-Z][0-9A-Z]{15}|[0-9]{16}`, Link: `(?:parcel/|track#/parcel/|barcode=)`},
		Says: []saying{
			subject("delivered", "en", `^(?:Evri|Hermes) has successfully delivered your .+ parcel`, meaning{Phase: track.Delivered}),
			subject("courier", "en", `parcel is now with your local (?:Evri|Hermes) courier`, meaning{Phase: track.OutForDelivery}),
			body("was-delivered", "en", `Your {any} parcel has been delivered at [0-9]{1,2}:[0-9]{2}\b`, meaning{Phase: track.Delivered}),
			body("has-delivered", "en", `has delivered your {any} parcel at [0-9]{1,2}:[0-9]{2}\b`, meaning{Phase: track.Delivered}),
		},
	}
}

func gls() *template {
	return &template{
		Carrier: "GLS", Domains: []string{"gls-group.eu", "gls-group.com", "gls-poland.com", "gls-germany.com"},
		Numbers: numbers{Label: `o numerze|numer paczki|parcel number|paketnummer`, Shape: `[0-9]{11,12}`, Link: `match=`},
		Says: []saying{
			body("dostarczona", "pl", `została dzisiaj dostarczona o godzinie [0-9]{1,2}[:.][0-9]{2}`, meaning{Phase: track.Delivered}),
			body("zugestellt", "de", `Ihr Paket(?: {any})? wurde(?: {any})? zugestellt\b`, meaning{Phase: track.Delivered}),
		},
	}
}

func australiaPost() *template {
	return &template{
		Carrier: "Australia Post", Domains: []string{"auspost.com.au"},
		Numbers: numbers{Label: `tracking number`, Shape: `[0-9A-Z]{10,23}`, Link: `(?:track/details/|details/|id=)`},
		Says: []saying{
			subject("delivered", "en", `^Your (?:shipment|parcel|delivery) has been delivered`, meaning{Phase: track.Delivered}),
			body("was-delivered", "en", `Your (?:shipment|parcel) has been delivered\b`, meaning{Phase: track.Delivered}),
			subject("today", "en", `is coming today`, meaning{Estimate: "today"}),
			body("ready", "en", `Your (?:shipment|parcel) is ready (?:to collect|for collection)\b`, meaning{Phase: track.AwaitingCollection}),
		},
	}
}

func canadaPost() *template {
	return &template{
		Carrier: "Canada Post", Domains: []string{"canadapost.postescanada.ca", "canadapost-postescanada.ca", "canadapost.ca", "postescanada.ca"},
		Numbers: numbers{Label: `tracking (?:number|no\.?)|numéro de repérage`, Shape: `[0-9]{16}|[0-9]{4}(?: [0-9]{4}){3}|[A-Z]{2}[0-9]{9}CA`, Free: `[A-Z]{2}[0-9]{9}CA`, Link: `(?:searchFor|pin)=`},
		Silent:  []silent{never("", `^You have mail on the way`, "digest: MyMail shows letters, it is not about one parcel")},
		Says: []saying{
			body("was-delivered", "en", `Your (?:item|package|parcel) (?:was|has been) delivered\b`, meaning{Phase: track.Delivered}),
			body("is-out", "en", `Your (?:item|package|parcel) is out for delivery\b`, meaning{Phase: track.OutForDelivery}),
		},
	}
}

func pocztaPolska() *template {
	return &template{
		Carrier: "Poczta Polska", Domains: []string{"poczta-polska.pl"},
		Numbers: numbers{Label: `przesyłkę|numer przesyłki`, Shape: `[0-9]{20}|[A-Z]{2}[0-9]{9}PL`, Free: `[A-Z]{2}[0-9]{9}PL`, Link: `numer=`},
		Says: []saying{
			// The courier's telephone number is only sent once the parcel is with the courier.
			body("dzis-kurier", "pl", `Dziś doręczymy Twoją przesyłkę [0-9A-Z]+\. (?:Uzgodnij bezpieczną dostawę\. )?Kurier tel`, meaning{Phase: track.OutForDelivery, Estimate: "today"}),
			body("dzis", "pl", `Dziś doręczymy Twoją przesyłkę`, meaning{Estimate: "today"}),
		},
	}
}

func inPost() *template {
	return &template{
		Carrier: "InPost", Domains: []string{"inpost.pl", "paczkomaty.pl"},
		Numbers: numbers{Label: `numerze|numer (?:paczki|przesyłki)`, Shape: `[0-9]{24}`, Free: `[0-9]{24}`, Link: `number=`},
		Says: []saying{
			subject("odebrana", "pl", `^InPost - Potwierdzenie odbioru`, meaning{Phase: track.Delivered}),
			subject("w-paczkomacie", "pl", `^InPost - Paczka umieszczona w Paczkomacie`, meaning{Phase: track.AwaitingCollection}),
		},
	}
}

func dpdPoland() *template {
	return &template{
		Carrier: "DPD", Domains: []string{"dpd.com.pl"},
		Numbers: numbers{Label: `numerze|numer (?:paczki|przesyłki)|przesyłka`, Shape: `[0-9]{13}[0-9A-Z]{1,2}`, Link: `p1=`},
		Says: []saying{
			subject("doreczona", "pl", `została doręczona`, meaning{Phase: track.Delivered}),
			body("dzis", "pl", `Dziś doręczamy`, meaning{Estimate: "today"}),
		},
	}
}

func purolator() *template {
	return &template{
		Carrier: "Purolator", Domains: []string{"purolator.com"},
		Numbers: numbers{Label: `tracking (?:number|no\.?|pin)|shipment (?:number|pin)`, Shape: `[0-9]{12}|[A-Z]{3}[0-9]{9}`, Link: `(?:searchValue|pin|pinNumber)=`},
		Says: []saying{
			subject("delivered", "en", `^Purolator - Your shipment is delivered`, meaning{Phase: track.Delivered}),
			subject("out", "en", `^Purolator - Your shipment is out for delivery`, meaning{Phase: track.OutForDelivery}),
			subject("picked-up", "en", `^Purolator - Your shipment has been picked up`, meaning{Phase: track.Possession}),
		},
	}
}

// amazon is a shop as well as a carrier: its "shipped" is a shop's word and stands for announced, never for possession.
func amazon() *template {
	return &template{
		Carrier: "Amazon", Orders: regexp.MustCompile(`\b[0-9]{3}-[0-9]{7}-[0-9]{7}\b`),
		Domains: []string{"amazon.com", "amazon.ca", "amazon.co.uk", "amazon.in", "amazon.de", "amazon.it", "amazon.com.au", "amazon.pl", "amazon.es", "amazon.fr", "amazon.ae", "amazon.nl", "amazon.se"},
		Numbers: numbers{Label: `your tracking number is|tracking (?:id|number)`, Shape: `TB[ACM][0-9]{12}|[A-Z]{2}[0-9]{10}`, Free: `TB[ACM][0-9]{12}`},
		Silent: []silent{
			never("", `^Your Amazon\.[a-z.]+ order (?:of|#[0-9-]+$)`, "order: it confirms an order, nothing is on its way"),
			never("^auto-confirm@", "", "order: it confirms an order, nothing is on its way"),
			never("", `^Ordered:`, "order: it confirms an order, nothing is on its way"),
			never("", `refund|return (?:request|received)`, "return: it is about money back"),
		},
		Says: []saying{
			subject("delivered", "en", `^Delivered: `, meaning{Phase: track.Delivered}),
			subject("delivered", "it", `^Consegna effettuata: `, meaning{Phase: track.Delivered}),
			subject("delivered", "de", `^(?:Geliefert|Zugestellt): `, meaning{Phase: track.Delivered}),
			subject("delivered", "fr", `^Livré ?: `, meaning{Phase: track.Delivered}),
			subject("delivered", "pl", `^Dostarczono: `, meaning{Phase: track.Delivered}),
			subject("shipped", "en", `^Shipped: `, meaning{Phase: track.Announced}),
			subject("has-shipped", "en", `^Your Amazon\.[a-z.]+ order .+ has (?:shipped|been dispatched)`, meaning{Phase: track.Announced}),
			subject("locker", "en", `ready for pickup from Amazon Hub`, meaning{Phase: track.AwaitingCollection}),
			body("was-delivered", "en", `Your package has been delivered!`, meaning{Phase: track.Delivered}),
			body("was-delivered", "it", `Il pacco è stato consegnato\.`, meaning{Phase: track.Delivered}),
			body("late", "en", `Your package is on the way but running late\.`, meaning{Flag: track.Delayed}),
			body("ready", "en", `is ready to be picked up from Amazon Hub`, meaning{Phase: track.AwaitingCollection}),
			body("will-arrive", "en", `your package will arrive: {estimated}`, meaning{}),
			body("arriving", "en", `Arriving: {estimated}`, meaning{}),
			body("arriving-tomorrow", "en", `Arriving tomorrow\b`, meaning{Estimate: "tomorrow"}),
			body("arriving-today", "en", `Arriving today\b`, meaning{Estimate: "today"}),
			body("now-expected", "en", `Now expected (?:\p{L}+ [0-9]{1,2} - )?{estimated}`, meaning{}),
		},
	}
}

func walmart() *template {
	return &template{
		Carrier: "Walmart", Domains: []string{"walmart.com"}, Orders: regexp.MustCompile(`\b[0-9]{7}-[0-9]{7,8}\b`), MonthFirst: true,
		Numbers: numbers{Label: `tracking (?:number|id)`, Shape: `[0-9A-Z]{10,30}`},
		Says: []saying{
			subject("delivered", "en", `^Delivered: `, meaning{Phase: track.Delivered}),
			subject("was-delivered", "en", `^(?:Your order was|Some of your items were) delivered`, meaning{Phase: track.Delivered}),
			body("driver", "en", `Your driver, [^,\n]{1,40}, completed your delivery from store at {occurred}`, meaning{Phase: track.Delivered}),
			body("driver", "en", `Your driver, [^,\n]{1,40}, completed your delivery\b`, meaning{Phase: track.Delivered}),
			subject("delayed", "en", `delivery is delayed`, meaning{Flag: track.Delayed}),
		},
	}
}
