package app

// SettingsView is what can be set so far.
type SettingsView struct {
	ShopName     string         `json:"shop_name"`
	Zone         string         `json:"zone"` // IANA name
	Currency     string         `json:"currency"`
	Country      string         `json:"country"`
	Operator     string         `json:"operator"`     // default name for acts at the screen
	MailServers  string         `json:"mail_servers"` // whose word counts of who wrote a mail: names after blanks; "" whichever handled it last
	Address      string         `json:"address"`      // where the shop is and takes returns: lines parted by line breaks or semicolons
	HelpMail     string         `json:"help_mail"`    // shown to customers on the tracking page
	PageURL      string         `json:"page_url"`     // where the pages folder is published, such as https://shop.example/track; "" nowhere
	PromiseDays  int            `json:"promise_days"` // working days promised where a shop states no date; 0 promises nothing
	Since        string         `json:"since"`        // orders their shop calls fulfilled before this day count as done; "" counts none
	ClosedDays   string         `json:"closed_days"`  // of the shop: 2026-12-24..2027-01-01, 2026-07-03
	WorkHours    string         `json:"work_hours"`   // of the shop on a working day: 08:00-18:00; "" any time; KPIs count business hours in them
	Holds        string         `json:"pickup_holds"` // for how many days carriers keep a parcel at a pick-up point, besides the shipped ones: usps 15; ups 7
	Pickups      string         `json:"pickups"`      // until when parcels must be ready: 17:00; ups 16:30; "" not known
	CarrierDays  string         `json:"carrier_days"` // besides the shipped ones: usps mon-sat US; gls mon-fri DE
	StallHome    int            `json:"stall_home"`   // working days of silence that stall a parcel while history cannot say
	StallAbroad  int            `json:"stall_abroad"`
	CarrierScan  int            `json:"carrier_scan"`       // working days from hand-over in which a carrier's scan is due
	LostDays     int            `json:"lost_days"`          // working days of silence after which a parcel counts as lost; 0 never
	Handling     int            `json:"handling_days"`      // working days from paid to left, where nothing states a day; 0 waits for ever
	Supplier     int            `json:"supplier_days"`      // working days from goods sent to their supplier to the answer; 0 waits for ever
	SupplierSend int            `json:"supplier_send_days"` // working days from the decision that goods go to their supplier to their leaving; 0 waits for ever
	StallShare   int            `json:"stall_percent"`      // of past silences that were shorter than what stalls a parcel
	HeadStart    int            `json:"head_start"`         // minutes that our own people know of a problem before a customer's page may tell of it
	Rates        FigureRates    `json:"rates"`              // what figures reckon with
	Language     string         `json:"language"`           // of tracking pages and documents: en, de
	PageDays     int            `json:"page_days"`          // tracking pages expire this many days after delivery
	Theme        string         `json:"theme"`              // system, light, dark
	Density      string         `json:"density"`            // compact, comfortable, touch
	Volume       int            `json:"volume"`             // 0 to 100
	DataFolder   string         `json:"data_folder"`
	Synced       string         `json:"synced"`   // the synchronised folder that it lies in; "" when in none
	Database     int64          `json:"database"` // bytes
	Events       int            `json:"events"`
	LastBackup   string         `json:"last_backup"`
	Version      string         `json:"version"`
	Authority    []AuthorityRow `json:"authority"`
	Sources      []FeedRow      `json:"sources"`
}

// FigureRates are what figures reckon with, as people write it.
type FigureRates struct {
	Packaging string `json:"packaging"` // for each parcel, in the shop's currency, such as 0.85
	Labour    string `json:"labour"`    // for each hour at the bench
	ClaimDays int    `json:"claim_days"`
}

// Shell is what the frame of the window shows on every screen.
type Shell struct {
	ShopName   string `json:"shop_name"`
	Now        string `json:"now"`
	Zone       string `json:"zone"`
	Operator   string `json:"operator"`
	Tasks      int    `json:"tasks"`
	PastDue    int    `json:"past_due"`
	Open       int    `json:"open"`
	Returns    int    `json:"returns"` // open ones
	Unread     int    `json:"unread"`
	Review     int    `json:"review"`     // what waits for a person to say what it means, and sources to look after
	Mailboxes  int    `json:"mailboxes"`  // that are read
	MailFault  string `json:"mail_fault"` // the first that cannot be read and waits for somebody; "" when all can
	MailAt     string `json:"mail_at"`    // when one was read last
	Dropped    int    `json:"dropped"`    // files that wait in watched folders
	DropFault  string `json:"drop_fault"` // the first watched folder that is out of reach and waits for somebody; "" when none is
	LastBackup string `json:"last_backup"`
	Version    string `json:"version"`
	Sample     bool   `json:"sample"` // this is the sample shop
	Theme      string `json:"theme"`
	Density    string `json:"density"`
	Volume     int    `json:"volume"`
	Disk       string `json:"disk"`      // low, full; "" while there is room
	DiskFree   int64  `json:"disk_free"` // bytes
	Synced     string `json:"synced"`    // the synchronised folder that the data folder lies in; "" when in none
}

// Hit is one thing the palette found.
type Hit struct {
	Kind  string `json:"kind"` // order, parcel, return, action
	ID    string `json:"id"`   // order id
	Title string `json:"title"`
	Sub   string `json:"sub"`
}

// Change is announced to every open screen after a commit: what to fetch again.
type Change struct {
	Orders   []string `json:"orders"` // ids; empty means any
	Tasks    bool     `json:"tasks"`
	Runs     bool     `json:"runs"`
	Settings bool     `json:"settings"`
	Drops    bool     `json:"drops"` // what waits in watched folders
}

// Progress is announced while long work runs.
type Progress struct {
	Job   string `json:"job"`
	Code  string `json:"code"` // reading, comparing, writing, publishing, counting, deriving
	Done  int    `json:"done"`
	Total int    `json:"total"` // 0 when not known
}
