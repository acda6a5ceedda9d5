package cli

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryLineIsACodeHoweverLong(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("A", longestCode)
	in := bufio.NewReaderSize(strings.NewReader("1001\r\n\n"+long+long+long+"A\n1002\n"+long+"B"), longestCode)
	var got []string
	for {
		code, err := readCode(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, code)
	}
	if diff := cmp.Diff([]string{"1001", "", long, "1002", long}, got); diff != "" {
		t.Error(diff)
	}
}
