package mail

import (
	"fmt"
	"strings"
	"testing"
)

// What carriers' tracking pages look like when their text is copied, and what they say. A page of which one thing is not sure says
// nothing.
func TestATrackingPageThatSomebodyCopiedIsReadWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	const (
		ups  = "UPS\nTracking Details\n1Z5R89390357567127\n"
		usps = "Tracking Number:\n9400111206206406260787\n"
		rows = "05/26/2026\t10:23 A.M.\tLeeds\tDELIVERED\n05/26/2026\t6:02 A.M.\tLeeds\tOut For Delivery Today\n05/25/2026\t11:40 P.M.\tLeeds\tArrived at Facility\n"
	)
	const (
		dhl  = "DHL Paket\nSendungsnummer\n00340434161094042557\n"
		both = " delivered 2026-05-26T11:14:00, out_for_delivery 2026-05-26T08:03:00"
	)
	// lines are two steps of a page in a language, each part on a line of its own: d for the day, t for the time.
	lines := func(head, form, delivered, out, day string) string {
		step := func(words, time string) string {
			return strings.NewReplacer("d", day+"\n", "t", time+"\n", "w", words+"\n", "p", "Hamburg\n").Replace(form)
		}
		return head + step(delivered, "11:14") + step(out, "08:03")
	}
	german := func(form string) string {
		return lines(dhl, form, "Die Sendung wurde erfolgreich zugestellt.", "Die Sendung wurde in das Zustellfahrzeug geladen.", "Di, 26.05.2026")
	}
	block := func(words, place, at string) string { return words + "\n" + place + "\n" + at + "\n" }
	three := block("Delivered, In/At Mailbox", "SPRINGFIELD, IL 62704", "May 26, 2026, 2:14 pm") +
		block("Out for Delivery", "SPRINGFIELD, IL 62704", "May 26, 2026, 7:10 am") +
		block("Arrived at USPS Regional Facility", "ST LOUIS MO DISTRIBUTION CENTER", "May 25, 2026, 9:00 pm")
	for name, c := range map[string]struct{ text, want string }{
		"a step a line": {ups + rows, "ups delivered 2026-05-26T10:23:00, out_for_delivery 2026-05-26T06:02:00, moving 2026-05-25T23:40:00"},
		"its words over its day": {
			usps + "Your item was delivered in or at the mailbox at 2:14 pm on May 26, 2026 in SPRINGFIELD, IL 62704.\nDelivered\n" + three,
			"usps delivered 2026-05-26T14:14:00, out_for_delivery 2026-05-26T07:10:00, moving 2026-05-25T21:00:00",
		},
		"its words under its day": {
			usps + "26 May 2026 14:14\nDelivered\nLeeds\n26 May 2026 07:10\nOut for Delivery\nLeeds\n",
			"usps delivered 2026-05-26T14:14:00, out_for_delivery 2026-05-26T07:10:00",
		},
		"a day over its steps": {
			"DHL Express\nWaybill: 3318810025\nTuesday, May 26, 2026\n10:23 Delivered - Signed for by: SMITH LEEDS - UK\n08:02 Shipment is out with courier for delivery LEEDS - UK\nMonday, May 25, 2026\n23:40 Arrived at Sort Facility LEEDS - UK\n",
			"dhl delivered 2026-05-26T10:23:00, out_for_delivery 2026-05-26T08:02:00, moving 2026-05-25T23:40:00",
		},
		"oldest first, in German": {
			"DHL Paket\nSendungsnummer 00340434161094042557\nMi, 20.05.2026, 18:03\tDie Sendung wurde in das Zustellfahrzeug geladen.\nDo, 21.05.2026, 11:14\tDie Sendung wurde erfolgreich zugestellt.\n",
			"dhl_parcel_de out_for_delivery 2026-05-20T18:03:00, delivered 2026-05-21T11:14:00",
		},
		"days without times":          {ups + "05/26/2026\tDELIVERED\n05/25/2026\tArrived at Facility\n", "ups delivered 2026-05-26, moving 2026-05-25"},
		"a day that is foretold":      {ups + "Estimated delivery\nFriday, May 29, 2026\n05/25/2026\t11:40 P.M.\tArrived at Facility\n", "ups moving 2026-05-25T23:40:00"},
		"one step":                    {usps + block("Delivered, In/At Mailbox", "SPRINGFIELD, IL 62704", "May 26, 2026, 2:14 pm"), "usps delivered 2026-05-26T14:14:00"},
		"two numbers":                 {ups + "1Z999AA10123456784\n" + rows, "several-numbers"},
		"no number":                   {"UPS\n" + rows, "no-number"},
		"no dates":                    {ups + "Delivered\nLeeds\n", "no-dates"},
		"days that may be months":     {ups + "05/06/2026\t10:23\tDELIVERED\n05/04/2026\t9:00\tArrived at Facility\n", "dates"},
		"days in two orders":          {ups + "26/05/2026\t10:23\tDELIVERED\n05/25/2026\t9:00\tArrived at Facility\n", "dates"},
		"a weekday that does not fit": {usps + block("Delivered", "X", "Monday, May 26, 2026, 2:14 pm"), "dates"},
		"words nobody knows":          {ups + rows + "05/24/2026\t9:00\tBeamed up by crew\n", "words"},
		"a step without words":        {usps + three + block("Leeds", "", "May 24, 2026, 9:00 pm"), "words"},
		"words over or under":         {usps + "Delivered\n26 May 2026 14:14\nOut for Delivery\n26 May 2026 07:10\nArrived at Facility\n", "layout"},
		"a sentence that disagrees":   {usps + "Your item was delivered at 2:14 pm on May 27, 2026.\n" + three, "layout"},
		"steps out of order":          {ups + "05/25/2026\t10:23\tDELIVERED\n05/26/2026\t9:00\tArrived at Facility\n05/24/2026\t9:00\tOrigin Scan\n", "layout"},
		"two states in one step":      {ups + "05/26/2026\t10:23\tDelivered. Returned to sender.\n", "words"},
		"nothing":                     {"", "no-number"},

		"each part on a line":              {german("dtpw"), "dhl_parcel_de" + both},
		"… its place last":                 {german("dtwp"), "dhl_parcel_de" + both},
		"… without places":                 {german("dtw"), "dhl_parcel_de" + both},
		"… its words first":                {german("wpdt"), "dhl_parcel_de" + both},
		"… its place first":                {german("pwdt"), "dhl_parcel_de" + both},
		"… its time over its day":          {german("tdpw"), "dhl_parcel_de" + both},
		"… its time between and last":      {german("wtd"), "dhl_parcel_de" + both},
		"… its time away from its day":     {german("dwt"), "layout"},
		"… a time too many":                {german("tdtw"), "layout"},
		"… a time without a day":           {"DHL Paket\n11:14\nSendungsnummer\n00340434161094042557\n26.05.2026\nZugestellt\n", "layout"},
		"… only some of its times":         {german("dtw") + "Mo, 25.05.2026\nDie Sendung wurde im Start-Paketzentrum bearbeitet.\n", "layout"},
		"… no such time":                   {strings.Replace(german("dtw"), "08:03", "28:03", 1), "layout"},
		"… days that may be months":        {strings.ReplaceAll(german("dtw"), "Di, 26.05.2026", "05/06/2026"), "dates"},
		"… a day without a year":           {strings.ReplaceAll(german("dtw"), "26.05.2026", "26. Mai"), "no-dates"},
		"… a word that nobody knows":       {strings.Replace(german("dtw"), "erfolgreich zugestellt", "gebeamt", 1), "words"},
		"… its state over the history too": {dhl + "Zugestellt\n" + strings.TrimPrefix(german("dtw"), dhl), "layout"},
		"… more under the last step":       {german("dtw") + "Hinweise\nWird in die Region des Empfängers transportiert\n", "layout"},
		"a day over its times":             {"DHL Paket\n00340434161094042557\nDienstag, 26. Mai 2026\n11:14 Uhr\nHamburg\nZugestellt\n08:03 Uhr\nHamburg\nIn Zustellung\nMontag, 25. Mai 2026\n21:10 Uhr\nBörnicke\nIm Start-Paketzentrum bearbeitet\n", "dhl_parcel_de" + both + ", moving 2026-05-25T21:10:00"},
		"a day and its time with a word":   {dhl + "26.05.2026 um 11:14 Uhr\nZugestellt\n26.05.2026 um 08:03 Uhr\nIn Zustellung\n", "dhl_parcel_de" + both},
		"each part on a line, in French":   {lines(ups, "dtpw", "Votre colis a été livré", "En cours de livraison", "mardi 26 mai 2026"), "ups" + both},
		"… in Dutch":                       {lines(ups, "dtwp", "Pakket is bezorgd", "Bezorger is onderweg", "26-05-2026"), "ups" + both},
		"… in Italian":                     {lines(ups, "dtpw", "La spedizione è stata consegnata", "In consegna", "26/05/2026"), "ups" + both},
		"… in Spanish":                     {lines(ups, "wpdt", "Entregado", "En reparto", "26 de mayo de 2026"), "ups" + both},
		"… in Polish":                      {lines(ups, "dtwp", "Przesyłka doręczona", "Wydana do doręczenia", "26 maja 2026"), "ups" + both},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := copiedSays(c.text); got != c.want {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

// copiedSays is what a copied page says in short: its steps, or the code of what is not sure.
func copiedSays(text string) string {
	p, why := readCopied(text)
	if why != "" {
		code, _, _ := strings.Cut(why, ":")
		return code
	}
	var steps []string
	for _, e := range p.events {
		steps = append(steps, fmt.Sprintf("%s %s", e.Phase, e.Occurred))
	}
	return p.carrier + " " + strings.Join(steps, ", ")
}

// A mailbox brings mails, and a mail without a sender could be anybody's: only what a person hands over is a copied page.
func TestAMailWithoutASenderIsNoCopiedPage(t *testing.T) {
	t.Parallel()
	raw := []byte("Subject: pasted text\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nUPS\n1Z5R89390357567127\n05/26/2026\t10:23 A.M.\tLeeds\tDELIVERED\n")
	if n := (Reader{}).Read(raw); n.Verdict == IsNotice {
		t.Errorf("anybody can say %+v", n.Events)
	}
	if n := (Reader{Copies: true}).Read(raw); n.Verdict != IsNotice || !n.Copied || n.Carrier != "ups" {
		t.Errorf("what a person copied reads %s: %s", n.Verdict, n.Why)
	}
	withSender := append([]byte("From: a@example.com\r\n"), raw...)
	if n := (Reader{Copies: true}).Read(withSender); n.Verdict == IsNotice {
		t.Errorf("a mail of a stranger says %+v", n.Events)
	}
}
