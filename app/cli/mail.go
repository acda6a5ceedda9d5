package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"ordertrail/app"
)

type mailCmd struct {
	Add    mailAddCmd    `cmd:"" help:"Add a mailbox, or change the one of that name. The password is asked for, or read from standard input."`
	List   mailListCmd   `cmd:"" help:"List the mailboxes and how reading them goes."`
	SignIn mailSignInCmd `cmd:"" name:"sign-in" help:"Sign in to a mailbox at its provider, in a browser, and let Ordertrail read it."`
	Test   mailTestCmd   `cmd:"" help:"Try a mailbox out: say what stands in the way, or which folders it has."`
	Fetch  mailFetchCmd  `cmd:"" help:"Fetch what is new. Mailboxes stay as they are: nothing becomes read, moves or goes."`
	Pause  mailPauseCmd  `cmd:"" help:"Stop reading a mailbox for a while, or go on with --off."`
	Remove mailRemoveCmd `cmd:"" help:"Forget a mailbox and its password. What came from it stays."`
}

type mailAddCmd struct {
	User     string   `arg:"" help:"The address, or whatever the server knows you by."`
	Name     string   `help:"What the mailbox is called here; the address unless told."`
	Host     string   `help:"The server, such as imap.example.org; known for Gmail, Microsoft 365 and some others."`
	Port     whole    `help:"Its port: 993 for tls, 143 for starttls unless told."`
	Security string   `help:"tls, starttls, or plain for a server on this computer; the provider's, else tls, unless told." default:"" enum:",tls,starttls,plain"`
	Preset   string   `help:"A provider, such as gmail or microsoft365; known by the address unless told."`
	Token    bool     `help:"Log in with OAuth tokens of your own registration; the refresh token is read instead of the password, and on a second line the client's secret, if it has one."`
	ClientID string   `help:"The id of your registration." name:"client-id"`
	TokenURL string   `help:"Where tokens are renewed; known for Gmail and Microsoft 365." name:"token-url"`
	Scope    string   `help:"What tokens are asked for; known for Gmail and Microsoft 365."`
	Folder   []string `help:"A folder to read; may be repeated. The inbox unless told." sep:"none"`
	Since    string   `help:"Fetch mails from this day on (YYYY-MM-DD); all of them unless told." placeholder:"DATE"`
}

func (c *mailAddCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Mailboxes().List()
	if err != nil {
		return err
	}
	f := c.form(list)
	if i := slices.IndexFunc(list.Mailboxes, func(m app.MailboxRow) bool { return m.Name == f.Name }); i >= 0 {
		f.ID = list.Mailboxes[i].ID
	}
	if err := s.askSecret(&f); err != nil {
		return err
	}
	row, err := s.app.Mailboxes().Save(f)
	if err != nil {
		return err
	}
	return s.answer(row, func() {
		s.say("%s", s.app.Say("mail.added", row.Name, row.Host, s.app.Say("mail.kept."+row.Secret)))
	})
}

// form is the mailbox as the flags describe it, with what is known of its provider.
func (c *mailAddCmd) form(list app.MailboxesView) app.MailboxForm {
	f := app.MailboxForm{
		Name: cmp.Or(c.Name, c.User), Preset: c.Preset, Host: c.Host, Port: int(c.Port), Security: c.Security, User: c.User, Login: "password",
		ClientID: c.ClientID, TokenURL: c.TokenURL, Scope: c.Scope, Folders: c.Folder, Since: c.Since,
	}
	_, domain, _ := strings.Cut(strings.ToLower(c.User), "@")
	for _, p := range list.Presets {
		if c.Host != "" || f.Preset != "" && p.ID != f.Preset || f.Preset == "" && !slices.Contains(p.Domains, domain) || p.Host == "" {
			continue
		}
		f.Preset, f.Host, f.Login = p.ID, p.Host, p.Logins[0]
		if f.Security == "" {
			f.Security, f.Port = p.Security, cmp.Or(f.Port, p.Port)
		}
		f.TokenURL, f.Scope = cmp.Or(f.TokenURL, p.TokenURL), cmp.Or(f.Scope, p.Scope)
	}
	f.Preset = cmp.Or(f.Preset, "other")
	if c.Token {
		f.Login = "xoauth2"
	}
	f.Security = cmp.Or(f.Security, "tls")
	f.Port = cmp.Or(f.Port, map[string]int{"tls": 993, "starttls": 143, "plain": 143}[f.Security])
	return f
}

