//go:build unix

package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/importers/mail"
)

// mailsFor is for how much CPU time mails are read again and again.
const mailsFor = 2.0

// readMails is P17: reading what mails say of parcels, against a library that takes mails apart and says nothing of them. The
// peer lies in a module of its own; where it cannot be fetched there is no row.
func readMails(ctx context.Context, w *work) ([]ratio, error) {
	folder, err := filepath.Abs(w.mails)
	if err != nil {
		return nil, err
	}
	mails, err := mailsIn(folder)
	if err != nil {
		return nil, err
	}
	peer := filepath.Join(w.folder, "enmime")
	c := exec.CommandContext(ctx, "go", "build", "-o", peer, ".")
	c.Dir = "build/bench/enmime"
	if text, err := c.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "mails: no peer: %s", text)
		return nil, nil
	}
	text, err := exec.CommandContext(ctx, peer, folder).Output()
	if err != nil {
		return nil, fmt.Errorf("enmime: %w", err)
	}
	var theirs float64
	var n int
	if _, err := fmt.Sscan(string(text), &theirs, &n); err != nil || n != len(mails) {
		return nil, fmt.Errorf("enmime says %q of %d mails (%w)", text, len(mails), err)
	}
	passes, before := 0, used()
	for used()-before < mailsFor {
		for _, raw := range mails {
			mail.Read(raw, time.UTC)
		}
		passes++
	}
	ours := (used() - before) / float64(passes*len(mails))
	what := fmt.Sprintf("P17 read a mail and what it says, of %d", len(mails))
	return []ratio{{what, ours * 1e6, theirs * 1e6, "CPU µs", 0.08, "enmime, which only takes mails apart"}}, nil
}

// mailsIn reads every mail under a folder.
func mailsIn(folder string) (mails [][]byte, err error) {
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".eml") {
			return err
		}
		raw, err := os.ReadFile(path)
		mails = append(mails, raw)
		return err
	})
	if err == nil && len(mails) == 0 {
		err = fmt.Errorf("no .eml in %s", folder)
	}
	return mails, err
}
