package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Mailbox is one that is read. Its secret is kept elsewhere, under its ID.
type Mailbox struct {
	ID      string
	Name    string
	Account json.RawMessage // how it is reached, as package app writes it
	Since   time.Time       // mails before it are not fetched; zero fetches all
	Paused  bool
	Folders []MailFolder

	Tried   time.Time // the last try
	Fetched time.Time // the last try that went well
	Fault   string    // code of what went wrong since; "" when nothing did
	Says    string    // the server's own words about it, or its certificate's
	Faulty  time.Time // since when
	Waits   bool      // somebody must do something about it
}

// MailFolder is one folder and how far it was read.
type MailFolder struct {
	Name     string
	Validity uint32
	UID      uint32
}

// MailboxSource is the id of the source that a mailbox is.
func MailboxSource(name string) string { return "mailbox: " + name }

const mailboxColumns = "id, name, account, since_at, paused, tried_at, fetched_at, fault, says, faulty_at, waits"

func scanMailbox(r *sql.Rows) (m Mailbox, err error) {
	var account string
	var since, tried, fetched, faulty int64
	err = r.Scan(&m.ID, &m.Name, &account, &since, &m.Paused, &tried, &fetched, &m.Fault, &m.Says, &faulty, &m.Waits)
	m.Account, m.Since, m.Tried, m.Fetched, m.Faulty = json.RawMessage(account), instant(since), instant(tried), instant(fetched), instant(faulty)
	return m, err
}

