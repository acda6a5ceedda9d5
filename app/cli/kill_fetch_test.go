//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordertrail/build/mailserver"
)

// mailboxShop is a shop in a process of its own that reads a mailbox of a real server.
type mailboxShop struct {
	dir, data string
	authority string
}

// run starts a command of the shop and kills it after a while, at the latest when it ends. It says whether it was killed.
func (s mailboxShop) run(t *testing.T, wait time.Duration, stdin string, args ...string) (killed bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	c := exec.CommandContext(ctx, program(t), append([]string{"--data", s.data}, args...)...)
	c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+s.dir, "DBUS_SESSION_BUS_ADDRESS=", "SSL_CERT_FILE="+s.authority, "SSL_CERT_DIR="+s.dir)
	c.Stdin = strings.NewReader(stdin)
	out, err := c.CombinedOutput() // kills with SIGKILL when the time is up
	if code := c.ProcessState.ExitCode(); err != nil && ctx.Err() == nil && code != 3 {
		t.Fatalf("ordertrail %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return ctx.Err() != nil
}

// numberOf is a UPS number that is nobody's, one for each i below 100,000.
func numberOf(i int) string {
	n := fmt.Sprintf("%05d", i)
	return "1ZRK4E" + n[:1] + "7" + n[1:2] + "B" + n[2:3] + "7" + n[3:4] + "B" + n[4:] + "7B2"
}

// mailOf is a mail of UPS: it says something of one parcel.
func mailOf(i int, says string) []byte {
	return []byte(fmt.Sprintf("From: UPS <mcinfo@ups.com>\nSubject: News about your package\nDate: Thu, 21 May 2026 10:00:00 +0000\nMessage-ID: <%d@mail.example>\n\n%s\nTracking Number: %s\n", i, says, numberOf(i)))
}

// TestAFetchThatIsKilledTakesEveryMailOnce kills the program again and again while it fetches from a server that more mails come
// to meanwhile: notices, mails that wait to be read, and some that are about something else.
func TestAFetchThatIsKilledTakesEveryMailOnce(t *testing.T) {
	server, err := mailserver.StartDovecot(mailserver.Options{Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Stop() }()
	dir := t.TempDir()
	shop := mailboxShop{dir: dir, data: filepath.Join(dir, "shop"), authority: writeText(t, filepath.Join(dir, "authority.pem"), string(server.Certificate.Authority))}
	add := []string{"mail", "add", server.User, "--name", "tracking", "--host", server.Host, "--port", fmt.Sprint(server.TLSPort), "--since", "2026-01-01"}
	each := map[bool]int{false: 60, true: 20}[race]
	sent, notices, questions := 0, map[string]bool{}, 0
	come := func() {
		var box [][]byte
		for range each {
			switch sent % 10 {
			case 3:
				box, questions = append(box, mailOf(sent, "Your package has been beamed up.")), questions+1
			case 7:
				box = append(box, []byte(fmt.Sprintf("From: kim@lindenhof.example\nSubject: Lunch\nMessage-ID: <%d@lindenhof.example>\n\nAt noon?\n", sent)))
			default:
				box = append(box, mailOf(sent, "Your package was delivered."))
				notices[numberOf(sent)] = true
			}
			sent++
		}
		if err := server.Put("", box...); err != nil {
			t.Fatal(err)
		}
	}
	come()
	rehearsal := shop
	rehearsal.data = filepath.Join(dir, "rehearsal")
	rehearsal.run(t, time.Minute, "correct horse battery\n", add...)
	begun := time.Now()
	rehearsal.run(t, time.Minute, "", "mail", "fetch")
	usual, random, killed := time.Since(begun), rand.New(rand.NewPCG(9, 10)), 0
	shop.run(t, time.Minute, "correct horse battery\n", add...)
	for range kills {
		if shop.run(t, usual/4+time.Duration(random.Int64N(int64(usual))), "", "mail", "fetch") {
			killed++
		}
		sound(t, shop.data)
		if got := factsOf(t, shop.data); len(got) > len(notices) {
			t.Fatalf("%d numbers after the kill, %d were sent", len(got), len(notices))
		}
		come()
	}
	shop.run(t, time.Minute, "", "mail", "fetch")
	got := factsOf(t, shop.data)
	for number := range notices {
		if got[number] != 1 {
			t.Errorf("%s was taken in %d times", number, got[number])
		}
	}
	var unread struct{ Unread []struct{ ID string } }
	ask(t, &unread, "--data", shop.data, "unread", "list")
	if len(unread.Unread) != questions || len(got) != len(notices) {
		t.Errorf("%d mails wait and %d parcels are known, want %d and %d", len(unread.Unread), len(got), questions, len(notices))
	}
	sound(t, shop.data)
	t.Logf("killed %d of %d, %d mails", killed, kills, sent)
}

// factsOf counts what is said of each number that belongs to no order.
func factsOf(t *testing.T, data string) map[string]int {
	t.Helper()
	var list struct{ Unmatched []struct{ Tracking string } }
	ask(t, &list, "--data", data, "unmatched", "list")
	out := map[string]int{}
	for _, u := range list.Unmatched {
		out[u.Tracking]++
	}
	return out
}

// TestTeachingThatIsKilledTeachesAllOrNothing kills the program while words of a mail, and then a code of a carrier, are taught
// and what came before is read anew.
func TestTeachingThatIsKilledTeachesAllOrNothing(t *testing.T) {
	n := map[bool]int{false: 120, true: 30}[race]
	dir := t.TempDir()
	data := filepath.Join(dir, "shop")
	var box, orders, rows strings.Builder
	orders.WriteString("order_number,source,ordered_at,sku,title,quantity\n")
	rows.WriteString("order_number,carrier,tracking_number,status_code,occurred_at\n")
	for i := range n {
		fmt.Fprintf(&box, "From - Thu May 21 10:00:00 2026\n%s\n", mailOf(i, "Your package has been beamed up."))
		fmt.Fprintf(&orders, "K-%05d,web,2026-05-19 14:05,SKU-1,Item,1\n", i)
		fmt.Fprintf(&rows, "K-%05d,gls,%011d,QX7,2026-05-20 10:00\n", i, 50000000000+i*7)
	}
	inProcess(t, "", "--data", data, "import", writeText(t, filepath.Join(dir, "orders.csv"), orders.String()), writeText(t, filepath.Join(dir, "rows.csv"), rows.String()))
	inProcess(t, "", "--data", data, "import", writeText(t, filepath.Join(dir, "mails.mbox"), box.String()))
	waiting := func() (ids []string) {
		t.Helper()
		var list struct{ Unread []struct{ ID, Kind string } }
		ask(t, &list, "--data", data, "unread", "list")
		for _, u := range list.Unread {
			if u.Kind == "notice" {
				ids = append(ids, u.ID)
			}
		}
		return ids
	}
	mails := waiting()
	if len(mails) != n {
		t.Fatalf("%d mails wait, want %d", len(mails), n)
	}
	taught := func() bool {
		t.Helper()
		left, known := len(waiting()), len(factsOf(t, data))
		if left != n && left != 0 || known != n-left {
			t.Fatalf("%d mails wait and %d parcels are known, want all or none of %d", left, known, n)
		}
		return left == 0
	}
	killedAtEach(t, data, taught, []string{"unread", "words", mails[0], "delivered", "has been beamed up"}, []string{"unread", "reopen", mails[0]})
	mapped := func() bool {
		t.Helper()
		var own struct{ Own int }
		ask(t, &own, "--data", data, "carrier", "map", "list", "gls")
		var unmapped []struct{ Orders int }
		ask(t, &unmapped, "--data", data, "carrier", "unmapped")
		if len(unmapped) != 1-own.Own || len(unmapped) == 1 && unmapped[0].Orders != n {
			t.Fatalf("%d rows are taught and what is not known is %+v, of %d orders", own.Own, unmapped, n)
		}
		return own.Own == 1
	}
	killedAtEach(t, data, mapped, []string{"carrier", "map", "teach", "gls", "out_for_delivery", "--code", "QX7"}, []string{"carrier", "map", "forget", "gls", "--code", "QX7"})
}

// killedAtEach does something and takes it back, in turn, killed each time at another moment; done says which of the two counts,
// and fails when it is something between.
func killedAtEach(t *testing.T, data string, done func() bool, do, undo []string) {
	t.Helper()
	random := rand.New(rand.NewPCG(11, 12))
	usual, killed := map[bool]time.Duration{}, 0
	for _, is := range []bool{false, true} {
		begun := time.Now()
		killedAfter(t, time.Minute, append([]string{"--data", data}, map[bool][]string{false: do, true: undo}[is]...)...)
		usual[is] = time.Since(begun)
		if done() == is {
			t.Fatalf("%v does nothing", do)
		}
	}
	for range kills {
		is := done()
		killedAfter(t, usual[is]/2+time.Duration(random.Int64N(int64(usual[is])*2/3)), append([]string{"--data", data}, map[bool][]string{false: do, true: undo}[is]...)...)
		if done() == is {
			killed++
		}
		sound(t, data)
	}
	t.Logf("%s: %d of %d were killed before it counted", strings.Join(do[:2], " "), killed, kills)
}
