package mail

import (
	"strings"
	"testing"
	"time"
)

// A mail of a carrier nobody knows may be about an order that is not here yet: where it plainly says where a shipment is and what
// that is called, it is kept and asked about. It is never believed, and what customers, travel and advertising say is no such mail.
func TestAMailOfACarrierNobodyKnowsIsKeptForAPerson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ subject, body, want string }{
		{"Shipment update", "Your shipment is out for delivery. Reference: MH-20418", "MH-20418"},
		{"Delivery", "Your consignment from Marlow has been delivered.\nYour order number: MH-20418", "MH-20418"},
		{"Your pallet", "Your shipment with reference MH-20418 is in transit.", "MH-20418"},
		{"Pick-up of MH", "We have collected your shipment today. PRO NL0000418220", "NL0000418220"},
		{"Your parcel SLED-77120 has been delivered", "Hello, your parcel SLED-77120 was delivered at 08:55.", "SLED-77120"},
		{"News", "Your shipment 7712044 is out for delivery.", "7712044"},
		{"Neues", "Ihr Paket Nr. 77120 wurde zugestellt.", "77120"},
		{"Freight", "Order: MH-20418\nStatus: Delivery attempt failed, consignee not on site\nOur trucks deliver parcels too.", "MH-20418"},
		{"Zustellung", "Ihre Sendung wurde zugestellt. Auftrag MH-20418", "MH-20418"},
		{"Livraison", "Votre colis a été livré. Commande n° 20418", "20418"},

		{"Question", "Hello, my parcel for order MH-20418 was delivered but it is broken. What now?", ""},
		{"Question", "Has your parcel been delivered? Order MH-20418", ""},
		{"Where is it", "Once your parcel has been delivered, order MH-20418 is closed.", ""},
		{"Lunch", "Your parcel has been delivered to reception, 2026 was great. Order 2026", ""},
		{"Your booking 12345", "Your parcel has been delivered. Order 12345", ""},
		{"Invoice for order MH-20418", "Your shipment has been delivered.", ""},
		{"Special offer", "Your parcel has been delivered. Order 12345", ""},
		{"Rate your delivery", "Your parcel has been delivered. Order 12345", ""},
		{"Hello", "Your parcel has been delivered.", ""},
		{"Hello", "Reference: MH-20418, a parcel", ""},
	} {
		n := Read([]byte("From: ops@northline.example\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n"), time.UTC)
		asked := n.Verdict == Unknown && strings.HasPrefix(n.Why, "unknown-carrier: ") && strings.Contains(n.Why, " of "+c.want+",")
		if n.Verdict == IsNotice || asked != (c.want != "") {
			t.Errorf("%s, %s: it is %s, %s", c.subject, c.body, n.Verdict, n.Why)
		}
	}
}
