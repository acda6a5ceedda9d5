package mail

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

// digests are mails about several parcels. Read a row as: such a mail is read as <want>: "number phase" of each parcel and when it
// happened, or the code of the question.
var digests = []struct{ name, from, subject, body, want string }{
	{
		"blocks that begin with the number", "TrackingUpdates@fedex.com", "FedEx Delivery Manager: your daily summary",
		"Here is what is happening with your shipments.\n\nTracking number: 770419283756\nStatus: Delivered\n\nTracking number: 398264710583\nStatus: On FedEx vehicle for delivery\n\nTracking number: 986578788855\nStatus: In transit\n\nThank you for shipping with FedEx.",
		"770419283756 delivered, 398264710583 out_for_delivery, 986578788855 moving",
	},
	{
		"blocks that begin with the state", "TrackingUpdates@fedex.com", "Your daily summary",
		"Status: Delivered\nTracking number: 770419283756\n\nStatus: In transit\nTracking number: 398264710583\n",
		"770419283756 delivered, 398264710583 moving",
	},
	{
		"blocks with a status nobody knows", "TrackingUpdates@fedex.com", "Your daily summary",
		"Tracking number: 770419283756\nStatus: Delivered\n\nTracking number: 398264710583\nStatus: Frobnicated\n", "several-parcels",
	},
	{
		"blocks, one without a state", "TrackingUpdates@fedex.com", "Your daily summary",
		"Tracking number: 770419283756\nStatus: Delivered\n\nTracking number: 398264710583\nSee the web site.\n", "several-parcels",
	},
	{
		"a number above all blocks", "TrackingUpdates@fedex.com", "Your daily summary",
		"Tracking number: 770419283756\nTracking number: 398264710583\nStatus: Delivered\n", "several-parcels",
	},
	{
		"a headline, and one block without a state", "TrackingUpdates@fedex.com", "Your shipments",
		"Your shipment is on its way\nTracking number: 770419283756\nDelivered\nTracking number: 398264710583\nWaiting for somebody\n", "several-parcels",
	},
	{
		"numbered parcels, each on a line", "noreply@dpd.de", "Ihre Pakete",
		"Der Stand Ihrer Pakete:\n\nPaket 1: 15502370264989 – zugestellt am 11.03.2026\nPaket 2: 15502370264990 – in Zustellung\n",
		"15502370264989 delivered 2026-03-11, 15502370264990 out_for_delivery",
	},
	{
		"numbered parcels, their numbers below", "noreply@dpd.de", "Ihre Pakete",
		"Paket 1: zugestellt am 11.03.2026\nPaketnummer 15502370264989\n\nPaket 2: unterwegs\nPaketnummer 15502370264990\n",
		"15502370264989 delivered 2026-03-11, 15502370264990 moving",
	},
	{
		"one sentence a parcel", "noreply@dpd.de", "Ihre Pakete",
		"Ihr Paket 15502370264989 wurde am 11.03.2026 zugestellt.\nIhr Paket 15502370264990 befindet sich in der Zustellung.\n",
		"15502370264989 delivered 2026-03-11, 15502370264990 out_for_delivery",
	},
	{
		"headings with the numbers below", "mcinfo@ups.com", "UPS My Choice: your deliveries",
		"Delivered\n1Z5R89390357567127\nFrom LINDENHOF\n1ZA4E1020300410024\nFrom AHORN\nOut for Delivery\n1ZA4E1020300410033\nFrom LINDENHOF\n",
		"1Z5R89390357567127 delivered, 1ZA4E1020300410024 delivered, 1ZA4E1020300410033 out_for_delivery",
	},
	{
		"headings, one of them unknown", "mcinfo@ups.com", "UPS My Choice: your deliveries",
		"Delivered\n1Z5R89390357567127\nOut for Delivery\n1ZA4E1020300410033\nReturned or exception\n1ZA4E1020300410024\n", "several-parcels",
	},
	{
		"a heading that is another carrier's", "noreply@dhl.de", "Ihre Sendungen im Überblick",
		"Zugestellt\n00340434161094042557\n00340434161094042564\nIn Zustellung\n00340434161094042571\n00340434161094042588\n",
		"00340434161094042557 delivered, 00340434161094042564 delivered, 00340434161094042571 out_for_delivery, 00340434161094042588 out_for_delivery",
	},
	{
		"a summary by day", "USPSInformeddelivery@email.informeddelivery.usps.com", "Your Daily Digest for Thu, 3/12 is ready to view",
		"Arriving Today\nFROM: LINDENHOF\n9400111206206406260787\nArriving Tomorrow\nFROM: AHORN\n9400111206206406260794\nDelivered\nFROM: BIRKE\n9400111206206406260800\n",
		"9400111206206406260787 (2026-03-12), 9400111206206406260794 (2026-03-13), 9400111206206406260800 delivered",
	},
	{
		"rows of a table", "powiadomienia@inpost.pl", "Twoje paczki",
		"Numer przesyłki\nStatus\n620000014433330021832563\nDoręczona\n620000014433330021832571\nGotowa do odbioru\n",
		"620000014433330021832563 delivered, 620000014433330021832571 awaiting_collection",
	},
	{
		"parcels of one order", "shop@lindenhof.example", "Your order #1001",
		"Your order #1001 is sent in two parcels.\n\nParcel 1 of 2\nTracking number: 1Z5R89390357567127\nStatus: Delivered\n\nParcel 2 of 2\nTracking number: 1ZA4E1020300410024\nStatus: In transit\n",
		"1Z5R89390357567127 delivered, 1ZA4E1020300410024 moving",
	},
	{
		"the same state of each", "noreply@dpd.co.uk", "Your parcels",
		"Parcel number 15502370264989\nYour parcel was delivered.\n\nParcel number 15502370264990\nYour parcel was delivered.\n",
		"15502370264989 delivered, 15502370264990 delivered",
	},
	{
		"two states of one", "noreply@dpd.co.uk", "Your parcels",
		"Parcel number 15502370264989\nYour parcel was delivered.\nWe were unable to deliver your parcel.\n\nParcel number 15502370264990\nYour parcel was delivered.\n",
		"several-parcels",
	},
	{
		"a subject that says otherwise", "noreply@dpd.co.uk", "Your parcel has been delivered",
		"Parcel number 15502370264989\nStatus: Delivered\n\nParcel number 15502370264990\nStatus: Out for delivery\n", "contradiction",
	},
	{
		"what comes next is no state", "noreply@dpd.co.uk", "Your parcels",
		"Parcel number 15502370264989\nStatus: Out for delivery\nNext: Delivered\n\nParcel number 15502370264990\nStatus: In transit\nNext: Out for delivery\n",
		"15502370264989 out_for_delivery, 15502370264990 moving",
	},
	{
		"an overview above the blocks", "noreply@dpd.co.uk", "Your parcels",
		"Parcel numbers 15502370264989, 15502370264990\n\nParcel number 15502370264989\nStatus: Delivered\n\nParcel number 15502370264990\nStatus: In transit\n",
		"15502370264989 delivered, 15502370264990 moving",
	},
	{
		"days of their own", "trackingupdates@fedex.com", "Your daily summary",
		"Tracking number: 770419283756\nStatus: Delivered on Wednesday 03/11/2026 at 10:15 AM\n\nTracking number: 398264710583\nStatus: In transit\nEstimated delivery: 03/13/2026\n",
		"770419283756 delivered 2026-03-11T10:15:00, 398264710583 moving (2026-03-13)",
	},
	{
		"three states alone on lines are no progress bar", "noreply@dpd.de", "Ihre Pakete",
		"Paketnummer 15502370264989\nZugestellt\nPaketnummer 15502370264990\nIn Zustellung\nPaketnummer 15502370265006\nUnterwegs\n",
		"15502370264989 delivered, 15502370264990 out_for_delivery, 15502370265006 moving",
	},
	{
		"a French list", "noreply@dpd.fr", "Vos colis",
		"Colis n° 15502370264989 : livré le 11/03/2026\nColis n° 15502370264990 : en cours de livraison\n",
		"15502370264989 delivered 2026-03-11, 15502370264990 out_for_delivery",
	},
	{
		"a Dutch list", "noreply@postnl.nl", "Je pakketten",
		"Je pakketten van vandaag\n3SABCD1234567 - Bezorgd\n3SABCD7654321 - Bij de bezorger\n", "3SABCD1234567 delivered, 3SABCD7654321 out_for_delivery",
	},
	{
		"an Italian list", "noreply@gls-italy.com", "Le tue spedizioni",
		"Numero spedizione: M1234567890\nStato: Consegnata\n\nNumero spedizione: M1234567891\nStato: In transito\n", "M1234567890 delivered, M1234567891 moving",
	},
	{
		"a Spanish list", "noreply@seur.com", "Tus envíos",
		"Número de envío: 12345678901234\nEstado: Entregado\n\nNúmero de envío: 12345678901235\nEstado: En reparto\n", "12345678901234 delivered, 12345678901235 out_for_delivery",
	},
}

