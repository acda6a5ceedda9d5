package app

// DropsView is the Watched folders part of the Settings screen.
type DropsView struct {
	Folders []DropRow `json:"folders"`
	Mails   string    `json:"mails"` // the folder of our own that saved mails can be put into
}

// DropRow is one watched folder and how watching it goes.
type DropRow struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Path     string `json:"path"`
	Asks     bool   `json:"asks"`    // a file waits until a person lets it in
	Done     string `json:"done"`    // where files go that were taken; "" inside it
	Failed   string `json:"failed"`  // where files go that could not be; "" inside it
	Profile  string `json:"profile"` // that every file is read by; "" the one it is known by
	Source   string `json:"source"`  // that the facts are from; "" the profile's
	Paused   bool   `json:"paused"`
	State    string `json:"state"`     // watched, failing, paused
	FaultyAt string `json:"faulty_at"` // since when it fails
	Fault    string `json:"fault"`     // code
	Says     string `json:"says"`      // the system's own words about it
	Troubled bool   `json:"troubled"`  // somebody must do something about it
	Waiting  int    `json:"waiting"`   // files that wait for a click
	Taken    int    `json:"taken"`     // imports of files that lay in it
	TakenAt  string `json:"taken_at"`  // the last of them
}

// DropForm is a watched folder as a person sets it up.
type DropForm struct {
	ID      string `json:"id"` // "" for a new one
	Name    string `json:"name"`
	Path    string `json:"path"`
	Asks    bool   `json:"asks"`
	Done    string `json:"done"`
	Failed  string `json:"failed"`
	Profile string `json:"profile"`
	Source  string `json:"source"`
	Paused  bool   `json:"paused"`
}

// WaitingQuery asks for a page of what lies in watched folders and waits for a person.
type WaitingQuery struct {
	After string `json:"after"` // key of the last file of the page before
	Limit int    `json:"limit"` // 1 to 500; 0 means 100

	Refused int `json:"refused"` // how many refused files, the newest first, up to 5000; 0 means 100
}

// WaitingView is a page of what lies in watched folders and waits for a person.
type WaitingView struct {
	Files   []WaitingFile `json:"files"`
	Next    string        `json:"next"`  // key to ask for the next page with, "" after the last
	Total   int           `json:"total"` // on all pages
	Refused []RefusedFile `json:"refused"`

	RefusedTotal int `json:"refused_total"` // listed or not
}

// WaitingFile is a file that waits for a click, and what importing it would do.
type WaitingFile struct {
	ID       string `json:"id"` // changes when the file does
	Folder   string `json:"folder"`
	File     string `json:"file"`
	Path     string `json:"path"`
	Size     int64  `json:"size"`
	At       string `json:"at"`    // when it was last written
	State    string `json:"state"` // unread, plan, known, unknown, refused
	Files    int    `json:"files"` // in it, when it is an archive; else 1
	Kind     string `json:"kind"`
	Profile  string `json:"profile"`
	Title    string `json:"title"`
	Rows     int    `json:"rows"`
	New      int    `json:"new"`
	Changed  int    `json:"changed"`
	Same     int    `json:"same"`
	Conflict int    `json:"conflict"`
	Rejected int    `json:"rejected"`
	Ignored  int    `json:"ignored"`
	Code     string `json:"code"` // why it cannot be read
	Message  string `json:"message"`
}

// RefusedFile is a file that could not be taken in, or not whole, and that nobody has looked at yet.
type RefusedFile struct {
	ID       string `json:"id"`
	Folder   string `json:"folder"`
	File     string `json:"file"`
	Path     string `json:"path"` // where it lies, or a sheet of its rejected rows
	Code     string `json:"code"`
	Message  string `json:"message"`
	Run      string `json:"run"`      // that took the rest of it, "" none
	Rejected int    `json:"rejected"` // rows of it
	At       string `json:"at"`
}

// DropTake is what became of one file of a watched folder.
type DropTake struct {
	Folder  string     `json:"folder"`
	File    string     `json:"file"`
	Outcome string     `json:"outcome"` // taken, part, refused, waits, put_back
	Lies    string     `json:"lies"`    // where it lies now
	Rejects string     `json:"rejects"` // a sheet of its rejected rows, "" none
	Code    string     `json:"code"`    // why it was refused or put back
	Message string     `json:"message"`
	Plans   []PlanView `json:"plans"` // one for each file in it that could be read, and of a workbook for each sheet that is taken

	Left []SheetView `json:"left"` // sheets of it that may hold something for us and stay out
}
