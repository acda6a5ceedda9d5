package app

// ScanRequest is one code as the scanner typed it.
type ScanRequest struct {
	Station  string `json:"station"`
	Mode     string `json:"mode"` // pick, pack, handover, receive, return, inspect
	Operator string `json:"operator"`
	Raw      string `json:"raw"`
	ID       string `json:"id"` // chosen by the window, one per scan: the same id is recorded once however often it is sent
}

// ScanVerdict answers one scan. It is returned only after the scan is on disk.
type ScanVerdict struct {
	Raw     string   `json:"raw"`
	Meaning string   `json:"meaning"` // parcel, order, return, line-item, tracking, command, operator, unknown, ambiguous
	Verdict string   `json:"verdict"` // ok, done, refused, duplicate, unknown, ambiguous
	Code    string   `json:"code"`    // wrong-item, too-many, wrong-carrier, on-hold, cancelled, not-picked, opened …
	Message string   `json:"message"`
	Order   string   `json:"order"`
	Parcel  string   `json:"parcel"`
	Next    string   `json:"next"`
	Tone    string   `json:"tone"` // ok, complete, wrong, too_many, wrong_carrier, stop, again, unknown
	Item    string   `json:"item"`
	Args    []string `json:"args"`
	At      string   `json:"at"`
	Bench   Bench    `json:"bench"` // what the station shows now
}

// Bench is what lies on a station: the open order or hand-over, and what is still to scan.
type Bench struct {
	Station  string        `json:"station"`
	Mode     string        `json:"mode"`
	Operator string        `json:"operator"`
	Order    string        `json:"order"`
	OrderID  string        `json:"order_id"`
	Parcel   string        `json:"parcel"`
	Carrier  string        `json:"carrier"` // of a hand-over
	Nth      int           `json:"nth"`     // this parcel of the order
	Of       int           `json:"of"`
	Done     int           `json:"done"` // units or parcels scanned
	Todo     int           `json:"todo"` // of how many
	Lines    []BenchLine   `json:"lines"`
	Parcels  []BenchParcel `json:"parcels"`   // of a hand-over
	NextCode string        `json:"next_code"` // scan_order, scan_item, scan_label, scan_parcel, finish
	NextItem string        `json:"next_item"`
	NextBin  string        `json:"next_bin"`
	NextLeft int           `json:"next_left"`
	Undo     string        `json:"undo"`    // what an undo would take back: an item's title or a code; "" nothing
	Recent   []ScanRow     `json:"recent"`  // last five, newest first
	Unknown  int           `json:"unknown"` // codes kept that nobody has placed yet
}

// BenchLine is one line on the bench.
type BenchLine struct {
	Line   string `json:"line"`
	Title  string `json:"title"`
	SKU    string `json:"sku"`
	Bin    string `json:"bin"`
	Want   int    `json:"want"`
	Have   int    `json:"have"`
	Picked int    `json:"picked"`
}

// BenchParcel is one parcel expected at, or scanned out in, a hand-over.
type BenchParcel struct {
	Parcel   string `json:"parcel"`
	Order    string `json:"order"`
	Tracking string `json:"tracking"`
	Scanned  bool   `json:"scanned"`
}

// ScanRow is one past scan.
type ScanRow struct {
	At      string `json:"at"`
	Raw     string `json:"raw"`
	Item    string `json:"item"`
	Verdict string `json:"verdict"`
	Code    string `json:"code"`
	Meaning string `json:"meaning"`
}
