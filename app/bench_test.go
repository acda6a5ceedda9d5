package app_test

import (
	"testing"
)

// BenchmarkImport takes a file of 5,000 orders into an empty shop: read, compared, written, derived, indexed, committed.
func BenchmarkImport(b *testing.B) {
	text := form(5000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		s := newShop(b)
		b.StartTimer()
		if v := s.take("orders.csv", text); v.New != 5000 {
			b.Fatalf("took in %+v", v)
		}
	}
}
