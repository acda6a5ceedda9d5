package cli

import (
	"fmt"
	"io"
	"strings"

	"ordertrail/app"
)

type mailSignInCmd struct {
	Name         string `arg:"" help:"The mailbox; add it with --token and --client-id first."`
	Code         bool   `help:"Sign in with any browser, by a code that is typed there."`
	ClientSecret bool   `name:"client-secret" help:"Read the secret of your registration from standard input; a kept one is used unless told."`
	AuthorizeURL string `name:"authorize-url" help:"The provider's page; known for Gmail and Microsoft 365."`
	DeviceURL    string `name:"device-url" help:"Where a code is asked for; known for Microsoft 365."`
}

func (c *mailSignInCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	boxes, err := s.mailboxes(c.Name)
	if err != nil {
		return err
	}
	m := boxes[0]
	how := app.SignInAsk{ByCode: c.Code, Authorize: c.AuthorizeURL, Device: c.DeviceURL}
	if c.ClientSecret {
		raw, err := io.ReadAll(io.LimitReader(s.world.Stdin, 4<<10))
		if err != nil {
			return fmt.Errorf("read the client's secret: %w", err)
		}
		how.ClientSecret = strings.TrimSpace(string(raw))
	}
	t, err := s.app.SignIn(s, m.ID, how, func(step app.SignInStep) { s.sayStep(m.User, step) })
	if err == nil && t.Fault == "" { // whether the mailbox takes what was granted
		t, err = s.app.Mailboxes().Test(formOf(m))
	}
	if err != nil {
		return err
	}
	out := testedBox{m.Name, t.OK, t.Fault, t.Says, "", t.Folders}
	if !t.OK {
		out.Message, s.code = s.faultText(t.Fault, t.Says), exitFail
	}
	if out.Folders == nil {
		out.Folders = []app.MailFolderRow{}
	}
	return s.answer(out, func() {
		if !t.OK {
			s.warn(m.Name + ": " + out.Message)
			return
		}
		s.say("%s", s.app.Say("mail.signed_in", m.Name))
	})
}

// sayStep says where somebody signs in, and with which code.
func (s *session) sayStep(user string, step app.SignInStep) {
	key := "mail.sign_in_page"
	if step.Code != "" {
		key = "mail.sign_in_code"
	}
	fmt.Fprintln(s.world.Stderr, plain(s.app.Say(key, user, step.Code)))
	fmt.Fprintln(s.world.Stderr, plain(step.Page))
}
