//go:build window

package windowtest

import (
	"bytes"
	"slices"
	"testing"
)

// The clerk never touches the mouse: a return is opened from its order, received, inspected, decided, released and closed.
func TestAReturnIsWalkedFromOpenToClosedByKeys(t *testing.T) {
	const order = "MH-20313" // two lines, delivered, nothing of it came back
	shop := sampleShop(t)
	before := events(t, shop, order)
	w := openWindow(t, shop)
	w.press("ctrl+k")
	w.write(order)
	w.act("Return")
	w.press("ctrl+k")
	w.write("a return for")
	w.act("Return")
	w.picture("return-open")
	for _, key := range []string{"1", "Tab", "Tab", "Down", "Down"} { // one of the first line, for it is defective
		w.press(key)
	}
	w.act("ctrl+Return")
	w.picture("return-agreed")
	w.act("ctrl+Return") // received
	for _, key := range []string{"F6", "F6", "F6", "Tab"} {
		w.press(key)
	}
	w.write("SN77123")
	w.press("F6")
	w.settled()
	w.act("alt+d")
	w.picture("return-inspect")
	for _, step := range []string{"confirmed", "released", "closed"} {
		w.act("ctrl+Return")
		w.picture("return-" + step)
	}
	w.close()

	t.Run("the story of the order tells every step once", func(t *testing.T) {
		got := events(t, shop, order)[len(before):]
		slices.Sort(got) // two of them are of one moment each
		want := []string{"return_authorised", "return_closed", "return_decided", "return_inspected", "return_opened", "return_received", "return_released"}
		if !slices.Equal(got, want) {
			t.Errorf("since then it tells %q\nwant %q", got, want)
		}
	})
	t.Run("what was found and what becomes of it is kept", func(t *testing.T) {
		type units struct{ Grade, Serial, Disposition, Resolution string }
		var shown struct {
			Returns []struct {
				Phase, Cause string
				Lines        []struct{ Units []units }
			}
		}
		decode(t, run(t, program(t, "ordertrail"), "--data", shop, "order", "show", order, "--json"), &shown)
		if len(shown.Returns) != 1 || len(shown.Returns[0].Lines) != 1 {
			t.Fatalf("its returns are %+v", shown.Returns)
		}
		r := shown.Returns[0]
		want := []units{{Grade: "D", Serial: "SN77123", Disposition: "refurbish", Resolution: "refund"}}
		if r.Phase != "closed" || r.Cause != "defective" || !slices.Equal(r.Lines[0].Units, want) {
			t.Errorf("it is %s for %s with %+v\nwant it closed for defective with %+v", r.Phase, r.Cause, r.Lines[0].Units, want)
		}
	})
	t.Run("the file is sound", func(t *testing.T) {
		run(t, program(t, "ordertrail"), "--data", shop, "verify")
	})
}

// act presses keys that do something, and waits until that is drawn.
func (w *shown) act(keys string) {
	w.t.Helper()
	before := w.look()
	w.press(keys)
	w.until("something came of "+keys, func() bool { return !bytes.Equal(w.look().Pix, before.Pix) })
	w.settled()
}

// write types text as a person does: too slowly for a scanner.
func (w *shown) write(text string) {
	w.t.Helper()
	w.settled()
	w.must("type", "--delay", "160", text)
	w.settled()
}
