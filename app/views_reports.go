package app

// KPIQuery is a period, both days included, in the shop's zone.
type KPIQuery struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Basis string `json:"basis"` // latest, original, requested
}

// KPIView is the KPI screen.
type KPIView struct {
	From   string         `json:"from"`
	To     string         `json:"to"`
	Zone   string         `json:"zone"`
	Basis  string         `json:"basis"`
	KPIs   []KPIFigure    `json:"kpis"`
	Scores []CarrierScore `json:"scores"`
	Months []string       `json:"months"` // that hold anything, oldest first, YYYY-MM
	Frozen []FrozenMonth  `json:"frozen"` // the months that were published
	Closed bool           `json:"closed"` // the period is a month that is over and was not published
	Empty  bool           `json:"empty"`
}

// LeftOut is how many cases a KPI leaves out for one reason.
type LeftOut struct {
	Code string `json:"code"` // that rows are asked for by
	Says string `json:"says"` // code: what such cases of this KPI are called
	N    int    `json:"n"`
}

// KPIFigure is one KPI: rates in percent or per thousand, durations in hours, money in minor units, a turnover in times.
type KPIFigure struct {
	Name        string       `json:"name"`
	Unit        string       `json:"unit"` // percent, per_thousand, hours, money, times
	Value       float64      `json:"value"`
	Known       bool         `json:"known"` // false when there is nothing to count
	Currency    string       `json:"currency"`
	P90         float64      `json:"p90"`
	Numerator   int          `json:"numerator"`
	Denominator int          `json:"denominator"`
	N           int          `json:"n"`
	Thin        bool         `json:"thin"` // n below 30
	Low         float64      `json:"low"`
	High        float64      `json:"high"`
	HasInterval bool         `json:"has_interval"`
	Excluded    []LeftOut    `json:"excluded"`
	Listed      []Count      `json:"listed"`     // counted, and may still turn out otherwise
	Parts       []Count      `json:"parts"`      // cases by cause, the most frequent first
	BusinessH   float64      `json:"business_h"` // median in business hours
	BusinessP90 float64      `json:"business_p90"`
	BusinessN   int          `json:"business_n"` // 0: it is told by the clock alone
	HoldH       float64      `json:"hold_h"`     // hours taken out of the duration, median of those that had any
	HoldN       int          `json:"hold_n"`
	Says        []Saying     `json:"says"` // what its columns do not say
	Trend       []TrendPoint `json:"trend"`
	WasFrozen   bool         `json:"was_frozen"`
	Frozen      FrozenFigure `json:"frozen"` // of a published month
}

// Saying is one thing that is said of a figure: the key of its words in the catalogue, and what they need.
type Saying struct {
	Key  string   `json:"key"`
	Args []string `json:"args"`
}

// TrendPoint is one month of a KPI.
type TrendPoint struct {
	Month string  `json:"month"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int     `json:"n"`
}

// CarrierScore is one carrier and service in the period.
type CarrierScore struct {
	Carrier   string    `json:"carrier"`
	Service   string    `json:"service"`
	Parcels   int       `json:"parcels"`
	OnTime    KPIFigure `json:"on_time"`
	First     KPIFigure `json:"first_attempt"`
	LagH      float64   `json:"lag_h"` // hand-over to first scan, median
	LagN      int       `json:"lag_n"`
	LagP90H   float64   `json:"lag_p90_h"`
	TransitH  float64   `json:"transit_h"`
	Problems  KPIFigure `json:"problems"`
	CostMinor int64     `json:"cost_minor"` // mean per parcel
	Currency  string    `json:"currency"`
}

// ReportFile says where a document was written.
type ReportFile struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Pages int    `json:"pages"`
}

// PublishView counts what publishing did.
type PublishView struct {
	Pages   int    `json:"pages"`
	Written int    `json:"written"`
	Removed int    `json:"removed"`
	Same    int    `json:"same"`
	Folder  string `json:"folder"`
}