func TestDigestsAreReadParcelByParcelOrAskedAbout(t *testing.T) {
	t.Parallel()
	for _, c := range digests {
		for _, page := range []bool{false, true} {
			body, kind := c.body, "text/plain"
			if page {
				body, kind = "<table>"+strings.ReplaceAll("<tr><td>"+strings.ReplaceAll(c.body, "\n", "</td></tr><tr><td>")+"</td></tr>", "<tr><td></td></tr>", "")+"</table>", "text/html"
			}
			n := Read([]byte("From: "+c.from+"\r\nSubject: "+c.subject+"\r\nDate: Thu, 12 Mar 2026 12:20:00 +0000\r\nContent-Type: "+kind+"; charset=utf-8\r\n\r\n"+body+"\r\n"), time.UTC)
			var got []string
			for _, e := range n.Events {
				s := strings.TrimSpace(e.Tracking + " " + string(e.Phase) + " " + string(e.Occurred))
				if e.EstimatedOn != "" {
					s += " (" + string(e.EstimatedOn) + ")"
				}
				got = append(got, s)
			}
			if n.Verdict == Unknown {
				code, _, _ := strings.Cut(n.Why, ":")
				got = []string{code}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%s (%s): it is %s (%s), read as %q, want %q", c.name, kind, n.Verdict, n.Why, strings.Join(got, ", "), c.want)
			}
		}
	}
}

