package store

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestAFolderThatMayOnlyBeReadSaysWhatHelps(t *testing.T) {
	t.Parallel()
	for _, why := range []error{syscall.EROFS, syscall.EACCES} {
		err := mayNotWrite(&os.PathError{Op: "open", Path: "shop/ordertrail.db.lock", Err: why})
		if !errors.Is(err, ErrReadOnly) || !errors.Is(err, why) || !strings.Contains(err.Error(), "choose another folder") {
			t.Errorf("%v is told as %v", why, err)
		}
	}
	if err := mayNotWrite(syscall.EIO); err != syscall.EIO {
		t.Errorf("a failing disk is told as %v", err)
	}
}
