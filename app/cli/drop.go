package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"ordertrail/app"
	"ordertrail/app/drop"
)

type dropCmd struct {
	Add    dropAddCmd    `cmd:"" help:"Watch a folder, or change how one is watched. Files in it are taken in, or wait, and are then moved; none is deleted."`
	List   dropListCmd   `cmd:"" help:"List the watched folders, how watching them goes, and which files were refused."`
	Now    dropNowCmd    `cmd:"" help:"Look into watched folders once and take in what lies there."`
	Watch  dropWatchCmd  `cmd:"" help:"Watch the folders until it is interrupted; while the window is open it does so itself."`
	Pause  dropPauseCmd  `cmd:"" help:"Stop watching a folder for a while, or go on with --off."`
	Remove dropRemoveCmd `cmd:"" help:"Watch a folder no longer. Its files stay where they are."`
	Seen   dropSeenCmd   `cmd:"" help:"Say that somebody has looked at refused files; without an id at all of them."`
	Retry  dropRetryCmd  `cmd:"" help:"Put a refused file back into its folder, to be taken once more."`
}

type dropAddCmd struct {
	Path    string `arg:"" help:"The folder." type:"path"`
	Name    string `help:"What it is called here; its last part unless told."`
	Wait    bool   `help:"Files wait until a person lets them in, on the Import screen or with drop now --take."`
	Done    string `help:"Where files go that were taken; done in it unless told." type:"path" placeholder:"DIR"`
	Failed  string `help:"Where files go that could not be taken; failed in it unless told." type:"path" placeholder:"DIR"`
	Profile string `help:"Read every file by this profile instead of the one its header is known by."`
	Source  string `help:"Name of the source the facts are from."`
}

func (c *dropAddCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f := app.DropForm{Name: c.Name, Path: c.Path, Asks: c.Wait, Done: c.Done, Failed: c.Failed, Profile: c.Profile, Source: c.Source}
	list, err := s.app.Drops().List()
	if err != nil {
		return err
	}
	for _, row := range list.Folders {
		if row.Path == filepath.Clean(c.Path) {
			f.ID, f.Paused = row.ID, row.Paused
			if c.Name == "" {
				f.Name = row.Name
			}
		}
	}
	row, err := s.app.Drops().Save(f)
	if err != nil {
		return err
	}
	does := "drop.does_import"
	if row.Asks {
		does = "drop.does_ask"
	}
	return s.answer(row, func() { s.say("%s", s.app.Say("drop.added", row.Name, row.Path, s.app.Say(does))) })
}

type dropListCmd struct{}

// dropList is what drop list prints.
type dropList struct {
	Folders []app.DropRow     `json:"folders"`
	Mails   string            `json:"mails"`
	Refused []app.RefusedFile `json:"refused"`
}

func (dropListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Drops().List()
	if err != nil {
		return err
	}
	lies, err := s.app.Drops().Waiting(app.WaitingQuery{})
	if err != nil {
		return err
	}
	return s.answer(dropList{list.Folders, list.Mails, lies.Refused}, func() {
		for _, f := range list.Folders {
			s.sayDrop(f)
		}
		if len(list.Folders) == 0 {
			s.say("%s", s.app.Say("drop.none"))
		}
		s.say("%s", s.app.Say("drop.mails", list.Mails))
		if len(lies.Refused) > 0 {
			s.say("%s", s.app.Say("drop.refused_title"))
		}
		for _, x := range lies.Refused {
			s.say("  %s", s.app.Say("drop.refused_row", x.ID, filepath.Join(x.Folder, x.File), x.Message))
			s.say("     %s", s.app.Say("drop.refused_lies", x.Path))
		}
	})
}

// sayDrop tells of one watched folder.
func (s *session) sayDrop(f app.DropRow) {
	does := "drop.does_import"
	if f.Asks {
		does = "drop.does_ask"
	}
	s.say("%s", s.app.Say("drop.row", f.Name, s.app.Say("drop_state."+f.State), f.Path))
	s.say("  %s", s.app.Say(does))
	if f.Taken > 0 {
		s.say("  %s", s.app.Say("drop.row_taken", fmt.Sprint(f.Taken), f.TakenAt))
	}
	if f.Fault != "" && !f.Paused {
		s.warn(f.Name + ": " + s.dropFault(f.Fault))
	}
}

// dropFault says what is wrong with a folder and what helps.
func (s *session) dropFault(code string) string {
	return s.app.Say("drop_fault."+code) + " " + s.app.Say("drop_remedy."+code)
}

// droppedFile is one file of a watched folder as the contract prints it.
type droppedFile struct {
	Folder  string         `json:"folder"`
	File    string         `json:"file"`
	Outcome string         `json:"outcome"` // taken, part, refused, waits, moving, put_back, stuck, away
	Lies    string         `json:"lies"`
	Rejects string         `json:"rejects"`
	Code    string         `json:"code"`
	Message string         `json:"message"`
	Files   []importedFile `json:"files"` // in it
}

