package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// DropFolder is a folder that is watched for files.
type DropFolder struct {
	ID      string
	Name    string
	Path    string
	Asks    bool   // a file waits until a person lets it in
	Done    string // where files go that were taken; "" inside it
	Failed  string // where files go that could not be; "" inside it
	Profile string // that every file is read by; "" the one it is known by
	Source  string // that the facts are from; "" the profile's
	Paused  bool

	Fault  string    // code of what is wrong with it; "" when nothing is
	Says   string    // the system's own words about it
	Faulty time.Time // since when
	Waits  bool      // somebody must do something about it
}

const dropColumns = "id, name, path, asks, done, failed, profile, source, paused, fault, says, faulty_at, waits"

func scanDropFolder(r *sql.Rows) (f DropFolder, err error) {
	var faulty int64
	err = r.Scan(&f.ID, &f.Name, &f.Path, &f.Asks, &f.Done, &f.Failed, &f.Profile, &f.Source, &f.Paused, &f.Fault, &f.Says, &faulty, &f.Waits)
	f.Faulty = instant(faulty)
	return f, err
}

// DropFolders lists the watched folders by name.
func (r *Reader) DropFolders(ctx context.Context) ([]DropFolder, error) {
	list, err := all(ctx, r.q, scanDropFolder, "SELECT "+dropColumns+" FROM drop_folders ORDER BY name, id")
	if err != nil {
		return nil, fmt.Errorf("drop folders: %w", err)
	}
	return list, nil
}

// DropFolder reads one by its id; ErrNotFound when there is none.
func (r *Reader) DropFolder(ctx context.Context, id string) (DropFolder, error) {
	f, err := one(ctx, r.q, scanDropFolder, "SELECT "+dropColumns+" FROM drop_folders WHERE id = $1", id)
	if err != nil {
		return DropFolder{}, fmt.Errorf("drop folder %s: %w", id, err)
	}
	return f, nil
}

// touchDrops has screens and the tasks about drop folders look again.
func (tx *Tx) touchDrops() {
	tx.change.Settings, tx.queues["folder_failing"] = true, true
}

// PutDropFolder adds a watched folder or changes one. What was wrong with it is forgotten: the next look tells.
func (tx *Tx) PutDropFolder(f DropFolder) error {
	tx.touchDrops()
	err := tx.exec(`INSERT INTO drop_folders (id, name, path, asks, done, failed, profile, source, paused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (id) DO UPDATE SET name = $2, path = $3, asks = $4, done = $5, failed = $6, profile = $7, source = $8, paused = $9,
		fault = '', says = '', faulty_at = 0, waits = 0`,
		f.ID, f.Name, f.Path, f.Asks, f.Done, f.Failed, f.Profile, f.Source, f.Paused)
	if err != nil {
		return fmt.Errorf("keep drop folder %s: %w", f.Name, err)
	}
	return nil
}

// RemoveDropFolder has a folder watched no longer. Its files stay where they are; ErrNotFound when there is none.
func (tx *Tx) RemoveDropFolder(ctx context.Context, id string) error {
	if _, err := tx.DropFolder(ctx, id); err != nil {
		return err
	}
	tx.touchDrops()
	return tx.exec("DELETE FROM drop_folders WHERE id = $1", id)
}

// DropFault is what is wrong with a watched folder; the zero one is that nothing is.
type DropFault struct {
	Code  string
	Says  string
	Waits bool // somebody must do something about it
}

// NoteDropFolder keeps how the last look went. A folder that was removed meanwhile is left alone.
func (tx *Tx) NoteDropFolder(id string, f DropFault) error {
	tx.touchDrops()
	return tx.exec(`UPDATE drop_folders SET fault = $2, says = $3, waits = $4,
		faulty_at = CASE WHEN $2 = '' THEN 0 WHEN fault = '' THEN $5 ELSE faulty_at END WHERE id = $1`, id, f.Code, f.Says, f.Waits, millis(tx.now))
}

// DropClaim is a file of a watched folder while it is being taken in.
type DropClaim struct {
	Folder string // its id
	Key    string // the file's name among the folder's claims
}

