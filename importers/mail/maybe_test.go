package mail

import (
	"testing"
	"time"
)

// Each sentence stands twice: as what may have happened, which is no state, and as what did.
func TestWhatMayHaveHappenedIsNoState(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, number, maybe, surely, phase string }{
		{"noreply@notifications.auspost.com.au", "33QPT440281701000935107", "We may have left your parcel here because no one was home to sign for it.", "We left your parcel here because no one was home to sign for it.", "attempt_failed"},
		{"noreply@dpd.co.uk", "15508420117736", "It may be that your parcel was delivered to your neighbour.", "Your parcel was delivered to your neighbour.", "delivered"},
		{"noreply@dpd.co.uk", "15508420117736", "Perhaps our driver has left your parcel with a neighbour.", "Our driver has left your parcel with a neighbour.", "delivered"},
		{"noreply@dpd.co.uk", "15508420117736", "We might have called because we tried to deliver your parcel.", "We called because we tried to deliver your parcel.", "attempt_failed"},
		{"noreply@dhl.de", "00340434161094042557", "Möglicherweise sind wir später, Ihr Paket wurde bei einem Nachbarn abgegeben.", "Möglich war es gestern. Ihr Paket wurde bei einem Nachbarn abgegeben.", "delivered"},
		{"noreply@dhl.de", "00340434161094042557", "Es könnte sein, Ihr Paket wurde zugestellt.", "Ihr Paket wurde zugestellt.", "delivered"},
		{"noreply@dhl.de", "00340434161094042557", "Ihr Paket kann bei einem Nachbarn abgegeben worden sein.", "Ihr Paket wurde bei einem Nachbarn abgegeben.", "delivered"},
		{"no-reply@chronopost.fr", "XW402188375FR", "Il se peut que nous ayons sonné, peut-être que votre colis a été livré.", "Votre colis a été livré.", "delivered"},
		{"no-reply@chronopost.fr", "XW402188375FR", "Le livreur a pu être absent, ou votre colis a été livré à votre voisin.", "Votre colis a été livré à votre voisin.", "delivered"},
		{"noreply@postnl.nl", "3SBVMS6750418", "Mogelijk hebben we aangebeld en is je pakket bezorgd.", "Je pakket is bezorgd.", "delivered"},
		{"noreply@postnl.nl", "3SBVMS6750418", "Misschien was je niet thuis, je pakket is bezorgd.", "Zo snel mogelijk gelukt: je pakket is bezorgd.", "delivered"},
		{"noreply@poste.it", "1AB2CDE345678", "Potrebbe darsi che il tuo pacco è stato consegnato.", "Il tuo pacco è stato consegnato.", "delivered"},
		{"noreply@correos.es", "PQ4F9R0412345670128008B", "Puede que hayamos llamado y tu paquete ha sido entregado.", "Tu paquete ha sido entregado.", "delivered"},
		{"powiadomienia@inpost.pl", "620000014433330021832563", "Mogła zostać pomylona, a paczka została doręczona.", "Paczka została doręczona.", "delivered"},
		{"powiadomienia@inpost.pl", "620000014433330021832563", "Być może paczka została doręczona.", "Paczka została doręczona.", "delivered"},
	} {
		read := func(body string) string {
			n := Read([]byte("From: "+c.from+"\r\nSubject: "+c.number+"\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+body+"\r\n\r\nTracking number: "+c.number+"\r\n"), time.UTC)
			if len(n.Events) != 1 {
				return n.Why
			}
			return string(n.Events[0].Phase)
		}
		if got := read(c.maybe); got == c.phase {
			t.Errorf("%q is read as %s", c.maybe, got)
		}
		if got := read(c.surely); got != c.phase {
			t.Errorf("%q is read as %q, want %s", c.surely, got, c.phase)
		}
	}
}
