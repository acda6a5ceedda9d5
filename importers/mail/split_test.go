package mail

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, box string
		want      []string
	}{
		{"an empty file holds no mail", "", nil},
		{"one mail", "From a@b Fri Mar 13 10:20:00 2026\nSubject: x\n\nhello\n", []string{"Subject: x\n\nhello\n"}},
		{"two mails", "From a@b Fri Mar 13 10:20:00 2026\nA: 1\n\none\n\nFrom c@d Sat Mar 14 10:20:00 2026\nB: 2\n\ntwo\n\n", []string{"A: 1\n\none\n", "B: 2\n\ntwo\n"}},
		{"quoted From lines lose one quote", "From a@b Fri Mar 13 10:20:00 2026\nA: 1\n\n>From here\n>>From there\n> From no\n", []string{"A: 1\n\nFrom here\n>From there\n> From no\n"}},
		{"From within a paragraph is text", "From a@b Fri Mar 13 10:20:00 2026\nA: 1\n\nwe drove\nFrom Rome in 2020\n", []string{"A: 1\n\nwe drove\nFrom Rome in 2020\n"}},
		{"line ends of Windows", "From a@b Fri Mar 13 10:20:00 2026\r\nA: 1\r\n\r\none\r\n\r\nFrom c@d Sat Mar 14 10:20:00 2026\r\nB: 2\r\n\r\n", []string{"A: 1\r\n\r\none\r\n", "B: 2\r\n"}},
		{"a byte order mark is no part of it", "\ufeffFrom a@b Fri Mar 13 10:20:00 2026\nA: 1\n\none\n\nFrom c@d Sat Mar 14 10:20:00 2026\nB: 2\n", []string{"A: 1\n\none\n", "B: 2\n"}},
		{"text before the first mail is no mail", "junk\n\nFrom a@b Fri Mar 13 10:20:00 2026\nA: 1\n\n", []string{"A: 1\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			if err := Split(iotest.HalfReader(strings.NewReader(tt.box)), func(at int64, raw []byte) error {
				got = append(got, string(raw))
				return again(t, []byte(tt.box)[at:], raw)
			}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSplitStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	stop := errors.New("enough")
	box := strings.Repeat("From a@b Fri Mar 13 10:20:00 2026\nA: 1\n\nx\n\n", 3)
	calls := 0
	err := Split(strings.NewReader(box), func(int64, []byte) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("err %v after %d calls; want the error after one", err, calls)
	}
	err = Split(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(box))), func(int64, []byte) error { return nil })
	if !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("err %v; want the reader's", err)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, head string
		eml, mbox  bool
	}{
		{"a mail", "From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nhello", true, false},
		{"a mail that begins with the way it came", "Received: from x\n by y\nDelivered-To: c@d\n\n", true, false},
		{"a mailbox", "From a@b Fri Mar 13 10:20:00 2026\nFrom: a@b\nSubject: x\n\n", false, true},
		{"a CSV file", "Order,Date,From\n1,2,3\n", false, false},
		{"a text with a colon", "Note: buy milk\n", false, false},
		{"a workbook", "PK\x03\x04....", false, false},
		{"nothing", "", false, false},
		{"a letter that begins with From", "From Rome with love\n", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if eml, mbox := Is([]byte(tt.head)); eml != tt.eml || mbox != tt.mbox {
				t.Errorf("Is = %v, %v; want %v, %v", eml, mbox, tt.eml, tt.mbox)
			}
		})
	}
}

// again wants the message at the beginning of a box to be the one that was read there before.
func again(t *testing.T, box, want []byte) error {
	t.Helper()
	stop := errors.New("enough")
	err := Split(bytes.NewReader(box), func(at int64, raw []byte) error {
		if at != 0 || !bytes.Equal(raw, want) {
			t.Errorf("at %d it says %.40q, and from its place on %.40q", at, raw, want)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("%.40q is not found again: %v", want, err)
	}
	return nil
}
