package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"

	"ordertrail/app"
)

type templateCmd struct {
	Kind string `arg:"" enum:"orders,tracking,stock" help:"orders, tracking or stock."`
}

func (c *templateCmd) Run(s *session) error {
	rows := app.Template(c.Kind)
	if s.flags.JSON {
		return s.print(map[string]any{"kind": c.Kind, "header": rows[0], "rows": rows[1:]})
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return fmt.Errorf("print template: %w", err)
	}
	_, err := b.WriteTo(s.world.Stdout)
	return err
}

type profileCmd struct {
	List    profileListCmd    `cmd:"" help:"List the profiles, ours and saved ones."`
	Show    profileShowCmd    `cmd:"" help:"Print a profile as JSON."`
	Save    profileSaveCmd    `cmd:"" help:"Keep how a file is read with these columns under a name."`
	Export  profileExportCmd  `cmd:"" help:"Write a profile to a file."`
	Import  profileImportCmd  `cmd:"" help:"Take in a profile from a file."`
	Restore profileRestoreCmd `cmd:"" help:"Use a deleted profile, or an earlier version of one, again."`
	Try     profileTryCmd     `cmd:"" help:"Say what a profile, or a version of one, would make of a file otherwise than it is read now. Nothing is written."`
	Delete  profileDeleteCmd  `cmd:"" help:"Take a saved profile out of use; its versions stay on record."`
}

type profileListCmd struct{}

func (profileListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Profiles()
	if err != nil {
		return err
	}
	return s.answer(list, func() {
		for _, p := range list {
			title := p.Title
			if p.Sure == "part" {
				title += " (" + s.app.Say("known_by.part") + ")"
			}
			s.say("%-20s %-8s v%d  %s", p.Name, p.Kind, p.Version, title)
		}
	})
}

type profileShowCmd struct {
	Name    string   `arg:"" help:"The profile, as profile list names it."`
	Version positive `help:"One of its earlier versions, also of a deleted profile." placeholder:"N"`
}

func (c *profileShowCmd) Run(s *session) error {
	p, err := s.profile(c.Name, int(c.Version))
	if err != nil {
		return err
	}
	return s.print(p)
}

// profile finds a profile, or one of its versions.
func (s *session) profile(name string, version int) (app.Profile, error) {
	if err := s.open(); err != nil {
		return app.Profile{}, err
	}
	if version > 0 {
		return s.app.ProfileVersion(name, version)
	}
	return s.app.Profile(name)
}

// sayReplaced tells which profile a new one took the place of.
func (s *session) sayReplaced(old, by string) {
	if old != "" {
		s.warn(fmt.Sprintf("%s read the same header and is no longer used: %s takes its place; `ordertrail profile restore %s` brings it back", old, by, old))
	}
}

type profileRestoreCmd struct {
	Name    string   `arg:"" help:"The profile, as profile list names it."`
	Version positive `help:"The version that is used again, as the next one; the last unless told." placeholder:"N"`
}

func (c *profileRestoreCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	replaced, err := s.app.Imports().RestoreVersion(c.Name, int(c.Version))
	s.sayReplaced(replaced, c.Name)
	return s.done(err, "profile %s is used again", c.Name)
}

type profileDeleteCmd struct {
	Name string `arg:"" help:"The profile, as profile list names it."`
}

func (c *profileDeleteCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Imports().DeleteProfile(c.Name), "profile %s is no longer used", c.Name)
}

type profileSaveCmd struct {
	Name string            `arg:"" help:"Name of the new profile."`
	File string            `arg:"" type:"path" help:"A file that is read this way."`
	Map  map[string]string `help:"Our field from a column, FIELD=COLUMN; may be repeated." mapsep:"none"`
}

func (c *profileSaveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Imports().Look(app.ImportFile{Path: c.File, Options: app.ImportOptions{Map: c.Map}})
	if err != nil {
		return err
	}
	replaced, err := s.app.Imports().SaveProfile(v.ID, c.Name)
	s.sayReplaced(replaced, c.Name)
	return s.done(err, "files like %s are now known as %s", c.File, c.Name)
}

type profileExportCmd struct {
	Name string `arg:"" help:"The profile, as profile list names it."`
	Out  string `required:"" type:"path" placeholder:"FILE" help:"Where to write."`
}

func (c *profileExportCmd) Run(s *session) error {
	p, err := s.profile(c.Name, 0)
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("export profile: %w", err)
	}
	return s.done(os.WriteFile(c.Out, append(b, '\n'), 0o644), "wrote %s", c.Out)
}

type profileImportCmd struct {
	File string `arg:"" type:"path" help:"A profile, as profile export writes it."`
}

func (c *profileImportCmd) Run(s *session) error {
	b, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	name, replaced, err := s.app.ImportProfile(b)
	s.sayReplaced(replaced, name)
	return s.done(err, "profile %s is kept", name)
}

type noticeCmd struct {
	Read   noticeReadCmd   `cmd:"" help:"Say what carrier mails say; nothing is stored."`
	Score  noticeScoreCmd  `cmd:"" help:"Say how well the mails of a labelled folder are read."`
	Counts noticeCountsCmd `cmd:"" help:"Say what every pattern has read, by sender, and what waits."`
}
