package importers

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// Each file is one row that names no carrier.
func TestWhoseANumberIs(t *testing.T) {
	t.Parallel()
	const fedexOrPurolator, glsByItsLook = "287809468872", "50123456789"
	tests := []struct {
		name, file, number string
		own                []string
		carrier, source    string
		wanted             string   // the parcel's carrier
		asks               []string // about these, in this order
	}{
		{"only one gives such numbers", "a.csv", "1Z5R89390357567127", []string{"gls"}, "", "", "ups", nil},
		{"two give them", "a.csv", fedexOrPurolator, nil, "", "", "", []string{"fedex", "purolator"}},
		{"the shop's own comes first", "a.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"purolator", "fedex"}},
		{"the source's before it", "a.csv", fedexOrPurolator, []string{"purolator"}, "", "fedex-portal", "", []string{"fedex", "purolator"}},
		{"or the file's", "FedEx_May.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"fedex", "purolator"}},
		{"a file of two says nothing", "FedEx_and_UPS.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"purolator", "fedex"}},
		{"chosen", "a.csv", fedexOrPurolator, nil, "purolator", "", "purolator", nil},
		{"chosen, and no number of theirs", "a.csv", fedexOrPurolator, nil, "usps", "", "", []string{"fedex", "purolator"}},
		{"chosen by somebody who does not see what is plain", "a.csv", "1Z5R89390357567127", nil, "fedex", "", "ups", nil},
		{"nobody's, and no question", "a.csv", glsByItsLook, nil, "", "", "", nil},
		{"like the shop's own", "a.csv", glsByItsLook, []string{"gls"}, "", "", "", []string{"gls"}},
		{"like the chosen one's", "a.csv", glsByItsLook, nil, "gls", "", "gls", nil},
		{"no number at all", "a.csv", "ask Kim", []string{"gls"}, "", "", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := "order_number,tracking_number,phase,occurred_at\n1001," + tt.number + ",announced,2026-05-19 09:00\n"
			c := Choice{Carrier: tt.carrier, Source: tt.source, Ours: func() []string { return tt.own }}
			out, err := Read(context.Background(), tt.file, strings.NewReader(text), int64(len(text)), c)
			if err != nil || len(out.Drafts) != 1 || len(out.Rejected) > 0 {
				t.Fatalf("read %+v (%v)", out, err)
			}
			if got := out.Drafts[0].Events[0].Parcel.Carrier; got != tt.wanted {
				t.Errorf("the carrier is %q, want %q", got, tt.wanted)
			}
			var asks []string
			if len(out.Whose) > 0 {
				asks = out.Whose[0].Carriers
			}
			if !slices.Equal(asks, tt.asks) || len(out.Whose) > 1 {
				t.Errorf("asks %v, want %v", asks, tt.asks)
			}
		})
	}
}

func TestNumbersOfOneQuestionAreCounted(t *testing.T) {
	t.Parallel()
	text := "order_number,tracking_number,phase,occurred_at\n"
	for _, n := range []string{"287809468872", "1Z5R89390357567127", "320610804900"} {
		text += "1001," + n + ",announced,2026-05-19 09:00\n"
	}
	asked := 0
	out, err := Read(context.Background(), "a.csv", strings.NewReader(text), int64(len(text)), Choice{Ours: func() []string { asked++; return nil }})
	if err != nil || len(out.Whose) != 1 || out.Whose[0].Count != 2 || out.Whose[0].Row != 2 || out.Whose[0].Number != "287809468872" {
		t.Errorf("asks %+v (%v)", out, err)
	}
	if asked == 0 || asked > 2 { // once a reading
		t.Errorf("the shop's carriers were asked for %d times in a file", asked)
	}
}
