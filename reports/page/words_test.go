package page

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ordertrail/track"
)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	t.Parallel()
	for code, catalogue := range map[string]words{"en": english, "de": german} {
		for key, sentence := range english {
			said, ok := catalogue[key]
			if !ok {
				t.Errorf("%s does not say %s", code, key)
			}
			want, got := placeholder.FindAllString(sentence, -1), placeholder.FindAllString(said, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s %s is told %v, English %v", code, key, got, want)
			}
		}
		for key := range catalogue {
			if _, ok := english[key]; !ok {
				t.Errorf("%s says %s, which English does not", code, key)
			}
		}
		if n := len(strings.Fields(catalogue["months"])); n != 12 {
			t.Errorf("%s has %d months", code, n)
		}
		if n := len(strings.Fields(catalogue["weekdays"])); n != 7 {
			t.Errorf("%s has %d weekdays", code, n)
		}
	}
}

func TestEveryPhaseReasonAndPlaceHasWords(t *testing.T) {
	t.Parallel()
	need := map[string]bool{}
	for _, phase := range track.Phases() {
		found := phase == track.Voided // voided parcels are not shown
		for _, row := range phaseTable {
			if row.Phase == phase {
				found = true
				need["phase."+row.Key] = true
				if row.Key != "delivered" { // its title says all
					need["phase."+row.Key+".say"] = true
				}
				if row.Next != "" {
					need[row.Next] = true
				}
			}
		}
		if !found {
			t.Errorf("phase %s has no row", phase)
		}
	}
	for _, reason := range track.Reasons() {
		need["reason."+string(reason)] = true
	}
	for reason, next := range reasonNext {
		need[next] = true
		if !reason.Known() {
			t.Errorf("%s is no reason", reason)
		}
	}
	for _, place := range track.LeftPlaces() {
		if place != "elsewhere" { // what was written may name somebody: nothing is told
			need["where."+place] = true
		}
	}
	for _, row := range returnTable {
		need["return."+row.Key] = true
	}
	for key := range need {
		if _, ok := english[key]; !ok {
			t.Errorf("no words for %s", key)
		}
	}
}

func TestAPhaseThatOnlyTheCarrierCanCauseIsGated(t *testing.T) {
	t.Parallel()
	for _, row := range phaseTable {
		if row.Phase.HasPossession() && !row.Phase.IsFinal() && !row.OnWay {
			t.Errorf("%s may be told without possession", row.Phase)
		}
	}
}

func TestPlacesAreToldAndNamesAreNot(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"FRONT DOOR":                   "front_door",
		"Left with neighbor Mr. Smith": "neighbour",
		"Receptionist: Ms Jones":       "reception",
		"14 Elm Street":                "",
		"J. MILLER":                    "",
		"":                             "",
		"Briefkasten":                  "mailbox",
	} {
		if got := (&view{words: english}).place(said); got != want {
			t.Errorf("(&view{words: english}).place(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestDaysAreWrittenAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{english.day("2026-05-21", "2026-06-01"), "Thu 21 May"},
		{english.day("2025-05-21", "2026-06-01"), "Wed 21 May 2025"},
		{german.day("2026-03-01", "2026-06-01"), "So 1. März"},
		{english.day("someday", "2026-06-01"), ""},
		{english.shortDay("2026-05-21", "2026-06-01"), "21 May"},
		{english.moment("2026-05-21T16:20:00-05:00", "2026-06-01"), "Thu 21 May, 16:20"},
		{english.moment("2026-05-21", "2026-06-01"), "Thu 21 May"},
		{english.span("2026-05-21", "2026-05-22", "2026-06-01"), "Thu 21 May to Fri 22 May"},
		{english.span("2026-05-21", "2026-05-21", "2026-06-01"), "Thu 21 May"},
		{english.span("", "2026-05-21", "2026-06-01"), "Thu 21 May"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
