package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAMailboxWhoseSavingIsKilledHasThePasswordThatBelongsToIt kills the program while it keeps a mailbox that is reached
// otherwise, with another password each time. The port says which password belongs to it.
func TestAMailboxWhoseSavingIsKilledHasThePasswordThatBelongsToIt(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "shop")
	run := func(wait time.Duration, stdin string, args ...string) (killed bool) {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		defer cancel()
		c := exec.CommandContext(ctx, program(t), append([]string{"--data", data}, args...)...)
		c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=")
		c.Stdin = strings.NewReader(stdin)
		_ = c.Run() // a mailbox that cannot be reached is no news
		return ctx.Err() != nil
	}
	add := func(wait time.Duration, port int) bool {
		t.Helper()
		return run(wait, fmt.Sprintf("word-%d\n", port), "mail", "add", "tracking@shop.example", "--host", "127.0.0.1", "--security", "plain", "--port", fmt.Sprint(port))
	}
	begun := time.Now()
	add(time.Minute, 1)
	usual, random, killed := time.Since(begun), rand.New(rand.NewPCG(7, 8)), 0
	for port := 2; port < 2+kills; port++ {
		if add(usual/8+time.Duration(random.Int64N(int64(usual))), port) {
			killed++
		}
		run(time.Minute, "", "mail", "fetch")
		var boxes []struct{ Port int }
		ask(t, &boxes, "--data", data, "mail", "list")
		raw, err := os.ReadFile(filepath.Join(dir, "Ordertrail-secrets", "secrets.json"))
		kept := map[string]string{}
		if err == nil {
			err = json.Unmarshal(raw, &kept)
		}
		if err != nil || len(boxes) != 1 || len(kept) != 1 {
			t.Fatalf("%d mailboxes and %d passwords (%v)", len(boxes), len(kept), err)
		}
		for _, secret := range kept {
			if !strings.Contains(secret, fmt.Sprintf(`"word-%d"`, boxes[0].Port)) {
				t.Errorf("the mailbox at port %d has %s", boxes[0].Port, secret)
			}
		}
	}
	t.Logf("killed %d of %d", killed, kills)
}
