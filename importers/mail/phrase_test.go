package mail

import (
	"mime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPhrasesStandForTheirWords(t *testing.T) {
	t.Parallel()
	p := newPhrases()
	for _, row := range []string{"en parcel (your|the) parcel", "en mine my {parcel}", "de parcel (Ihr|das) Paket"} {
		if err := p.row(row); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ lang, words, want string }{
		{"en", "{parcel} was delivered", "(your|the) parcel was delivered"},
		{"de", "{parcel} wurde zugestellt", "(Ihr|das) Paket wurde zugestellt"},
		{"en", "{mine} [{any}]", "my (your|the) parcel [{any}]"},
		{"fr", "{parcel}", "{parcel}"},
	} {
		if got := p.spell(c.lang, c.words); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.words, c.lang, got, c.want)
		}
	}
	for _, row := range []string{"en parcel twice", "en any words", "en parcel", ""} {
		if p.row(row) == nil {
			t.Errorf("the row %q is taken", row)
		}
	}
}

// A name ends with its line and holds no word that turns the sentence.
func TestANameIsAFewWordsOfOneLine(t *testing.T) {
	t.Parallel()
	w, err := parseWording("your {name} parcel was delivered", nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, read := range map[string]bool{
		"Your Beispiel GmbH & Co. KG parcel was delivered":            true,
		"Your one two three four five six parcel was delivered":       true,
		"Your one two three four five six seven parcel was delivered": false,
		"Your parcel was delivered":                                   false,
		"Your shop\nName parcel was delivered":                        false,
		"Your not yet sent parcel was delivered":                      false,
	} {
		if found := passageOf(text).find(&w, "en", nil); len(found) > 0 != read {
			t.Errorf("%q is read: %v", text, len(found) > 0)
		}
	}
}

// A subject that calls a parcel delivered does not count against a text that still expects it.
func TestATextThatExpectsTheParcelDoubtsTheSubject(t *testing.T) {
	t.Parallel()
	numbers := map[string]string{"dpd.co.uk": "Parcel number 15502370264989", "dpd.de": "Paketnummer 05221234567890"}
	for _, c := range []struct{ from, subject, body, want string }{
		{"dpd.co.uk", "Your parcel has been delivered", "Your parcel is on its way. We expect to deliver it on 14 March 2026.", "contradiction"},
		{"dpd.co.uk", "Your parcel has been delivered", "It will be delivered tomorrow.", "contradiction"},
		{"dpd.co.uk", "Your parcel has been delivered", "We left it at the front door.", ""},
		{"dpd.co.uk", "Your parcel has been delivered", "Your parcel has been delivered. Your other parcels will be delivered later.", ""},
		{"dpd.de", "Ihr Paket wurde zugestellt", "Es wird morgen zugestellt.", "contradiction"},
		{"dpd.de", "Ihr Paket wurde zugestellt", "Es liegt vor der Tür.", ""},
		{"dpd.nl", "Je pakket is bezorgd", "Het wordt morgen bezorgd.", "contradiction"},
		{"dpd.fr", "Votre colis a été livré", "Il sera livré demain.", "contradiction"},
		{"gls-italy.com", "Il tuo pacco è stato consegnato", "Sarà consegnato domani.", "contradiction"},
		{"gls-spain.es", "Tu paquete ha sido entregado", "Será entregado mañana.", "contradiction"},
		{"dpd.com.pl", "Twoja paczka została doręczona", "Zostanie doręczona jutro.", "contradiction"},
	} {
		n := Read([]byte("From: noreply@"+c.from+"\r\nSubject: "+mime.QEncoding.Encode("utf-8", c.subject)+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n"+numbers[c.from]+"\r\n"), time.UTC)
		why, _, _ := strings.Cut(n.Why, ":")
		if delivered := n.Verdict == IsNotice && n.Events[0].Phase == "delivered"; why != c.want || delivered != (c.want == "") {
			t.Errorf("%s / %s: %s (%s), want %q", c.subject, c.body, n.Verdict, n.Why, c.want)
		}
	}
}

// Who says that a parcel is out for delivery says as well that the carrier has it. Whatever else two sentences say differently is
// a question.
func TestAStateHoldsThoseItGoesThrough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ subject, body, want string }{
		{"Your parcel is on its way", "We've got your parcel.", "moving"},
		{"We've got your parcel", "Your parcel is out for delivery.", "out_for_delivery"},
		{"Your parcel is out for delivery", "Your parcel has been delivered.", "?"},
		{"Je pakket is bezorgd", "Je was niet thuis. Je pakket is bezorgd bij je buren.", "delivered"},
		{"Je pakket is bezorgd", "Je was niet thuis.", "?"},
		{"Your parcel is on its way", "A shipping label has been created.", "?"},
	} {
		from, number := "noreply@dpd.co.uk", "Parcel number 15502370264989"
		if strings.HasPrefix(c.subject, "Je ") {
			from, number = "noreply@dpd.nl", "Pakketnummer 05221234567890"
		}
		n := Read([]byte("From: "+from+"\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\n\r\n"+c.body+"\r\n"+number+"\r\n"), time.UTC)
		got := "?"
		if n.Verdict == IsNotice {
			got = string(n.Events[0].Phase)
			if n.Events[0].Reason != "" {
				t.Errorf("%s: the reason of what is over stays: %s", c.subject, n.Events[0].Reason)
			}
		}
		if got != c.want {
			t.Errorf("%s / %s: read as %s (%s), want %s", c.subject, c.body, got, n.Why, c.want)
		}
	}
}

// A row that begins with a phrase is found wherever the phrase stands, whichever of its ways leads on; one that may be left out binds
// nothing.
func TestARowIsFoundBehindItsPhrase(t *testing.T) {
	t.Parallel()
	p := newPhrases()
	for _, row := range []string{"en parcel (your|the) parcel [from {name}]", "en now [now|just]", "en we (we|we have)"} {
		if err := p.row(row); err != nil {
			t.Fatal(err)
		}
	}
	if p.row("en broken (your|the parcel") == nil {
		t.Error("a phrase with an open bracket is taken")
	}
	for _, c := range []struct {
		words, text string
		want        []string
	}{
		{"{parcel} was delivered", "Your parcel was delivered. The parcel waits. The parcel from Beispiel GmbH was delivered.", []string{"Your parcel was delivered", "The parcel from Beispiel GmbH was delivered"}},
		{"{parcel} [from {name}] was delivered", "The parcel from One was delivered", []string{"The parcel from One was delivered"}},
		{"{now} delivered to you", "Just delivered to you. Delivered to you", []string{"delivered to you", "Just delivered to you", "Delivered to you"}},
		{"{we} have it", "We have have it, and we have it.", []string{"We have have it", "we have it"}},
		{"{parcel} was delivered", "If your parcel was delivered", nil},
	} {
		w, err := p.wording("en", c.words)
		if err != nil {
			t.Fatal(err)
		}
		for _, every := range []bool{false, true} {
			text := passageOf(c.text)
			text.every = every
			var got []string
			for _, m := range text.find(&w, "en", nil) {
				got = append(got, text.words(m))
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s is found (all tried: %v) as %q, want %q", c.words, every, got, c.want)
			}
		}
	}
}
