package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Setting reads the JSON kept under key into value; found is false, and value unchanged, when nothing is kept.
func (r *Reader) Setting(ctx context.Context, key string, value any) (found bool, err error) {
	return r.document(ctx, "SELECT value FROM settings WHERE key = $1", key, value)
}

const putSetting = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2"

// PutSetting keeps value as JSON under key.
func (tx *Tx) PutSetting(key string, value any) error {
	tx.change.Settings = true
	return tx.putDocument(putSetting, key, value)
}

// Settings reads every setting as JSON.
func (r *Reader) Settings(ctx context.Context) (map[string]json.RawMessage, error) {
	rows, err := all(ctx, r.q, func(r *sql.Rows) (p [2]string, err error) { return p, r.Scan(&p[0], &p[1]) }, "SELECT key, value FROM settings")
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	out := make(map[string]json.RawMessage, len(rows))
	for _, p := range rows {
		out[p[0]] = json.RawMessage(p[1])
	}
	return out, nil
}

// Station reads what lies on a station; found is false when nothing was ever scanned there.
func (r *Reader) Station(ctx context.Context, name string, state any) (found bool, err error) {
	return r.document(ctx, "SELECT state FROM stations WHERE name = $1", name, state)
}

// PutStation keeps what lies on a station.
func (tx *Tx) PutStation(name string, state any) error {
	tx.change.Queues = true
	return tx.putDocument("INSERT INTO stations (name, state) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET state = $2", name, state)
}

// Stations lists the names of the stations that were ever used.
func (r *Reader) Stations(ctx context.Context) ([]string, error) {
	return all(ctx, r.q, scanText, "SELECT name FROM stations ORDER BY name")
}

func (r *Reader) document(ctx context.Context, query, key string, into any) (found bool, err error) {
	text, err := one(ctx, r.q, scanText, query, key)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", key, err)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return false, fmt.Errorf("read %s: %w", key, err)
	}
	return true, nil
}

func (tx *Tx) putDocument(query, key string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	if err := tx.exec(query, key, string(b)); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

// Profile is how one kind of file is read, as package importers writes it.
type Profile struct {
	Name    string
	Version int
	JSON    json.RawMessage
}

// PutProfile keeps a profile under its name, as the version after every one that the name ever had, and returns that. The
// JSON is made when the version is known.
func (tx *Tx) PutProfile(ctx context.Context, name string, write func(version int) (json.RawMessage, error)) (version int, err error) {
	tx.change.Settings = true
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(version), 0) FROM profile_versions WHERE name = $1", name)
	if err != nil {
		return 0, fmt.Errorf("keep profile %s: %w", name, err)
	}
	p := Profile{Name: name, Version: int(last) + 1}
	if p.JSON, err = write(p.Version); err != nil {
		return 0, err
	}
	if err := tx.exec("INSERT INTO profile_versions (name, version, profile, kept_at) VALUES ($1, $2, $3, $4)",
		p.Name, p.Version, string(p.JSON), millis(tx.now)); err != nil {
		return 0, fmt.Errorf("keep profile %s: %w", name, err)
	}
	return p.Version, tx.exec(`INSERT INTO profiles (name, version, profile) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET version = $2, profile = $3`, p.Name, p.Version, string(p.JSON))
}

// DropProfile takes a profile out of use; its versions stay. ErrNotFound when none has the name.
func (tx *Tx) DropProfile(ctx context.Context, name string) error {
	n, err := one(ctx, tx.w, scanInt, "SELECT count(*) FROM profiles WHERE name = $1", name)
	switch {
	case err != nil:
		return fmt.Errorf("drop profile %s: %w", name, err)
	case n == 0:
		return fmt.Errorf("profile %s: %w", name, ErrNotFound)
	}
	tx.change.Settings = true
	return tx.exec("DELETE FROM profiles WHERE name = $1", name)
}

// ProfileVersions lists every version that a profile ever had, the newest first.
func (r *Reader) ProfileVersions(ctx context.Context, name string) ([]Profile, error) {
	return all(ctx, r.q, scanProfile, "SELECT name, version, profile FROM profile_versions WHERE name = $1 ORDER BY version DESC", name)
}

func scanProfile(r *sql.Rows) (p Profile, err error) {
	var text string
	err = r.Scan(&p.Name, &p.Version, &text)
	p.JSON = json.RawMessage(text)
	return p, err
}

// Profiles lists the kept profiles by name.
func (r *Reader) Profiles(ctx context.Context) ([]Profile, error) {
	return all(ctx, r.q, scanProfile, "SELECT name, version, profile FROM profiles ORDER BY name")
}
