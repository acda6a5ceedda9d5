// Package secret keeps passwords and tokens where only the person who entered them can read them: in the operating system's
// keychain, or, on a computer that has none, in a file of theirs alone that lies outside the shop's data folder.
//
// A secret has a name that says nothing; the shop's file holds the name and never the secret.
package secret

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/zalando/go-keyring"
)

// Where a secret is kept.
const (
	InKeychain = "keychain"
	InFile     = "file"
)

// ErrMissing says that nothing is kept under a name, on this computer and for this person.
var ErrMissing = errors.New("no secret is kept here under this name")

// Keeper keeps secrets. It is safe for use by many goroutines.
type Keeper struct {
	file     string
	keychain bool
	mu       sync.Mutex
}

// service is whose secrets these are in a keychain.
const service = "Ordertrail"

// New is a keeper for this person. folder is theirs, such as os.UserConfigDir; getenv tells whether there is a keychain to ask.
func New(folder string, getenv func(string) string) *Keeper {
	return &Keeper{file: filepath.Join(folder, "Ordertrail-secrets", "secrets.json"), keychain: hasKeychain(getenv)}
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

// Put keeps a secret under a name and says where. What the keychain does not take, because it is locked or away, goes to the
// file; it is never kept in both.
func (k *Keeper) Put(name, secret string) (where string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keychain && keyring.Set(service, name, secret) == nil {
		return InKeychain, k.change(func(m map[string]string) { delete(m, name) })
	}
	return InFile, k.change(func(m map[string]string) { m[name] = secret })
}

// Secret is what is kept under a name; ErrMissing when nothing is, another error when the keychain will not say.
func (k *Keeper) Secret(name string) (string, error) {
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
		return "", ErrMissing
	}
	s, err := keyring.Get(service, name)
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return "", ErrMissing
	case err != nil:
		return "", fmt.Errorf("ask the keychain: %w", err)
	}
	return s, nil
}

// Forget takes a secret away; forgetting what is not kept does nothing.
func (k *Keeper) Forget(name string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	err := k.change(func(m map[string]string) { delete(m, name) })
	if !k.keychain {
		return err
	}
	if gone := keyring.Delete(service, name); gone != nil && !errors.Is(gone, keyring.ErrNotFound) {
		err = errors.Join(err, fmt.Errorf("ask the keychain: %w", gone))
	}
	return err
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
