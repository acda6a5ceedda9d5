package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// publishedFacts are facts that others got wrong in public and that hold here. Read a row as: <fact> <id> is checked in
// <where>, each of which names the id. To see one, search for its id.
var publishedFacts = []struct {
	id, fact string
	where    []string
}{
	{"T1", "163 valid and 75 invalid public tracking numbers are decided right, and 31 of USPS", []string{"track/carrier/number_test.go"}},
	{"T2", "two carriers may claim a number; it is never chosen in silence", []string{"track/carrier/claim_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T3", "of a FedEx label the number inside counts", []string{"track/carrier/claim_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T4", "a registered letter is one of a country that exists", []string{"track/carrier/claim_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T5", "three of ten shipped and one returned: seven to ship", []string{"track/derive_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T6", "delivered at 14:00 and out for delivery at 14:05 is delivered", []string{"track/worked_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T7", "one event in a mail and in a file is one, with two sources", []string{"track/worked_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T8", "a parcel shop is no delivery, unknown no phase, an unmapped code no progress", []string{"track/carrier/meaning_test.go"}},
	{"T9", "a label of five working days without a scan is E04, not in transit", []string{"track/worked_test.go", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T10", "blank order cells, apostrophes, semicolons, commas, encodings and footers are read right", []string{
		"importers/amount_test.go", "importers/sheet/text_encoding_test.go", "app/cli/testdata/script/the_published_facts.txtar",
	}},
	{"T11", "every charge of a FedEx invoice with repeated headers is kept", []string{"app/cli/testdata/script/the_published_facts.txtar"}},
	{"T12", "a code twice within 30 ms is one scan; 0000 is no product", []string{"frontend/src/lib/scanner/queue.test.ts", "app/cli/testdata/script/the_published_facts.txtar"}},
	{"T13", "files in either order end in the same state", []string{"app/cli/any_order_test.go"}},
	{"T14", "taking in history sends nothing", []string{"app/history_test.go"}},
}

func TestEveryPublishedFactIsChecked(t *testing.T) {
	if len(publishedFacts) != 14 {
		t.Errorf("%d facts, want T1 to T14", len(publishedFacts))
	}
	for _, f := range publishedFacts {
		named := regexp.MustCompile(`\b` + f.id + `\b`)
		for _, file := range f.where {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Errorf("%s: %v", f.id, err)
				continue
			}
			if !named.Match(text) || !strings.Contains(string(text), "func Test") && !strings.Contains(string(text), "json ") && !strings.Contains(string(text), "expect(") {
				t.Errorf("%s is not checked in %s: %s", f.id, file, f.fact)
			}
		}
	}
}
