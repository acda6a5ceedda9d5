package app

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ordertrail/importers/mail"
)

// ScoreView is how well the mails of a labelled folder are read.
type ScoreView struct {
	Mails     int           `json:"mails"`
	Unlabeled int           `json:"without_label"`
	Notices   int           `json:"notices"`
	Precision float64       `json:"precision"`
	Recall    float64       `json:"recall"`
	Wrong     int           `json:"wrong"`
	False     int           `json:"false"`
	Groups    []ScoreGroup  `json:"groups"`
	Failures  []ScoredMail  `json:"failures"`
	Marks     []ScoreOfMark `json:"marks"`
}

// ScoreGroup is the score of the mails of one carrier, language or phase.
type ScoreGroup struct {
	By        string  `json:"by"` // carrier, language, phase
	Name      string  `json:"name"`
	Right     int     `json:"right"`
	Asked     int     `json:"asked"`
	Wrong     int     `json:"wrong"`
	Missed    int     `json:"missed"`
	False     int     `json:"false"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

// ScoreOfMark is how many mails have a mark.
type ScoreOfMark struct {
	Mark string `json:"mark"`
	N    int    `json:"n"`
}

// ScoredMail is a mail that was not read as its label says.
type ScoredMail struct {
	File string `json:"file"`
	Mark string `json:"mark"`
	Why  string `json:"why"`
	Read string `json:"read"` // what it was read as, when it was
}

// ScoreNotices reads every mail of a folder that has a label and compares. A label is a .json beside the mail, or the word
// behind "status:" in a MANIFEST.tsv above it.
func ScoreNotices(folder string) (ScoreView, error) {
	s := scoring{manifests: map[string]map[string]string{}, tallies: map[[2]string]mail.Tally{}, all: mail.Tally{}}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".eml", ".html", ".raw"}, filepath.Ext(path)) {
			return err
		}
		return s.mail(path)
	})
	if err != nil {
		return ScoreView{}, fmt.Errorf("score %s: %w", folder, err)
	}
	return s.result(), nil
}

// scoring collects the marks of mails.
type scoring struct {
	view      ScoreView
	manifests map[string]map[string]string // of a folder: file to status
	tallies   map[[2]string]mail.Tally
	all       mail.Tally
}

// mail compares one mail with its label.
func (s *scoring) mail(path string) error {
	label, found, err := s.label(path)
	if err != nil {
		return err
	}
	s.view.Mails++
	if !found {
		s.view.Unlabeled++
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	n := mail.Read(raw, time.UTC)
	mark := label.Compare(n)
	if label.Verdict == mail.IsNotice {
		s.view.Notices++
	}
	if mark != mail.Right && mark != mail.Alone {
		s.view.Failures = append(s.view.Failures, ScoredMail{File: path, Mark: string(mark), Why: n.Why, Read: saidInShort(n)})
	}
	s.count(mark, [2]string{"carrier", cmp.Or(n.FromCarrier, n.Carrier, "nobody's")}, [2]string{"language", cmp.Or(n.Language, "none")})
	phases := map[string]bool{}
	for _, e := range label.States {
		phases[cmp.Or(string(e.Phase), "date_or_flag")] = true
	}
	for p := range phases {
		s.count(mark, [2]string{"phase", p})
	}
	s.all[mark]++
	return nil
}

func (s *scoring) count(mark mail.Mark, groups ...[2]string) {
	for _, g := range groups {
		if s.tallies[g] == nil {
			s.tallies[g] = mail.Tally{}
		}
		s.tallies[g][mark]++
	}
}

// saidInShort is what a notice says, for a list.
func saidInShort(n mail.Notice) string {
	var out []string
	for _, e := range n.Events {
		out = append(out, fmt.Sprintf("%s %s %q", e.Tracking, e.Phase, e.Evidence))
	}
	return strings.Join(out, ", ")
}

// label finds the label of a mail.
func (s *scoring) label(path string) (mail.Label, bool, error) {
	raw, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".json")
	if err == nil {
		l, err := mail.ParseLabel(raw)
		if err != nil {
			err = fmt.Errorf("label of %s: %w", path, err)
		}
		return l, err == nil, err
	}
	dir := filepath.Dir(path)
	for range 4 {
		if status := s.manifest(dir)[filepath.ToSlash(strings.TrimPrefix(path, dir+string(filepath.Separator)))]; status != "" {
			l, known := mail.LabelOfStatus(status)
			return l, known, nil
		}
		dir = filepath.Dir(dir)
	}
	return mail.Label{}, false, nil
}

// manifest is what the MANIFEST.tsv of a folder says of the status of its mails.
func (s *scoring) manifest(dir string) map[string]string {
	if m, read := s.manifests[dir]; read {
		return m
	}
	m := map[string]string{}
	raw, _ := os.ReadFile(filepath.Join(dir, "MANIFEST.tsv")) // most folders have none
	for line := range strings.SplitSeq(string(raw), "\n") {
		file, rest, _ := strings.Cut(line, "\t")
		if _, status, found := strings.Cut(rest, "status: "); found {
			m[file] = strings.TrimRight(strings.Fields(status)[0], ".,;")
		}
	}
	s.manifests[dir] = m
	return m
}

// result adds everything up.
func (s *scoring) result() ScoreView {
	v := s.view
	v.Precision, v.Recall, v.Wrong, v.False = s.all.Precision(), s.all.Recall(), s.all[mail.Wrong], s.all[mail.False]
	for _, m := range []mail.Mark{mail.Right, mail.Asked, mail.Wrong, mail.Miss, mail.Alone, mail.False} {
		v.Marks = append(v.Marks, ScoreOfMark{string(m), s.all[m]})
	}
	for g, t := range s.tallies {
		v.Groups = append(v.Groups, ScoreGroup{g[0], g[1], t[mail.Right], t[mail.Asked], t[mail.Wrong], t[mail.Miss], t[mail.False], t.Precision(), t.Recall()})
	}
	slices.SortFunc(v.Groups, func(a, b ScoreGroup) int { return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Name, b.Name)) })
	return v
}
