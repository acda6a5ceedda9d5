package importers

import (
	"maps"
	"strings"
	"testing"
)

// recalling is a choice by which whatever looks like the taught file is read as that was.
func recalling(t *testing.T, name, content string, c Choice) Choice {
	t.Helper()
	c.Recall = func(_, _ string) (Memory, error) { return Memory{}, nil }
	taught := read(t, name, []byte(content), c)
	return Choice{Recall: func(looks, _ string) (Memory, error) {
		if looks != taught.Looks && looks != taught.Reads {
			return Memory{}, nil
		}
		return Memory{Said: c.Said(), Reads: taught.Reads}, nil
	}}
}

func TestWhatWasChosenLastIsChosenAgain(t *testing.T) {
	t.Parallel()
	const head = "order_number,ordered_at,sku,quantity,unit_price\n"
	for name, c := range map[string]struct {
		taught, next string
		choice       Choice
		against      string // the choice that the next file speaks against, "" none
		says         string
	}{
		"a date order, where nothing tells": {head + "1,03/04/2026,MUG,1,1.50\n", head + "2,05/06/2026,MUG,1,1.50\n", Choice{DateFormat: "dmy"}, "", ""},
		"a date order, where it is proven":  {head + "1,03/04/2026,MUG,1,1.50\n", head + "2,25/06/2026,MUG,1,1.50\n", Choice{DateFormat: "dmy"}, "", ""},
		"a date order that is disproven":    {head + "1,03/04/2026,MUG,1,1.50\n", head + "2,06/25/2026,MUG,1,1.50\n", Choice{DateFormat: "dmy"}, "date_format", "last-time.dates"},
		"a slip among many proofs":          {head + "1,03/04/2026,MUG,1,1.50\n", head + strings.Repeat("2,25/06/2026,MUG,1,1.50\n", 20) + "3,06/25/2026,MUG,1,1.50\n", Choice{DateFormat: "dmy"}, "", ""},
		"a decimal mark":                    {head + "1,2026-05-20,MUG,1,1.500\n", head + "2,2026-05-20,MUG,1,2.500\n", Choice{Decimal: ","}, "", ""},
		"a decimal mark that is disproven":  {head + "1,2026-05-20,MUG,1,1.500\n", head + "2,2026-05-20,MUG,1,2.50\n", Choice{Decimal: ","}, "decimal", "last-time.decimal"},
		"a currency":                        {head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,2.50\n", Choice{Currency: "EUR"}, "", ""},
		"a currency beside another":         {head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,2.50\n3,2026-05-20,MUG,1,£2.50\n", Choice{Currency: "EUR"}, "currency", "last-time.currency"},
		"a currency against a dollar sign":  {head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,$2.50\n", Choice{Currency: "EUR"}, "currency", "last-time.currency"},
		"a dollar is no dollar's contrary":  {head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,$2.50\n", Choice{Currency: "CAD"}, "", ""},
		"a mapping":                         {"No;Art;Stk\n1;MUG;2\n", "No;Art;Stk\n2;MUG;3\n", Choice{Map: map[string]string{"order_number": "No", "sku": "Art", "quantity": "Stk"}}, "", ""},
		"a separator":                       {"order_number|ordered_at|sku|title|quantity\n1|2026-05-20|MUG|a, b; c|1\n", "order_number|ordered_at|sku|title|quantity\n2|2026-05-20|MUG|a, b; c|1\n", Choice{Separator: "|"}, "", ""},
		"an encoding of letters":            {head + "1,2026-05-20,M\xfcG,1,1.50\n", head + "2,2026-05-20,M\xfcG,1,1.50\n", Choice{Encoding: "windows-1252"}, "", ""},
		"an encoding that is disproven":     {head + "1,2026-05-20,M\xfcG,1,1.50\n", head + "2,2026-05-20,Müg,1,1.50\n", Choice{Encoding: "windows-1252"}, "encoding", "last-time.encoding"},
		"an encoding of plain letters":      {head + "1,2026-05-20,M\xfcG,1,1.50\n", head + "2,2026-05-20,Mug,1,1.50\n", Choice{Encoding: "windows-1252"}, "", ""},
		"UTF-8 that is none":                {head + "1,2026-05-20,Müg,1,1.50\n", head + "2,2026-05-20,M\xfcg,1,1.50\n", Choice{Encoding: "utf-8"}, "encoding", "last-time.not-utf"},
		"a header row that moved":           {"May\n" + head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,1.50\n", Choice{HeaderRow: 2}, "header_row", "last-time.header"},
		"a profile that is gone":            {head + "1,2026-05-20,MUG,1,1.50\n", head + "2,2026-05-20,MUG,1,1.50\n", Choice{Profile: "gone"}, "profile", "last-time.header"},
		"another kind of file":              {head + "1,03/04/2026,MUG,1,1.50\n", "order_number,ordered_at,sku\n2,25/06/2026,MUG\n", Choice{DateFormat: "mdy"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "next.csv", []byte(c.next), recalling(t, "taught.csv", c.taught, c.choice))
			said := c.choice.Said()
			if c.against != "" {
				if len(r.Contradicted) != 1 || r.Contradicted[0].Choice != c.against || r.Contradicted[0].Says != c.says {
					t.Errorf("want %s against %s, got %+v", c.says, c.against, r.Contradicted)
				}
				delete(said, c.against)
			} else if len(r.Contradicted) > 0 {
				t.Errorf("contradicted: %+v", r.Contradicted)
			}
			if name == "another kind of file" {
				said = nil
			}
			if !maps.Equal(r.Recalled, said) {
				t.Errorf("recalled %v, want %v", r.Recalled, said)
			}
			if again := read(t, "next.csv", []byte(c.next), Choice{}.with(r.Recalled)); len(again.Drafts) != len(r.Drafts) || len(again.Rejected) != len(r.Rejected) {
				t.Errorf("%d drafts and %d rejected, said aloud %d and %d", len(r.Drafts), len(r.Rejected), len(again.Drafts), len(again.Rejected))
			}
		})
	}
}

func TestWhatIsChosenNowGoesBefore(t *testing.T) {
	t.Parallel()
	const head = "order_number,ordered_at,sku,quantity\n"
	c := recalling(t, "taught.csv", head+"1,03/04/2026,MUG,1\n", Choice{DateFormat: "dmy", Currency: "EUR"})
	c.DateFormat = "mdy"
	r := read(t, "next.csv", []byte(head+"2,06/25/2026,MUG,1\n"), c)
	if r.DateFormat != "mdy" || len(r.Contradicted) > 0 || !maps.Equal(r.Recalled, map[string]string{"currency": "EUR"}) {
		t.Errorf("read %s, recalled %v, contradicted %v", r.DateFormat, r.Recalled, r.Contradicted)
	}
}

func TestAChoiceIsWhatItSays(t *testing.T) {
	t.Parallel()
	c := Choice{
		Profile: "shopify", Separator: ";", Encoding: "utf-8", Sheet: "May", HeaderRow: 3, HeaderRows: "2", DateFormat: "dmy", Decimal: ",", Currency: "EUR",
		Map: map[string]string{"sku": "Art", "title": ""},
	}
	if again := (Choice{}).with(c.Said()); !maps.Equal(again.Said(), c.Said()) || len(c.Said()) != 11 {
		t.Errorf("said %v, again %v", c.Said(), again.Said())
	}
}
