package mail

import (
	"strings"
	"testing"
	"time"
)

// Mails that hold the words of a state and do not say it. Read a row as: such a mail is read as <want>: "number phase" of each
// parcel, or the code of the question, "" when it is none of ours.
func TestWordsOfAStateThatDoNotSayIt(t *testing.T) {
	t.Parallel()
	const dpd, dhl, ups = "15502370264989", "00340434161094042557", "1Z999AA10123456784"
	for _, c := range []struct{ from, subject, body, want string }{
		// Another parcel, or a part of them.
		{"noreply@dpd.co.uk", "Thank you", "Your last parcel was delivered on 3 March.\nParcel number " + dpd, "not-understood"},
		{"noreply@dpd.co.uk", "Your parcel", "Your neighbour's parcel was delivered.\nParcel number " + dpd, "not-understood"},
		{"noreply@dpd.co.uk", "Your parcel", "Your Next parcel was delivered.\nParcel number " + dpd, dpd + " delivered"},
		{"noreply@dpd.co.uk", "Your parcels", "Not all of your parcels have been delivered.\nParcel number " + dpd, "not-understood"},
		{"noreply@dpd.co.uk", "Your parcels", "Only one of your parcels was delivered.\nParcel number " + dpd, "not-understood"},
		{"noreply@dpd.co.uk", "Your parcels", "Your parcels have been delivered.\nParcel number " + dpd, dpd + " delivered"},
		{"noreply@dpd.co.uk", "Your parcel", "Delivery of your parcel is complete. The parcel was delivered.\nParcel number " + dpd, dpd + " delivered"},
		{"noreply@dhl.de", "Ihre Sendung", "Ihre Sendung wurde teilweise zugestellt. Sendungsnummer " + dhl, "not-understood"},
		{"noreply@dhl.de", "Ihre Sendung", "Ihr Paket wurde versehentlich als zugestellt gemeldet. Sendungsnummer " + dhl, "not-understood"},
		{"shipment-tracking@amazon.com", "Your return", "Your return package was delivered. Order 123-1234567-1234567", "not-understood"},
		// The way back, and what a sender did.
		{"noreply@dhl.de", "Ihr Paket", "Ihr Paket ist unterwegs zurück zum Absender. Sendungsnummer " + dhl, "not-understood"},
		{"noreply@dhl.de", "Ihr Paket", "Ihr Paket ist unterwegs.\nZurück zur Übersicht. Sendungsnummer " + dhl, dhl + " moving"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel was delivered back to us.\nParcel number " + dpd, "not-understood"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel is on its way back to the sender.\nParcel number " + dpd, dpd + " returning"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel has been dropped off at the ParcelShop by the sender.\nParcel number " + dpd, dpd + " possession"},
		{"noreply@poste.it", "Il tuo pacco", "Il tuo pacco è stato consegnato al mittente. Codice spedizione 1AB2CDE345678", "not-understood"},
		{"shop@lindenhof.example", "Order 1001", "Your parcel was delivered to us yesterday. UPS tracking number " + ups, "not-a-carrier"},
		{"auto-notify@ups.com", "UPS Update", "Your package was delivered to UPS Access Point on 03/11/2026. Tracking number " + ups, ups + " awaiting_collection"},
		{"auto-notify@ups.com", "UPS Update", "Your package was delivered to customs. Tracking number " + ups, ups + " moving"},
		{"shipment-tracking@amazon.com", "Your order", "The package was delivered to our return centre. Order 123-1234567-1234567", "not-understood"},
		// Somebody else's words.
		{"kim@lindenhof.example", "Fwd: Your package was delivered", "From: UPS <auto-notify@ups-mail.example>\nSubject: Your package was delivered\n\nYour package was delivered. Tracking number " + ups, "look-alike"},
		{"noreply@dhl.de", "Betrug", "Betrüger schreiben „Ihr Paket wurde zugestellt“ oder \"Ihr Paket liegt zur Abholung bereit\". Sendungsnummer " + dhl, "not-understood"},
		{"noreply@dpd.co.uk", "Tracking", "For example, your parcel is out for delivery means that it is on a van.\nParcel number " + dpd, "not-understood"},
		{"kim@customer.example", "Re: Your package was delivered", "It was not.\n\nOn Monday UPS wrote:\n> Your package was delivered.\n> Tracking number " + ups, "answer"},
		{"kim@customer.example", "AW: Ihr Paket wurde zugestellt", "Stimmt nicht!\n\nIhr Paket wurde zugestellt. Sendungsnummer " + dhl, "answer"},
		{"shop@lindenhof.example", "Report: your order has been dispatched", "Your order #1001 has been dispatched with UPS. Tracking number " + ups, ups + " announced"},
		{"powiadomienia@inpost.pl", "Paczka odebrana od nadawcy", "Twoja paczka 620000014433330021832563 została odebrana.", "contradiction"},
		// Numbers of something else.
		{"shop@lindenhof.example", "Your package has been delivered", "Your package has been delivered. Call DHL 0228433311200.", ""},
		{"shop@lindenhof.example", "Your order has been dispatched", "Your order #1001 has been dispatched. UPS " + ups, ups + " announced"},
		{"shop@lindenhof.example", "Your order has been dispatched", "Your order #1001 has been dispatched.\nhttps://shop.example/product?number=1234567890", " announced"},
		{"shop@lindenhof.example", "Your order has been dispatched", "Your order #1001 has been dispatched.\nhttps://www.ups.com/x?tracknum=" + ups, ups + " announced"},
		{"shop@lindenhof.example", "Your order has been dispatched", "Your order #1001 has been dispatched.\nhttps://shop.example/tracking?number=" + ups, ups + " announced"},
		{"shop@lindenhof.example", "Ihre Bestellung wurde versandt", "Ihre Bestellung wurde versandt.\nTracking-Url: " + dhl + " (https://nolp.dhl.de/set_identcodes.do?lang=de&idc=" + dhl + ")", dhl + " announced"},
		// Numbers of no known form, and in groups.
		{"noreply@auspost.com.au", "Your parcel", "Your parcel was delivered.\nTracking number: 36YPJ5061173", "36YPJ5061173 delivered"},
		{"yourorder@dpd.co.uk", "Your parcel", "Your parcel was delivered.\nYour parcel:\n1550 0834 127 713", "15500834127713 delivered"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel was delivered.\nTracking number: QXT/4471-PARCEL", "no-number"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel QX44710092831ZB was delivered.\nTracking number: QX44710092831ZB", "QX44710092831ZB delivered"},
		{"notifications@parcelforce.co.uk", "Your parcel", "Your parcel PBQX4418023001 from ACME PARTS LTD was delivered.", "PBQX4418023001 delivered"},
		{"noreply@dpd.co.uk", "Your parcel", "Your parcel was delivered. Call 0345 678 9012 34.", "no-number"},
		// Words for status in a mail about one parcel.
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: Out for delivery\nEstimated: today", dpd + " out_for_delivery"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus\nOut for delivery", dpd + " out_for_delivery"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: Delivered?", "not-understood"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: Delivered soon", "not-understood"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: almost delivered", "not-understood"},
		{"auto-notify@ups.com", "UPS Update", "1Z5R89390357567127\nDelivered\n1Z5R89390357567225\nNot delivered", "several-parcels"},
		// Subjects that the text does not bear out, and answers.
		{"noreply@dpd.co.uk", "Your parcel was delivered", "We are still waiting for your parcel.\nParcel number " + dpd, "contradiction"},
		{"noreply@dpd.co.uk", "Your parcel was delivered", "Expected delivery: Friday 13 March 2026\nParcel number " + dpd, "contradiction"},
		{"noreply@dpd.co.uk", "Your parcel was delivered", "Your parcel arrives tomorrow.\nParcel number " + dpd, "contradiction"},
		{"noreply@dpd.co.uk", "Your parcel was delivered damaged", "Your claim is being looked into.\nParcel number " + dpd, "not-understood"},
		{"noreply@dhl.de", "Ihr Paket", "Ihr Paket wurde heute Morgen zugestellt. Sendungsnummer " + dhl, dhl + " delivered"},
		{"noreply@dpd.co.uk", "RE: Your parcel was delivered", "We look into it.\nParcel number " + dpd, "not-understood"},
		// Nothing in words that are known, and the number may be behind the link.
		{"noreply@dpd.co.uk", "Almost there", "Your parcel is nearly with you.\nhttps://click.mail.example/ls/click?upn=AbCdEf0123456789xyz", "not-understood"},
		{"noreply@dpd.co.uk", "Almost there", "Your parcel is nearly with you.\nhttps://click.mail.example/ls/click?upn=AbCdEf0123456789xyz\nUnsubscribe", ""},
		{"auto-notify@ups.com", "UPS Update", "Status: In transit\nNext steps:\nOut for delivery\nDelivered\n\nTracking number: " + ups, ups + " moving"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: Frobnicated", "not-understood"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: will be delivered", "not-understood"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nWhat comes next\nDelivered", "not-understood"},
		{"noreply@dpd.co.uk", "Tracking update", "Parcel number " + dpd + "\nStatus: In transit\nYour parcel was delivered.", dpd + " delivered"},
		{"noreply@dpd.de", "Sendungsstatus", "Paketnummer " + dpd + "\nStatus: Zustellung nicht möglich", dpd + " attempt_failed"},
		// What tells of no parcel.
		{"geschaeftskunden@dhl.de", "Wichtige Information zur Zustellung", "Es kann zu Verzögerungen bei der Zustellung Ihrer Sendungen kommen.", ""},
		{"news@dhl.de", "Ihr Paket zum halben Preis", "Versenden Sie Pakete günstiger. Newsletter abbestellen", ""},
		{"noreply@dhl.de", "Ihr Paket ist etwas Besonderes", "Wir melden uns mit Neuem.", "not-understood"},
		{"noreply@dhl.de", "Neues", "Etwas ist mit 00340434161094042557.", "not-understood"},
		{"hello@royalmail.com", "Our services", "Tracked items include confirmation, so your customers know when their parcel has been delivered.", ""},
		{"no-reply@chronopost.fr", "Votre avis compte", "Recommanderiez-vous Chronopost ? Numéro de suivi : XW402188375FR", ""},
		{"no-reply@chronopost.fr", "Votre colis", "Votre colis a été livré. Recommanderiez-vous Chronopost ? Numéro de suivi : XW402188375FR", "XW402188375FR delivered"},
		{"hola@ruiz.example", "Tu pedido de otoño está en camino", "Envío gratis. Darse de baja", ""},
		{"hola@ruiz.example", "Tu pedido 20418 está en camino", "Envío gratis. Darse de baja", " announced"},
		{"no-reply@usps-redelivery.example", "Your package could not be delivered", "Your package 9400111206206406260787 could not be delivered. A redelivery fee of $1.95 is required.", ""},
		{"no-reply@usps-redelivery.example", "Your package could not be delivered", "Your package 9400111206206406260787 could not be delivered.", "look-alike"},
		{"petra@webpost.example", "Hello", "Your package was delivered. UPS tracking number " + ups, ups + " delivered"},
		// Words that stand in another sentence.
		{"noreply@auspost.com.au", "Your parcel from Lindenhof is on its way", "It's on its way. A photo of the attempted delivery may be available.\nTracking number: 36YPJ5061173", "36YPJ5061173 moving"},
		// Rows of a table that say more than the subject.
		{"trackingupdates@fedex.com", "Your packages are now out for delivery today", "TRACKING ID STATUS\n123456789012 Delivered\n398765432103 On FedEx vehicle for delivery", "contradiction"},
		{"trackingupdates@fedex.com", "Your packages are now out for delivery today", "TRACKING ID STATUS\n123456789012 In transit\n398765432103 On FedEx vehicle for delivery", "123456789012 out_for_delivery 398765432103 out_for_delivery"},
	} {
		n := Read([]byte("From: "+c.from+"\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n"), time.UTC)
		var got []string
		for _, e := range n.Events {
			got = append(got, e.Tracking+" "+string(e.Phase))
		}
		if n.Verdict == Unknown {
			code, _, _ := strings.Cut(n.Why, ":")
			got = []string{code}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s / %s: it is %s (%s), read as %q, want %q", c.subject, c.body, n.Verdict, n.Why, got, c.want)
		}
	}
}
