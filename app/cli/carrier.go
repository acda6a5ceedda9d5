package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"ordertrail/app"
	"ordertrail/track/carrier"
)

type carrierCmd struct {
	List      carrierListCmd      `cmd:"" help:"List the carriers, the one that takes most of the shop's parcels first."`
	Recognise carrierRecogniseCmd `cmd:"" help:"Say whose tracking number a text may be, the likeliest first."`
	Map       carrierMapCmd       `cmd:"" help:"What carriers' codes and words mean: list, teach, take back, write to a file and take in from one."`
	Unmapped  carrierUnmappedCmd  `cmd:"" help:"List what carriers said that nobody understands yet."`
	Link      carrierLinkCmd      `cmd:"" help:"Carriers' tracking pages: list, set, try, back to the shipped one."`
	Calendar  carrierCalendarCmd  `cmd:"" help:"When carriers work and until when parcels must be ready: list, set, back to the shipped one."`
}

type carrierRecogniseCmd struct {
	Text   string `arg:"" help:"The number, or with --inside a text that holds numbers."`
	Sender string `help:"The carrier that the source or the sender names; its numbers go first, also with a wrong check digit." placeholder:"CARRIER"`
	Inside bool   `help:"Look for numbers inside running text."`
}

func (c *carrierRecogniseCmd) Run(s *session) error {
	config, err := s.config()
	if err != nil {
		return err
	}
	claims, err := c.claims(s, config.Folder)
	if err != nil {
		return err
	}
	return s.answer(claims, func() {
		for _, k := range claims {
			s.say("%-12s %s  check %s  %s  %s", k.Carrier, k.Number, k.Check, k.Service, k.Link)
			s.say("%-12s %s", "", config.Words.Say("ground."+string(k.Why)))
		}
		if len(claims) == 0 {
			s.say("no carrier claims it%s", c.otherwise())
		}
	})
}

// otherwise says how more may be claimed.
func (c *carrierRecogniseCmd) otherwise() string {
	if c.Sender != "" {
		return ""
	}
	if alike := carrier.Resembles(c.Text); !c.Inside && len(alike) > 0 {
		return fmt.Sprintf(" as it stands: it looks like a number of %s, but its check digit is wrong; --sender %s takes it all the same", strings.Join(alike, " or "), alike[0])
	}
	if !c.Inside && strings.ContainsFunc(c.Text, unicode.IsSpace) {
		return "; --inside looks for numbers in a text, and --sender CARRIER takes more for that carrier's, also with a wrong check digit"
	}
	return "; --sender CARRIER takes more for that carrier's, also with a wrong check digit"
}

// claims asks the shop, whose own parcels and carriers go before others. Without one, and while a window holds it, the number alone
// tells.
func (c *carrierRecogniseCmd) claims(s *session, folder string) ([]carrier.Claim, error) {
	if _, err := os.Stat(filepath.Join(folder, app.FileName)); err != nil {
		return app.Recognise(c.Text, c.Sender, c.Inside)
	}
	if err := s.open(); err != nil {
		s.warn("the carriers this shop ships with were not asked: " + err.Error())
		return app.Recognise(c.Text, c.Sender, c.Inside)
	}
	return s.app.Recognise(c.Text, c.Sender, c.Inside)
}

type carrierListCmd struct {
	All bool `help:"Those that the shop has nothing to do with, too."`
}

func (c *carrierListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().List()
	if err != nil {
		return err
	}
	if !c.All {
		v.Rows = slices.DeleteFunc(v.Rows, func(r app.CarrierCard) bool {
			return r.Parcels+r.Own+r.Unmapped == 0 && !r.OwnLink && !r.OwnDays && !r.OwnPickup
		})
	}
	return s.answer(v, func() {
		for _, r := range v.Rows {
			s.say("%-16s %-24s %13s, %s of the shop's own, %d not understood", r.Carrier, r.Name, s.number("parcel", r.Parcels), s.number("row", r.Own), r.Unmapped)
			for _, h := range r.Heard {
				s.say("%-16s heard of in %s, last %s%s", "", h.Source, h.Last, s.gap(h))
			}
		}
		if len(v.Rows) == 0 {
			s.say("no parcel went with any carrier yet; `ordertrail carrier list --all` names those that are known")
		}
	})
}

// gap says how often a feed usually speaks, and that it is silent.
func (s *session) gap(f app.FeedRow) string {
	usual := s.app.Say("feeds.no_usual")
	if f.UsualH > 0 {
		usual = s.app.Say("feeds.usual", fmt.Sprintf("%d h", f.UsualH))
	}
	if f.Quiet {
		return ", " + s.app.Say("heard.silent") + ". " + usual
	}
	return ". " + usual
}

type carrierUnmappedCmd struct{}

func (carrierUnmappedCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Carriers().Unmapped()
	if err != nil {
		return err
	}
	return s.answer(rows, func() {
		if len(rows) == 0 {
			s.say("all that carriers said is understood")
		}
		for _, r := range rows {
			s.say("%4d × %-12s %s %s %s  %s, last %s", r.Count, r.Carrier, r.Type, r.Code, r.Text, s.number("order", r.Orders), r.Last)
			for _, x := range r.Examples {
				s.say("       such as %s %s of %s, %s", cmp.Or(x.Order, "no order"), x.Tracking, cmp.Or(x.Source, "nobody named"), x.At)
			}
		}
	})
}
