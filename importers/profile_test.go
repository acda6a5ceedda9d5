package importers

import (
	"slices"
	"strings"
	"testing"
)

func TestNoProfileHidesAnother(t *testing.T) {
	t.Parallel()
	for _, p := range Profiles() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			var keys []string
			for name := range p.knownNames() {
				keys = append(keys, name)
			}
			keys = slices.DeleteFunc(keys, func(k string) bool {
				return slices.ContainsFunc(p.Fingerprint.None, func(n string) bool { return fold(n) == k })
			})
			own := p.likeness().score(keys)
			for _, other := range Profiles() {
				if other.Name != p.Name && near(own, other.likeness().score(keys)) {
					t.Errorf("a full header of %s may be one of %s", p.Name, other.Name)
				}
			}
		})
	}
}

func TestAProfileThatCannotWorkIsNotLoaded(t *testing.T) {
	t.Parallel()
	const start = `{"name":"x","source":"x","source_kind":"shop","kind":"orders","fingerprint":{"all":["A"]},`
	for want, text := range map[string]string{
		"read profile":              `{`,
		"needs a name":              `{"kind":"orders"}`,
		"is not orders":             `{"name":"x","source":"x","source_kind":"shop","kind":"mail"}`,
		"names no header":           `{"name":"x","source":"x","source_kind":"shop","kind":"orders"}`,
		`"colour" is no field`:      start + `"columns":[{"field":"colour","names":["A"]}]}`,
		"names no column":           start + `"columns":[{"field":"sku"}]}`,
		"it is full, part or":       start + `"sure":"quite"}`,
		"does not say the order of": start + `"date_format":"european"}`,
	} {
		if _, err := ParseProfile([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

func TestEveryFieldCanBeMappedAndHasAnExample(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{KindOrders, KindCarrier, KindStock} {
		required := 0
		for _, f := range Fields(kind) {
			if f.Example == "" {
				t.Errorf("%s: %s has no example", kind, f.Name)
			}
			if f.Required {
				required++
			}
		}
		if required != 1 {
			t.Errorf("%s: %d fields are required, want the one that names its rows", kind, required)
		}
	}
	if len(Fields("mail")) != 0 {
		t.Error("mail has no columns")
	}
}
