package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ordertrail/store"
	"ordertrail/track"
)

// Erasing is what an erase replaced, in the file and beside it.
type Erasing struct {
	Erased int         `json:"erased"` // orders
	Files  []string    `json:"files"`  // below the data folder: documents taken away, sample files rewritten
	Copies []string    `json:"copies"` // older copies of the shop's file that still hold the person; what to do stands with them
	Left   []string    `json:"left"`   // other files in the data folder and in watched ones that name the person, and folders nobody could look into
	Places []LeftPlace `json:"places"` // the same ones, each with where it lies and where in it the person is named
	Views  int         `json:"views"`  // kept views of the list of orders that named the person, forgotten
	Kept   int         `json:"kept"`   // facts whose words could not be replaced, for an earlier version of the program recorded them
}

// Erase replaces the personal data of everybody with that e-mail address, and takes away or rewrites what the program
// itself wrote about them beside its file. Figures do not change, and tracking pages hold nothing of it. Backups are named,
// not touched: restored by this program, they are erased again.
func (a *App) Erase(email string) (e Erasing, err error) {
	e = Erasing{Files: []string{}, Copies: []string{}, Left: []string{}, Places: []LeftPlace{}}
	ctx, err := a.ready()
	if err != nil {
		return e, err
	}
	named, err := a.naming(ctx, email)
	if err != nil {
		return e, err
	}
	erased, err := a.store.Erase(ctx, email)
	if err != nil {
		return e, err
	}
	e.Erased, e.Kept = len(erased.Orders), erased.Kept
	if e.Views, err = a.Orders().forgetSaved(ctx, named.who.InOwn); err != nil {
		return e, err
	}
	states, err := store.Look(ctx, a.store, func(r *store.Reader) (map[string]track.OrderState, error) { return r.States(ctx, erased.Orders) })
	if err != nil {
		return e, err
	}
	for _, s := range states {
		named.documents = append(named.documents, documentsOf(s)...)
	}
	if err := a.eraseFiles(ctx, &e, named); err != nil {
		return e, fmt.Errorf("erase what was written beside the file: %w", err)
	}
	return e, nil
}

// Erase is Erase for the Settings screen.
func (p *Settings) Erase(email string) (e Erasing, err error) {
	defer p.app.guard("Settings.Erase", &err)
	if !strings.Contains(email, "@") {
		return Erasing{}, fail("bad-email", fmt.Sprintf("%q is no e-mail address", email), email)
	}
	return p.app.Erase(email)
}

// naming is what tells a person in a file: the texts that name them, and the names of the documents of their orders.
type naming struct {
	who       track.Mentions
	texts     *regexp.Regexp
	longest   int // bytes that a match of texts may have
	documents []string
}

// shortestName is how long a text must be to tell a person; shorter ones stand in too much else.
const shortestName = 4

// naming collects what is known of the people with that address, before it is gone.
func (a *App) naming(ctx context.Context, email string) (naming, error) {
	people, err := store.Look(ctx, a.store, func(r *store.Reader) ([]track.Customer, error) { return r.People(ctx, email) })
	if err != nil {
		return naming{}, err
	}
	texts := []string{strings.TrimSpace(email)}
	for _, c := range people {
		texts = append(texts, c.Name, c.Email, c.Phone, c.ShipName, c.Company, c.Address1, c.Address2, c.Note)
	}
	texts = slices.DeleteFunc(texts, func(s string) bool { return len([]rune(strings.TrimSpace(s))) < shortestName })
	slices.SortFunc(texts, func(x, y string) int { return len(y) - len(x) }) // the longest first: a name may hold another
	for i, s := range texts {
		texts[i] = regexp.QuoteMeta(strings.TrimSpace(s))
	}
	named := naming{who: track.MentionsOf(people, email)}
	if len(texts) > 0 {
		named.longest = utf8.UTFMax * len(texts[0]) // in another letter case it may have more bytes
		named.texts, err = regexp.Compile(`(?i)` + strings.Join(slices.Compact(texts), "|"))
	}
	return named, err
}

// in reports whether content names the person, also packed as a workbook is.
func (n naming) in(content []byte) bool {
	if n.texts == nil || n.texts.Match(content) {
		return n.texts != nil
	}
	return len(n.parts(content)) > 0 // what cannot be looked into is not kept
}

// inFile is in for a copy of the shop's file, which may be larger than memory: it is read piece by piece, each beginning
// with the end of the one before.
func (n naming) inFile(path string) (bool, error) {
	if n.texts == nil {
		return false, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	piece, kept := make([]byte, pieceOfCopy+n.longest), 0
	for {
		read, err := io.ReadFull(f, piece[kept:])
		switch {
		case n.texts.Match(piece[:kept+read]):
			return true, nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return false, nil
		case err != nil:
			return false, err
		}
		kept = copy(piece, piece[pieceOfCopy:])
	}
}

// pieceOfCopy is how much of a copy is looked at at once.
const pieceOfCopy = 1 << 20

// eraseFiles goes through the folders that are ours alone, and looks at older copies of the file.
func (a *App) eraseFiles(ctx context.Context, e *Erasing, n naming) error {
	err := a.eachFile("documents", func(path string, content []byte) error {
		name := filepath.Base(path)
		if !slices.Contains(n.documents, name) && !strings.HasPrefix(name, slipsBegin) && !n.in(content) {
			return nil // a document with the slips of several orders does not say whose they are
		}
		e.Files = append(e.Files, a.below(path)) // whatever it was, it can be made again
		return os.Remove(path)
	})
	rewrite := func(path string, content []byte) error {
		switch {
		case !n.in(content):
			return nil
		case n.texts.Match(content):
			content = n.texts.ReplaceAll(content, []byte("erased"))
			if _, err := writeFile(path, func(f *os.File) error { _, err := f.Write(content); return err }); err != nil {
				return err
			}
		default:
			if err := os.Remove(path); err != nil {
				return err
			}
		}
		e.Files = append(e.Files, a.below(path))
		return nil
	}
	err = errors.Join(err, a.eachFile("logs", rewrite))
	if !a.Settings().SampleNow.IsZero() { // a real shop's folder of that name is its own
		err = errors.Join(err, a.eachFile("inbox", rewrite))
	}
	return errors.Join(err, a.olderCopies(e, n), a.leftFiles(ctx, e, n))
}

// olderCopies names the copies of the shop's file that hold the person.
func (a *App) olderCopies(e *Erasing, n naming) error {
	return a.eachPath("", func(path string) error {
		if !strings.HasSuffix(path, ".db") || path == a.store.Path() {
			return nil
		}
		named, err := n.inFile(path)
		if named {
			e.Copies = append(e.Copies, a.below(path))
		}
		return err
	})
}

// eachFile calls f with every file below a folder of the data folder.
func (a *App) eachFile(folder string, f func(path string, content []byte) error) error {
	return a.eachPath(folder, func(path string) error {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return f(path, content)
	})
}

// eachPath is eachFile without reading; "" is the data folder itself.
func (a *App) eachPath(folder string, f func(path string) error) error {
	err := walk(a.folder(folder), f)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// walk calls f with every file below a folder.
func walk(folder string, f func(path string) error) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return f(path)
	})
}

// below is a path as seen from the data folder; one outside it is whole.
func (a *App) below(path string) string {
	rel, err := filepath.Rel(a.folder(""), path)
	if err != nil || !filepath.IsLocal(rel) {
		return path
	}
	return filepath.ToSlash(rel)
}
