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
	Empty  bool           `json:"empty"`
}

// KPIFigure is one KPI: rates in percent, durations in hours, money in minor units.
type KPIFigure struct {
	Name        string       `json:"name"`
	Unit        string       `json:"unit"` // percent, hours, money
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
	Excluded    []Count      `json:"excluded"`
	Says        string       `json:"says"`
	Trend       []TrendPoint `json:"trend"`
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
