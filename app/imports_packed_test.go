package app

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestALargeFileInAnArchiveLiesUnpackedOnlyWhileItIsRead reads one twice, with a rest between.
func TestALargeFileInAnArchiveLiesUnpackedOnlyWhileItIsRead(t *testing.T) {
	beside, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", beside)
	want := bytes.Repeat([]byte("order,sku,quantity\n"), heldFile/19+1000)
	archive, err := os.Create(filepath.Join(dir, "all.zip"))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(archive)
	f, err := w.Create("large.csv")
	if err == nil {
		_, err = f.Write(want)
	}
	if err := errors.Join(err, w.Close(), archive.Close()); err != nil {
		t.Fatal(err)
	}
	c, err := ImportFile{Path: archive.Name()}.open()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := io.ReadAll(io.NewSectionReader(c, 0, c.size))
		if err != nil || !bytes.Equal(got, want) || c.name != "large.csv" {
			t.Errorf("%s: %d bytes of %d, %v", c.name, len(got), len(want), err)
		}
		if left, err := os.ReadDir(beside); err != nil || len(left) != 1 {
			t.Errorf("while it is read: %d files, %v", len(left), err)
		}
		c.rest()
		if left, err := os.ReadDir(beside); err != nil || len(left) != 0 {
			t.Errorf("at rest: %d files, %v", len(left), err)
		}
	}
}
