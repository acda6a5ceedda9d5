package mail

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkRead reads every mail of testdata in turn, and says how many mails a second that is.
func BenchmarkRead(b *testing.B) {
	names, _ := filepath.Glob("testdata/*/*.eml")
	var mails [][]byte
	size := 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		mails, size = append(mails, raw), size+len(raw)
	}
	b.SetBytes(int64(size / len(mails)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Read(mails[i%len(mails)], time.UTC)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}
