package mail

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

// A firm's name is a few words that begin with a capital letter; what is said of whom is no name, and neither is a number.
func TestABrandIsAFewCapitalWords(t *testing.T) {
	t.Parallel()
	w, err := parseWording("votre colis [{brand}] est en transit", nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, read := range map[string]bool{
		"Votre colis Amazon est en transit.":                    true,
		"Votre colis Rouge Gorge SARL est en transit.":          true,
		"Votre colis est en transit.":                           true,
		"Votre colis Un Deux Trois Quatre Cinq est en transit.": false,
		"Votre colis qui est en transit.":                       false,
		"Votre colis 6Z00548820417 est en transit.":             false,
		"Votre colis Amazon n'est pas en transit.":              false,
		"Votre colis Amazon. Est en transit.":                   false,
		"Votre colis Amazon est en transit ?":                   false,
		"Si votre colis Amazon est en transit, patientez":       false,
	} {
		if found := passageOf(text).find(&w, "fr", nil); len(found) > 0 != read {
			t.Errorf("%q is read: %v", text, len(found) > 0)
		}
	}
}

// What may be left out at the end of a wording is not left out where the day stands behind a name; a day until which something lasts
// is none on which it happened.
func TestADayBehindANameIsTaken(t *testing.T) {
	t.Parallel()
	w, err := parseWording("we tried to deliver your parcel [from {name}] [on] [{occurred}]", nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, day := range map[string]string{
		"We tried to deliver your parcel from Spruce Lake Candles on 12 March 2026 at 14:21.": "12 March 2026 at 14:21",
		"We tried to deliver your parcel on 12 March 2026.":                                   "12 March 2026",
		"We tried to deliver your parcel from Lindenhof.":                                     "",
		"We tried to deliver your parcel from Lindenhof, it waits until 12 March 2026.":       "",
		"We tried to deliver your parcel from Lindenhof and come again 12 March 2026.":        "",
		"We tried to deliver your parcel from Lindenhof and will be back on 12 March 2026.":   "",
	} {
		found := passageOf(text).find(&w, "en", nil)
		if len(found) != 1 || found[0].occurred != day {
			t.Errorf("%q is read as %v, want the day %q", text, found, day)
		}
	}
}

// vouched is a mail that the shop's own mail server vouches for.
func vouched(from, domain, subject, body string) []byte {
	return []byte("Authentication-Results: mx.example; dkim=pass header.d=" + domain + "\nFrom: <" + from + ">\nSubject: " + subject +
		"\nDate: Thu, 12 Mar 2026 18:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n")
}

// Who sells what is in a parcel may stand between it and its number, and several numbers behind one word for parcels.
func TestNumbersBehindASellersName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, domain, body string
		want               []string
	}{
		{"a@network1.pickup.fr", "network1.pickup.fr", "Votre colis VINTED n° XW277661904TS est disponible dans votre relais Pickup.", []string{"XW277661904TS"}},
		{"a@seur.net", "seur.net", "Tu envío VINTED nº 3011844027 ya está disponible para su recogida.", []string{"3011844027"}},
		{"a@dpd.com.pl", "dpd.com.pl", "Dziś doręczamy przesyłki 13490015284118, 13490015284127 od Lindenhof.", []string{"13490015284118", "13490015284127"}},
		{"a@shop.example", "shop.example", "Your order has been shipped.\nYour tracking numbers are:\n* 772330018457\n<https://www.fedex.com/apps/fedextrack/?tracknumbers=772330018457>\n* 772330018560\n<https://www.fedex.com/apps/fedextrack/?tracknumbers=772330018560>", []string{"772330018457", "772330018560"}},
		{"a@shop.example", "shop.example", "Your order has been shipped.\nTracking number: 772330018457\nTracking number: 772330018560", nil},
	} {
		n := Read(vouched(c.from, c.domain, "News", c.body), time.UTC)
		var got []string
		for _, e := range n.Events {
			got = append(got, e.Tracking)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q names %v, want %v (%s)", c.body, got, c.want, n.Why)
		}
	}
}

// A fee that the customs levy is no fraud where a mail server vouches that the carrier asks for it, and a question where none does.
func TestACarriersOwnFeeIsNoFraud(t *testing.T) {
	t.Parallel()
	const body = "We're holding your item LX301877248DE because there's a customs charge to pay before we can deliver it.\n\nPay the fee"
	for _, c := range []struct {
		from, domain, body string
		want               Verdict
	}{
		{"no-reply@royalmail.com", "royalmail.com", body, IsNotice},
		{"no-reply@royalmail.com", "other.example", body, Unknown},
		{"no-reply@royal-mail.example", "royal-mail.example", body, NotNotice},
		{"no-reply@royalmail.com", "royalmail.com", "Your item LX301877248DE is held. Pay the fee", NotNotice},
	} {
		if n := Read(vouched(c.from, c.domain, "A fee to pay on your parcel", c.body), time.UTC); n.Verdict != c.want {
			t.Errorf("%s vouched for by %s is %s (%s), want %s", c.from, c.domain, n.Verdict, n.Why, c.want)
		}
	}
}

// A carrier's mail that a marketplace passes on is the carrier's where a mail server vouches for the marketplace.
func TestAMailThatAMarketplacePassesOn(t *testing.T) {
	t.Parallel()
	const body = "Your parcel is ready to collect.\n\nParcel number\nJJD0002199004418837"
	for _, c := range []struct {
		from, address, domain string
		want                  Verdict
	}{
		{"InPost via Vinted", "shipping@relay.vinted.com", "relay.vinted.com", IsNotice},
		{"InPost via Vinted", "shipping@relay.vinted.com", "other.example", Unknown},
		{"InPost via Vinted", "shipping@vinted-relay.example", "vinted-relay.example", Unknown},
		{"InPost", "shipping@relay.vinted.com", "relay.vinted.com", Unknown},
		{"Somebody via Vinted", "shipping@relay.vinted.com", "relay.vinted.com", NotNotice},
	} {
		raw := bytes.Replace(vouched(c.address, c.domain, "Your parcel is ready to collect", body), []byte("From: <"), []byte("From: "+c.from+" <"), 1)
		if n := Read(raw, time.UTC); n.Verdict != c.want {
			t.Errorf("%s <%s> vouched for by %s is %s (%s), want %s", c.from, c.address, c.domain, n.Verdict, n.Why, c.want)
		}
	}
}

// A summary says below each number when it was delivered; the day of one parcel is no other's.
func TestASummaryTellsTheDayOfEachParcel(t *testing.T) {
	t.Parallel()
	n := Read(vouched("mcinfo@ups.com", "ups.com", "UPS My Choice: Your Daily Summary", "Delivered\nFrom Timber & Tack\n1Z2R44A10303117726\nDelivered Thursday 03/12/2026 10:41 AM. Left at: Front Door\n"+
		"Arriving Today\nFrom Timber & Tack\n1Z2R44A10303117799\nScheduled Delivery Today 1:15 PM - 5:15 PM\nLabel Created\nFrom Gull Coast Sails\n1Z70W1260344112055\n"), time.UTC)
	var got []string
	for _, e := range n.Events {
		got = append(got, string(e.Phase)+" "+string(e.Occurred))
	}
	if want := []string{"delivered 2026-03-12T10:41:00", " ", "announced "}; !slices.Equal(got, want) {
		t.Errorf("it is read as %q (%s), want %q", got, n.Why, want)
	}
}
