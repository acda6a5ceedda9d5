package wording

import "testing"

func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, sentence string
		args           []string
		want           string
	}{
		{"every place gets its value", "{carrier} has it since {moment}.", []string{"moment", "noon", "carrier", "UPS"}, "UPS has it since noon."},
		{"a value twice", "{n} of {n}", []string{"n", "3"}, "3 of 3"},
		{"a value is not read for names", "for {who}", []string{"who", "{moment}", "moment", "noon"}, "for {moment}"},
		{"what nobody gave leaves nothing", "by {who}.", nil, "by ."},
		{"a name without its value leaves nothing", "by {who}.", []string{"who"}, "by ."},
		{"a brace that never closes ends the sentence", "by {who", []string{"who", "Ada"}, "by Ada"},
		{"no sentence", "", []string{"who", "Ada"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Fill(c.sentence, c.args...); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
