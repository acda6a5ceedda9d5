package cli

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/app/drop"
)

type importCmd struct {
	Files     importFilesCmd     `cmd:"" default:"withargs" help:"Take in files, every file of a folder, or - for standard input."`
	List      importListCmd      `cmd:"" help:"List past imports, the newest first."`
	Undo      importUndoCmd      `cmd:"" help:"Take an import back."`
	Conflicts importConflictsCmd `cmd:"" help:"List where files contradict what a person entered, until somebody answers."`
	Answer    importAnswerCmd    `cmd:"" help:"Answer such conflicts: keep what was entered, or take what the file says."`
	Choices   importChoicesCmd   `cmd:"" help:"List what was chosen for kinds of files and is chosen again by itself."`
	Forget    importForgetCmd    `cmd:"" help:"Forget what was chosen for files like the one of an import."`
	Rejects   importRejectsCmd   `cmd:"" help:"Save the rejected rows of an import as a sheet that can be corrected and imported again."`
}

type importFilesCmd struct {
	Files      []string          `arg:"" name:"file" help:"Files, folders, or - for standard input."`
	Profile    string            `help:"Read by this profile instead of the one the header is known by."`
	Map        map[string]string `help:"Our field from a column of the file, as FIELD=COLUMN; may be repeated." placeholder:"FIELD=COLUMN" mapsep:"none"`
	DateFormat string            `help:"Order of day, month and year, such as dmy or MM/DD/YYYY."`
	Decimal    string            `help:"Decimal mark, , or ." placeholder:",|."`
	Encoding   string            `help:"Encoding of a text file, such as windows-1252."`
	Separator  string            `help:"What stands between the cells of a text file, such as ; or |." placeholder:"CHAR|TAB"`
	Sheet      string            `help:"Only this sheet of a workbook; without it every sheet that is known is taken in."`
	HeaderRow  int               `help:"Row that names the columns, or its last, counted from 1." placeholder:"N"`
	HeaderRows string            `help:"Over how many rows the header goes, 1 to 3." placeholder:"N"`
	Currency   string            `help:"Currency of amounts where the file names none, such as EUR." placeholder:"CODE"`
	Carrier    string            `help:"Carrier of tracking numbers that several may have given, in rows that name none." placeholder:"NAME"`
	Sure       string            `help:"What the rows are, where nothing in them says so: orders." placeholder:"orders"`
	Fresh      bool              `help:"Choose nothing of what was chosen for such files last time."`
	Source     string            `help:"Name of the source the facts are from."`
	Save       string            `help:"Keep how the files were read as a profile of this name." name:"save-profile" placeholder:"NAME"`
	Conflicts  string            `help:"Where the file contradicts what a person entered: keep mine, or take the file's. Without it they wait." enum:",mine,file" default:""`
	Conflict   map[string]string `help:"The same for one field, as FIELD=mine or FIELD=file; may be repeated." placeholder:"FIELD=mine|file" mapsep:"none"`
	DryRun     bool              `help:"Only say what would happen."`
	Watch      bool              `help:"Go on taking in whatever appears in one folder, until it is interrupted; each file is moved to done or failed in it."`

	saved string // the file whose saved profile was told of last
}

// unknown is the kind of a file that nobody recognises; nothing of it is taken in.
const unknown = "unknown"

// importedFile is one file as the contract prints it.
type importedFile struct {
	File      string            `json:"file"`
	Kind      string            `json:"kind"`
	Profile   string            `json:"profile"`
	SHA256    string            `json:"sha256"`
	Encoding  string            `json:"encoding"`
	Separator string            `json:"separator"`
	Sheet     string            `json:"sheet"`
	Sheets    int               `json:"-"` // that the workbook shows
	Rows      int               `json:"rows"`
	New       int               `json:"new"`
	Changed   int               `json:"changed"`
	Same      int               `json:"same"`
	Conflict  int               `json:"conflict"`
	Rejected  int               `json:"rejected"`
	Ignored   int               `json:"ignored"`
	Orders    int               `json:"orders"`
	Events    int               `json:"events"`
	Bygone    int               `json:"bygone"`
	Doubted   bool              `json:"doubted"`
	Run       string            `json:"run"`
	Applied   bool              `json:"applied"`
	Problems  []app.ProblemView `json:"problems"`

	Recognised app.RecognisedView `json:"recognised"`
	Flags      []app.ProblemView  `json:"flags"`
	Flagged    []app.FlaggedView  `json:"flagged"`
	Whose      []app.WhoseView    `json:"whose"`

	IgnoredFor []app.FlaggedView    `json:"ignored_for"`
	Remembered []app.RememberedView `json:"remembered"`
	Before     string               `json:"before"`
	BeforeAt   string               `json:"before_at"`
	Otherwise  []app.OtherwiseView  `json:"otherwise"`

	Changes   []app.ChangeView   `json:"changes"`
	Conflicts []app.ConflictView `json:"conflicts"`
	Error     *app.Error         `json:"error,omitempty"`
}

