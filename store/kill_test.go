package store

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var killsFlag = flag.Int("kills", times(8), "how often the kill test kills")

// killedPath names, in the environment of a child, the file it is to write until it is killed; restoreFrom, if set, the
// backup it is to restore to there over and over.
const (
	killedPath  = "STORE_TEST_WRITE_TO"
	restoreFrom = "STORE_TEST_RESTORE_FROM"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(killedPath); path != "" {
		work := writeForever
		if os.Getenv(restoreFrom) != "" {
			work = restoreForever
		}
		if err := work(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	flag.Parse()
	os.Exit(m.Run())
}

// writeForever is the child: it scans, and says so after each commit returned.
func writeForever(path string) error {
	s, err := Open(context.Background(), path, Options{Now: newClock().now})
	if err != nil {
		return err
	}
	from, err := s.newest(context.Background())
	if err != nil {
		return err
	}
	for i := from; ; i++ {
		if err := scanOnce(s, i); err != nil {
			return err
		}
		fmt.Println("ACK", i+1)
	}
}

func TestKill9(t *testing.T) {
	path, _ := template(t)
	rng := rand.New(rand.NewPCG(*seedFlag, 9))
	for kill := range *killsFlag {
		acked := killChild(t, path, 1+rng.IntN(30), time.Duration(rng.IntN(2000))*time.Microsecond)
		s, err := Open(context.Background(), path, Options{Now: newClock().now}) // also shows that the lock is free again
		if err != nil {
			t.Fatalf("kill %d (seed %d): %v", kill, *seedFlag, err)
		}
		n, err := s.newest(context.Background())
		if err != nil || n < acked || n > acked+1 {
			t.Fatalf("kill %d (seed %d): %d facts, %d were acknowledged (%v)", kill, *seedFlag, n, acked, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := openAt(t, path, Options{})
	if problems, err := s.Verify(context.Background()); err != nil || len(problems) > 0 {
		t.Fatalf("after the last kill: %v, %v", problems, err)
	}
}

// restoreForever is the other child: it puts a backup in the place of the file, and says so each time.
func restoreForever(path string) error {
	for i := 1; ; i++ {
		if _, err := Restore(context.Background(), os.Getenv(restoreFrom), path, Options{Now: newClock().now}); err != nil {
			return err
		}
		fmt.Println("ACK", i)
	}
}

func TestARestoreThatIsKilledLeavesTheOldFileOrTheNew(t *testing.T) {
	ctx := context.Background()
	path, old := template(t)
	copyTo := filepath.Join(t.TempDir(), "copy.db")
	s, err := Open(ctx, path, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx, copyTo); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(*seedFlag, 11))
	for kill := range *killsFlag {
		s, err := Open(ctx, path, Options{Now: newClock().now})
		if err != nil {
			t.Fatalf("kill %d (seed %d): %v", kill, *seedFlag, err)
		}
		n, err := s.newest(ctx)
		if err != nil || n != old && n != old+1 {
			t.Fatalf("kill %d (seed %d): %d facts (%v), want %d or one more", kill, *seedFlag, n, err, old)
		}
		if err := scanOnce(s, 0); err != nil { // the file in place now differs from the backup
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		killChild(t, path, 1, time.Duration(rng.IntN(30))*time.Millisecond, restoreFrom+"="+copyTo)
	}
}

// killChild starts a writer, kills it a moment after its n-th acknowledgement, and returns the last one it gave.
func killChild(t *testing.T, path string, n int, more time.Duration, env ...string) (acked int64) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(append(os.Environ(), killedPath+"="+path), env...)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	seen := 0
	for lines.Scan() {
		if _, err := fmt.Sscanf(lines.Text(), "ACK %d", &acked); err != nil {
			continue // a line that the kill cut short was never read whole
		}
		if seen++; seen == n {
			time.AfterFunc(more, func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil || seen < n {
		t.Fatalf("the child ended by itself after %d scans: %v", seen, err)
	}
	return acked
}

func TestOfTwoOpenersOneGetsTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "shop.db")
	for range 20 {
		type result struct {
			s   *Store
			err error
		}
		results := make(chan result)
		for range 2 {
			go func() {
				s, err := Open(context.Background(), path, Options{Now: newClock().now})
				results <- result{s, err}
			}()
		}
		opened := 0
		var held []*Store
		for range 2 {
			r := <-results
			if r.err == nil {
				opened++
				held = append(held, r.s)
			} else if !errors.Is(r.err, ErrInUse) || !strings.Contains(r.err.Error(), "in use") {
				t.Errorf("the second opener is told %v", r.err)
			}
		}
		if opened != 1 {
			t.Errorf("%d opened the file, want 1", opened)
		}
		for _, s := range held {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
