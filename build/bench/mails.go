//go:build unix

package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ordertrail/importers/mail"
)

// Mails are read again and again for so much CPU time, by each in turn, so often.
const (
	mailsFor    = 0.7
	mailsRounds = 4
)

// readMails is P17: reading what mails say of parcels, against a library that takes mails apart and says nothing of them. The
// peer lies in a module of its own; where it cannot be fetched there is no row. The two take turns.
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
	var ours, theirs float64
	for range mailsRounds {
		took, err := enmimeTakes(ctx, peer, folder, len(mails))
		if err != nil {
			return nil, err
		}
		theirs += took / mailsRounds
		ours += eachTakes(mails) / mailsRounds
	}
	what := fmt.Sprintf("P17 read a mail and what it says, of %d", len(mails))
	against := fmt.Sprintf("enmime, which only takes mails apart: %.0f a CPU s, ours %.0f", 1/theirs, 1/ours)
	return []ratio{{what, ours * 1e6, theirs * 1e6, "CPU µs", 0.08, against}}, nil
}

// enmimeTakes is what one of n mails of a folder takes enmime, in CPU seconds.
func enmimeTakes(ctx context.Context, peer, folder string, n int) (took float64, err error) {
	text, err := exec.CommandContext(ctx, peer, folder, strconv.FormatFloat(mailsFor, 'g', -1, 64)).Output()
	if err != nil {
		return 0, fmt.Errorf("enmime: %w", err)
	}
	var read int
	if _, err := fmt.Sscan(string(text), &took, &read); err != nil || read != n {
		return 0, fmt.Errorf("enmime says %q of %d mails (%w)", text, n, err)
	}
	return took, nil
}

// eachTakes is what reading one of mails takes, in CPU seconds.
func eachTakes(mails [][]byte) float64 {
	passes, before := 0, used()
	for used()-before < mailsFor {
		for _, raw := range mails {
			mail.Read(raw, time.UTC)
		}
		passes++
	}
	return (used() - before) / float64(passes*len(mails))
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
