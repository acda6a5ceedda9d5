package app

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/reports/pdf"
	"ordertrail/track"
)

// proofFile is one file of an evidence bundle.
type proofFile struct {
	Name string
	What string // what it is, in words
	Data []byte
}

// hash is its SHA-256, as `sha256sum` prints it.
func (f proofFile) hash() string {
	sum := sha256.Sum256(f.Data)
	return hex.EncodeToString(sum[:])
}

// The names in a bundle that do not depend on the order.
const (
	evidenceName = "evidence.pdf"
	sumsName     = "SHA256SUMS"
)

// files are the files of the bundle but for the document itself: the facts, the scans, the originals, and the papers and
// the page that were handed out.
func (p *proof) files() ([]proofFile, error) {
	a := p.app
	facts, err := csvOf("order,source,event,kind,parcel,return,line,quantity,phase,reason,code,text,location,occurred,recorded,stated_by,actor,counts", exportEvents(exported{p.order, a}))
	if err != nil {
		return nil, err
	}
	scans := [][]string{}
	for _, s := range p.scans {
		scans = append(scans, []string{a.stamp(s.At), s.Station, s.Operator, s.Raw, s.Meaning, s.Verdict, s.Code, strings.Join(s.Events, " ")})
	}
	read, err := csvOf("at,station,operator,raw,meaning,verdict,code,events", scans)
	if err != nil {
		return nil, err
	}
	log, err := p.log()
	if err != nil {
		return nil, err
	}
	out := []proofFile{
		{"facts.csv", a.say("proof.file.facts"), facts},
		{"log.jsonl", a.say("proof.file.log"), log},
		{"scans.csv", a.say("proof.file.scans"), read},
	}
	out = append(out, p.originals()...)
	papers, err := p.papers()
	return append(out, papers...), err
}

// csvOf is a table as CSV, safe to be opened by a spreadsheet program.
func csvOf(header string, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(strings.Split(header, ",")); err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := w.Write(harmless(row)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// log is every fact of the order as it is hashed, with what chains it to the row before: anybody can reckon the hashes again.
func (p *proof) log() ([]byte, error) {
	var b bytes.Buffer
	for _, l := range p.links {
		line, err := json.Marshal(map[string]any{
			"seq": l.Seq, "event": l.Event, "facts": l.Facts, "recorded_ms": l.Recorded.UnixMilli(), "before": hex.EncodeToString(l.Before), "hash": hex.EncodeToString(l.Hash),
		})
		if err != nil {
			return nil, fmt.Errorf("fact %s: %w", l.Event, err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}

// originals are the raw texts that were kept, once each, named by how the hash begins that the facts know them by: a mail as it came, or
// the row of a file, each cell with the head of its column.
func (p *proof) originals() (out []proofFile) {
	given := map[string]bool{}
	for _, e := range p.order.Events {
		if e.Raw == "" || e.RawHash == "" || e.Kind.IsAct() || given[e.RawHash] {
			continue
		}
		given[e.RawHash] = true
		ending, what := ".txt", "proof.file.row"
		switch e.Source.Kind {
		case track.SourceCarrierMail:
			ending, what = ".eml", "proof.file.mail"
		case track.SourcePerson:
			what = "proof.file.words"
		default:
		}
		name := fmt.Sprintf("originals/%03d-%s-%s%s", len(out)+1, fileName(e.Source.ID), fileName(e.RawHash[:min(12, len(e.RawHash))]), ending)
		out = append(out, proofFile{name, strings.TrimSpace(p.app.say(what, e.Source.ID, p.place(e.ID))), []byte(e.Raw)})
	}
	return out
}

// papers are the documents of the order that lie in the documents folder, and its tracking page as it is published.
func (p *proof) papers() (out []proofFile, err error) {
	add := func(name, path, what string) error {
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		out = append(out, proofFile{name, p.app.say(what), data})
		return err
	}
	for _, name := range documentsFiled(append([]string{p.filed}, returnNumbers(p.order.State)...)) {
		if strings.HasPrefix(name, "evidence-") {
			continue
		}
		err = errors.Join(err, add("documents/"+name, filepath.Join(p.app.folder("documents"), name), "proof.file.paper"))
	}
	if p.view.Page != "" {
		err = errors.Join(err, add("page/index.html", filepath.Join(p.app.PagesFolder(), filepath.FromSlash(p.view.Page)), "proof.file.page"))
	}
	return out, err
}

// bundled lists the files of the bundle with their hashes, and the originals that are no longer there.
func (p *proof) bundled(files []proofFile) pdf.Section {
	a := p.app
	s := a.section("proof.files", []string{"file", "what", "hash"}, 56, 0, 62)
	s.Says = a.say("proof.files_says")
	for _, f := range files {
		s.Rows = append(s.Rows, []string{f.Name, f.What, f.hash()})
	}
	gone := map[string]bool{}
	for _, e := range p.order.Events {
		if e.Raw == "" && e.RawHash != "" && !gone[e.RawHash] {
			gone[e.RawHash] = true
			s.Rows = append(s.Rows, []string{a.say("proof.file.gone"), e.Source.ID + " " + e.ID, e.RawHash})
		}
	}
	return s
}

// writeBundle writes the files into an archive, and a list of their hashes that `sha256sum -c` reads.
func writeBundle(w io.Writer, files []proofFile, now time.Time) error {
	var sums strings.Builder
	for _, f := range files {
		fmt.Fprintf(&sums, "%s  %s\n", f.hash(), f.Name)
	}
	z := zip.NewWriter(w)
	for _, f := range append(files, proofFile{Name: sumsName, Data: []byte(sums.String())}) {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: now.UTC()})
		if err != nil {
			return fmt.Errorf("bundle %s: %w", f.Name, err)
		}
		if _, err := part.Write(f.Data); err != nil {
			return fmt.Errorf("bundle %s: %w", f.Name, err)
		}
	}
	return z.Close()
}
