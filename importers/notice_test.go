package importers

import (
	"context"
	"strings"
	"testing"

	"ordertrail/track"
)

func TestANoticeIsBelievedOnlyFromWhoWroteIt(t *testing.T) {
	t.Parallel()
	const body = "Date: Tue, 19 May 2026 15:00:00 -0500\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"Your package was delivered.\r\n\r\nTracking Number: 1Z999AA10123456784\r\nDelivered On: Tuesday, 05/19/2026 at 2:58 PM\r\n"
	const subject = "Subject: UPS Update: Package Delivered, 1Z999AA10123456784\r\n"
	const ups = "From: UPS <pkginfo@ups.com>\r\nTo: shop@example.com\r\n"
	// Read a row as: a mail with this header gives so many facts; with none, it waits for a person with its bytes.
	for _, c := range []struct {
		name, header string
		events       int
	}{
		{"nothing is known of where it came from", ups, 1},
		{"the server says it came from there", "Authentication-Results: mx.example.com; dmarc=pass header.from=ups.com\r\n" + ups, 1},
		{"the server says it did not", "Authentication-Results: mx.example.com; spf=fail; dkim=fail; dmarc=fail header.from=ups.com\r\n" + ups, 0},
		{"a name that looks like the address", "From: \"pkginfo@ups.com\" <me@example.net>\r\nTo: shop@example.com\r\n", 0},
		{"a domain that begins like the carrier's", "From: UPS <pkginfo@ups.com.example.net>\r\nTo: shop@example.com\r\n", 0},
		{"two senders", "From: me@example.net, pkginfo@ups.com\r\nTo: shop@example.com\r\n", 0},
		{"a broken line above the header", "no header this line\r\n" + ups, 0},
	} {
		raw := c.header + subject + body
		r, err := Read(context.Background(), "notice.eml", strings.NewReader(raw), int64(len(raw)), Choice{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		events := 0
		for _, d := range r.Drafts {
			events += len(d.Events)
			if kept, err := r.RawOf(d); err != nil || string(kept) != raw {
				t.Errorf("%s: the mail's bytes are lost: %q, %v", c.name, kept, err)
			}
		}
		if r.Kind != KindNotices || r.Rows != 1 || len(r.Drafts) != 1 || events != c.events || len(r.Rejected) != 1-c.events {
			t.Errorf("%s: kind %s, %d rows, %d drafts, %d facts, %d rejected; want %d facts", c.name, r.Kind, r.Rows, len(r.Drafts), events, len(r.Rejected), c.events)
		}
	}
}

// The day that a mail about a parcel at a pick-up point names is the last on which it is kept there, not when it will arrive.
func TestANoticeSaysUntilWhenAPickUpPointKeepsAParcel(t *testing.T) {
	t.Parallel()
	raw := "Date: Mon, 18 May 2026 17:35:34 +0000\r\nFrom: Amazon <shipment-tracking@amazon.com>\r\nTo: shop@example.com\r\n" +
		"Subject: Your package is ready for pickup from Amazon Hub Locker - Position; please pick up until Thursday, May 21\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n\r\nYour order #123-1234567-1234567 is ready for pickup.\r\nTracking number: TBA123456789012\r\n"
	r, err := Read(context.Background(), "notice.eml", strings.NewReader(raw), int64(len(raw)), Choice{})
	if err != nil || len(r.Drafts) != 1 || len(r.Drafts[0].Events) != 1 {
		t.Fatalf("read %+v, %v", r, err)
	}
	if e := r.Drafts[0].Events[0]; e.Phase != track.AwaitingCollection || e.Due != "2026-05-21" || e.Estimated != "" {
		t.Errorf("it says %s, kept until %q, arriving on %q", e.Phase, e.Due, e.Estimated)
	}
}
