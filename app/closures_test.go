package app

import (
	"errors"
	"testing"
	"time"

	"ordertrail/track"
)

func TestDaysTheShopIsClosed(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		want       []track.Date
		refused    bool
	}{
		{"none", "", nil, false},
		{"one day", "2026-07-03", []track.Date{"2026-07-03"}, false},
		{"a span over the year's end, and a day", "2026-12-31..2027-01-01, 2026-07-03", []track.Date{"2026-12-31", "2027-01-01", "2026-07-03"}, false},
		{"the first and the last day there are", "0001-01-01, 9999-12-30..9999-12-31", []track.Date{"0001-01-01", "9999-12-30", "9999-12-31"}, false},
		{"no day", "summer", nil, true},
		{"a day that is not", "2026-02-30", nil, true},
		{"backwards", "2026-07-05..2026-07-03", nil, true},
		{"too long to be meant", "2026-01-01..2036-01-01", nil, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseClosures(row.text)
			var refusal *Error
			if row.refused != errors.As(err, &refusal) || len(got) != len(row.want) {
				t.Fatalf("%q gives %v, %v", row.text, got, err)
			}
			for _, day := range row.want {
				if !got[day] {
					t.Errorf("%q does not close the shop on %s", row.text, day)
				}
			}
		})
	}
}

// Read a row as: the carrier rests on the day, or does not, by what the shop says of its carriers in its country.
func TestWhenCarriersRest(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, says, country, carrier string
		day                          track.Date
		rests                        bool
	}{
		{"UPS delivers on Presidents' Day", "", "US", "ups", "2026-02-16", false},
		{"the post does not", "", "US", "usps", "2026-02-16", true},
		{"nobody delivers on Memorial Day", "", "US", "ups", "2026-05-25", true},
		{"not even a carrier that nobody knows", "", "US", "northline", "2026-05-25", true},
		{"the post delivers on Saturdays", "", "US", "usps", "2026-05-23", false},
		{"UPS does not", "", "US", "ups", "2026-05-23", true},
		{"unless the shop says so", "ups mon-sat", "US", "ups", "2026-05-23", false},
		{"Independence Day on a Saturday is kept on Friday", "", "US", "ups", "2026-07-03", true},
		{"German Unity Day", "", "DE", "gls", "2026-10-02", false},
		{"Whit Monday in Germany", "", "DE", "gls", "2026-05-25", true},
		{"DHL in Germany on a Saturday", "", "DE", "dhl_parcel_de", "2026-05-23", false},
		{"a carrier that keeps another country's holidays", "gls mon-fri fr", "DE", "gls", "2026-07-14", true},
		{"a country whose holidays nobody knows has weekends", "", "ZZ", "gls", "2026-12-25", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rows := carrierRows(row.says, row.country)
			all := calendars(rows, closedDays(rows))
			c, named := all[row.carrier]
			if !named {
				c = all[anyCarrier]
			}
			day := row.day.Start(time.UTC)
			if got := c.Rest[day.Weekday()] || c.Closed[row.day]; got != row.rests {
				t.Errorf("%s rests on %s: %v, want %v", row.carrier, row.day, got, row.rests)
			}
		})
	}
}

func TestWhatCannotBeSaidOfCarriers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"ups", "ups weekdays", "ups mon-fri XX", "ups mon-fri US and more", ";; ups sun"} {
		var refusal *Error
		if _, err := parseCarrierDays(text); !errors.As(err, &refusal) {
			t.Errorf("%q was taken (%v)", text, err)
		}
	}
	rows, err := parseCarrierDays(" USPS Mon-Sat us ;\ngls mon-fri ")
	if err != nil || len(rows) != 2 || rows[0] != (carrierDays{"usps", "mon-sat", "US"}) || rows[1] != (carrierDays{"gls", "mon-fri", ""}) {
		t.Errorf("%+v, %v", rows, err)
	}
}
