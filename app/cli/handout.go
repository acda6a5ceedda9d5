package cli

import (
	"cmp"

	"ordertrail/app"
)

type publishCmd struct {
	To string `help:"The folder to publish into, instead of pages in the data folder." type:"path"`
}

func (c *publishCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Publish(cmp.Or(c.To, s.app.PagesFolder()))
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("%s in %s: %d written, %d removed, %d the same", s.number("page", v.Pages), v.Folder, v.Written, v.Removed, v.Same)
	})
}

type reportCmd struct {
	PackingSlip  reportSlipCmd       `cmd:"" help:"The slip that goes into a parcel of an order."`
	PackingSlips reportSlipsCmd      `cmd:"" help:"The slips of several orders, in one document."`
	Labels       reportLabelsCmd     `cmd:"" help:"Our own labels of orders' parcels, one a page."`
	Manifest     reportManifestCmd   `cmd:"" help:"What a station handed over last, for the driver to sign."`
	Evidence     reportEvidenceCmd   `cmd:"" help:"What is known of a delivery and who said it, for a claim; beside it an archive with every original, which may name other customers too."`
	Exceptions   reportExceptionsCmd `cmd:"" help:"What needs someone, by who must act."`
	PickList     reportPickCmd       `cmd:"" help:"What is to be picked, in the order of the bins."`
	ReturnSlip   reportReturnSlipCmd `cmd:"" help:"The page a customer puts into the box of a return."`
	Inspection   reportInspectionCmd `cmd:"" help:"What was found about the goods of a return, and what was decided."`
	Commands     reportCommandsCmd   `cmd:"" help:"Cards that steer a station, for its scanner to read."`
}

// out is where a document goes.
type out struct {
	Out string `required:"" type:"path" placeholder:"FILE.pdf" help:"Where to write."`
}

// Validate refuses another name than a PDF document's.
func (o out) Validate() error { return endsIn(o.Out, ".pdf", "a PDF document") }

func (s *session) wrote(f app.ReportFile, err error) error {
	if err != nil {
		return err
	}
	return s.answer(f, func() { s.say("wrote %s, %s", f.Path, s.size(f)) })
}

// size is how large a file is that was written, with its pages where it has such.
func (s *session) size(f app.ReportFile) string {
	if f.Pages == 0 {
		return s.number("byte", int(f.Bytes))
	}
	return s.number("byte", int(f.Bytes)) + ", " + s.number("page", f.Pages)
}

type reportSlipCmd struct {
	number
	Parcel string `help:"The parcel, when the order has several."`
	out
}

func (c *reportSlipCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.wrote(s.app.PackingSlip(id, c.Parcel, c.Out))
}

type reportSlipsCmd struct {
	Numbers []string `arg:"" help:"The orders' numbers, as the shop prints them."`
	Source  string   `help:"The shop, when several use the same number."`
	out
}

func (c *reportSlipsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	ids, err := s.ordersOf(c.Numbers, c.Source)
	if err != nil {
		return err
	}
	return s.wrote(s.app.PackingSlips(ids, c.Out))
}

type reportLabelsCmd struct {
	Numbers []string `arg:"" help:"The orders' numbers, as the shop prints them."`
	Source  string   `help:"The shop, when several use the same number."`
	Parcel  string   `help:"Only the label of this parcel."`
	out
}

func (c *reportLabelsCmd) Run(s *session) error {
	if c.Parcel != "" && len(c.Numbers) > 1 {
		return usage("--parcel names a parcel of one order; %d orders are named", len(c.Numbers))
	}
	if err := s.open(); err != nil {
		return err
	}
	ids, err := s.ordersOf(c.Numbers, c.Source)
	if err != nil {
		return err
	}
	return s.wrote(s.app.Labels(ids, c.Parcel, c.Out))
}

type reportReturnSlipCmd struct {
	returnNumber
	out
}

func (c *reportReturnSlipCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.ReturnSlip(c.Number, c.Out))
}

type reportInspectionCmd struct {
	returnNumber
	out
}

func (c *reportInspectionCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.InspectionReport(c.Number, c.Out))
}

type reportManifestCmd struct {
	Station string `help:"The station that handed over." default:"bench-1"`
	out
}

func (c *reportManifestCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.Manifest(c.Station, c.Out))
}

type reportEvidenceCmd struct {
	number
	Parcel string `help:"Of the parcels, this one alone; what happened to the order stays whole."`
	out
}

func (c *reportEvidenceCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	f, err := s.app.Evidence(id, c.Parcel, c.Out)
	if err != nil {
		return err
	}
	return s.answer(f, func() {
		s.say("wrote %s, %s", f.Path, s.size(app.ReportFile{Bytes: f.Bytes, Pages: f.Pages}))
		s.say("wrote %s, %s, %s", f.Bundle, s.size(app.ReportFile{Bytes: f.BundleBytes}), counted(f.Files, "file", "files"))
		for _, name := range f.Missing {
			s.say("  nobody stated: %s", name)
		}
	})
}

type reportExceptionsCmd struct{ out }

func (c *reportExceptionsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.ExceptionReport(c.Out))
}

type reportPickCmd struct{ out }

func (c *reportPickCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.PickList(c.Out))
}

type reportCommandsCmd struct{ out }

func (c *reportCommandsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.wrote(s.app.CommandCards(c.Out))
}
