// Package secret keeps passwords and tokens where only the person who entered them can read them: in the operating system's
// keychain, or, on a computer that has none, in a file of theirs alone that lies outside the shop's data folder.
//
// A secret has a name that says nothing; the shop's file holds the name and never the secret.
package secret

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/zalando/go-keyring"
)

// Where a secret is kept.
const (
	InKeychain = "keychain"
	InFile     = "file"
)

// ErrMissing says that nothing is kept under a name, on this computer and for this person.
var ErrMissing = errors.New("no secret is kept here under this name")

// ErrNoKeychain is ErrMissing where no keychain can be asked: what one holds is kept all the same.
var ErrNoKeychain = fmt.Errorf("%w, and there is no keychain to ask", ErrMissing)

// ErrSilent says that the keychain does not answer. It may be asking a person something, in a window of its own.
var ErrSilent = errors.New("the keychain does not answer; unlock it, or answer what it asks, and try again")

// patience is how long the keychain may take to answer: a person may have to unlock it first.
const patience = 30 * time.Second

// Keeper keeps secrets. It is safe for use by many goroutines.
type Keeper struct {
	file     string
	keychain bool
	patience time.Duration
	asked    chan struct{} // full while the keychain owes an answer
	mu       sync.Mutex
}

// service is whose secrets these are in a keychain.
const service = "Ordertrail"

// New is a keeper for this person. folder is theirs, such as os.UserConfigDir; getenv tells whether there is a keychain to ask.
func New(folder string, getenv func(string) string) *Keeper {
	return &Keeper{
		file: filepath.Join(folder, "Ordertrail-secrets", "secrets.json"), keychain: hasKeychain(getenv),
		patience: patience, asked: make(chan struct{}, 1),
	}
}

// hasKeychain reports whether a keychain can be asked. On Linux that is a service on the session's bus; asking without a bus
// would start one that nobody ends.
func hasKeychain(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	case "linux":
		return getenv("DBUS_SESSION_BUS_ADDRESS") != ""
	}
	return false
}

// Put keeps a secret under a name and says where. What the keychain does not take, because it is locked, away or silent until
// ctx ends, goes to the file; it is never kept in both for longer than the keychain takes to answer.
func (k *Keeper) Put(ctx context.Context, name, secret string) (where string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keychain && k.ask(ctx, func() error { return keyring.Set(service, name, secret) }, func() { k.unsay(name) }) == nil {
		return InKeychain, k.change(func(m map[string]string) { delete(m, name) })
	}
	return InFile, k.change(func(m map[string]string) { m[name] = secret })
}

// unsay takes back what the keychain took after it was kept in the file, or forgotten.
func (k *Keeper) unsay(name string) {
	_ = keyring.Delete(service, name) // the file is what counts
}

// Secret is what is kept under a name; ErrMissing when nothing is, ErrNoKeychain among it, another error when the keychain will not say.
func (k *Keeper) Secret(ctx context.Context, name string) (s string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	all, err := k.read()
	if err != nil {
		return "", err
	}
	if s, kept := all[name]; kept {
		return s, nil
	}
	if !k.keychain {
		return "", ErrNoKeychain
	}
	said := make(chan string, 1)
	err = k.ask(ctx, func() error {
		s, err := keyring.Get(service, name)
		said <- s
		return err
	}, func() {})
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return "", ErrMissing
	case err != nil:
		return "", fmt.Errorf("ask the keychain: %w", err)
	}
	return <-said, nil
}

// Forget takes a secret away; forgetting what is not kept does nothing.
func (k *Keeper) Forget(ctx context.Context, name string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	err := k.change(func(m map[string]string) { delete(m, name) })
	if !k.keychain {
		return err
	}
	gone := k.ask(ctx, func() error { return keyring.Delete(service, name) }, func() {})
	if gone != nil && !errors.Is(gone, keyring.ErrNotFound) {
		err = errors.Join(err, fmt.Errorf("ask the keychain: %w", gone))
	}
	return err
}

// ask puts a question to the keychain and waits for the answer until patience or ctx ends. A question that is not answered stays
// open, for nobody can take it back; until it is answered no other is put. late is called when it is done after all and nobody
// waits any more.
func (k *Keeper) ask(ctx context.Context, question func() error, late func()) error {
	select {
	case k.asked <- struct{}{}:
	default:
		return ErrSilent
	}
	ctx, stop := context.WithTimeout(ctx, k.patience)
	defer stop()
	answer, left := make(chan error), make(chan struct{})
	go func() {
		err := question()
		select {
		case answer <- err:
			return
		case <-left:
		}
		if err == nil {
			late()
		}
		<-k.asked
	}()
	select {
	case err := <-answer:
		<-k.asked
		return err
	case <-ctx.Done():
		close(left)
		return ErrSilent
	}
}

// read is what the file holds. A file that others may read is not believed: it is nobody's secret any more.
func (k *Keeper) read() (map[string]string, error) {
	all := map[string]string{}
	info, err := os.Stat(k.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return all, nil
	case err != nil:
		return nil, fmt.Errorf("read the secrets: %w", err)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("others may read %s: change the passwords in it, then run chmod 600 on it", k.file)
	}
	raw, err := os.ReadFile(k.file)
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("read the secrets: %w", err)
	}
	return all, nil
}

// change writes the file anew, as a whole or not at all, and takes it away when it is empty.
func (k *Keeper) change(edit func(map[string]string)) error {
	all, err := k.read()
	if err != nil {
		return err
	}
	before := len(all)
	edit(all)
	if len(all) == 0 {
		if before == 0 {
			return nil
		}
		return os.Remove(k.file)
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	folder := filepath.Dir(k.file)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("keep the secret: %w", err)
	}
	draft, err := os.CreateTemp(folder, "secrets-*") // made 0600
	if err != nil {
		return fmt.Errorf("keep the secret: %w", err)
	}
	_, err = draft.Write(raw)
	err = errors.Join(err, draft.Sync(), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), k.file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep the secret: %w", err), os.Remove(draft.Name()))
	}
	return nil
}
