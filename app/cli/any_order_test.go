package cli_test

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

// Read a row as: the file <name> holds <text>. They state the same orders and parcels several times, late, out of order,
// with conflicts, and before the order they belong to.
var eightFiles = []struct{ name, text string }{
	{"orders.csv", "order_number,source,ordered_at,promised_on,customer_name,sku,title,quantity\n" +
		"1001,web,2026-05-10 09:00,2026-05-20,Ada Sample,SOFA,Sofa,1\n1001,,,,,CUSHION,Cushion,4\n" +
		"1002,web,2026-05-11 09:00,2026-05-21,Ben Sample,MUG,Mug,2\n1003,web,2026-05-12 09:00,,Cy Sample,TEA,Tea,1\n"},
	{"orders-later.csv", "order_number,source,ordered_at,promised_on,customer_name,sku,title,quantity\n" +
		"1002,web,2026-05-11 09:00,2026-05-25,Ben Sample,MUG,Mug,3\n1004,web,2026-05-13 09:00,2026-05-22,Di Sample,MUG,Mug,1\n"},
	{"carrier-monday.csv", "order_number,parcel,carrier,tracking_number,phase,reason,occurred_at\n" +
		"1001,1,ups,1Z999AA10123456784,possession,,2026-05-12T18:00:00-05:00\n" +
		"1001,2,fedex,449044304137821,delivered,,2026-05-15T10:00:00-05:00\n" +
		"1002,1,usps,9400111899223197428490,delivered,,2026-05-18T14:00:00-05:00\n"},
	{"carrier-tuesday.csv", "order_number,parcel,carrier,tracking_number,phase,reason,occurred_at\n" +
		"1001,1,ups,1Z999AA10123456784,attempt_failed,,2026-05-16T11:00:00-05:00\n" +
		"1002,1,usps,9400111899223197428490,out_for_delivery,,2026-05-18T14:05:00-05:00\n" +
		",,dhl,JD014600003828392837,moving,,2026-05-16 08:00\n"},
	{"costs-one.csv", "order_number,parcel,carrier,service,tracking_number,phase,occurred_at,location,cost,currency,estimated_on\n" +
		"1001,1,ups,Ground,1Z999AA10123456784,moving,2026-05-14T09:00:00-05:00,Ohio,7.10,USD,2026-05-20\n" +
		"1004,1,dhl,Paket,JD014600003828392837,announced,2026-05-14 08:00,Bonn,4.00,USD,2026-06-02\n"},
	{"costs-two.csv", "order_number,parcel,carrier,service,tracking_number,phase,occurred_at,location,cost,currency,estimated_on\n" +
		"1001,1,ups,2nd Day Air,1Z999AA10123456784,moving,2026-05-14T09:00:00-05:00,Iowa,6.90,USD,2026-05-19\n" +
		"1004,1,dhl,Express,JD014600003828392837,announced,2026-05-14 08:00,Köln,5.00,USD,2026-06-03\n"},
	{"carrier-old.csv", "order_number,parcel,carrier,tracking_number,phase,reason,occurred_at\n" +
		"1001,1,ups,1Z999AA10123456784,announced,,2026-05-11T09:00:00-05:00\n" +
		"1001,1,ups,1Z999AA10123456784,possession,,2026-05-12T18:00:00-05:00\n" +
		"1004,1,dhl,JD014600003828392837,announced,,2026-05-14 08:00\n1003,,,,possession,,2026-05-14 08:00\n"},
	{"notice.eml", "From: UPS <pkginfo@ups.com>\r\nTo: shop@example.com\r\nSubject: UPS Update: Package Delivered, 1Z999AA10123456784\r\n" +
		"Date: Tue, 19 May 2026 15:00:00 -0500\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"Your package was delivered.\r\n\r\nTracking Number: 1Z999AA10123456784\r\nDelivered On: Tuesday, 05/19/2026 at 2:58 PM\r\n"},
}

// T13: files taken in in either order end in the same derived state.
func TestFilesInAnyOrderEndInTheSameAnswers(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, f := range eightFiles {
		paths = append(paths, writeText(t, filepath.Join(dir, f.name), f.text))
	}
	random := rand.New(rand.NewPCG(5, 6))
	want := answersAfter(t, paths)
	if len(want) != 4 {
		t.Fatalf("%d orders, want 4", len(want))
	}
	for range map[bool]int{false: 24, true: 4}[race] {
		random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		got := answersAfter(t, append(slices.Clone(paths), paths[0])) // and one of them twice
		for number, answer := range want {
			if got[number] != answer {
				t.Fatalf("order %s after %v:\n%s\nwant\n%s", number, paths, got[number], answer)
			}
		}
	}
}

// answersAfter is what `order show --json` prints for every order after files came in, in that order.
func answersAfter(t *testing.T, files []string) map[string]string {
	t.Helper()
	shop := []string{"--data", filepath.Join(t.TempDir(), "shop"), "--now", "2026-05-30T12:00:00Z", "--json"}
	at := func(args ...string) string { return inProcess(t, "", append(slices.Clone(shop), args...)...) }
	at(append([]string{"import"}, files...)...)
	var list struct{ Orders []struct{ Order string } }
	if err := json.Unmarshal([]byte(at("order", "list")), &list); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, o := range list.Orders {
		out[o.Order] = at("order", "show", o.Order)
	}
	return out
}
