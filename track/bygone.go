package track

import "strings"

// A shop that begins with Ordertrail brings its past along: orders its platform calls fulfilled, of whose parcels nobody
// here ever heard. They are neither work nor proof: they are over by the shop's word, and nothing else is claimed of them.

// doneWords are what shop platforms write of an order that has left, in lower case. "shipped - delivered to buyer" and its
// like begin with the word.
var doneWords = map[string]bool{
	"fulfilled": true, "shipped": true, "completed": true, "wc-completed": true, "delivered": true, "enviado": true, "entregado": true,
}

// saysDone reports whether a shop's own fields call the order fulfilled. A status that says otherwise beats a mere date:
// platforms date a part that was sent, too.
func (f OrderFacts) saysDone() bool {
	said := strings.ToLower(strings.TrimSpace(f.Fulfilment))
	if said == "" {
		return f.FulfilledAt != ""
	}
	word, _, _ := strings.Cut(said, " - ")
	return doneWords[word]
}

// cancelledWords are what shops write of an order that is not to be sent, in lower case: platforms that state no day of it
// have a status, and so have shops' own tables.
var cancelledWords = map[string]bool{
	"cancelled": true, "canceled": true, "wc-cancelled": true, "storniert": true, "annulliert": true, "annulé": true, "annulée": true, "annulee": true,
	"geannuleerd": true, "anulowane": true, "anulowany": true, "anulowano": true, "cancelado": true, "cancelada": true, "anulado": true, "annullato": true,
	"annullata": true,
}

// SaysCancelled reports whether a shop's own fields call the order cancelled, by a date or by its status.
func (f OrderFacts) SaysCancelled() bool {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(f.Fulfilment)), " - ")
	return f.CancelledAt != "" || cancelledWords[word]
}

// doneOn is the day on which a shop calls the order fulfilled, else the day it was placed.
func (f OrderFacts) doneOn() Date { return or(f.FulfilledAt, f.OrderedAt).Date().day() }

// DoneBefore reports whether a shop calls the order fulfilled on a day before since. Whether that decides its state, Derive
// says: only of an order of which nothing else is known.
func (f OrderFacts) DoneBefore(since Date) bool {
	day := f.doneOn()
	return since != "" && day != "" && day < since && f.saysDone()
}

// foldBygone decides whether the order is history: its shop calls it fulfilled, before the shop began here, and nobody else
// says anything about where its units are. What customers do about it later, such as sending something back, changes
// nothing of that.
func (o *orderFold) foldBygone() {
	o.state.Bygone = o.state.Facts.DoneBefore(o.rules.Since) && o.onlyTheShopSpeaks()
}

// onlyTheShopSpeaks reports whether no carrier, label service, station or person said anything about units or parcels.
func (o *orderFold) onlyTheShopSpeaks() bool {
	for _, e := range o.events {
		about := e.Kind.About()
		if (about == "parcel" || about == "line") && e.Source.Kind != SourceShop {
			return false
		}
	}
	return true
}

// ofShipping are the exceptions that say an order or a parcel is not getting along; nobody can help a bygone order.
var ofShipping = map[string]bool{
	"E01": true, "E02": true, "E03": true, "E04": true, "E05": true, "E06": true, "E07": true, "E08": true,
	"E18": true, "E19": true, "E24": true, "E26": true, "E36": true, "E39": true,
}

// spared reports whether exception x has no place in the order.
func (o *orderFold) spared(x Exception) bool { return o.state.Bygone && ofShipping[x.ID] }