// askSecret reads what opens the mailbox from standard input: never from an argument, which everybody on the computer can see.
func (s *session) askSecret(f *app.MailboxForm) error {
	key := "mail.ask_password"
	if f.Login == "xoauth2" {
		key = "mail.ask_token"
	}
	in, typed := s.world.Stdin.(*os.File)
	typed = typed && isTerminal(in)
	lines := bufio.NewReader(io.LimitReader(s.world.Stdin, 64<<10))
	read := func() (string, error) { return lines.ReadString('\n') }
	if typed {
		fmt.Fprint(s.world.Stderr, plain(s.app.Say(key, f.User))+" ")
		read = func() (string, error) { return readHidden(s, in, lines) }
	}
	first, err := read()
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the password: %w", err)
	}
	first = strings.TrimRight(first, "\r\n")
	if f.Login != "xoauth2" {
		f.Password = first
		return nil
	}
	f.RefreshToken = strings.TrimSpace(first)
	if !typed {
		second, _ := lines.ReadString('\n') // a registration may have no secret
		f.ClientSecret = strings.TrimSpace(second)
	}
	return nil
}

// readHidden reads a line from a terminal that shows nothing of it, and lets it show everything again: also when the program is
// interrupted meanwhile, while the reading itself cannot be.
func readHidden(ctx context.Context, terminal *os.File, lines *bufio.Reader) (line string, err error) {
	restore := hideInput(terminal)
	defer restore()
	read := make(chan struct{})
	var typed string
	var ended error
	go func() {
		typed, ended = lines.ReadString('\n')
		close(read)
	}()
	select {
	case <-read:
		return typed, ended
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

type mailListCmd struct{}

func (mailListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Mailboxes().List()
	if err != nil {
		return err
	}
	return s.answer(list.Mailboxes, func() {
		if len(list.Mailboxes) == 0 {
			s.say("no mailbox is read; `ordertrail mail add ADDRESS` adds one")
		}
		for _, m := range list.Mailboxes {
			s.say("%s  %s  %s", m.Name, s.app.Say("mailbox_state."+m.State), cmp.Or(m.FetchedAt, "-"))
			s.say("  %s:%d %s, %s, %s", m.Host, m.Port, m.Security, m.User, strings.Join(m.Folders, ", "))
			s.say("  %s", s.app.Say("mail.counts", fmt.Sprint(m.Notices), fmt.Sprint(m.Unread), fmt.Sprint(m.Ignored)))
			if m.Fault != "" {
				s.say("  %s", s.faultText(m.Fault, m.Says))
			}
		}
	})
}

// faultText is what is wrong with a mailbox and what to do about it.
func (s *session) faultText(code, says string) string {
	text := s.app.Say("mailbox_fault." + code)
	if says != "" {
		text += " " + s.app.MailSays(code, says)
	}
	return text + " " + s.app.Say("mailbox_remedy."+code)
}

// mailboxes are those a command is about: the one of that name, or all.
func (s *session) mailboxes(name string) ([]app.MailboxRow, error) {
	list, err := s.app.Mailboxes().List()
	if err != nil {
		return nil, err
	}
	if name == "" {
		return list.Mailboxes, nil
	}
	for _, m := range list.Mailboxes {
		if strings.EqualFold(m.Name, name) || m.ID == name {
			return []app.MailboxRow{m}, nil
		}
	}
	return nil, &app.Error{Code: "no-such-mailbox", Message: s.app.Say("mail.no_such", name), Args: []string{name}}
}

// formOf is a mailbox as it is kept, to be tried or changed.
func formOf(m app.MailboxRow) app.MailboxForm {
	return app.MailboxForm{
		ID: m.ID, Name: m.Name, Preset: m.Preset, Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, Login: m.Login,
		ClientID: m.ClientID, TokenURL: m.TokenURL, Scope: m.Scope, Folders: m.Folders, Since: m.Since, Paused: m.Paused,
	}
}

type mailTestCmd struct {
	Name string `arg:"" optional:"" help:"The mailbox; all of them unless told."`
}

// testedBox is one mailbox as mail test prints it.
type testedBox struct {
	Mailbox string              `json:"mailbox"`
	OK      bool                `json:"ok"`
	Fault   string              `json:"fault"`
	Says    string              `json:"says"`
	Message string              `json:"message"`
	Folders []app.MailFolderRow `json:"folders"`
}

func (c *mailTestCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	boxes, err := s.mailboxes(c.Name)
	if err != nil {
		return err
	}
	out := []testedBox{}
	for _, m := range boxes {
		t, err := s.app.Mailboxes().Test(formOf(m))
		if err != nil {
			return err
		}
		tested := testedBox{m.Name, t.OK, t.Fault, t.Says, "", t.Folders}
		if !t.OK {
			tested.Message, s.code = s.faultText(t.Fault, t.Says), exitFail
		}
		out = append(out, tested)
	}
	return s.answer(out, func() {
		if len(out) == 0 {
			s.say("no mailbox is read; `ordertrail mail add ADDRESS` adds one")
		}
		for _, t := range out {
			switch {
			case t.OK:
				s.say("%s", s.app.Say("mail.works", t.Mailbox))
			case len(t.Folders) == 0:
				s.warn(t.Mailbox + ": " + t.Message)
			default:
				s.warn(t.Mailbox + ": " + t.Message)
				s.say("%s", s.app.Say("mail.folders", t.Mailbox))
			}
			for _, f := range t.Folders {
				mark := " "
				if f.Chosen {
					mark = "*"
				}
				s.say("  %s %s", mark, f.Name)
			}
		}
	})
}

type mailFetchCmd struct {
	Name  string `arg:"" optional:"" help:"The mailbox; all of them unless told."`
	Watch bool   `help:"Go on fetching what comes until it is interrupted."`
	Again bool   `help:"Read from the beginning; mails that are known are known again, those of imports that were taken back come back, and those about something else are read anew."`
}

func (c *mailFetchCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	boxes, err := s.mailboxes(c.Name)
	if err != nil {
		return err
	}
	if c.Watch {
		return s.watchMail()
	}
	out, failed := []app.MailFetch{}, 0
	for _, m := range boxes {
		if m.Paused && c.Name == "" {
			continue
		}
		got, err := c.fetch(s, m.ID)
		if err != nil {
			return err
		}
		if !got.OK {
			failed++
		}
		if got.Unread > 0 {
			s.code = exitWaits
		}
		out = append(out, got)
		s.sayFetched(got)
	}
	switch {
	case failed > 0 && failed == len(out):
		s.code = exitFail
	case failed > 0:
		s.code = exitWaits
	}
	return s.answer(out, func() {
		if len(out) == 0 {
			s.say("no mailbox is read; `ordertrail mail add ADDRESS` adds one, `ordertrail mail pause NAME --off` reads one again")
		}
	})
}

// watchMail tells of every fetch, one JSON document a line when that is asked for, until the command is interrupted.
func (s *session) watchMail() error {
	var telling sync.Mutex
	s.app.WatchMail(s, func(got app.MailFetch) {
		telling.Lock()
		defer telling.Unlock()
		s.sayFetched(got)
		if s.flags.JSON {
			_ = s.printLine(got) // whoever listened is gone; mail is still fetched
		}
	})
	if errors.Is(s.Err(), context.Canceled) {
		return nil // that is how it ends
	}
	return s.Err()
}

// fetch reads one mailbox, from its beginning when that was asked for.
func (c *mailFetchCmd) fetch(s *session, id string) (app.MailFetch, error) {
	if c.Again {
		if err := s.app.Mailboxes().Reread(id); err != nil {
			return app.MailFetch{}, err
		}
	}
	return s.app.Mailboxes().Fetch(id)
}

func (s *session) sayFetched(got app.MailFetch) {
	if !got.OK {
		text := got.Mailbox + ": " + s.faultText(got.Fault, got.Says)
		if got.NextAt != "" {
			text += " " + s.app.Say("mail.next", got.NextAt)
		}
		s.warn(text)
		if got.Mails == 0 {
			return // it never came to reading
		}
	}
	s.say("%s: %s", got.Mailbox, s.app.Say("mail.fetched", fmt.Sprint(got.Mails), fmt.Sprint(got.Notices), fmt.Sprint(got.Unread), fmt.Sprint(got.Ignored),
		fmt.Sprint(got.Known), fmt.Sprint(got.Events)))
	s.sayIgnored(got.IgnoredFor)
}

type mailPauseCmd struct {
	Name string `arg:"" help:"The mailbox."`
	Off  bool   `help:"Read it again."`
}

func (c *mailPauseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	boxes, err := s.mailboxes(c.Name)
	if err != nil {
		return err
	}
	f := formOf(boxes[0])
	f.Paused = !c.Off
	row, err := s.app.Mailboxes().Save(f)
	if err != nil {
		return err
	}
	return s.answer(row, func() { s.say("%s  %s", row.Name, s.app.Say("mailbox_state."+row.State)) })
}

type mailRemoveCmd struct {
	Name string `arg:"" help:"The mailbox."`
}

func (c *mailRemoveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	boxes, err := s.mailboxes(c.Name)
	if err != nil {
		return err
	}
	if err := s.app.Mailboxes().Remove(boxes[0].ID); err != nil {
		return err
	}
	return s.answer(map[string]string{"removed": boxes[0].Name}, func() { s.say("%s", s.app.Say("mail.removed", boxes[0].Name)) })
}
