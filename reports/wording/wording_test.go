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

func TestATextInATextBeginsSmall(t *testing.T) {
	t.Parallel()
	w := Words{
		"begins": "{0,@who} is silent.", "goes.on": "Nobody heard: {0,@who} is silent.", "shouts": "Ask {0,@short}.", "goes.anew": "Nobody heard. {0,@who} is silent.",
		"carrier.fedex": "FedEx", "joins": "It went with {0,@carrier}, not with {1,@carrier}.",
		"who.carrier": "Every one of {1}", "short.ups": "UPS itself", "names": "{0,@named} is silent.", "named.carrier": "{1} in a file",
	}
	for _, c := range [][]string{
		{"Every one of UPS is silent.", "begins", "carrier", "UPS"},
		{"Nobody heard: every one of UPS is silent.", "goes.on", "carrier", "UPS"},
		{"Nobody heard. Every one of UPS is silent.", "goes.anew", "carrier", "UPS"},
		{"Royal Mail in a file is silent.", "names", "carrier", "Royal Mail"},
		{"Ask UPS itself.", "shouts", "ups"},
		{"It went with FedEx, not with eastline.", "joins", "fedex", "eastline"},
	} {
		if got := w.Say(c[1], c[2:]...); got != c[0] {
			t.Errorf("got %q, want %q", got, c[0])
		}
	}
}
