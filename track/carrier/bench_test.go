package carrier

import (
	"strings"
	"testing"
)

func BenchmarkRecognise(b *testing.B) {
	numbers := []string{"1Z5R89390357567127", "986578788855", "420787459400111206206406260787", "RB123456785GB", "09980000020033F", "hello"}
	h := Hints{Own: []string{"ups"}}
	for i := 0; b.Loop(); i++ {
		Recognise(numbers[i%len(numbers)], h)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "numbers/s")
}

func BenchmarkFindIn(b *testing.B) {
	text := strings.Repeat("Your order 4711 from 23 Nov 2026 is on its way, 12 items. ", 50) + "Tracking number 1Z5R89390357567127"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(FindIn(text, Hints{Carrier: "ups"})) != 1 {
			b.Fatal("the number was not found")
		}
	}
}

func BenchmarkFindInDigitsOnly(b *testing.B) {
	text := strings.Repeat("12345678 ", 4000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindIn(text, Hints{Carrier: "fedex"})
	}
}

func BenchmarkMap(b *testing.B) {
	texts := []string{"Delivered, In/At Mailbox", "Arrived at USPS Regional Facility", "Notice Left (No Authorized Recipient Available)", "nobody taught us this"}
	for i := 0; b.Loop(); i++ {
		Map("usps", "", "", texts[i%len(texts)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkLoadTables(b *testing.B) {
	for b.Loop() {
		if _, err := loadTables(tableFiles); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkService(b *testing.B) {
	for b.Loop() {
		if Service("ups", "UPS Ground") != "Ground" {
			b.Fatal("UPS Ground")
		}
	}
}
