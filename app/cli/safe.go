package cli

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/app/demo"
	"ordertrail/app/web"
)

type backupCmd struct {
	Out string `help:"Where to write; a dated file in backups otherwise." type:"path"`
}

func (c *backupCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Out == "" {
		return s.wrote(s.app.SettingsScreen().Backup())
	}
	return s.wrote(s.app.Backup(c.Out))
}

type restoreCmd struct {
	File string `arg:"" type:"path" help:"A backup."`
}

func (c *restoreCmd) Run(s *session) error {
	config, err := s.config()
	if err != nil {
		return err
	}
	aside, err := app.Restore(s, config, c.File)
	if err != nil {
		return err
	}
	return s.answer(map[string]string{"restored": c.File, "aside": aside}, func() {
		s.say("restored %s", c.File)
		if aside != "" {
			s.say("the file it replaced is kept as %s", aside)
		}
	})
}

type verifyCmd struct{}

func (verifyCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if synced := s.app.SyncWarning(); synced != "" {
		s.warn(synced)
	}
	c, err := s.app.SettingsScreen().Verify()
	if err != nil {
		return err
	}
	if !c.OK {
		s.code = exitFail
	}
	return s.answer(c, func() {
		if c.OK {
			s.say("the file is sound, the log is whole, and every status is what the facts give")
		}
		for _, p := range c.Problems {
			s.say("%s", p)
		}
	})
}

type rebuildCmd struct{}

func (rebuildCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Rebuild(s), "every status was derived anew")
}

type eraseCmd struct {
	Email string `required:"" help:"The customer's e-mail address."`
}

func (c *eraseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	e, err := s.app.Erase(c.Email)
	if err != nil {
		return err
	}
	return s.answer(e, func() {
		s.say("personal data of %s was replaced; the figures stay", s.number("order", e.Erased))
		for _, f := range e.Files {
			s.say("  %s held it: taken away or rewritten", f)
		}
		for _, f := range e.Copies {
			s.say("  %s still holds it: delete it, or keep it and restore it only with `ordertrail restore`, which erases it again", f)
		}
		for _, p := range e.Places {
			s.say("  %s names the customer and was left, for somebody put it there%s: delete it if nobody needs it", p.File, whereLeft(p))
		}
		if e.Views > 0 {
			s.say("  %s", s.number("views_forgotten", e.Views))
		}
		if e.Kept > 0 {
			s.say("  %s", s.number("facts_kept", e.Kept))
		}
		s.say("What was printed, copied, exported or sent elsewhere is not reached.")
	})
}

// whereLeft says where a file that was left lies, and where in it the customer is named.
func whereLeft(p app.LeftPlace) string {
	if p.Lies == "unseen" {
		return fmt.Sprintf(" (watched folder %s; it could not be looked into)", p.Folder)
	}
	var at []string
	if p.Folder != "" {
		at = append(at, fmt.Sprintf("watched folder %s, %s", p.Folder, p.Lies))
	}
	if len(p.Lines) > 0 {
		at = append(at, "line "+strings.Trim(strings.ReplaceAll(fmt.Sprint(p.Lines), " ", ", "), "[]"))
	}
	if len(p.Parts) > 0 {
		at = append(at, "in it "+strings.Join(p.Parts, ", "))
	}
	if len(at) == 0 {
		return ""
	}
	return " (" + strings.Join(at, "; ") + ")"
}

type exportCmd struct {
	Out string `required:"" type:"path" placeholder:"DIR" help:"The folder to write into."`
}

func (c *exportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Export(c.Out)
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		for _, f := range v.Files {
			s.say("%11s in %s", s.number("row", f.Rows), f.File)
		}
	})
}

type settingCmd struct {
	Name  string  `arg:"" optional:"" help:"The setting; alone it is shown."`
	Value *string `arg:"" optional:"" help:"What it becomes; an empty text makes it empty."`
}

func (c *settingCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Value != nil {
		if err := s.app.SetOne(s, c.Name, *c.Value); err != nil {
			return err
		}
	}
	v := s.app.Settings()
	rows := v.Rows()
	if c.Name != "" {
		rows = slices.DeleteFunc(rows, func(row [2]string) bool { return row[0] != c.Name })
		if len(rows) == 0 {
			return s.app.SetOne(s, c.Name, "") // it says that there is none
		}
	}
	return s.answer(v, func() {
		for _, row := range rows {
			if c.Value != nil {
				s.say("%s is %s now", row[0], cmp.Or(row[1], "empty"))
				continue
			}
			s.say("%-14s %s", row[0], row[1])
		}
	})
}

type versionCmd struct{}

func (versionCmd) Run(s *session) error {
	return s.answer(map[string]string{"version": s.world.Version}, func() { s.say("ordertrail %s", s.world.Version) })
}

type demoCmd struct {
	Dir string `arg:"" optional:"" type:"path" default:"demo-shop" help:"Where to make the sample shop; an older sample shop there is made anew."`
}

func (c *demoCmd) Run(s *session) error {
	words, err := app.ParseWords(s.world.Words)
	if err != nil {
		return err
	}
	told := s.world.Stdout
	if s.flags.JSON {
		told = s.world.Stderr
	}
	summary, err := demo.Run(s, c.Dir, app.Config{Now: s.world.Now, Version: s.world.Version, Words: words}, told)
	if err != nil {
		return err
	}
	if s.flags.JSON {
		return s.print(summary)
	}
	return nil
}

type serveCmd struct {
	Listen string `help:"Address on this computer." default:"127.0.0.1:0" placeholder:"127.0.0.1:PORT"`
}

func (c *serveCmd) Run(s *session) error {
	if err := web.Loopback(c.Listen); err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	screens, err := fs.Sub(s.world.Screens, "dist")
	if err != nil {
		return fmt.Errorf("find the screens: %w", err)
	}
	if _, err := fs.Stat(screens, "index.html"); err != nil {
		return fmt.Errorf("this build holds no screens: run `make build` first")
	}
	var token [16]byte
	if _, err := io.ReadFull(s.world.Random, token[:]); err != nil {
		return fmt.Errorf("draw a token: %w", err)
	}
	go s.app.Tend(s)
	return web.New(s.app, screens, hex.EncodeToString(token[:])).Serve(s, c.Listen, func(url string) {
		s.say("%s", url)
		if s.flags.JSON {
			_ = s.print(map[string]string{"url": url}) // standard output is gone; the server still serves
		}
	})
}
