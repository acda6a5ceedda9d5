package track

import (
	"strings"
	"time"
)

// A shop that begins with Ordertrail brings its past along: orders its platform calls fulfilled, of whose parcels nobody
// here ever heard. They are neither work nor proof: they are over by the shop's word, and nothing else is claimed of them.

// doneWords are what shop platforms write of an order that has left, as statusWord reads it, English first, then German, French,
// Spanish and Portuguese, Italian, Dutch and Polish.
var doneWords = map[string]bool{
	"fulfilled": true, "shipped": true, "completed": true, "complete": true, "wc-completed": true, "delivered": true, "dispatched": true, "despatched": true,
	"versendet": true, "versandt": true, "verschickt": true, "zugestellt": true, "geliefert": true, "abgeschlossen": true, "fertiggestellt": true,
	"expédié": true, "expédiée": true, "livré": true, "livrée": true, "terminée": true,
	"enviado": true, "enviada": true, "entregado": true, "entregada": true, "entregue": true, "completado": true,
	"spedito": true, "consegnato": true, "completato": true, "verzonden": true, "bezorgd": true, "voltooid": true,
	"wysłane": true, "dostarczone": true, "zrealizowane": true,
}

// saysDone reports whether a shop's own fields call the order fulfilled. A status that says otherwise beats a mere date:
// platforms date a part that was sent, too.
func (f OrderFacts) saysDone() bool {
	if strings.TrimSpace(f.Fulfilment) == "" {
		return f.FulfilledAt != ""
	}
	return doneWords[statusWord(f.Fulfilment)]
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
	return f.CancelledAt != "" || cancelledWords[statusWord(f.Fulfilment)]
}

// refundedWords are what shops write of an order whose money went back or never came for good, in lower case. Nothing of it is to be
// sent any more; what has left has left.
var refundedWords = map[string]bool{
	"refunded": true, "wc-refunded": true, "restocked": true, "voided": true, "erstattet": true, "rückerstattet": true, "remboursé": true, "remboursée": true,
	"reembolsado": true, "rimborsato": true, "terugbetaald": true,
}

// saysRefunded reports whether a shop's own fields say that all the money went back: its status, or that of the payment while nothing
// says that the order left.
func (f OrderFacts) saysRefunded() bool {
	return refundedWords[statusWord(f.Fulfilment)] || refundedWords[statusWord(f.Payment)] && f.FulfilledAt == "" && !f.saysDone()
}

// waitingWords are what shops write of an order that is not to be sent yet, as statusWord reads it: it waits for its payment, or
// somebody looks into it. A mere "pending" is most shops' word for an order that waits to be sent.
var waitingWords = map[string]bool{
	"on-hold": true, "wc-on-hold": true, "holded": true, "pending-payment": true, "wc-pending": true, "awaiting-payment": true, "payment-review": true,
	"awaiting-check-payment": true, "awaiting-bank-wire-payment": true, "payment-error": true, "payment-failed": true, "failed": true, "wc-failed": true,
	"declined": true, "disputed": true, "incomplete": true, "draft": true, "checkout-draft": true, "wc-checkout-draft": true, "fraud": true,
	"suspected-fraud": true, "manual-verification-required": true,
	"zahlung-ausstehend": true, "wartet-auf-zahlung": true, "zurückgestellt": true, "in-wartestellung": true, "fehlgeschlagen": true,
	"erreur-de-paiement": true, "attente-paiement": true, "en-attente-de-paiement": true, "en-attente-de-virement-bancaire": true, "échouée": true,
	"pendiente-de-pago": true, "en-espera": true, "fallido": true, "pagamento-pendente": true,
	"in-attesa-di-pagamento": true, "in-sospeso": true, "fallito": true, "wachtend-op-betaling": true, "in-de-wacht": true, "mislukt": true,
	"oczekujące-na-płatność": true, "wstrzymane": true,
}

// unpayable are the words for a payment that cannot come any more as it stands.
var unpayable = map[string]bool{"expired": true, "failed": true, "declined": true}

// saysWait reports whether a shop's status says that the order is not to be sent yet, or that its payment fell through and nothing that
// it left all the same.
func (f OrderFacts) saysWait() bool {
	return waitingWords[statusWord(f.Fulfilment)] || unpayable[statusWord(f.Payment)] && f.FulfilledAt == "" && !f.saysDone()
}

// shopHolds reports whether an order is held by its shop's word, until the shop says otherwise: it is not wanted sent yet, and is here to
// send. Who released it of that word knows better, while the shop goes on saying so.
func (o *orderFold) shopHolds() bool {
	if !o.state.Facts.saysWait() || o.state.Elsewhere() || o.state.Facets.HandedOver == All {
		return false
	}
	return o.overruled.IsZero() || o.overruled.Before(o.saidOtherwise())
}

// saidOtherwise is as of when the shop last stated an order that it wanted sent; zero when it never did, or did not say as of when.
func (o *orderFold) saidOtherwise() time.Time {
	var at time.Time
	var f OrderFacts
	for _, e := range byFreshness(o.events, OrderStated) {
		if e.OrderFacts == nil {
			continue
		}
		if f = e.OrderFacts.over(f); !f.saysWait() {
			at = o.at(e.AsOf)
		}
	}
	return at
}

// statusWord is a shop's status as it is looked up: in lower case, what stands before a dash, its words joined by hyphens.
func statusWord(status string) string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(status)), " - ")
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' {
			return '-'
		}
		return r
	}, word)
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
