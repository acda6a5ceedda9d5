//go:build unix

package app_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/app"
	"ordertrail/app/secret"
	"ordertrail/build/mailserver"
	"ordertrail/frontend"
	"ordertrail/importers/mail/imap"
)

// canary is a password that must be found nowhere.
const canary = "Kanarienvogel-71-&é"

// postOffice is a server with a mailbox, and a shop that reads it.
func postOffice(t *testing.T) (*mailserver.Dovecot, *app.App, string) {
	t.Helper()
	d, err := mailserver.StartDovecot(mailserver.Options{Password: canary})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
	})
	folder := t.TempDir()
	return d, mailShop(t, folder), folder
}

// mailShop opens a shop in a folder; what opens its mailboxes lies beside it.
func mailShop(t *testing.T, folder string) *app.App {
	t.Helper()
	a := app.New()
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	c := app.Config{
		Folder: filepath.Join(folder, "shop"), Now: func() time.Time { return noon }, Random: rand.Reader,
		Words: printedWords(t), Secrets: secret.New(filepath.Join(folder, "own"), func(string) string { return "" }),
	}
	if err := a.Open(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// boxForm is how the server's mailbox is set up; this computer is spoken to plainly, so that its certificate is no matter here.
func boxForm(d *mailserver.Dovecot) app.MailboxForm {
	return app.MailboxForm{Name: "tracking", Host: d.Host, Port: d.Port, Security: "plain", User: d.User, Login: "password", Password: canary}
}

// upsMails are delivered notices for so many parcels.
func upsMails(from, to int) [][]byte {
	var out [][]byte
	for i := from; i < to; i++ {
		number := fmt.Sprintf("1Z999AA1%010d", i)
		out = append(out, fmt.Appendf(nil, "From: UPS <mcinfo@ups.com>\r\nDate: Mon, 18 May 2026 14:05:00 -0400\r\nMessage-ID: <%d@ups.example>\r\nSubject: Your UPS Package was delivered\r\n\r\n"+
			"Your package was delivered.\r\nTracking Number: %s\r\n", i, number))
	}
	return out
}

func TestAMailboxIsFetchedOnceHoweverOftenItIsLookedInto(t *testing.T) {
	t.Parallel()
	d, a, folder := postOffice(t)
	mails := append(upsMails(0, 30), []byte("From: a@friend.example\r\nSubject: Lunch?\r\nMessage-ID: <l@x>\r\n\r\nAt one?\r\n"),
		[]byte("From: UPS <mcinfo@ups.com>\r\nSubject: UPS Update\r\nMessage-ID: <u@x>\r\n\r\nTracking Number: 1Z999AA10123456784 something odd came over your parcel\r\n"))
	if err := d.Put("", mails...); err != nil {
		t.Fatal(err)
	}
	box, err := a.Mailboxes().Save(boxForm(d))
	if err != nil {
		t.Fatal(err)
	}
	fetch := func(a *app.App) app.MailFetch {
		t.Helper()
		got, err := a.Mailboxes().Fetch(box.ID)
		if err != nil || !got.OK {
			t.Fatalf("%+v (%v)\n%s", got, err, d.Log())
		}
		return got
	}
	got := fetch(a)
	if got.Mails != 32 || got.Notices+got.Unread+got.Ignored != 32 || got.Notices < 30 || got.Ignored < 1 {
		t.Errorf("the first fetch: %+v", got)
	}
	first := got
	if got = fetch(a); got.Mails != 0 {
		t.Errorf("the second fetch: %+v", got)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = mailShop(t, folder)
	if _, err := d.Admin("mailbox", "update", "-u", d.User, "--uid-validity", "4242", "INBOX"); err != nil {
		t.Fatal(err)
	}
	if err := d.Put("", upsMails(30, 31)...); err != nil {
		t.Fatal(err)
	}
	if got = fetch(a); got.Mails != 33 || got.Known != 32 || got.Notices != 1 {
		t.Errorf("opened again and numbered anew: %+v", got)
	}
	undoAndReread(t, a, box.ID, first, fetch)
	if log := d.Log(); strings.Contains(log, "Panic") {
		t.Error(log)
	}
	if flags, err := d.Admin("fetch", "-u", d.User, "flags", "mailbox", "INBOX"); err != nil || strings.Contains(flags, "Seen") {
		t.Errorf("the mailbox is not as it was: %v", err)
	}
}

// undoAndReread takes the first import back and has the mailbox read again: its mails come back, the others are known.
func undoAndReread(t *testing.T, a *app.App, id string, first app.MailFetch, fetch func(*app.App) app.MailFetch) {
	t.Helper()
	if _, err := a.Imports().Undo(first.Runs[0]); err != nil {
		t.Fatal(err)
	}
	if err := a.Mailboxes().Reread(id); err != nil {
		t.Fatal(err)
	}
	if got := fetch(a); got.Known+got.Notices+got.Unread+got.Ignored != 33 || got.Events != first.Events {
		t.Errorf("read again after an undo: %+v, want the %d facts of the first fetch again", got, first.Events)
	}
	if err := a.Mailboxes().Reread(id); err != nil {
		t.Fatal(err)
	}
	if got := fetch(a); got.Ignored != first.Ignored || got.Known != 33-first.Ignored || got.Events != 0 {
		t.Errorf("read again: %+v, want the %d about something else read anew, and nothing twice", got, first.Ignored)
	}
}

// TestASecretIsFoundNowhere looks for the password in everything a shop writes, hands out or logs.
func TestASecretIsFoundNowhere(t *testing.T) {
	t.Parallel()
	d, a, folder := postOffice(t)
	if err := d.Put("", upsMails(0, 3)...); err != nil {
		t.Fatal(err)
	}
	form := boxForm(d)
	box, err := a.Mailboxes().Save(form)
	if err != nil {
		t.Fatal(err)
	}
	form.ID = box.ID
	_, fetched := a.Mailboxes().Fetch(box.ID)
	_, backed := a.Backup(filepath.Join(folder, "shop", "backups", "b.db"))
	_, exported := a.Export(filepath.Join(folder, "shop", "export"))
	wrong := form
	wrong.Password = canary + " wrong"
	test, tried := a.Mailboxes().Test(wrong)
	if err := errors.Join(fetched, backed, exported, tried, a.Close()); err != nil {
		t.Fatal(err)
	}
	if test.OK || test.Fault != "login-refused" {
		t.Errorf("a wrong password: %+v", test)
	}
	files := 0
	err = filepath.WalkDir(filepath.Join(folder, "shop"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		if strings.Contains(string(raw), "Kanarienvogel") {
			t.Errorf("%s holds the password", path)
		}
		return err
	})
	if err != nil || files < 5 {
		t.Errorf("only %d files were looked into (%v)", files, err)
	}
	info, err := os.Stat(filepath.Join(folder, "own", "Ordertrail-secrets", "secrets.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("where it is kept: %v (%v)", info, err)
	}
}

// TestAMailboxThatFailsIsATaskUntilItIsReadAgain gives a wrong password, and then the right one.
func TestAMailboxThatFailsIsATaskUntilItIsReadAgain(t *testing.T) {
	t.Parallel()
	d, a, _ := postOffice(t)
	form := boxForm(d)
	form.Password = "wrong"
	box, err := a.Mailboxes().Save(form)
	if err != nil {
		t.Fatal(err)
	}
	tasks := func() int {
		t.Helper()
		page, err := a.Today().Queue(app.TaskQuery{Code: "mailbox_failing"})
		if err != nil {
			t.Fatal(err)
		}
		return len(page.Tasks)
	}
	if got, err := a.Mailboxes().Fetch(box.ID); err != nil || got.Fault != "login-refused" || !got.Waits || tasks() != 1 {
		t.Errorf("a wrong password: %+v (%v), %d tasks", got, err, tasks())
	}
	form.ID, form.Password = box.ID, canary
	if _, err := a.Mailboxes().Save(form); err != nil {
		t.Fatal(err)
	}
	if got, err := a.Mailboxes().Fetch(box.ID); err != nil || !got.OK || tasks() != 0 {
		t.Errorf("the right one: %+v (%v), %d tasks", got, err, tasks())
	}
	if err := a.Mailboxes().Remove(box.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := a.Mailboxes().List(); err != nil || len(list.Mailboxes) != 0 {
		t.Errorf("removed: %+v (%v)", list.Mailboxes, err)
	}
}

// TestMailIsReadWhileTheShopIsOpen lets a mail come while the mailbox is watched, and ends the watching cleanly.
func TestMailIsReadWhileTheShopIsOpen(t *testing.T) {
	t.Parallel()
	d, a, _ := postOffice(t)
	box, err := a.Mailboxes().Save(boxForm(d))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	heard, ended := make(chan app.MailFetch, 10), make(chan struct{})
	go func() {
		a.WatchMail(ctx, func(got app.MailFetch) { heard <- got })
		close(ended)
	}()
	for i := range 2 {
		time.Sleep(500 * time.Millisecond)
		if err := d.Put("", upsMails(i, i+1)...); err != nil {
			t.Fatal(err)
		}
		select {
		case got := <-heard:
			if !got.OK || got.Notices != 1 {
				t.Errorf("heard %+v", got)
			}
		case <-time.After(40 * time.Second):
			t.Fatalf("mail %d was not heard of", i)
		}
	}
	restsAndGoesOn(t, d, a, box.ID, heard)
	stop()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("the watching does not end")
	}
}

// restsAndGoesOn ends the connection to a mailbox that is watched, which is nobody's fault; fetches by hand; and gives a wrong
// password, which is tried seldom.
func restsAndGoesOn(t *testing.T, d *mailserver.Dovecot, a *app.App, id string, heard <-chan app.MailFetch) {
	t.Helper()
	now := func() app.MailboxRow {
		t.Helper()
		list, err := a.Mailboxes().List()
		if err != nil || len(list.Mailboxes) != 1 {
			t.Fatalf("%+v (%v)", list.Mailboxes, err)
		}
		return list.Mailboxes[0]
	}
	until := func(what string, is func(app.MailboxRow) bool) app.MailboxRow {
		t.Helper()
		row := now()
		for began := time.Now(); !is(row); row = now() {
			if time.Since(began) > 20*time.Second {
				t.Fatalf("%s: %+v", what, row)
			}
			time.Sleep(20 * time.Millisecond)
		}
		return row
	}
	if _, err := d.Admin("kick", d.User); err != nil {
		t.Fatal(err)
	}
	row := until("the server hung up", func(r app.MailboxRow) bool { return r.NextAt != "" })
	if row.State != "read" || row.Fault != "" || row.NextAt != "2026-05-25T12:00:30Z" {
		t.Errorf("the server hung up: %+v", row)
	}
	if got, err := a.Mailboxes().Fetch(id); err != nil || !got.OK || got.NextAt != "" {
		t.Errorf("by hand: %+v (%v)", got, err)
	}
	until("fetched by hand", func(r app.MailboxRow) bool { return r.NextAt == "" })
	wrong := boxForm(d)
	wrong.ID, wrong.Password = id, "wrong"
	if _, err := a.Mailboxes().Save(wrong); err != nil {
		t.Fatal(err)
	}
	row = until("a wrong password", func(r app.MailboxRow) bool { return r.NextAt != "" })
	if got := <-heard; got.Fault != "login-refused" || got.NextAt != row.NextAt || row.NextAt != "2026-05-25T12:15:00Z" {
		t.Errorf("a wrong password: %+v, %+v", got, row)
	}
}

// TestAMailboxThatMovesIsReadFromItsBeginning reaches the same mails by another name of the server.
func TestAMailboxThatMovesIsReadFromItsBeginning(t *testing.T) {
	t.Parallel()
	d, a, _ := postOffice(t)
	if err := d.Put("", upsMails(0, 3)...); err != nil {
		t.Fatal(err)
	}
	form := boxForm(d)
	for i, host := range []string{form.Host, "localhost"} {
		form.Host = host
		row, err := a.Mailboxes().Save(form)
		if err != nil || row.State != []string{"new", "reading"}[i] || row.FetchedAt != "" {
			t.Fatalf("at %s: %+v (%v)", host, row, err)
		}
		form.ID = row.ID
		if got, err := a.Mailboxes().Fetch(row.ID); err != nil || got.Mails != 3 || got.Notices+got.Known != 3 {
			t.Errorf("at %s: %+v (%v)", host, got, err)
		}
	}
}

// TestEveryFaultHasWordsAndARemedy holds the table of faults and the catalogue together.
func TestEveryFaultHasWordsAndARemedy(t *testing.T) {
	t.Parallel()
	words, err := app.ParseWords(frontend.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range imap.Faults() {
		for _, key := range []string{"mailbox_fault." + code, "mailbox_remedy." + code} {
			if words[key] == "" {
				t.Errorf("the catalogue has no words for %s", key)
			}
		}
	}
	for key := range words {
		if code, of := strings.CutPrefix(key, "mailbox_says."); of && !slices.Contains(imap.Faults(), code) {
			t.Errorf("%s is of no fault", key)
		}
	}
}