func (c *importFilesCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Watch {
		return c.watch(s)
	}
	paths, err := s.app.Imports().Within(c.Files)
	if err != nil {
		return err
	}
	defer context.AfterFunc(s, s.app.EndJobs)()
	out, left := []importedFile{}, []leftSheet{}
	failed, worst := 0, exitUsage
	for f := range c.each(s, paths, &left) {
		if f.Error != nil {
			failed++
			worst = min(worst, exitOf(f.Error.Code)) // words that are wrong for every file are wrong usage
		}
		if f.Rejected > 0 || unanswered(f) || unread(f) || f.Kind == unknown || unlike(f.Remembered) || f.Doubted {
			s.code = exitWaits
		}
		out = append(out, f)
		s.sayImported(f)
	}
	s.sayLeft(left)
	if s.flags.JSON {
		err = s.print(map[string]any{"files": out, "left": left})
	}
	switch {
	case err != nil:
		return err
	case failed == len(out):
		s.code = worst
	case failed > 0:
		s.code = exitWaits
	}
	return nil
}

// one takes in one file; whatever goes wrong with it is part of the answer, so that the next file has its turn.
func (c *importFilesCmd) one(s *session, f app.ImportFile) importedFile {
	imports, name := s.app.Imports(), named(f)
	v, err := imports.Look(f)
	if err == nil {
		err = wrongChoice(v)
	}
	if err == nil && c.Save != "" {
		var replaced string
		replaced, err = imports.SaveProfile(v.ID, c.Save)
		s.sayReplaced(replaced, c.Save)
		if err == nil && c.saved != name { // once for all sheets of a workbook
			s.say("files like %s are known as %s from now on", name, c.Save)
			c.saved = name
		}
	}
	if answers := c.answers(); err == nil && len(answers) > 0 {
		v, err = imports.Answer(v.ID, answers)
	}
	if err == nil {
		err = s.Err()
	}
	if err == nil && !c.DryRun && !unlike(v.Remembered) && !v.Doubted {
		v, err = imports.Apply(v.ID)
	}
	if err != nil {
		out := broken(f, s.ended(err))
		out.Sheet = f.Sheet
		return out
	}
	return imported(name, v)
}

// ended tells an interruption in words; other errors it passes on.
func (s *session) ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return &app.Error{Code: "cancelled-by-you", Message: s.app.Say("error.cancelled-by-you")}
	}
	return err
}

// imported is a file that was read, as the contract prints it.
func imported(path string, v app.PlanView) importedFile {
	return importedFile{
		File: path, Kind: v.Kind, Profile: v.Profile, SHA256: v.SHA256, Encoding: v.Encoding, Separator: v.Separator, Sheet: v.Sheet, Sheets: len(v.Sheets),
		Rows: v.Rows, New: v.New, Changed: v.Changed, Same: v.Same, Conflict: v.Conflict, Rejected: v.Rejected, Ignored: v.Ignored,
		Orders: v.Orders, Events: v.Events, Bygone: v.Bygone, Run: v.Run, Applied: v.Applied, Doubted: v.Doubted, Problems: v.Problems, Changes: v.Changes, Conflicts: v.Conflicts,
		Recognised: v.Recognised, Flags: v.Flags, Flagged: v.Flagged, Whose: v.Whose, IgnoredFor: v.IgnoredFor, Remembered: v.Remembered, Before: v.Before, BeforeAt: v.BeforeAt, Otherwise: v.Otherwise,
	}
}

// wrongChoice is what was said of how to read a file and cannot be; a screen shows it beside the choice, here it ends the reading.
func wrongChoice(v app.PlanView) error {
	for _, p := range v.Problems {
		if p.Code == "bad-choice" {
			return &app.Error{Code: p.Code, Message: p.Message, Args: []string{p.Value}}
		}
	}
	return nil
}