// tellDropped tells what became of a file, notes when something waits for a person, and returns it as it is printed.
func (s *session) tellDropped(got app.DropTake) droppedFile {
	out := droppedFile{got.Folder, got.File, got.Outcome, got.Lies, got.Rejects, got.Code, got.Message, []importedFile{}}
	name := filepath.Join(got.Folder, got.File)
	for _, v := range got.Plans {
		f := imported(name, v)
		if v.File != got.File {
			f.File += "/" + v.File
		}
		if out.Files = append(out.Files, f); f.Rejected > 0 || unanswered(f) {
			s.code = exitWaits
		}
		s.sayImported(f)
	}
	args := map[string][]string{
		"taken": {name, got.Lies}, "part": {name, got.Lies, got.Rejects}, "refused": {name, got.Lies}, "waits": {name}, "moving": {name},
		"put_back": {name, got.Message}, "stuck": {name, got.Message}, "away": {got.Folder, s.faultOf(got.Code)},
	}[got.Outcome]
	text := s.app.Say("drop.outcome_"+got.Outcome, args...)
	if got.Outcome == "refused" {
		text += "\n  " + strings.ReplaceAll(got.Message, "\n", "\n  ")
	}
	if got.Outcome == "taken" {
		s.say("%s", text)
	} else {
		s.warn(text)
		s.code = exitWaits
	}
	return out
}

func (s *session) faultOf(code string) string {
	if code == "" {
		return ""
	}
	return s.dropFault(code)
}

type dropNowCmd struct {
	Names []string `arg:"" optional:"" name:"folder" help:"Only these folders."`
	Take  bool     `help:"Let in the files that wait for a person as well."`
}

func (c *dropNowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	out := []droppedFile{}
	err := s.app.DropsNow(s, c.Names, c.Take, drop.Usual(), func(got app.DropTake) { out = append(out, s.tellDropped(got)) })
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"files": out}, func() {
		if len(out) == 0 {
			s.say("%s", s.app.Say("drop.nothing"))
		}
	})
}

type dropWatchCmd struct{}

func (dropWatchCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Drops().List()
	if err != nil {
		return err
	}
	paths := []string{list.Mails}
	for _, f := range list.Folders {
		paths = append(paths, f.Path)
	}
	return s.watchFiles(strings.Join(paths, ", "), func(tell func(app.DropTake)) error {
		s.app.WatchDrops(s, drop.Usual(), tell)
		return nil
	})
}

// watchFiles tells of every file, one JSON document a line when that is asked for, until the command is interrupted.
func (s *session) watchFiles(what string, watch func(tell func(app.DropTake)) error) error {
	s.warn(s.app.Say("drop.watching", what))
	var telling sync.Mutex
	err := watch(func(got app.DropTake) {
		telling.Lock()
		defer telling.Unlock()
		told := s.tellDropped(got)
		if s.flags.JSON {
			_ = s.printLine(told) // whoever listened is gone; files are still taken in
		}
	})
	if err == nil && errors.Is(s.Err(), context.Canceled) {
		return nil // that is how it ends
	}
	return errors.Join(err, s.Err())
}

// drop is the watched folder of that name or path.
func (s *session) drop(name string) (app.DropRow, error) {
	list, err := s.app.Drops().List()
	if err != nil {
		return app.DropRow{}, err
	}
	whole, _ := filepath.Abs(name) // a name that is none is compared as it is
	for _, f := range list.Folders {
		if strings.EqualFold(f.Name, name) || f.ID == name || f.Path == whole {
			return f, nil
		}
	}
	return app.DropRow{}, fmt.Errorf("%s", s.app.Say("error.no-such-drop", name))
}

type dropPauseCmd struct {
	Name string `arg:"" name:"folder" help:"The folder's name, or its path."`
	Off  bool   `help:"Watch it again."`
}

func (c *dropPauseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f, err := s.drop(c.Name)
	if err != nil {
		return err
	}
	row, err := s.app.Drops().Save(app.DropForm{
		ID: f.ID, Name: f.Name, Path: f.Path, Asks: f.Asks, Done: f.Done, Failed: f.Failed, Profile: f.Profile, Source: f.Source, Paused: !c.Off,
	})
	if err != nil {
		return err
	}
	return s.answer(row, func() { s.sayDrop(row) })
}

type dropRemoveCmd struct {
	Name string `arg:"" name:"folder" help:"The folder's name, or its path."`
}

func (c *dropRemoveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f, err := s.drop(c.Name)
	if err != nil {
		return err
	}
	if err := s.app.Drops().Remove(f.ID); err != nil {
		return err
	}
	return s.answer(map[string]string{"removed": f.Name}, func() { s.say("%s", s.app.Say("drop.removed", f.Name)) })
}

type dropSeenCmd struct {
	IDs []string `arg:"" optional:"" name:"id" help:"As drop list names them."`
}

func (c *dropSeenCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	ids := c.IDs
	if len(ids) == 0 {
		lies, err := s.app.Drops().Waiting(app.WaitingQuery{})
		if err != nil {
			return err
		}
		for _, x := range lies.Refused {
			ids = append(ids, x.ID)
		}
	}
	if err := s.app.Drops().Seen(ids); err != nil {
		return err
	}
	return s.answer(map[string]int{"seen": len(ids)}, func() { s.say("%s", s.app.Say("drop.seen", fmt.Sprint(len(ids)))) })
}

type dropRetryCmd struct {
	ID string `arg:"" name:"id" help:"As drop list names it."`
}

func (c *dropRetryCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.app.Drops().Retry(c.ID); err != nil {
		return err
	}
	return s.answer(map[string]string{"retried": c.ID}, func() { s.say("%s", s.app.Say("drop.retried", c.ID)) })
}
