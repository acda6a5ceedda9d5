package importers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/importers/mail"
)

// mailbox is one of so many mails: read, not understood and about lunch, in turns.
func mailbox(n int) []byte {
	var box strings.Builder
	for i := range n {
		const head = "From a@b Wed May 20 10:00:00 2026\nDate: Wed, 20 May 2026 10:00:00 +0200\n"
		switch i % 3 {
		case 0:
			fmt.Fprintf(&box, head+"From: pkginfo@ups.com\nSubject: UPS Update\n\nYour package was delivered.\nTracking Number: 1Z5R89390357567127\nDelivered On: Tuesday, 05/19/2026 at 2:%02d PM\n\n", i%60)
		case 1:
			fmt.Fprintf(&box, head+"From: shop@shop.example\nSubject: Parcel %d has been shipped\n\nYour shipment 1Z5R89390357567127 is on its way. Track your package.\n>From us\n\n", i)
		default:
			box.WriteString(head + "From: ada@example.com\nSubject: Lunch\n\nShall we?\n\n")
		}
	}
	return []byte(box.String())
}

// A mailbox of more mails than are kept is read again whenever its mails are wanted, and says the same.
func TestAMailboxOfManyMailsSaysWhatOneOfFewSays(t *testing.T) {
	t.Parallel()
	content := mailbox(12)
	few, many := read(t, "box", content, Choice{Known: empty{}}), read(t, "box", content, Choice{Known: empty{}, keep: 2})
	if len(few.Drafts) != 8 || len(many.Drafts) != 0 || many.Count != 8 {
		t.Fatalf("%d drafts of 8 are kept, and %d of %d where only 2 may be", len(few.Drafts), len(many.Drafts), many.Count)
	}
	type said struct {
		Draft
		Raw string
	}
	all := func(r *Reading) (out []said) {
		for _, d := range each(t, r) {
			raw, err := r.RawOf(d)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, said{d, string(raw)})
		}
		return out
	}
	if diff := cmp.Diff(all(few), all(many)); diff != "" {
		t.Errorf("read again they say something else:\n%s", diff)
	}
	for i, d := range all(few) {
		if !bytes.Contains(content, []byte(strings.ReplaceAll(d.Raw, "\nFrom us", "\n>From us"))) {
			t.Errorf("draft %d says %q", i, d.Raw)
		}
	}
	a, b := planOf(t, few, empty{}), planOf(t, many, empty{})
	a.Rows, b.Rows, a.Reading, b.Reading = nil, nil, nil, nil
	if diff := cmp.Diff(a, b, cmp.AllowUnexported(Plan{})); diff != "" {
		t.Errorf("the plans differ:\n%s", diff)
	}
}

// A message that was changed after it was read is never kept in the name of the one that was.
func TestAMailThatWasChangedMeanwhileIsNotTakenIn(t *testing.T) {
	t.Parallel()
	content := mailbox(2)
	r, err := Read(context.Background(), "box", bytes.NewReader(content), int64(len(content)), Choice{})
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)-3] = 'X'
	if same, err := r.Check(); same || err != nil {
		t.Errorf("the mailbox is the same: %v, %v", same, err)
	}
	if _, err := r.RawOf(r.Drafts[0]); err != nil {
		t.Errorf("the mail that is still there is refused: %v", err)
	}
	if _, err := r.RawOf(r.Drafts[1]); err == nil || !strings.Contains(err.Error(), "message 2 of box") {
		t.Errorf("the mail that was changed is taken: %v", err)
	}
}

// Messages that lie somewhere else than in a file say what a file of them says, and are asked for again whenever they are wanted.
func TestMessagesOutsideAFileSayWhatAFileOfThemSays(t *testing.T) {
	t.Parallel()
	content := mailbox(12)
	var raw [][]byte
	if err := mail.Split(bytes.NewReader(content), func(_ int64, one []byte) error {
		raw = append(raw, bytes.Clone(one))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, keep := range []int{0, 2} {
		c, asked := Choice{Known: empty{}, keep: keep}, 0
		got, err := ReadMessages(t.Context(), "queue", len(raw), func(i int) ([]byte, error) {
			asked++
			return raw[i], nil
		}, c)
		if err != nil || asked != len(raw) {
			t.Fatalf("%d messages were asked for (%v)", asked, err)
		}
		file := read(t, "queue", content, c)
		drafts := each(t, got)
		for i, want := range each(t, file) {
			want.Letter.At = drafts[i].Letter.At // another place
			if diff := cmp.Diff(want, drafts[i]); diff != "" {
				t.Errorf("draft %d:\n%s", i, diff)
			}
			a, errA := file.RawOf(want)
			if b, errB := got.RawOf(drafts[i]); i == 0 && (errA != nil || errB != nil || !bytes.Equal(a, b)) {
				t.Errorf("it said %q (%v) and says %q (%v)", a, errA, b, errB)
			}
		}
		a, b := planOf(t, file, empty{}), planOf(t, got, empty{})
		a.Rows, b.Rows, a.Reading, b.Reading = nil, nil, nil, nil
		if diff := cmp.Diff(a, b, cmp.AllowUnexported(Plan{})); diff != "" {
			t.Errorf("the plans differ:\n%s", diff)
		}
	}
	if _, err := ReadMessages(t.Context(), "queue", 1, func(int) ([]byte, error) { return nil, io.ErrUnexpectedEOF }, Choice{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a message that cannot be had: %v", err)
	}
}
