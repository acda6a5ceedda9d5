package cli_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordertrail/app/cli"
	"ordertrail/frontend"
)

// interrupted is standard input on which nothing arrives but the wish to end.
type interrupted struct {
	end  context.CancelFunc
	open io.Reader
}

func (i interrupted) Read(b []byte) (int, error) {
	i.end()
	return i.open.Read(b)
}

func TestAnInterruptedImportTakesInNoMore(t *testing.T) {
	folder := t.TempDir()
	next := filepath.Join(folder, "next.csv")
	if err := os.WriteFile(next, []byte(orderForm(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	defer out.Close()
	var said, told bytes.Buffer
	code := cli.Run(ctx, []string{"--data", filepath.Join(folder, "shop"), "import", "-", next}, cli.World{
		Stdin: interrupted{cancel, in}, Stdout: &said, Stderr: &told, Now: time.Now, Random: rand.Reader, Getenv: os.Getenv,
		Screens: frontend.Dist, Words: frontend.English, Version: "test",
	})
	if code != 1 || !strings.Contains(told.String(), "Stopped. Nothing of it was kept.") || strings.Contains(said.String(), "next.csv") {
		t.Errorf("it ended with %d and said\n%s%s", code, said.String(), told.String())
	}
}
