package secret

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/zalando/go-keyring"
)

func none(string) string { return "" }

func TestWithoutAKeychainAFileOfOnesOwnKeepsSecrets(t *testing.T) {
	folder := t.TempDir()
	k := New(folder, none)
	if k.keychain && runtime.GOOS == "linux" {
		t.Fatal("a keychain without a bus")
	}
	k.keychain = false
	if _, err := k.Secret("a"); !errors.Is(err, ErrMissing) {
		t.Errorf("nothing kept: %v", err)
	}
	for name, secret := range map[string]string{"a": "one", "b": "two"} {
		if where, err := k.Put(name, secret); where != InFile || err != nil {
			t.Errorf("kept in %q (%v)", where, err)
		}
	}
	again := New(folder, none)
	again.keychain = false
	if s, err := again.Secret("a"); s != "one" || err != nil {
		t.Errorf("a is %q (%v)", s, err)
	}
	info, err := os.Stat(k.file)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v)", info.Mode(), err)
	}
	if err := errors.Join(k.Forget("a"), k.Forget("b"), k.Forget("c")); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(k.file), "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAFileThatOthersMayReadIsRefused(t *testing.T) {
	k := New(t.TempDir(), none)
	k.keychain = false
	if _, err := k.Put("a", "one"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(k.file, 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Secret("a"); err == nil || s != "" {
		t.Errorf("it is read all the same: %q", s)
	}
}

func TestAKeychainGoesFirstAndTheFileTakesWhatItDoesNot(t *testing.T) {
	k := New(t.TempDir(), none)
	k.keychain = true
	keyring.MockInitWithError(errors.New("locked"))
	if where, err := k.Put("a", "one"); where != InFile || err != nil {
		t.Fatalf("locked: kept in %q (%v)", where, err)
	}
	keyring.MockInit()
	if s, err := k.Secret("a"); s != "one" || err != nil {
		t.Errorf("from the file: %q (%v)", s, err)
	}
	if where, err := k.Put("a", "two"); where != InKeychain || err != nil {
		t.Fatalf("open: kept in %q (%v)", where, err)
	}
	if _, err := os.Stat(k.file); !errors.Is(err, os.ErrNotExist) {
		t.Error("and still in the file")
	}
	if s, err := k.Secret("a"); s != "two" || err != nil {
		t.Errorf("from the keychain: %q (%v)", s, err)
	}
	if err := k.Forget("a"); err != nil {
		t.Error(err)
	}
	if _, err := k.Secret("a"); !errors.Is(err, ErrMissing) {
		t.Errorf("forgotten: %v", err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	if _, err := k.Secret("a"); err == nil || errors.Is(err, ErrMissing) {
		t.Errorf("a locked keychain is no missing secret: %v", err)
	}
}