// options are how the command line says that files are read.
func (c *importFilesCmd) options() app.ImportOptions {
	o := app.ImportOptions{
		Profile: c.Profile, Map: c.Map, DateFormat: c.DateFormat, Decimal: c.Decimal, Encoding: c.Encoding, Separator: strings.ReplaceAll(c.Separator, "TAB", "\t"),
		Sheet: c.Sheet, HeaderRow: c.HeaderRow, HeaderRows: c.HeaderRows, Source: c.Source, Currency: strings.ToUpper(c.Currency), Carrier: c.Carrier,
		Sure: c.Sure,
	}
	if c.Fresh {
		o.Unlike = []string{"all"}
	}
	return o
}

// watch takes in what appears in one folder until it is interrupted.
func (c *importFilesCmd) watch(s *session) error {
	if len(c.Files) != 1 || c.Files[0] == "-" || c.DryRun || c.Save != "" || len(c.answers()) > 0 {
		return usage("--watch takes one folder, and neither --dry-run nor --save-profile nor --conflicts")
	}
	return s.watchFiles(c.Files[0], func(tell func(app.DropTake)) error {
		return s.app.WatchFolder(s, c.Files[0], c.options(), drop.Usual(), tell)
	})
}

// answers are what the command line says of conflicts: of all, then of single fields.
func (c *importFilesCmd) answers() (out []app.ConflictAnswer) {
	if c.Conflicts != "" {
		out = append(out, app.ConflictAnswer{Answer: c.Conflicts})
	}
	for _, field := range slices.Sorted(maps.Keys(c.Conflict)) {
		out = append(out, app.ConflictAnswer{Field: field, Answer: c.Conflict[field]})
	}
	return out
}

// unanswered reports whether a file contradicts what somebody entered and nobody said which of them holds.
func unanswered(f importedFile) bool {
	return slices.ContainsFunc(f.Conflicts, func(c app.ConflictView) bool { return c.Answer == "" })
}

// unread reports whether sheets of a workbook still wait to be taken in.
func unread(f importedFile) bool {
	return slices.ContainsFunc(f.Problems, func(p app.ProblemView) bool { return p.Code == "sheets-unread" })
}

// broken is a file that could not be read at all. What is said of it names it, and the archive it lies in.
func broken(f app.ImportFile, err error) importedFile {
	told := *app.Explain(err)
	archive := f
	archive.Inside = ""
	name := filepath.Base(named(archive))
	if f.Inside != "" {
		name += "/" + f.Inside
		told.Message = strings.TrimPrefix(told.Message, path.Base(f.Inside)+": ")
	}
	if !strings.Contains(told.Message, name) {
		told.Message = name + ": " + told.Message
	}
	return importedFile{File: named(f), Kind: unknown, Problems: []app.ProblemView{}, Flags: []app.ProblemView{}, Flagged: []app.FlaggedView{}, Whose: []app.WhoseView{}, IgnoredFor: []app.FlaggedView{}, Remembered: []app.RememberedView{}, Otherwise: []app.OtherwiseView{}, Changes: []app.ChangeView{}, Conflicts: []app.ConflictView{}, Error: &told}
}

type importConflictsCmd struct{}

func (importConflictsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Conflicts()
	if err != nil {
		return err
	}
	return s.answer(rows, func() {
		for _, c := range rows {
			s.say("%s (%s) %s: %s was entered, %s says %s", c.Order, c.Source, c.Field, cmp.Or(c.Ours, "nothing"), cmp.Or(c.Run, "a file"), c.File)
		}
		if len(rows) == 0 {
			s.say("no file contradicts what was entered")
		}
	})
}

type importAnswerCmd struct {
	Answer string `arg:"" enum:"mine,file" help:"mine keeps what was entered, file takes what the file says."`
	Order  string `help:"Only of this order." placeholder:"NUMBER"`
	Field  string `help:"Only of this field, such as promised_on or address."`
	All    bool   `help:"Of every order and field."`
}

func (c *importAnswerCmd) Run(s *session) error {
	if c.Order == "" && c.Field == "" && !c.All {
		return usage("say which conflicts are meant: --order NUMBER, --field FIELD, or --all")
	}
	if err := s.open(); err != nil {
		return err
	}
	n, err := s.app.Imports().AnswerConflicts([]app.ConflictAnswer{{Order: c.Order, Field: c.Field, Answer: c.Answer}})
	if err != nil {
		return err
	}
	return s.answer(map[string]int{"answered": n}, func() { s.say("answered %d", n) })
}
