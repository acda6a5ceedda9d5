package mail

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The shop has an order, a parcel and a tracking number of an unknown courier. Whoever nobody knows and writes of one of them as
// couriers do waits for a person; customers, suppliers, banks and shops write of them too, and do not.
func TestAMailThatNamesWhatIsOursWaitsByTheSignsOfANotice(t *testing.T) {
	t.Parallel()
	ours := []string{"MH-20418", "1001", "P7KQ24ABX5", "NL0000418220"}
	shop := Reader{Zone: time.UTC, Ours: func(words []string) []string {
		return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !slices.Contains(ours, w) })
	}}
	for _, c := range []struct{ subject, body, names string }{
		{"Pickup done", "Hello,\n\nwe picked up order MH-20418 from your dock this morning. ETA Thursday.", "MH-20418"},
		{"MH-20418 delivered", "Delivered 14 May 2026 10:12, signed Harrowgate.\nConsignment NL-4471-99", "MH-20418"},
		{"Job completed", "Job 88123 for Marlow completed. Customer reference MH-20418. POD attached.", "MH-20418"},
		{"Zustellnachweis MH-20418", "anbei der Zustellnachweis. Ihr Zeichen: MH-20418", "MH-20418"},
		{"Livraison MH-20418", "Bonjour, la livraison a été effectuée ce matin. Réf. MH-20418", "MH-20418"},
		{"Consegna", "La merce è stata consegnata. Vs. rif. MH-20418", "MH-20418"},
		{"Entrega", "Destinatario ausente, pedido MH-20418", "MH-20418"},
		{"Dostawa", "Towar dostarczono dziś. MH-20418", "MH-20418"},
		{"Levering", "MH-20418 is afgeleverd.", "MH-20418"},
		{"Failed delivery", "We tried to deliver MH-20418 today but nobody was home. We will try again tomorrow.", "MH-20418"},
		{"Delivery booked", "Your delivery is booked for Thursday 14 May between 9:00 and 12:00: https://northline.example/track?ref=MH-20418", "MH-20418"},
		{"Your tracking", "Consignment NL0000418220 for you.\nParcels: 2", "NL0000418220"},
		{"Shipment", "Follow it here: https://northline.example/tracking/NL0000418220", "NL0000418220"},
		{"Update", "Box P7KQ24ABX5 is out for delivery.", "P7KQ24ABX5"},
		{"News of the day", "It was delivered. " + strings.Repeat("All is well here and there. ", 60) + "MH-20418", "MH-20418"},
		{"Update", "Ref 1001: refused by consignee, address not found.", "1001"},

		{"Update", "Your goods were collected at 10:01. 1001 other people like us.", ""},
		{"Update", "We picked up order XX-99999 from your dock this morning.", ""},
		{"Re: Your order MH-20418", "Hi, when will it come? I need it by Friday.\n> Your order MH-20418 has been shipped", ""},
		{"AW: MH-20418", "Hallo, das Paket wurde zugestellt, aber es fehlt ein Teil. Bestellung MH-20418", ""},
		{"Re: pickup", "Yes, picked up. MH-20418", ""},
		{"Invoice 2026-113", "Our invoice for order MH-20418. Delivered on 3 May 2026.", ""},
		{"Foam for May", "Order MH-20418, delivered on 3 May 2026. Total EUR 120.00, payable within 14 days.", ""},
		{"Where is my sofa?", "My order MH-20418 was supposed to be delivered yesterday and nobody came!", ""},
		{"Sofa", "Hello, I ordered a sofa (MH-20418). It was delivered without its feet.", ""},
		{"Your quote", "Thanks for your enquiry. We can deliver order MH-20418 for EUR 99.", ""},
		{"Order confirmation", "Thank you for your purchase. Order MH-20418. We will ship it soon.", ""},
		{"Payment received for MH-20418", "You received 899.00 for order MH-20418. Ship to: Tess", ""},
		{"Return request MH-20418", "The sofa was delivered with a scratch. Order MH-20418", ""},
		{"Case 77", "Customer wants to return it, it was delivered with a scratch. Order MH-20418", ""},
		{"Review your purchase", "Your order MH-20418 was delivered. Rate it now!", ""},
		{"Neue Bestellung MH-20418", "Lieferung an Tess Harrowgate. Sendung folgt.", ""},
		{"Question", "Has MH-20418 been delivered?", ""},
	} {
		raw := "From: ops@northline.example\r\nSubject: " + c.subject + "\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + c.body + "\r\n"
		n := shop.Read([]byte(raw))
		asked := n.Verdict == Unknown && strings.HasPrefix(n.Why, "unknown-carrier: it ") && strings.Contains(n.Why, c.names)
		if n.Verdict == IsNotice || asked != (c.names != "") || c.names == "" && n.Verdict != NotNotice {
			t.Errorf("%s, %s: it is %s, %s", c.subject, c.body, n.Verdict, n.Why)
		}
	}
}

// What the shop wrote itself, kept in the folder of sent mail, is no courier's.
func TestWhatTheShopWroteIsNoCouriers(t *testing.T) {
	t.Parallel()
	raw := []byte("From: Desk <Desk@marlow.example>\r\nSubject: MH-20418\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\n\r\nIt was collected today.\r\n")
	all := func(words []string) []string { return words }
	if n := (Reader{Ours: all}).Read(raw); n.Verdict != Unknown {
		t.Errorf("of somebody it is %s, %s", n.Verdict, n.Why)
	}
	if n := (Reader{Ours: all, Mine: []string{"desk@marlow.example"}}).Read(raw); n.Verdict != NotNotice {
		t.Errorf("of the shop it is %s, %s", n.Verdict, n.Why)
	}
}

// A carrier that nobody knows is named by the shop: its mails are read by what carriers' mails have in common.
func TestACourierThatTheShopNamedIsRead(t *testing.T) {
	t.Parallel()
	own := Row{Carrier: "northline freight", Own: true, In: BySender, Words: "northline.example"}
	if err := own.Check(); err != nil {
		t.Fatal(err)
	}
	words := Row{Carrier: "northline freight", Own: true, Lang: "en", In: "body", Means: "possession", Words: "we picked up order {any}"}
	if err := words.Check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ body, verdict, phase, tracking, order string }{
		{"Your shipment is out for delivery. Your ref: MH-20418", "notice", "out_for_delivery", "", "MH-20418"},
		{"Your consignment has been delivered.\nConsignment no: NL0000418220\nOrder MH-20418", "notice", "delivered", "NL0000418220", "MH-20418"},
		{"We picked up order MH-20418 from your dock.", "notice", "possession", "", "MH-20418"},
		{"Your shipment left by mule. Order MH-20418", "unknown", "", "", ""},
		{"Your parcel has been delivered.", "unknown", "", "", ""},
	} {
		raw := "From: ops@mail.northline.example\r\nSubject: News\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + c.body + "\r\n"
		n := Reader{Own: []Row{own, words}}.Read([]byte(raw))
		var e Event
		if len(n.Events) > 0 {
			e = n.Events[0]
		}
		if n.Verdict != Verdict(c.verdict) || string(e.Phase) != c.phase || e.Tracking != c.tracking || e.Order != c.order || n.FromCarrier != "northline freight" {
			t.Errorf("%s: %s of %q, %+v, %s", c.body, n.Verdict, n.FromCarrier, n.Events, n.Why)
		}
	}
	for _, name := range []string{"", "12345", strings.Repeat("van", 20), "…"} {
		if err := (Row{Carrier: name, Own: true, In: BySender, Words: "northline.example"}).Check(); err == nil {
			t.Errorf("%q is taken for the name of a carrier", name)
		}
	}
}
