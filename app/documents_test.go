package app_test

import (
	"archive/zip"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTwoShopsOrdersOfOneNumberKeepTheirPapersApart writes papers of an order before another shop uses its number, and after.
func TestTwoShopsOrdersOfOneNumberKeepTheirPapersApart(t *testing.T) {
	s := newShop(t)
	const header = "order_number,source,ordered_at,customer_name,email,sku,quantity\n"
	s.take("web.csv", header+"1001,web,2026-05-20,Zoë Müller,zoe@example.com,MUG,1\n")
	web := s.show("1001").State.ID
	before, err := s.Reports().PackingSlip(web)
	must(t, err)
	s.take("market.csv", header+"1001,market,2026-05-20,Ben Sample,ben@example.com,TEA,1\n")
	market, err := s.Orders().Find("1001", "market")
	must(t, err)
	bundled := func(id string) (evidence string, names []string) {
		t.Helper()
		f, err := s.Reports().Evidence(id, "")
		must(t, err)
		z, err := zip.OpenReader(f.Bundle)
		must(t, err)
		defer z.Close()
		for _, part := range z.File {
			names = append(names, part.Name)
		}
		return f.Path, names
	}
	others, names := bundled(market)
	if slices.Contains(names, "documents/"+filepath.Base(before.Path)) {
		t.Errorf("the evidence about one customer's order holds another customer's slip: %v", names)
	}
	after, err := s.Reports().PackingSlip(web)
	must(t, err)
	own, names := bundled(web)
	if !slices.Contains(names, "documents/"+filepath.Base(after.Path)) || own == others {
		t.Errorf("%s and %s; the order's own slip %s is not among %v", own, others, after.Path, names)
	}
	_, err = s.Erase("zoe@example.com")
	must(t, err)
	for path, stays := range map[string]bool{before.Path: false, after.Path: false, own: false, others: true} {
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("after the erase %s is there: %v, want %v", filepath.Base(path), err == nil, stays)
		}
	}
}
