package track

import (
	"testing"
	"time"
)

// written are stamps of every form, and what nearly is one.
var written = []string{
	"", "2026-05-19", "2026-05-19T14:05:00", "2026-05-19T14:05:00-05:00", "2026-05-19T14:05:00Z", "2026-05-19T14:05:00.25", "2026-05-19T14:05:00.25Z",
	"2026-02-28", "2026-02-29", "2024-02-29", "2026-02-30", "2026-04-30", "2026-04-31", "2026-12-31", "2026-12-32", "2026-00-10", "2026-13-10", "2026-01-00",
	"0000-01-01", "0001-01-01", "9999-12-31T23:59:59", "2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-05-19T24:00:00", "2026-05-19T23:60:00", "2026-05-19T23:59:60",
	"2026-05-19 14:05:00", "2026/05/19", "2026-5-19T1:05:00", "+026-05-19", "-026-05-19", "2026-05-1a", "2026-05-19T1a:05:00", "yesterday!", "2026-05-19T14:05:0", "2026-05-19T14:05:000",
}

// FuzzStamp holds the two forms that are read by hand against package time: the same instants, and the same refusals.
func FuzzStamp(f *testing.F) {
	for _, s := range written {
		f.Add(s)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, zone := range []*time.Location{time.UTC, berlin} {
			for layout, read := range map[string]func(string, *time.Location) (time.Time, error){layoutDate: parseDay, layoutLocal: parseLocal} {
				want, refused := time.ParseInLocation(layout, s, zone)
				got, err := read(s, zone)
				if (err == nil) != (refused == nil) || !got.Equal(want) || got.Location() != want.Location() {
					t.Errorf("%q in %s by %s: %v, %v; package time says %v, %v", s, zone, layout, got, err, want, refused)
				}
			}
		}
	})
}
