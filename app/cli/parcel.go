package cli

type parcelCmd struct {
	Void     parcelVoidCmd     `cmd:"" help:"Cancel the label of a parcel that never left."`
	Relabel  parcelRelabelCmd  `cmd:"" help:"Give a parcel a new tracking number; the old one still finds it."`
	Merge    parcelMergeCmd    `cmd:"" help:"Say that two records are one parcel, such as one under a mistyped number."`
	Serial   parcelSerialCmd   `cmd:"" help:"Record the serial numbers of a line that go out."`
	Override parcelOverrideCmd `cmd:"" help:"Say where a parcel is, over what its carrier reports, until it is taken back."`
}

// onParcel names a parcel of an order and why something is done to it.
type onParcel struct {
	number
	Parcel string `arg:"" help:"The parcel's number or tracking number."`
}

type parcelVoidCmd struct {
	onParcel
	Why string `arg:"" optional:"" help:"The reason."`
}

func (c *parcelVoidCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Void(id, c.Parcel, c.Why), "parcel %s is voided", c.Parcel)
}

type parcelRelabelCmd struct {
	onParcel
	Tracking string `arg:"" help:"The new tracking number."`
	Why      string `arg:"" optional:"" help:"The reason."`
	Carrier  string `help:"The carrier of the new number, when it is another one."`
}

func (c *parcelRelabelCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Relabel(id, c.Parcel, c.Carrier, c.Tracking, c.Why), "parcel %s has the new number of label %s now, and %s still finds it", c.Parcel, c.Tracking, c.Parcel)
}

type parcelMergeCmd struct {
	onParcel
	Record string `arg:"" help:"A number of the other record; also one of another order, or of none yet."`
	Why    string `arg:"" optional:"" help:"The reason; with one, two boxes that were both packed are joined too."`
}

func (c *parcelMergeCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Merge(id, c.Parcel, c.Record, c.Why), "%s and %s are one parcel", c.Parcel, c.Record)
}

type parcelOverrideCmd struct {
	onParcel
	Phase string `arg:"" help:"Where it is: packed, handed_over, moving, delivered, returned_to_us, lost and the like."`
	Why   string `arg:"" help:"How you know."`
}

func (c *parcelOverrideCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().SayWhere(id, c.Parcel, c.Phase, c.Why), "parcel %s is %s until that is taken back", c.Parcel, c.Phase)
}

type parcelSerialCmd struct {
	number
	Line   string   `required:"" help:"The line of the order: its number or its SKU."`
	Parcel string   `help:"The parcel it goes out in, when that is known."`
	Serial []string `arg:"" help:"The serial numbers."`

	Override string `help:"Record more of them than units were ordered, or one that went out with another order, for this reason." placeholder:"WHY"`
}

func (c *parcelSerialCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Serials(id, c.Line, c.Parcel, c.Serial, c.Override), "%s: %s recorded", c.Number, counted(len(c.Serial), "serial number", "serial numbers"))
}