// scribe writes mails about several parcels in some layout, with lines that say nothing, and knows what they say.
type scribe struct {
	*rand.Rand
	lines []string
	says  map[string]string
}

// Read a row as: these words stand for that phase; "" where nobody knows them.
var scribbled = [][2]string{
	{"Delivered", "delivered"},
	{"Out for delivery", "out_for_delivery"},
	{"In transit", "moving"},
	{"Ready for pickup", "awaiting_collection"},
	{"Label created", "announced"},
	{"Delivery attempted", "attempt_failed"},
	{"Resting in bay 4", ""},
	{"Exception at hub", ""},
	{"Awaiting something", ""},
}

var scribbles = []string{"From Lindenhof", "Two boxes of tea", "Thank you", "Weight: 2 kg", "View details", "Ship date: 10 March 2026", "Reference: A-17", ""}

func (s *scribe) pick() (words, phase string) {
	w := scribbled[s.IntN(len(scribbled))]
	if s.IntN(3) > 0 {
		w = scribbled[s.IntN(6)] // mostly known ones
	}
	return w[0], w[1]
}

func (s *scribe) write(lines ...string) { s.lines = append(s.lines, lines...) }

func (s *scribe) noise() {
	for range s.IntN(3) {
		s.write(scribbles[s.IntN(len(scribbles))])
	}
}

// parcels writes n parcels in a layout.
func (s *scribe) parcels(layout, n int) {
	words, phase := s.pick()
	for i := range n {
		number := "1550237026" + strconv.Itoa(1000+i)
		if layout != 3 || s.IntN(2) == 0 {
			words, phase = s.pick()
		}
		if s.IntN(12) == 0 && layout != 3 {
			words, phase = "", ""
		}
		s.says[number] = phase
		label := "Parcel number " + number
		switch layout {
		case 0:
			s.write(label)
			s.noise()
			s.write(words)
			s.noise()
		case 1:
			s.write(words, label)
			s.noise()
		case 2:
			s.write(label + " - " + words)
		case 3:
			s.write(words, label)
		case 4:
			s.write("Parcel "+strconv.Itoa(i+1)+" of "+strconv.Itoa(n)+": "+words, label)
			s.noise()
		case 5:
			s.write(label, "Status: "+words)
			s.noise()
		}
	}
}

// Whatever the layout, no parcel gets the state of another one, and none with words that nobody knows gets any.
func TestNoParcelOfADigestGetsTheStateOfAnother(t *testing.T) {
	t.Parallel()
	read := 0
	for seed := range uint64(1500) {
		s := &scribe{Rand: rand.New(rand.NewPCG(seed, 17)), says: map[string]string{}}
		s.noise()
		s.parcels(s.IntN(6), 2+s.IntN(4))
		s.noise()
		body := strings.Join(s.lines, "\r\n")
		n := Read([]byte("From: noreply@dpd.co.uk\r\nSubject: Your parcels\r\nDate: Thu, 12 Mar 2026 12:20:00 +0000\r\n\r\n"+body+"\r\n"), time.UTC)
		for _, e := range n.Events {
			if want := s.says[e.Tracking]; string(e.Phase) != want {
				t.Fatalf("seed %d: %s is %q, want %q, in\n%s", seed, e.Tracking, e.Phase, want, body)
			}
		}
		if n.Verdict == IsNotice {
			read++
		}
	}
	if read < 400 {
		t.Errorf("%d of 1500 digests are read", read)
	}
}
