package mail

import (
	"strings"
	"testing"
	"time"
)

// A carrier's own mail may name the parcel directly behind the word for one; where the number is none of that carrier, or
// somebody else writes, that would be a guess.
func TestANumberStandsBehindTheWordForAParcel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, subject, body, want string }{
		{"noreply@dpd.de", "Ihr DPD Paket wurde zugestellt", "Ihr Paket 01505042839173 von Lindenhof.", "01505042839173"},
		{"noreply@dpd.de", "Ihr DPD Paket wurde zugestellt", "Ihr Paket: 01505042839173", "01505042839173"},
		{"noreply@dpd.de", "Ihr Paket 01505042839173 wurde zugestellt", "Ihr DPD Paket von Lindenhof wurde zugestellt.", "01505042839173"},
		{"noreply@dhl.de", "Ihre Sendung wurde zugestellt", "Ihre Sendung 00340434161094042557 von Lindenhof.", "00340434161094042557"},
		{"noreply@dhl.de", "Ihre Sendung wurde zugestellt", "Ihr Päckchen 00340434161094042557", "00340434161094042557"},
		{"auto-notify@ups.com", "UPS Update: Package Delivered", "Your package 1Z999AA10123456784 from Lindenhof", "1Z999AA10123456784"},
		{"noreply@dpd.fr", "Votre colis DPD est en chemin", "Votre colis 01505042839173 de Lindenhof", "01505042839173"},
		{"noreply@dpd.nl", "Je DPD pakket is onderweg", "Je pakket 01505042839173 van Lindenhof", "01505042839173"},
		{"powiadomienia@dpd.com.pl", "Twoja przesyłka została nadana", "Twoja paczka 01505042839173 od Lindenhof", "01505042839173"},

		{"noreply@gls-france.com", "Votre colis GLS est en route", "Votre colis n° 12345678901 de Lindenhof", "12345678901"},
		{"noreply@gls-france.com", "Votre colis GLS est en route", "Votre colis GLS numéro : 12345678901", "12345678901"},
		{"powiadomienia@dpd.com.pl", "Twoja przesyłka została nadana", "Twoja przesyłka nr 0000123456789U od Lindenhof", "0000123456789U"},
		{"noreply@dpd.nl", "Je DPD pakket is onderweg", "Je pakket met nummer 01505042839173", "01505042839173"},

		{"noreply@dpd.de", "Ihr DPD Paket wurde zugestellt", "Ihr Paket 123 von Lindenhof.", ""},
		{"noreply@gls-france.com", "Votre colis GLS est en route", "Votre colis. N° 12345678901", ""},
		{"noreply@gls-france.com", "Votre colis GLS est en route", "Votre colis partira avec le bon 12345678901", ""},
		{"noreply@dpd.de", "Ihr DPD Paket wurde zugestellt", "Ihr Paket. 01505042839173", ""},
		{"auto-notify@ups.com", "UPS Update: Package Delivered", "Your package 01505042839173 from Lindenhof", ""},
		{"noreply@dpd.de", "Ihr DPD Paket wurde zugestellt", "Ihr Paket 01505042839173 von Lindenhof. Paketnummer: 01595006802711", "01595006802711"},
		{"noreply@dpd.de", "Ihr Paket 01595006802711 wurde zugestellt", "Ihr Paket 01505042839173 von Lindenhof.", ""},
		{"shop@lindenhof.example", "Deine Bestellung #1001 wurde zugestellt", "Dein Paket 01505042839173", ""},
	} {
		n := Read([]byte("From: "+c.from+"\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n"), time.UTC)
		got := ""
		for _, e := range n.Events {
			got += e.Tracking
		}
		if got != c.want || (c.want == "") != (n.Verdict == Unknown) {
			t.Errorf("%s, %s: it is %s (%s) about %q, want %q", c.subject, c.body, n.Verdict, n.Why, got, c.want)
		}
	}
}

// The number may head a column, or stand alone below the name of who sent it.
func TestNumbersStandBelowTheirLabel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, subject, body, want string }{
		{"trackingupdates@fedex.com", "Your packages are now out for delivery today", "TRACKING ID STATUS\n123456789012 On FedEx vehicle for delivery\n398765432103 On FedEx vehicle for delivery\nMASTER TRACKING NUMBER\n777123456784", "123456789012 398765432103 777123456784"},
		{"noreply@dpd.de", "Ihr DPD Paket ist unterwegs", "Versender & Paketnummer:\nBeispiel Autoteile GmbH\n09999999999903\nEmpfänger:\nMax", "09999999999903"},
		{"noreply@dpd.de", "Ihr DPD Paket ist unterwegs", "Paketnummer:\nBeispiel GmbH\nTelefon 09999999999903 rund um die Uhr", ""},
		{"noreply@dpd.de", "Ihr DPD Paket ist unterwegs", "Paketnummer:\neins\nzwei\ndrei\n09999999999903", ""},
	} {
		n := Read([]byte("From: "+c.from+"\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n"), time.UTC)
		var got []string
		for _, e := range n.Events {
			got = append(got, e.Tracking)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: it is %s (%s) about %q, want %q", c.body, n.Verdict, n.Why, got, c.want)
		}
	}
}