// Mailboxes lists the mailboxes by name.
func (r *Reader) Mailboxes(ctx context.Context) ([]Mailbox, error) {
	list, err := all(ctx, r.q, scanMailbox, "SELECT "+mailboxColumns+" FROM mailboxes ORDER BY name, id")
	for i := range list {
		if err == nil {
			list[i].Folders, err = r.mailFolders(ctx, list[i].ID)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("mailboxes: %w", err)
	}
	return list, nil
}

// Mailbox reads one by its id; ErrNotFound when there is none.
func (r *Reader) Mailbox(ctx context.Context, id string) (Mailbox, error) {
	m, err := one(ctx, r.q, scanMailbox, "SELECT "+mailboxColumns+" FROM mailboxes WHERE id = $1", id)
	if err == nil {
		m.Folders, err = r.mailFolders(ctx, id)
	}
	if err != nil {
		return Mailbox{}, fmt.Errorf("mailbox %s: %w", id, err)
	}
	return m, nil
}

func (r *Reader) mailFolders(ctx context.Context, id string) ([]MailFolder, error) {
	return all(ctx, r.q, func(r *sql.Rows) (f MailFolder, err error) { return f, r.Scan(&f.Name, &f.Validity, &f.UID) },
		"SELECT folder, validity, uid FROM mailbox_folders WHERE mailbox = $1 ORDER BY folder <> 'INBOX', folder", id)
}

// PutMailbox adds a mailbox, or changes how it is reached and which folders are read. How far a folder was read stays, unless
// mails from further back are wanted now: then it is read again, and mails that are known are known again.
func (tx *Tx) PutMailbox(ctx context.Context, m Mailbox) error {
	tx.touchMailboxes()
	before, err := all(ctx, tx.w, scanMailbox, "SELECT "+mailboxColumns+" FROM mailboxes WHERE id = $1", m.ID)
	if err != nil {
		return fmt.Errorf("keep mailbox %s: %w", m.Name, err)
	}
	err = tx.exec(`INSERT INTO mailboxes (id, name, account, since_at, paused) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = $2, account = $3, since_at = $4, paused = $5, fault = '', says = '', faulty_at = 0, waits = 0`,
		m.ID, m.Name, string(m.Account), millis(m.Since), m.Paused)
	if err != nil {
		return fmt.Errorf("keep mailbox %s: %w", m.Name, err)
	}
	if len(before) > 0 && m.Since.Before(before[0].Since) {
		if err := tx.exec("UPDATE mailbox_folders SET uid = 0 WHERE mailbox = $1", m.ID); err != nil {
			return err
		}
	}
	names := make([]string, 0, len(m.Folders))
	for _, f := range m.Folders {
		names = append(names, f.Name)
		if err := tx.exec("INSERT INTO mailbox_folders (mailbox, folder) VALUES ($1, $2) ON CONFLICT DO NOTHING", m.ID, f.Name); err != nil {
			return fmt.Errorf("keep folder %s of mailbox %s: %w", f.Name, m.Name, err)
		}
	}
	err = tx.exec("DELETE FROM mailbox_folders WHERE mailbox = $1 AND folder NOT IN (SELECT value FROM json_each($2))", m.ID, jsonList(names))
	if err != nil {
		return err
	}
	return tx.noteShut(ctx, m.ID)
}

// touchMailboxes has screens and the tasks about mailboxes look again.
func (tx *Tx) touchMailboxes() {
	tx.change.Settings, tx.queues["mailbox_failing"] = true, true
}

// DropMailbox takes a mailbox out of use. What came from it stays; ErrNotFound when there is none.
func (tx *Tx) DropMailbox(ctx context.Context, id string) error {
	if _, err := tx.Mailbox(ctx, id); err != nil {
		return err
	}
	tx.touchMailboxes()
	if err := errors.Join(tx.leaves(id), tx.exec("DELETE FROM mailboxes WHERE id = $1", id)); err != nil {
		return err
	}
	return tx.noteShut(ctx, id)
}

// RereadMailbox has every folder of a mailbox read again from its beginning. Mails of it that were about something else are not
// known any more, nor are those of mailboxes that are gone: what was no notice once may be one to a newer program, or by words
// that were taught since.
func (tx *Tx) RereadMailbox(id string) error {
	tx.change.Settings = true
	return errors.Join(
		tx.exec("DELETE FROM mails WHERE what = 'ignored' AND (mailbox = $1 OR mailbox NOT IN (SELECT id FROM mailboxes))", id),
		tx.exec("UPDATE mailbox_folders SET uid = 0 WHERE mailbox = $1", id),
	)
}

// MoveMailbox has a mailbox read from its beginning, as one that nobody looked into yet: it lies elsewhere now, where its mails
// are numbered in another way.
func (tx *Tx) MoveMailbox(id string) error {
	return errors.Join(
		tx.exec("UPDATE mailboxes SET tried_at = 0, fetched_at = 0 WHERE id = $1", id),
		tx.exec("UPDATE mailbox_folders SET validity = 0, uid = 0 WHERE mailbox = $1", id),
	)
}

// MailFault is what went wrong with a mailbox; the zero one is that nothing did.
type MailFault struct {
	Code  string
	Says  string
	Waits bool // somebody must do something about it
	Read  bool // a part of the mailbox was read all the same
}

// NoteMailbox keeps how the last try went. A mailbox that was dropped meanwhile is left alone.
func (tx *Tx) NoteMailbox(ctx context.Context, id string, f MailFault) (err error) {
	tx.touchMailboxes()
	if f.Code == "" {
		err = tx.exec(`UPDATE mailboxes SET tried_at = $2, fetched_at = $2, fault = '', says = '', faulty_at = 0, waits = 0 WHERE id = $1`, id, millis(tx.now))
	} else {
		err = tx.exec(`UPDATE mailboxes SET tried_at = $2, fault = $3, says = $4, waits = $5, fetched_at = iif($6, $2, fetched_at),
			faulty_at = CASE WHEN fault = '' THEN $2 ELSE faulty_at END WHERE id = $1`, id, millis(tx.now), f.Code, f.Says, f.Waits, f.Read)
	}
	if err != nil {
		return fmt.Errorf("note how mailbox %s is: %w", id, err)
	}
	return tx.noteShut(ctx, id)
}

// Mail is one message that was taken from a mailbox.
type Mail struct {
	Hash string // of what it says, without the traces of its way
	What string // notice, unread, ignored
}

// TookMails keeps that these mails were taken, by which run (0 for none), and how far the folder is read with them: in the
// transaction that keeps what they say. Something came from the mailbox, even if it said nothing.
func (tx *Tx) TookMails(ctx context.Context, m Mailbox, f MailFolder, run int64, mails []Mail) error {
	for _, mail := range mails {
		err := tx.exec("INSERT INTO mails (hash, mailbox, at, what, run) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO UPDATE SET run = $5, what = $4",
			mail.Hash, m.ID, millis(tx.now), mail.What, run)
		if err != nil {
			return fmt.Errorf("keep a mail of %s: %w", m.Name, err)
		}
	}
	if err := tx.exec("UPDATE mailbox_folders SET validity = $3, uid = $4 WHERE mailbox = $1 AND folder = $2", m.ID, f.Name, int64(f.Validity), int64(f.UID)); err != nil {
		return fmt.Errorf("keep how far %s of %s is read: %w", f.Name, m.Name, err)
	}
	if err := tx.broughtBy(ctx, m.ID, run); err != nil {
		return err
	}
	tx.change.Settings = true
	if len(mails) == 0 {
		return nil
	}
	return tx.arrive(ctx, voice{source: MailboxSource(m.Name)})
}

// KnownMails says which of these mails were taken already. One whose run was undone was not: it may be taken again.
func (r *Reader) KnownMails(ctx context.Context, hashes []string) (map[string]bool, error) {
	found, err := all(ctx, r.q, scanText, `SELECT m.hash FROM mails m LEFT JOIN runs u ON u.id = m.run
		WHERE m.hash IN (SELECT value FROM json_each($1)) AND coalesce(u.undone_at, 0) = 0`, jsonList(hashes))
	if err != nil {
		return nil, fmt.Errorf("known mails: %w", err)
	}
	out := make(map[string]bool, len(found))
	for _, h := range found {
		out[h] = true
	}
	return out, nil
}

// MailCounts is how many mails came from a mailbox, by what they were.
func (r *Reader) MailCounts(ctx context.Context, id string) (map[string]int, error) {
	out := map[string]int{}
	_, err := all(ctx, r.q, func(r *sql.Rows) (int, error) {
		var what string
		var n int
		err := r.Scan(&what, &n)
		out[what] = n
		return n, err
	}, "SELECT what, count(*) FROM mails WHERE mailbox = $1 GROUP BY what", id)
	return out, err
}
