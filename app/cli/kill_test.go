package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	crand "crypto/rand"

	"ordertrail/app"
	"ordertrail/app/cli"
	"ordertrail/frontend"
	"ordertrail/store"
)

// kills is how often each kill test kills the program.
//
// The tests of this package that open a shop in this process do not run beside those that start processes: a process being
// started holds every open file for a moment, also the lock of a shop that was just closed.
var kills = map[bool]int{false: 10, true: 2}[race]

// inProcess runs a command in this process and returns what it printed.
func inProcess(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, told bytes.Buffer
	code := cli.Run(context.Background(), args, cli.World{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &told, Now: time.Now, Random: crand.Reader, Getenv: os.Getenv,
		Screens: frontend.Dist, Words: frontend.English, Version: "test", Window: func(context.Context, app.Config) error { return nil },
	})
	if code != 0 && code != 3 {
		t.Fatalf("ordertrail %s: exit code %d\n%s", strings.Join(args, " "), code, told.String())
	}
	return out.String()
}

// ask runs a command with --json in this process and reads its answer into v.
func ask(t *testing.T, v any, args ...string) {
	t.Helper()
	out := inProcess(t, "", append([]string{"--json"}, args...)...)
	if err := json.Unmarshal([]byte(out), v); err != nil {
		t.Fatalf("ordertrail %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// orderForm is a file of n orders in our own form.
func orderForm(n int) string {
	var b strings.Builder
	b.WriteString("order_number,source,ordered_at,promised_on,customer_name,sku,title,quantity\n")
	for i := range n {
		fmt.Fprintf(&b, "K-%05d,web,2026-05-19 14:05,2026-05-26,Person %d,SKU-%d,Item %d,1000\n", i, i, i%50, i%50)
	}
	return b.String()
}

func writeText(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sound fails unless the file opens and verifies.
func sound(t *testing.T, data string) {
	t.Helper()
	var v app.Check
	ask(t, &v, "--data", data, "verify")
	if !v.OK {
		t.Errorf("after the kill: %v", v.Problems)
	}
}

func TestAnImportThatIsKilledIsThereWholeOrNotAtAll(t *testing.T) {
	rows := map[bool]int{false: 800, true: 200}[race]
	dir := t.TempDir()
	file, data := writeText(t, filepath.Join(dir, "orders.csv"), orderForm(rows)), filepath.Join(dir, "shop")
	random := rand.New(rand.NewPCG(1, 2))
	begun := time.Now()
	inProcess(t, "", "--data", filepath.Join(dir, "rehearsal"), "import", file)
	usual := time.Since(begun)
	for range kills {
		killedAfter(t, time.Duration(random.Int64N(int64(usual))), "--data", data, "import", file)
		var page struct{ Total int }
		ask(t, &page, "--data", data, "order", "list", "--limit", "1")
		if page.Total != 0 && page.Total != rows {
			t.Fatalf("%d orders after the kill, want none or all %d", page.Total, rows)
		}
		sound(t, data)
		if page.Total == rows {
			inProcess(t, "", "--data", data, "import", "undo", "R000001")
			data = filepath.Join(dir, fmt.Sprint("shop-", random.Int64()))
		}
	}
	var done struct{ Files []struct{ New int } }
	ask(t, &done, "--data", data, "import", file)
	if len(done.Files) != 1 || done.Files[0].New != rows {
		t.Errorf("the import after the kills took in %+v, want %d new rows", done, rows)
	}
}

// killedAfter starts the program and kills it after a while, at the latest when it ends.
func killedAfter(t *testing.T, wait time.Duration, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	err := exec.CommandContext(ctx, program(t), args...).Run() // kills with SIGKILL when the time is up
	if err != nil && ctx.Err() == nil {
		t.Fatalf("ordertrail %s: %v", strings.Join(args, " "), err)
	}
}

func TestEveryAcknowledgedScanSurvivesAKill(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "shop")
	inProcess(t, "", "--data", data, "import", writeText(t, filepath.Join(dir, "orders.csv"), orderForm(1)))
	inProcess(t, "K-00000\n", "--data", data, "scan", "--mode", "pick")
	random := rand.New(rand.NewPCG(3, 4))
	least, most := 0, 0
	for range kills {
		acknowledged, sent := killedWhileScanning(t, data, 1+random.IntN(12))
		least, most = least+acknowledged, most+sent
		var o struct {
			Lines []struct{ Ledger struct{ Picked int } }
		}
		ask(t, &o, "--data", data, "order", "show", "K-00000")
		picked := o.Lines[0].Ledger.Picked
		if picked < least || picked > most {
			t.Fatalf("%d picks are kept, want at least the %d acknowledged and at most the %d sent", picked, least, most)
		}
		least, most = picked, picked
		sound(t, data)
	}
}

// killedWhileScanning sends codes, kills the program right behind one that is not answered yet, and says how many were
// acknowledged and how many were sent.
func killedWhileScanning(t *testing.T, data string, codes int) (acknowledged, sent int) {
	t.Helper()
	c := exec.Command(program(t), "--data", data, "--json", "scan", "--mode", "pick")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewScanner(out)
	for range codes {
		sent++
		if _, err := io.WriteString(in, "SKU-0\n"); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() || !strings.Contains(answers.Text(), `"picked"`) {
			t.Fatalf("answered %q", answers.Text())
		}
		acknowledged++
	}
	sent++
	_, _ = io.WriteString(in, "SKU-0\n") // nobody waits for this one's answer
	_ = c.Process.Kill()
	for answers.Scan() {
		acknowledged++
	}
	_ = c.Wait() // it was killed
	return acknowledged, sent
}

// TestAWatchedFolderWhoseWatcherIsKilledLosesNoFileAndTakesNoneTwice kills the program around the moments at which files are
// claimed, taken in and moved. A file is whole after some seconds of standing still; only what comes then is worth a kill.
func TestAWatchedFolderWhoseWatcherIsKilledLosesNoFileAndTakesNoneTwice(t *testing.T) {
	const files, still = 12, 3 * time.Second
	dir := t.TempDir()
	data, inbox := filepath.Join(dir, "shop"), filepath.Join(dir, "inbox")
	if err := os.Mkdir(inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	inProcess(t, "", "--data", data, "drop", "add", inbox)
	rows := map[bool]int{false: 40, true: 8}[race]
	random := rand.New(rand.NewPCG(3, 4))
	dropped := map[string]string{}
	for round := range max(2, kills/3) {
		for i := range files {
			name, text := fmt.Sprintf("%d-%02d.csv", round, i), strings.ReplaceAll(orderForm(rows), "K-", fmt.Sprintf("K%d-%02d-", round, i))
			dropped[writeText(t, filepath.Join(inbox, name), text)] = text
		}
		killedAfter(t, still+time.Duration(random.Int64N(int64(700*time.Millisecond))), "--data", data, "drop", "now")
		sound(t, data)
		if got := contents(t, inbox); len(got) != len(dropped) {
			t.Fatalf("%d files after the kill, want all %d: %v", len(got), len(dropped), got)
		}
	}
	inProcess(t, "", "--data", data, "drop", "now")
	var page struct{ Total int }
	ask(t, &page, "--data", data, "order", "list", "--limit", "1")
	if want := len(dropped) * rows; page.Total != want {
		t.Errorf("%d orders in the end, want %d", page.Total, want)
	}
	var runs []struct{ File, State string }
	ask(t, &runs, "--data", data, "import", "list")
	taken := map[string]int{}
	for _, r := range runs {
		if r.State == "applied" {
			taken[r.File]++
		}
	}
	if len(taken) != len(dropped) || len(runs) == 0 {
		t.Errorf("%d files were taken in, want %d", len(taken), len(dropped))
	}
	for file, n := range taken {
		if n != 1 {
			t.Errorf("%s was taken in %d times", file, n)
		}
	}
	done := contents(t, filepath.Join(inbox, "done"))
	for path, text := range dropped {
		if done[filepath.Base(path)] != text {
			t.Errorf("%s does not lie in done as it was dropped", filepath.Base(path))
		}
	}
}

// contents are the texts of all files below a folder, by their names.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if _, twice := out[d.Name()]; twice && len(b) > 0 {
			t.Errorf("%s lies there twice", d.Name())
		}
		if len(b) > 0 { // an empty one held the place of a file that was about to come
			out[d.Name()] = string(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAShopUnderNewerRulesThatIsKilledWhileItOpensBeginsAnew makes a shop look as an older program left it, again and again, and
// kills the one that brings it up to its rules.
func TestAShopUnderNewerRulesThatIsKilledWhileItOpensBeginsAnew(t *testing.T) {
	rows := map[bool]int{false: 800, true: 200}[race]
	dir := t.TempDir()
	data := filepath.Join(dir, "shop")
	inProcess(t, "", "--data", data, "import", writeText(t, filepath.Join(dir, "orders.csv"), orderForm(rows)))
	rulings := func(add bool) (list []store.Ruling) {
		t.Helper()
		ctx := context.Background()
		s, err := store.Open(ctx, filepath.Join(data, app.FileName), store.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if add {
			err = s.Update(ctx, func(tx *store.Tx) error {
				return tx.AddRuling(ctx, store.Ruling{What: "program", Rules: json.RawMessage("{}")})
			})
		}
		if err == nil {
			list, err = store.Look(ctx, s, func(r *store.Reader) ([]store.Ruling, error) { return r.Rulings(ctx, 0, 1) })
		}
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	random, last := rand.New(rand.NewPCG(5, 6)), rulings(false)[0]
	rulings(true)
	begun := time.Now()
	inProcess(t, "", "--data", data, "order", "list", "--limit", "1")
	usual := time.Since(begun)
	for range kills {
		older := rulings(true)[0]
		killedAfter(t, time.Duration(random.Int64N(int64(usual))), "--data", data, "order", "list", "--limit", "1")
		if now := rulings(false)[0]; now.N > older.N+1 || now.N == older.N+1 && string(now.Rules) != string(last.Rules) {
			t.Fatalf("ruling %d after the kill, %d before: %s", now.N, older.N, now.Rules)
		}
		sound(t, data)
		if now := rulings(false)[0]; now.N != older.N+1 || string(now.Rules) != string(last.Rules) {
			t.Fatalf("ruling %d after the shop was open, %d before: %s", now.N, older.N, now.Rules)
		}
	}
}
