package lean

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

// strange holds every form there is, and one of each that is left to encoding/json.
type strange struct {
	Word   track.Phase       `json:"word"`
	Words  []string          `json:"words"`
	Spare  []string          `json:"spare,omitempty"`
	N      int               `json:"n"`
	Big    int64             `json:"big,omitempty"`
	Yes    bool              `json:"yes"`
	At     time.Time         `json:"at,omitzero"`
	In     inner             `json:"in"`
	Ins    []inner           `json:"ins"`
	Ptr    *inner            `json:"ptr,omitempty"`
	Share  float64           `json:"share"`
	Map    map[string]int    `json:"map"`
	Raw    json.RawMessage   `json:"raw,omitempty"`
	Any    any               `json:"any"`
	Bytes  []byte            `json:"bytes"`
	Pairs  map[string]string `json:"pairs,omitempty"`
	Hidden string            `json:"-"`
	Last   string            `json:"last"`
}

type inner struct {
	Name  string `json:"name"`
	Parts []int  `json:"parts"`
}

var samples = []strange{
	{},
	{
		Word: "moving", Words: []string{"a", "", `q"uo\te`, "Köln", "a\u2028b", "<&>", "\x01", "tab\t"}, N: -7, Big: 1 << 61, Yes: true,
		At: time.Date(2026, 5, 1, 2, 3, 4, 5_000_000, time.UTC), In: inner{"x", []int{1, -2}}, Ins: []inner{{}, {Name: "y"}}, Ptr: &inner{},
		Share: 0.25, Map: map[string]int{"b": 1, "a": 2}, Raw: json.RawMessage(`{"k":[1,"}"]}`), Any: "text", Bytes: []byte("hi"),
		Pairs: map[string]string{"k": `}",{`}, Last: "end",
	},
	{In: inner{Parts: []int{3}}, Ins: []inner{{Parts: []int{0}}}, Ptr: &inner{Name: "z"}, Any: map[string]any{"a": []any{1.5, "]"}}},
	{Last: strings.Repeat("long ", 1000)},
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	for i, want := range samples {
		shortened, err := Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		full, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if len(shortened) > len(full) {
			t.Errorf("sample %d grew: %s", i, shortened)
		}
		for _, text := range []string{string(shortened), string(full), " " + string(full)} {
			var got strange
			if err := Unmarshal(text, &got); err != nil {
				t.Fatalf("read %s: %v", text, err)
			}
			sameJSON(t, got, filled(want))
		}
	}
}

// filled is s with the lists that are never nil.
func filled(s strange) strange {
	shapeOf(reflect.TypeFor[strange]()).fill(reflect.ValueOf(&s).Elem())
	return s
}

func sameJSON(t *testing.T, got, want any) {
	t.Helper()
	a, errA := json.Marshal(got)
	b, errB := json.Marshal(want)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("read back as\n%s (%v), want\n%s (%v)", a, errA, b, errB)
	}
}

func TestFieldsOutOfTurnAreReadByEncodingJSON(t *testing.T) {
	t.Parallel()
	var got strange
	if err := Unmarshal(`{"last":"x","unknown":{"a":[1]},"n":3}`, &got); err != nil || got.Last != "x" || got.N != 3 || got.Words == nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDamagedTextsAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `{`, `{"n":1`, `{"n":01}`, `{"n":1}}`, `{"n":"1"}`, `{"word":"a`, `{"words":["a"`, `{"words":["a",]}`, `{"n":1,}`, `{,"n":1}`, `[]`} {
		var mine, theirs strange
		err, want := Unmarshal(text, &mine), json.Unmarshal([]byte(text), &theirs)
		if (err == nil) != (want == nil) {
			t.Errorf("%s: %v, encoding/json says %v", text, err, want)
		}
	}
}

// FuzzUnmarshal holds Unmarshal against encoding/json: it reads and refuses the same texts, and reads them the same.
func FuzzUnmarshal(f *testing.F) {
	for _, s := range samples {
		for _, write := range []func(any) ([]byte, error){Marshal, json.Marshal} {
			b, err := write(s)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var mine, theirs strange
		err, want := Unmarshal(text, &mine), json.Unmarshal([]byte(text), &theirs)
		if (err == nil) != (want == nil) {
			t.Fatalf("%q: %v, encoding/json says %v", text, err, want)
		}
		if err == nil {
			sameJSON(t, mine, filled(theirs))
		}
	})
}

var event = track.Event{
	Kind: track.OrderStated, Order: track.OrderRef{Source: "web", Number: "SO-000001"}, Occurred: "2026-01-01T08:00:00",
	Source: track.Source{ID: "web", Kind: track.SourceShop}, PersonHash: strings.Repeat("ab", 32), RawHash: strings.Repeat("cd", 32),
	OrderFacts: &track.OrderFacts{
		OrderedAt: "2026-01-01T08:00:00", PromisedOn: "2026-01-08", Service: "Standard", Country: "US",
		Lines: []track.LineFacts{{Line: "1", SKU: "SKU-0001", Title: "Item", Quantity: 1, Price: track.Money{Minor: 1250, Currency: "USD"}}},
	},
}.Sealed()

func BenchmarkReadAnEvent(b *testing.B) {
	raw, err := json.Marshal(event)
	if err != nil {
		b.Fatal(err)
	}
	text := string(raw)
	b.Run("lean", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var e track.Event
			if err := Unmarshal(text, &e); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var e track.Event
			if err := json.Unmarshal(raw, &e); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkWriteAState(b *testing.B) {
	state := track.Derive(track.Input{OrderID: "O1", Events: []track.Event{event}, Now: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Rules: track.DefaultRules(time.UTC)})
	for _, row := range []struct {
		name  string
		write func(any) ([]byte, error)
	}{{"lean", Marshal}, {"encoding json", json.Marshal}} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text, err := row.write(state)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(text)), "bytes")
			}
		})
	}
}
