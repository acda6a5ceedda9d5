package sheet

import "testing"

func TestSerialsBecomeDates(t *testing.T) {
	t.Parallel()
	// Read a row as: this number in a cell shown so, in the 1900 and in the 1904 system. Empty: it is no date there.
	for _, c := range []struct {
		raw          string
		form         form
		y1900, y1904 string
	}{
		{"1", formDay, "1900-01-01", "1904-01-02"},
		{"59", formDay, "1900-02-28", "1904-02-29"},
		{"60", formDay, "1900-02-29", "1904-03-01"},
		{"61", formDay, "1900-03-01", "1904-03-02"},
		{"44197", formDay, "2021-01-01", "2025-01-02"},
		{"44197.5", formDay, "2021-01-01T12:00:00", "2025-01-02T12:00:00"},
		{"44197", formMoment, "2021-01-01T00:00:00", "2025-01-02T00:00:00"},
		{"44197.75", formMoment, "2021-01-01T18:00:00", "2025-01-02T18:00:00"},
		{"44197.999999", formMoment, "2021-01-02T00:00:00", "2025-01-03T00:00:00"},
		{"44197.25", formClock, "2021-01-01T06:00:00", "2025-01-02T06:00:00"},
		{"0.5", formClock, "12:00:00", "12:00:00"},
		{"0.5", formMoment, "12:00:00", "1904-01-01T12:00:00"},
		{"0", formClock, "00:00:00", "00:00:00"},
		{"0", formDay, "", "1904-01-01"},
		{"45366.4375", formMoment, "2024-03-15T10:30:00", "2028-03-16T10:30:00"},
		{"4.5366E4", formDay, "2024-03-15", "2028-03-16"},
		{"2958465", formDay, "9999-12-31", ""},
		{"2958466", formDay, "", ""},
		{"-1", formDay, "", ""},
		{"NaN", formDay, "", ""},
		{"Inf", formDay, "", ""},
		{"x", formDay, "", ""},
	} {
		for _, system := range []struct {
			from1904 bool
			want     string
		}{{false, c.y1900}, {true, c.y1904}} {
			got, ok := appendSerial(nil, []byte(c.raw), c.form, system.from1904)
			if string(got) != system.want || ok != (system.want != "") {
				t.Errorf("%s as form %d, 1904 %v: %q %v, want %q", c.raw, c.form, system.from1904, got, ok, system.want)
			}
		}
	}
}

func TestNumberFormatsAreToldFromDateFormats(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]form{
		"General": formNumber, "0.00": formNumber, "#,##0.00": formNumber, "0%": formNumber, "0.00E+00": formNumber, "@": formNumber,
		"": formNumber, `0" days"`: formNumber, `0\d`: formNumber, `#,##0.00 [$€-407]`: formNumber, `[Red]0;[Blue]-0`: formNumber,
		`_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-`: formNumber, `# ?/?`: formNumber, `0;"d"`: formNumber, `"yyyy"`: formNumber,
		"[h]:mm:ss": formNumber, "[mm]:ss": formNumber, "[ss]": formNumber, `_d0`: formNumber, `"unclosed d`: formNumber, `[unclosed d`: formNumber,
		"yyyy-mm-dd": formDay, "DD.MM.YYYY": formDay, "m/d/yy": formDay, "mmm-yy": formDay, "[$-409]d-mmm-yy;@": formDay, "mm": formDay,
		`yyyy"年"m"月"d"日"`: formDay, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: formDay, `dd\/mm\/yyyy`: formDay, `[Red]yyyy`: formDay,
		"yyyy-mm-dd hh:mm:ss": formMoment, `yyyy-mm-dd"T"hh:mm`: formMoment, "m/d/yy h:mm": formMoment, "d.m.yyyy h:mm AM/PM": formMoment,
		"h:mm": formClock, "h:mm AM/PM": formClock, "h:mm a/p": formClock, "mm:ss.0": formClock, "hh:mm:ss.000": formClock,
	} {
		if got := formOf(code); got != want {
			t.Errorf("%q is form %d, want %d", code, got, want)
		}
	}
}

func TestISODatesAreNormalised(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"2021-01-02":               "2021-01-02",
		"2021-01-02T10:11":         "2021-01-02T10:11:00",
		"2021-01-02T10:11:12":      "2021-01-02T10:11:12",
		"2021-01-02T10:11:12.5":    "2021-01-02T10:11:12",
		"2021-01-02T10:11:12.000Z": "2021-01-02T10:11:12",
		"10:11:12":                 "10:11:12",
		"T10:11:12":                "10:11:12",
		"yesterday":                "",
		"2021-13-02":               "",
	} {
		got, ok := appendISO(nil, []byte(raw))
		if string(got) != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", raw, got, ok, want)
		}
	}
}
