package track

import (
	"bytes"
	"errors"
	"io"
	"math/rand"
	"strings"
	"testing"
	"testing/iotest"
)

// seeded is randomness that repeats, so that a failure repeats too.
func seeded(seed int64) io.Reader { return rand.New(rand.NewSource(seed)) }

func TestEveryDamageOfOneOrTwoCharactersIsSeen(t *testing.T) {
	t.Parallel()
	random := seeded(1)
	for range 300 {
		n, err := NewNumber(NumberParcel, random)
		if err != nil {
			t.Fatal(err)
		}
		for i := range len(n) {
			for _, c := range []byte(numberAlphabet) {
				if damaged := string(n[:i]) + string(c) + string(n[i+1:]); c != n[i] && parses(damaged) {
					t.Errorf("%s with character %d misread reads as %s", n, i, damaged)
				}
			}
			for j := i + 1; j < len(n); j++ {
				b := []byte(n)
				b[i], b[j] = b[j], b[i]
				if b[i] != b[j] && parses(string(b)) {
					t.Errorf("%s with characters %d and %d exchanged reads as %s", n, i, j, b)
				}
			}
		}
	}
}

func parses(s string) bool { _, err := ParseNumber(s); return err == nil }

func TestANumberReadsBackInEveryForm(t *testing.T) {
	t.Parallel()
	random := seeded(2)
	for _, kind := range []byte(numberKinds) {
		n, err := NewNumber(kind, random)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{string(n), n.Grouped(), strings.ToLower(n.Grouped()), " " + string(n) + "\n", string(n[:3]) + " " + string(n[3:])} {
			if got, err := ParseNumber(form); err != nil || got != n {
				t.Errorf("ParseNumber(%q) = %q, %v; want %q", form, got, err, n)
			}
		}
		if n.Kind() != kind {
			t.Errorf("%s has kind %q, want %q", n, n.Kind(), kind)
		}
	}
}

func TestTheCharactersSurviveForeignKeyboardsAndEyes(t *testing.T) {
	t.Parallel()
	if len(numberAlphabet) != 31 {
		t.Fatalf("the alphabet has %d characters; the check needs the prime 31", len(numberAlphabet))
	}
	if strings.ContainsAny(numberAlphabet, "ILOYZ-") {
		t.Error("the alphabet holds a character that foreign keyboards or eyes change")
	}
	weights := map[int]bool{}
	for i := range numberLength {
		w := numberWeight(i) % len(numberAlphabet)
		if w == 0 || weights[w] {
			t.Errorf("weight %d of position %d is zero or used twice", w, i)
		}
		weights[w] = true
	}
}

func TestTypedLettersThatLookLikeDigitsAreDigits(t *testing.T) {
	t.Parallel()
	for i := range 2000 {
		n := NumberFor(NumberParcel, strings.Repeat("x", i))
		if !strings.ContainsAny(string(n), "01") {
			continue
		}
		typed := strings.NewReplacer("0", "O", "1", "l").Replace(string(n))
		if got, err := ParseNumber(typed); err != nil || got != n {
			t.Fatalf("ParseNumber(%q) = %q, %v; want %q", typed, got, err, n)
		}
		return
	}
	t.Fatal("no number with a 0 or 1 was made")
}

func TestTheSameTextHasTheSameNumber(t *testing.T) {
	t.Parallel()
	const want OwnNumber = "P0AXVFS92V"
	if got := NumberFor(NumberParcel, "shopify|1001|1"); got != want {
		t.Errorf("NumberFor = %s, want %s: numbers in existing data would change", got, want)
	}
	seen := map[OwnNumber]string{}
	for i := range 20000 {
		text := strings.Repeat("a", i%97) + string(rune('A'+i%26)) + strings.Repeat("b", i/97)
		n := NumberFor(NumberReturn, text)
		if other, ok := seen[n]; ok && other != text {
			t.Fatalf("%q and %q share %s", other, text, n)
		}
		seen[n] = text
		if !parses(string(n)) {
			t.Fatalf("%s does not read back", n)
		}
	}
}

func TestWhatIsNoNumberSaysWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, says string }{
		{"too short", "P7KQ", "4 characters"},
		{"nothing", "", "0 characters"},
		{"unknown kind", "Q123456789", "kind"},
		{"foreign character", "P1234567Z9", "not used"},
		{"wrong check", "P0AXVFS92W", "check character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := ParseNumber(c.text); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("ParseNumber(%q) says %v, want something about %q", c.text, err, c.says)
			}
		})
	}
}

func TestDrawingFailsWithItsRandomness(t *testing.T) {
	t.Parallel()
	broken := errors.New("no entropy")
	if _, err := NewNumber(NumberParcel, iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("NewNumber = %v, want it to wrap %v", err, broken)
	}
	if _, err := NewNumber('Z', seeded(1)); err == nil {
		t.Error("a kind that does not exist was drawn")
	}
	if NumberFor('Z', "x") != "" {
		t.Error("a kind that does not exist was made")
	}
	// Bytes of 248 and more would favour the first characters and are passed over.
	n, err := NewNumber(NumberParcel, bytes.NewReader([]byte{255, 0, 250, 1, 2, 3, 4, 5, 6, 7}))
	if err != nil || n[:9] != "P01234567" {
		t.Errorf("NewNumber = %s, %v; want it to begin P01234567", n, err)
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"", "P0AXVFS92V", "p-0axv-fs92v", "R 1", "1Z5R89390357567127"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseNumber(n.Grouped()); err != nil || again != n {
			t.Errorf("%q reads as %q, which reads back as %q, %v", s, n, again, err)
		}
	})
}
