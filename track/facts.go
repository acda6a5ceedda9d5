package track

// OrderFacts is what a shop states about an order, without anything personal.
type OrderFacts struct {
	ExternalID  string      `json:"external_id,omitempty"` // the shop's own id where it has one besides the number
	OrderedAt   Stamp       `json:"ordered_at,omitempty"`
	PaidAt      Stamp       `json:"paid_at,omitempty"`
	PromisedOn  Date        `json:"promised_on,omitempty"`
	RequestedOn Date        `json:"requested_on,omitempty"` // the day the customer asked for
	ShipBy      Date        `json:"ship_by,omitempty"`
	CancelledAt Stamp       `json:"cancelled_at,omitempty"`
	FulfilledAt Stamp       `json:"fulfilled_at,omitempty"` // the shop's word; it supports announced, never possession
	Payment     string      `json:"payment,omitempty"`      // the shop's financial status, as written
	Fulfilment  string      `json:"fulfilment,omitempty"`   // the shop's fulfilment status, as written
	Service     string      `json:"service,omitempty"`
	Total       Money       `json:"total,omitzero"`
	Tags        string      `json:"tags,omitempty"`
	Country     string      `json:"country,omitempty"`
	Region      string      `json:"region,omitempty"`
	NotOurs     bool        `json:"not_ours,omitempty"` // fulfilled by somebody else, for example a marketplace
	Lines       []LineFacts `json:"lines"`
}

// LineFacts is one line of an order. Line is "1", "2", … within the order and stays the same between statements.
type LineFacts struct {
	Line       string `json:"line"`
	ExternalID string `json:"external_id,omitempty"`
	SKU        string `json:"sku,omitempty"`
	Title      string `json:"title,omitempty"`
	Quantity   int    `json:"quantity"`
	Price      Money  `json:"price,omitzero"`
	NoShipping bool   `json:"no_shipping,omitempty"` // a service or download: nothing to hand over
}

// Customer is the personal part of an order. It lives beside the events, found by its hash, so that it can be erased.
type Customer struct {
	Name     string `json:"name,omitempty"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	ShipName string `json:"ship_name,omitempty"`
	Company  string `json:"company,omitempty"`
	Address1 string `json:"address1,omitempty"`
	Address2 string `json:"address2,omitempty"`
	City     string `json:"city,omitempty"`
	Region   string `json:"region,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Country  string `json:"country,omitempty"`
	Note     string `json:"note,omitempty"`
}

// IsZero reports whether nothing personal is known.
func (c Customer) IsZero() bool { return c == Customer{} }

// ParcelFacts is what a label or carrier file states about a parcel.
type ParcelFacts struct {
	Service     string `json:"service,omitempty"`
	Cost        Money  `json:"cost,omitzero"`
	Surcharge   Money  `json:"surcharge,omitzero"` // invoiced on top of the label, a credit negative; every statement adds
	Invoice     string `json:"invoice,omitempty"`  // the carrier's number of the invoice that charges it: charges of several add up
	EstimatedOn Date   `json:"estimated_on,omitempty"`
	ShipDate    Date   `json:"ship_date,omitempty"`
	Weight      string `json:"weight,omitempty"`  // as stated, with its unit
	Signed      bool   `json:"signed,omitempty"`  // somebody signed; who did stands in the raw text, which can be erased
	LeftAt      string `json:"left_at,omitempty"` // where it was left: a word of LeftPlaces
	Voided      bool   `json:"voided,omitempty"`  // the label was cancelled or refunded
	Country     string `json:"country,omitempty"`
	Pickup      bool   `json:"pickup,omitempty"` // addressed to a pick-up point by choice
	Master      string `json:"master,omitempty"` // master tracking number of a multi-piece shipment
}

// ReturnFacts is what an act on a return says besides its words; each kind of act uses its own part.
type ReturnFacts struct {
	Cause      string   `json:"cause,omitempty"`      // why the customer sends it back, one of ReturnCauses
	Goods      string   `json:"goods,omitempty"`      // what came unannounced, by SKU or in a few words
	Serial     string   `json:"serial,omitempty"`     // as SerialKey folds it
	Criteria   int      `json:"criteria,omitempty"`   // version of the shop's grade criteria and checklist
	Checks     []Answer `json:"checks,omitempty"`     // what was looked at
	Grade      string   `json:"grade,omitempty"`      // of the units that are decided about; "" any
	Resolution string   `json:"resolution,omitempty"` // what the customer is to get; of a release, only units of which that was decided
	Rule       int      `json:"rule,omitempty"`       // number of the rule that proposed
	Proposed   Outcome  `json:"proposed,omitzero"`    // what it proposed
	Instead    Outcome  `json:"instead,omitzero"`     // of a decision made anew: what was decided about the units before
	Amount     Money    `json:"amount,omitzero"`      // refunded, or credited by the supplier
	Supplier   string   `json:"supplier,omitempty"`
	Reference  string   `json:"reference,omitempty"` // the supplier's number, or what the goods travel under; of a return that is opened, the platform's number for it
}

// Answer is one line of the shop's checklist and what was found.
type Answer struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
}

// Outcome is what becomes of goods and what their customer gets.
type Outcome struct {
	Disposition string `json:"disposition,omitempty"`
	Resolution  string `json:"resolution,omitempty"`
}

// ClaimFacts is what an act on a claim says.
type ClaimFacts struct {
	Against   string `json:"against,omitempty"`  // the carrier's code, or the insurer's name
	Kind      string `json:"kind,omitempty"`     // lost, damaged or missing
	Amount    Money  `json:"amount,omitzero"`    // claimed, or paid
	Deadline  Date   `json:"deadline,omitempty"` // a person's word; it beats the table of windows
	Reference string `json:"reference,omitempty"`
}