// Took keeps that a run took in these bytes of a claimed file: in the transaction that ends the run.
func (tx *Tx) Took(c DropClaim, sha256 string, run int64) error {
	err := tx.exec("INSERT OR REPLACE INTO drop_claims (folder, claim, sha256, run) VALUES ($1, $2, $3, $4)", c.Folder, c.Key, sha256, run)
	if err != nil {
		return fmt.Errorf("keep what was taken of %s: %w", c.Key, err)
	}
	return nil
}

// TakenOf says which bytes of a claimed file were taken already, and by which run; also when that was undone since.
func (r *Reader) TakenOf(ctx context.Context, c DropClaim) (map[string]int64, error) {
	out := map[string]int64{}
	_, err := all(ctx, r.q, func(r *sql.Rows) (run int64, err error) {
		var sha256 string
		err = r.Scan(&sha256, &run)
		out[sha256] = run
		return run, err
	}, "SELECT sha256, run FROM drop_claims WHERE folder = $1 AND claim = $2", c.Folder, c.Key)
	if err != nil {
		return nil, fmt.Errorf("what was taken of %s: %w", c.Key, err)
	}
	return out, nil
}

// PutAway forgets what was taken of a claimed file: it lies where taken files lie now, and its name among the claims is free.
func (tx *Tx) PutAway(c DropClaim) error {
	return tx.exec("DELETE FROM drop_claims WHERE folder = $1 AND claim = $2", c.Folder, c.Key)
}

// DropRefusal is a file of a watched folder that could not be taken in, or not whole.
type DropRefusal struct {
	ID       int64
	Folder   string // its name
	File     string
	Path     string // where it lies, or a sheet of its rejected rows
	Code     string
	Message  string
	Run      int64 // that took the rest of it, 0 none
	Rejected int   // rows of it
	At       time.Time
}

// AddDropRefusal keeps that a file could not be taken, until somebody has looked at it.
func (tx *Tx) AddDropRefusal(x DropRefusal) error {
	tx.touchRefusals()
	err := tx.exec(`INSERT INTO drop_refusals (folder, file, path, code, message, run, rejected, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		x.Folder, x.File, x.Path, x.Code, x.Message, x.Run, x.Rejected, millis(tx.now))
	if err != nil {
		return fmt.Errorf("keep why %s could not be taken: %w", x.File, err)
	}
	return nil
}

func (tx *Tx) touchRefusals() {
	tx.change.Queues, tx.queues["files_refused"] = true, true
}

const refusalColumns = "id, folder, file, path, code, message, run, rejected, at"

func scanRefusal(r *sql.Rows) (x DropRefusal, err error) {
	var at int64
	err = r.Scan(&x.ID, &x.Folder, &x.File, &x.Path, &x.Code, &x.Message, &x.Run, &x.Rejected, &at)
	x.At = instant(at)
	return x, err
}

// DropRefusals lists the files that could not be taken and that nobody has looked at, the newest first, at most limit.
func (r *Reader) DropRefusals(ctx context.Context, limit int) ([]DropRefusal, error) {
	list, err := all(ctx, r.q, scanRefusal, "SELECT "+refusalColumns+" FROM drop_refusals WHERE seen_at = 0 ORDER BY id DESC LIMIT $1", limit)
	if err != nil {
		return nil, fmt.Errorf("refused files: %w", err)
	}
	return list, nil
}

// CountDropRefusals counts the refused files that nobody has looked at yet.
func (r *Reader) CountDropRefusals(ctx context.Context) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM drop_refusals WHERE seen_at = 0")
	if err != nil {
		return 0, fmt.Errorf("count refused files: %w", err)
	}
	return int(n), nil
}

// DropRefusal reads one by its id; ErrNotFound when there is none.
func (r *Reader) DropRefusal(ctx context.Context, id int64) (DropRefusal, error) {
	x, err := one(ctx, r.q, scanRefusal, "SELECT "+refusalColumns+" FROM drop_refusals WHERE id = $1", id)
	if err != nil {
		return DropRefusal{}, fmt.Errorf("refused file %d: %w", id, err)
	}
	return x, nil
}

// SeeDropRefusals keeps that somebody has looked at these refused files; they lie where they are.
func (tx *Tx) SeeDropRefusals(ids []int64) error {
	tx.touchRefusals()
	return tx.exec("UPDATE drop_refusals SET seen_at = $2 WHERE seen_at = 0 AND id IN (SELECT value FROM json_each($1))", jsonList(ids), millis(tx.now))
}
