package mail

import (
	"testing"
	"time"
)

// The day and time that a sentence names beside a state count for it; those of something else do not. Mails of Thursday 12 March 2026.
func TestTheTimeBesideAState(t *testing.T) {
	t.Parallel()
	const dpd, dhl, post, ups = "15508420117736", "00340434516007723182", "1042502048711250106011", "1ZA8E2170361180426"
	for _, c := range []struct{ from, number, body, want string }{
		{"noreply@dhl.de", dhl, "Ihr Paket wurde bei Ihrem Nachbarn abgegeben.\n\nZustellung am:\n12.03.2026, 09:38 Uhr", "2026-03-12T09:38:00"},
		{"noreply@dhl.de", dhl, "Um 09:38 Uhr am 12.03.2026 waren wir da: Ihr Paket wurde bei Ihrem Nachbarn abgegeben.", "2026-03-12T09:38:00"},
		{"noreply@dpd.co.uk", dpd, "Your driver Sam called at 9:47 today, Thursday 12 March, to deliver your parcel from Northwind Ltd, but there was no one available to accept it.", "2026-03-12T09:47:00"},
		{"noreply@dpd.co.uk", dpd, "Your driver called at 9:47 today, but nobody was home when we tried to deliver.", "2026-03-12T09:47:00"},
		{"noreply@post.at", post, "Der Zustellversuch Ihrer Sendung von Thalia Buch & Medien am 11.03.2026 um 10:31 Uhr war nicht erfolgreich, da niemand anzutreffen war.", "2026-03-11T10:31:00"},
		{"help@walmart.com", "", "Hi Lena, your package was left at your front door on Wed, Mar 11 at 9:38am.\nOrder number: 2000141-88207731", "2026-03-11T09:38:00"},
		{"mcinfo@ups.com", ups, "Hi Lena, your packages were delivered.\n\nDelivered On: Wednesday, 03/11/2026\nDelivery Time: 2:06 PM", "2026-03-11T14:06:00"},
		{"mcinfo@ups.com", ups, "Hi Lena, your packages were delivered.\n\nDelivered On: Wednesday, 03/11/2026\nDelivery Time: 2:06 PM - 4:06 PM", "2026-03-11"},
		{"mcinfo@ups.com", ups, "Hi Lena, your packages were delivered.\n\nDelivery Time: 2:06 PM", ""},

		{"noreply@dpd.co.uk", dpd, "We tried to deliver your parcel and will try again on 12 March 2026 at 14:30.", ""},
		{"noreply@dpd.co.uk", dpd, "Sorry we missed you, collect it from our depot until 12 March 2026 at 18:00.", ""},
		{"noreply@dpd.co.uk", dpd, "Nobody was home when we tried to deliver, next attempt 12 March 2026 at 18:00.", ""},
		{"noreply@dpd.co.uk", dpd, "Sorry we missed you on 11 March 2026 at 10:00 and on 12 March 2026 at 11:00.", ""},
		{"noreply@dpd.co.uk", dpd, "Ordered on 2 March 2026 at 10:00, your parcel was delivered to your neighbour.", ""},
		{"noreply@dpd.co.uk", dpd, "We left your parcel with your neighbour.\nOpen until 12 March 2026 at 11:00.", ""},
		{"noreply@dpd.co.uk", dpd, "Our driver is on the way, 12 March 2026 at 11:00.", ""},
		{"noreply@dpd.co.uk", dpd, "We left your parcel with your neighbour on 13 March 2026 at 9:00.", ""},
	} {
		n := Read([]byte("From: "+c.from+"\r\nSubject: News\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+c.body+"\r\n\r\nTracking number: "+c.number+"\r\n"), time.UTC)
		if len(n.Events) != 1 {
			t.Errorf("%q: %s", c.body, n.Why)
		} else if got := string(n.Events[0].Occurred); got != c.want {
			t.Errorf("%q happened %q, want %q", c.body, got, c.want)
		}
	}
}
