package secret

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

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
	if _, err := k.Secret(t.Context(), "a"); !errors.Is(err, ErrMissing) {
		t.Errorf("nothing kept: %v", err)
	}
	for name, secret := range map[string]string{"a": "one", "b": "two"} {
		if where, err := k.Put(t.Context(), name, secret); where != InFile || err != nil {
			t.Errorf("kept in %q (%v)", where, err)
		}
	}
	again := New(folder, none)
	again.keychain = false
	if s, err := again.Secret(t.Context(), "a"); s != "one" || err != nil {
		t.Errorf("a is %q (%v)", s, err)
	}
	info, err := os.Stat(k.file)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v)", info.Mode(), err)
	}
	if err := errors.Join(k.Forget(t.Context(), "a"), k.Forget(t.Context(), "b"), k.Forget(t.Context(), "c")); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(k.file), "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAFileThatOthersMayReadIsRefused(t *testing.T) {
	k := New(t.TempDir(), none)
	k.keychain = false
	if _, err := k.Put(t.Context(), "a", "one"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(k.file, 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Secret(t.Context(), "a"); err == nil || s != "" {
		t.Errorf("it is read all the same: %q", s)
	}
}

func TestAKeychainGoesFirstAndTheFileTakesWhatItDoesNot(t *testing.T) {
	k := New(t.TempDir(), none)
	k.keychain = true
	keyring.MockInitWithError(errors.New("locked"))
	if where, err := k.Put(t.Context(), "a", "one"); where != InFile || err != nil {
		t.Fatalf("locked: kept in %q (%v)", where, err)
	}
	keyring.MockInit()
	if s, err := k.Secret(t.Context(), "a"); s != "one" || err != nil {
		t.Errorf("from the file: %q (%v)", s, err)
	}
	if where, err := k.Put(t.Context(), "a", "two"); where != InKeychain || err != nil {
		t.Fatalf("open: kept in %q (%v)", where, err)
	}
	if _, err := os.Stat(k.file); !errors.Is(err, os.ErrNotExist) {
		t.Error("and still in the file")
	}
	if s, err := k.Secret(t.Context(), "a"); s != "two" || err != nil {
		t.Errorf("from the keychain: %q (%v)", s, err)
	}
	if err := k.Forget(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if _, err := k.Secret(t.Context(), "a"); !errors.Is(err, ErrMissing) {
		t.Errorf("forgotten: %v", err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	if _, err := k.Secret(t.Context(), "a"); err == nil || errors.Is(err, ErrMissing) {
		t.Errorf("a locked keychain is no missing secret: %v", err)
	}
}

// TestAKeychainThatNeverAnswersHoldsNobodyUp asks a keychain that answers only when the test lets it, and late.
func TestAKeychainThatNeverAnswersHoldsNobodyUp(t *testing.T) {
	keyring.MockInit()
	k := New(t.TempDir(), none)
	k.keychain, k.patience = true, time.Hour
	if where, err := k.Put(t.Context(), "kept", "one"); where != InKeychain || err != nil {
		t.Fatalf("kept in %q (%v)", where, err)
	}
	answers := make(chan struct{})
	closing, stop := context.WithCancel(t.Context())
	asked := make(chan error)
	go func() {
		asked <- k.ask(closing, func() error { <-answers; return keyring.Set(service, "late", "two") }, func() { k.unsay("late") })
	}()
	for len(k.asked) == 0 {
		time.Sleep(time.Millisecond)
	}
	stop() // the shop is closed meanwhile
	if err := <-asked; !errors.Is(err, ErrSilent) {
		t.Errorf("given up: %v", err)
	}
	if _, err := k.Secret(t.Context(), "kept"); !errors.Is(err, ErrSilent) {
		t.Errorf("asked once more: %v", err)
	}
	if where, err := k.Put(t.Context(), "late", "three"); where != InFile || err != nil {
		t.Errorf("kept in %q (%v)", where, err)
	}
	if err := k.Forget(t.Context(), "kept"); !errors.Is(err, ErrSilent) {
		t.Errorf("forgotten: %v", err)
	}
	close(answers)
	k.asked <- struct{}{} // there is room once the late answer was dealt with
	<-k.asked
	if _, err := keyring.Get(service, "late"); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("what came late is in the keychain still: %v", err)
	}
	if s, err := k.Secret(t.Context(), "late"); s != "three" || err != nil {
		t.Errorf("the file has %q (%v)", s, err)
	}
	if s, err := k.Secret(t.Context(), "kept"); s != "one" || err != nil {
		t.Errorf("it answers again: %q (%v)", s, err)
	}
	k.patience = time.Millisecond
	if err := k.ask(t.Context(), func() error { time.Sleep(50 * time.Millisecond); return nil }, func() {}); !errors.Is(err, ErrSilent) {
		t.Errorf("its patience does not end: %v", err)
	}
}
