//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
)

// syncFolder makes a rename in folder last through a power loss.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("flush folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
