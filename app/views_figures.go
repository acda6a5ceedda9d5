package app

// FigureQuery asks for the rows behind one KPI.
type FigureQuery struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Basis    string `json:"basis"`
	Name     string `json:"name"`
	Excluded string `json:"excluded"` // code: only rows that were left out for it; "" rows that count, "*" both
	Listed   string `json:"listed"`   // code: only rows that are listed under it
	After    string `json:"after"`    // key of the last row that is known
	Limit    int    `json:"limit"`    // 0 means 200
}

// FigureRows are the rows behind one KPI, by day and order.
type FigureRows struct {
	Name     string      `json:"name"`
	Unit     string      `json:"unit"`
	Currency string      `json:"currency"`
	Total    int         `json:"total"` // with those on other pages
	Rows     []FigureRow `json:"rows"`
	More     bool        `json:"more"`
}

// FigureRow is one row behind a KPI.
type FigureRow struct {
	Key      string  `json:"key"`
	Table    string  `json:"table"` // orders, lines, parcels, returns, contacts
	OrderID  string  `json:"order_id"`
	Order    string  `json:"order"`
	Subject  string  `json:"subject"` // parcel, line, return and line, or event; "" is the order itself
	On       string  `json:"on"`      // the day it counts on
	Value    float64 `json:"value"`   // hours, good units, or minor units of money
	Of       int     `json:"of"`      // cases it stands for; 0 for one that only adds
	Excluded string  `json:"excluded"`
	Listed   string  `json:"listed"`
}

// FrozenMonth is a month whose figures were handed out.
type FrozenMonth struct {
	Month   string `json:"month"`
	Edition int    `json:"edition"`
	At      string `json:"at"`
	By      string `json:"by"`
	Version string `json:"version"` // of the definitions
}

// FrozenFigure is a published figure beside today's, and why they differ.
type FrozenFigure struct {
	Value float64     `json:"value"`
	Known bool        `json:"known"`
	N     int         `json:"n"`
	Rows  int         `json:"rows"` // that say something else now
	Why   []FrozenWhy `json:"why"`
}

// FrozenWhy counts the rows that changed for one reason, and says when the last fact about them came in.
type FrozenWhy struct {
	Code string `json:"code"`
	N    int    `json:"n"`
	On   string `json:"on"`
}

// RestatedView is a published month beside what the facts say now.
type RestatedView struct {
	Month      string           `json:"month"`
	Edition    int              `json:"edition"`
	At         string           `json:"at"`
	By         string           `json:"by"`
	Version    string           `json:"version"` // of the definitions it was counted by
	Basis      string           `json:"basis"`
	VersionNow string           `json:"version_now"`
	Zone       string           `json:"zone"`     // whose clock it was counted by, where the shop's is another now; else ""
	Restated   int              `json:"restated"` // figures that differ
	Figures    []RestatedFigure `json:"figures"`
}

// RestatedFigure is one published figure with the rows that make it another today.
type RestatedFigure struct {
	Name     string        `json:"name"`
	Unit     string        `json:"unit"`
	Currency string        `json:"currency"`
	Frozen   FrozenFigure  `json:"frozen"`
	Today    float64       `json:"today"`
	Known    bool          `json:"known"`
	Changed  bool          `json:"changed"`
	Rows     []RestatedRow `json:"rows"`
}

// RestatedRow is one row that says something else than when the month was published.
type RestatedRow struct {
	Order   string      `json:"order"`
	OrderID string      `json:"order_id"`
	Subject string      `json:"subject"`
	Was     string      `json:"was"` // a value, the code it was left out for, or "" when it was not there
	Is      string      `json:"is"`
	Why     []string    `json:"why"`
	Since   []SinceFact `json:"since"` // facts about the order that came in after the month was published, the newest five
}

// SinceFact is one fact, or an import taken back, that came after a month was published.
type SinceFact struct {
	Event    string `json:"event"` // "" for an import taken back
	Kind     string `json:"kind"`
	What     string `json:"what"` // phase or code; of the clock, the zones
	Recorded string `json:"recorded"`
	Source   string `json:"source"`
	Run      string `json:"run"`
}
