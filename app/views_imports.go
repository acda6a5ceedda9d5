package app

import "ordertrail/track"

// ImportFile names a file to look at. Either Path (the window, the command line), or Name with Content (a browser), or Lying: a
// file that lies in a watched folder, wherever the screen is.
type ImportFile struct {
	Path    string        `json:"path"`
	Name    string        `json:"name"`
	Content string        `json:"content"` // base64
	Lying   string        `json:"lying"`   // waiting or refused and its id, such as refused:7; "" for any other
	Inside  string        `json:"inside"`  // the file in it that is meant, when it is an archive of several
	Sheet   string        `json:"sheet"`   // the sheet that is meant, when it is a workbook that is taken in sheet by sheet
	Options ImportOptions `json:"options"`
}

// SheetView is one sheet of a workbook and what becomes of it when the workbook is taken in.
type SheetView struct {
	Sheet   string `json:"sheet"`
	Kind    string `json:"kind"`
	Profile string `json:"profile"`
	State   string `json:"state"`   // taken, hidden, asks, refused, unlooked, empty, other
	Left    bool   `json:"left"`    // it may hold something for us and stays out
	Message string `json:"message"` // why it stays out
}

// ImportOptions are what a person overrides.
type ImportOptions struct {
	Profile    string            `json:"profile"`
	Version    int               `json:"version"` // of the profile, 0 is the one in use
	Map        map[string]string `json:"map"`     // our field -> column; "" leaves the field unfilled
	DateFormat string            `json:"date_format"`
	Decimal    string            `json:"decimal"`
	Encoding   string            `json:"encoding"`
	Separator  string            `json:"separator"`
	Sheet      string            `json:"sheet"`
	HeaderRows string            `json:"header_rows"` // over how many rows the header goes: 1, 2 or 3; "" as it is found
	Source     string            `json:"source"`
	HeaderRow  int               `json:"header_row"` // the row that names the columns, 0 finds it
	Currency   string            `json:"currency"`   // of amounts where the file does not say
	Carrier    string            `json:"carrier"`    // of tracking numbers that several may have given, where the file names none
	Sure       string            `json:"sure"`       // orders: the rows are orders though nothing in them says so
	Unlike     []string          `json:"unlike"`     // choices of last time that do not hold for this file, by name; all for every one
}

// PlanView is what an import would do, or did.
type PlanView struct {
	ID         string         `json:"id"` // of the plan, to apply or discard it
	File       string         `json:"file"`
	Kind       string         `json:"kind"`
	Profile    string         `json:"profile"`
	Title      string         `json:"title"`
	SHA256     string         `json:"sha256"`
	Size       int64          `json:"size"`
	Format     string         `json:"format"`
	Encoding   string         `json:"encoding"`
	Separator  string         `json:"separator"`
	Sheet      string         `json:"sheet"`
	Sheets     []string       `json:"sheets"`
	DateFormat string         `json:"date_format"`
	Decimal    string         `json:"decimal"`
	Source     string         `json:"source"`
	Rows       int            `json:"rows"`
	New        int            `json:"new"`
	Changed    int            `json:"changed"`
	Same       int            `json:"same"`
	Conflict   int            `json:"conflict"`
	Rejected   int            `json:"rejected"`
	Ignored    int            `json:"ignored"`
	IgnoredFor []FlaggedView  `json:"ignored_for"` // why those hold nothing to take in, counted by code
	Orders     int            `json:"orders"`
	Events     int            `json:"events"`
	Bygone     int            `json:"bygone"` // of those orders, how many their shop calls fulfilled before we began: done by its word
	Run        string         `json:"run"`
	Applied    bool           `json:"applied"`
	Doubted    bool           `json:"doubted"`    // nothing in it says that its rows are what they are read as: a person must
	Known      bool           `json:"known"`      // these very bytes are already in
	Recognised RecognisedView `json:"recognised"` // why this profile; no columns when nobody knows the file
	HeaderRow  int            `json:"header_row"` // the row that names the columns; 0 for what has none, as a mail
	Currency   string         `json:"currency"`   // of amounts where the file does not say
	Columns    []ColumnView   `json:"columns"`
	First      []FirstRow     `json:"first"`  // the first rows of the file
	Fields     []FieldView    `json:"fields"` // what a column can be mapped to
	Problems   []ProblemView  `json:"problems"`
	Flags      []ProblemView  `json:"flags"`   // odd values, taken in all the same; only some of each code
	Flagged    []FlaggedView  `json:"flagged"` // all of them, counted by code
	Whose      []WhoseView    `json:"whose"`   // tracking numbers of which it is not known whose they are
	Changes    []ChangeView   `json:"changes"`
	Conflicts  []ConflictView `json:"conflicts"`

	Remembered []RememberedView `json:"remembered"` // choices of last time, followed or contradicted
	Before     string           `json:"before"`     // the run that took in these very bytes and still counts, "" none
	BeforeAt   string           `json:"before_at"`
	Otherwise  []OtherwiseView  `json:"otherwise"` // in what they were read otherwise then; taking them in takes that run back
}

// WhoseView asks whose some tracking numbers are, where the file names no carrier.
type WhoseView struct {
	Carriers []string `json:"carriers"` // who may have given them, the likeliest first
	Names    []string `json:"names"`    // as people write them
	Because  []string `json:"because"`  // why each is there: parcel (of the shop has such a number), source, shop, form
	Count    int      `json:"count"`    // rows with such a number
	Row      int      `json:"row"`      // the first of them
	Number   string   `json:"number"`   // in it
}

// RememberedView is what was chosen for files of a kind.
type RememberedView struct {
	Choice  string   `json:"choice"` // as an import option is called; map.FIELD for the column of a field
	Value   string   `json:"value"`  // "" of a field that is left unfilled
	Run     string   `json:"run"`    // where it was first chosen
	At      string   `json:"at"`     // when
	Says    string   `json:"says"`   // what in this file speaks against it, below problem; "" when it is followed
	Args    []string `json:"args"`
	Message string   `json:"message"`
}

// OtherwiseView is one choice that was another when the same bytes were taken in before; "" where it was found.
type OtherwiseView struct {
	Choice string `json:"choice"`
	Was    string `json:"was"`
	Now    string `json:"now"`
}

// RememberedKind is a kind of file and what is chosen for it from now on.
type RememberedKind struct {
	Run     string           `json:"run"` // the last import of such a file
	File    string           `json:"file"`
	Source  string           `json:"source"` // that was said for it, "" the profile's
	At      string           `json:"at"`
	Choices []RememberedView `json:"choices"`
}

// RecognisedView says why a file is read by its profile, and which profile came next.
type RecognisedView struct {
	Sure      string   `json:"sure"`    // full, part: how much of the header the profile is made for was ever seen; "" for our own forms
	Score     int      `json:"score"`   // of a hundred named columns, how many the profile knows
	Columns   int      `json:"columns"` // columns with a name
	Matched   int      `json:"matched"`
	Extra     []string `json:"extra"`   // columns the profile does not know
	Missing   []string `json:"missing"` // columns the profile would read and the file has not
	Next      string   `json:"next"`    // the profile that knows most after it, "" when none does
	NextTitle string   `json:"next_title"`
	NextScore int      `json:"next_score"`
	NextLacks []string `json:"next_lacks"` // what it goes by and the file has not
	NextBars  []string `json:"next_bars"`  // what the file has and rules it out
}

// FlaggedView is how often something odd is in a file.
type FlaggedView struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// ColumnView is one column of the file and what it becomes.
type ColumnView struct {
	Name   string `json:"name"`
	Field  string `json:"field"` // "" when not used
	Sample string `json:"sample"`
	Likely string `json:"likely"` // the field it probably fills, in a file read without a profile

	DateOrder  string `json:"date_order"` // dmy, mdy: how its open dates are read; "" when nobody can say or none are open
	DayFirst   int    `json:"day_first"`  // dates that can only be read that way
	MonthFirst int    `json:"month_first"`
	EitherWay  int    `json:"either_way"`
}

// FirstRow is one of the first rows of a file: what stands under each of its columns.
type FirstRow struct {
	Row   int      `json:"row"`
	Cells []string `json:"cells"`
}

// FieldView is one field a column can become.
type FieldView struct {
	Field    string `json:"field"`
	Required bool   `json:"required"`
	Example  string `json:"example"`
}

// ProblemView is one cell that could not be taken.
type ProblemView struct {
	Sheet   string   `json:"sheet"`
	Row     int      `json:"row"`
	Column  string   `json:"column"`
	Value   string   `json:"value"`
	Code    string   `json:"code"`
	Says    string   `json:"says"` // the catalogue's words for it, below problem; "" when Message is in somebody else's words
	Args    []string `json:"args"`
	Message string   `json:"message"`
	Order   string   `json:"order"`
}

// ChangeView is one field that would change.
type ChangeView struct {
	Order string `json:"order"`
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// ConflictView is one field where the file says something other than what a person entered; the person's value stays until
// somebody answers.
type ConflictView struct {
	Order  string `json:"order"`
	Field  string `json:"field"`
	Typed  string `json:"typed"` // the field that was entered, which an answer names: an address is one
	Ours   string `json:"ours"`
	File   string `json:"file"`
	By     string `json:"by"`     // who entered it, "" when nobody said
	At     string `json:"at"`     // and when
	Answer string `json:"answer"` // mine, file, "" while nobody answered
}

// ConflictAnswer says which of two values holds: of one order or of all, of one field or of all.
type ConflictAnswer struct {
	OrderID string `json:"order_id"` // of a conflict that waits; "" for any
	Order   string `json:"order"`    // its number, "" for any
	Field   string `json:"field"`    // as Typed of ConflictView, "" for any
	Answer  string `json:"answer"`   // mine, file
}

// ConflictRow is a field that a file states otherwise than a person entered, and that nobody answered yet.
type ConflictRow struct {
	OrderID string `json:"order_id"`
	Order   string `json:"order"`
	Source  string `json:"source"`
	Field   string `json:"field"`
	Ours    string `json:"ours"` // an address on one line
	File    string `json:"file"`
	Run     string `json:"run"` // the latest import that says so
}

// RunRow is one past import.
type RunRow struct {
	Run       string     `json:"run"`
	At        string     `json:"at"`
	File      string     `json:"file"`
	Sheet     string     `json:"sheet"` // of the workbook that it took in, "" of another file or one with a single sheet
	Kind      string     `json:"kind"`
	Profile   string     `json:"profile"`
	Source    string     `json:"source"`
	Rows      int        `json:"rows"`
	New       int        `json:"new"`
	Changed   int        `json:"changed"`
	Same      int        `json:"same"`
	Conflict  int        `json:"conflict"`
	Rejected  int        `json:"rejected"`
	Ignored   int        `json:"ignored"`
	By        string     `json:"by"`
	Folder    string     `json:"folder"` // the watched folder that the file lay in, "" none
	State     string     `json:"state"`  // applied, undone, under_way, cut_short
	UndoneAt  string     `json:"undone_at"`
	CanUndo   bool       `json:"can_undo"`
	Before    bool       `json:"undone_before"` // of an answer: it was undone before this was asked for, and nothing changed
	Back      string     `json:"back"`          // of an answer: the run as which the import counts again whose place it had taken, "" none
	Withdrawn int        `json:"withdrawn"`     // of an answer: mails it brought that nobody could read, which wait no longer
	Kept      []KeptView `json:"kept"`          // of an answer: orders it touched of which something stays, the first of them
}

// KeptView is an order that an undone import touched, and what stays of it and why.
type KeptView struct {
	OrderID string   `json:"order_id"` // "" when nothing states the order any more
	Order   string   `json:"order"`
	Runs    []string `json:"runs"`  // other imports that state it
	Acts    int      `json:"acts"`  // scans and what people did: never taken back with a file
	Mails   int      `json:"mails"` // what carriers and shops wrote of it
}

// UnmatchedRow is one number that facts name and nobody here knows: the newest fact, how many there are, and what it may mean.
type UnmatchedRow struct {
	Event      string       `json:"event"` // of the newest; what a link or a disowning is asked for by
	Count      int          `json:"count"` // facts under this number
	Source     string       `json:"source"`
	File       string       `json:"file"`
	Row        int          `json:"row"`
	Order      string       `json:"order"`    // number as the fact names it, "" when it names none
	Parcel     string       `json:"parcel"`   // our number, or a label within its order
	Carrier    string       `json:"carrier"`  // ""
	Tracking   string       `json:"tracking"` // ""
	Kind       string       `json:"kind"`
	Phase      string       `json:"phase"`
	Reason     string       `json:"reason"`
	Text       string       `json:"text"` // the source's own words
	Occurred   string       `json:"occurred"`
	Recorded   string       `json:"recorded"`
	Why        string       `json:"why"` // code: no_order_named, unknown_number, one_order, several_orders
	Candidates []OrderGuess `json:"candidates"`
}

// OrderGuess is an order that an unmatched fact may mean.
type OrderGuess struct {
	ID       string         `json:"id"`
	Order    string         `json:"order"`
	Source   string         `json:"source"`
	Placed   string         `json:"placed"`
	Headline track.Headline `json:"headline"`
	Why      string         `json:"why"` // code: carries_it, names_it, looks_alike, waits_for_parcel
}

// SaidRow is one link or disowning that still counts.
type SaidRow struct {
	Act     string `json:"act"`
	Kind    string `json:"kind"` // linked, disowned
	Number  string `json:"number"`
	Order   string `json:"order"` // of a link
	OrderID string `json:"order_id"`
	By      string `json:"by"`
	At      string `json:"at"`
}

// ProfileRow is how one kind of file is read.
type ProfileRow struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Kind    string `json:"kind"`
	Version int    `json:"version"`
	Source  string `json:"source"`
	Saved   bool   `json:"saved"` // by people of the shop; others come with the program
	Sure    string `json:"sure"`  // full, part: how much of its header was ever seen; "" when that needs no saying
	Columns int    `json:"columns"`
}

// NoticeHelp is what may help to teach the words of an unread mail.
type NoticeHelp struct {
	Sender    string         `json:"sender"` // the carrier whose mails are taught; "" when nobody known wrote it
	Sentences []NearSentence `json:"sentences"`
	From      string         `json:"from"`     // the address, where nobody known wrote it and it can be said whose it is
	Carriers  []string       `json:"carriers"` // whose it can be
	Text      string         `json:"text"`     // what a person reads of the mail
}

// TaughtSender is an address, or a domain with all its addresses, and the carrier that writes from there.
type TaughtSender struct {
	Carrier string `json:"carrier"`
	Address string `json:"address"`
	New     bool   `json:"new"` // the carrier is none that the program knows; the shop names it
}

// Reopened says how many mails and barcodes wait again.
type Reopened struct {
	Waiting int `json:"waiting"`
}

// TaughtMail is something that the shop taught of carriers' mails.
type TaughtMail struct {
	Unread  string `json:"unread"` // the entry of the queue it was taught from, by which it is taken back
	At      string `json:"at"`
	By      string `json:"by"`
	Carrier string `json:"carrier"`
	Lang    string `json:"lang"`
	Place   string `json:"place"` // subject, body; sender: the words are an address or a domain
	Means   string `json:"means"` // as the pattern files write it, or never; "" of a sender
	Words   string `json:"words"`
	Settled int    `json:"settled"` // mails that left the queue by it
}

// NearSentence is a sentence of a mail and the known pattern it is nearest to.
type NearSentence struct {
	Place   string   `json:"place"` // subject, body
	Text    string   `json:"text"`
	Words   string   `json:"words"` // the sentence as a pattern
	Row     string   `json:"row"`   // the nearest pattern; "" when none is near
	Lang    string   `json:"lang"`
	Known   string   `json:"known"` // its words
	Means   string   `json:"means"`
	Share   int      `json:"share"`   // of a hundred words, how many are the same
	Lacks   []string `json:"lacks"`   // words of the pattern that are not there
	Instead []string `json:"instead"` // words that are there and not the pattern's
}

// TaughtWords are words of a carrier's mails and what they mean.
type TaughtWords struct {
	Lang  string `json:"lang"`
	Place string `json:"place"` // subject, body
	Means string `json:"means"` // as the pattern files write it, or never
	Words string `json:"words"`
}

// TaughtNotice is what teaching made readable.
type TaughtNotice struct {
	Read   int    `json:"read"` // mails that left the queue
	Events int    `json:"events"`
	Run    string `json:"run"` // that recorded them, "" none
}

// NoticeCountRow is how many mails a pattern of a sender read; with Row "" how many of the sender's wait to be read.
type NoticeCountRow struct {
	Sender string `json:"sender"`
	Row    string `json:"row"`
	N      int    `json:"n"`
	Last   string `json:"last"`
}

// ProfileVersionRow is one version that a saved profile had.
type ProfileVersionRow struct {
	Version int      `json:"version"`
	Source  string   `json:"source"`
	Columns int      `json:"columns"`
	Changed []string `json:"changed"` // fields that are read otherwise than in the version before
}

// ProfileTrial is what two ways of reading one file make of it. Same, Changed, Came and Gone count orders, or a carrier's
// rows; Came and Gone are read only the new way and only the way it was.
type ProfileTrial struct {
	File        string        `json:"file"`
	Before      string        `json:"before"` // the profile that reads it now
	After       string        `json:"after"`  // the profile tried
	Rows        int           `json:"rows"`
	TakenBefore int           `json:"taken_before"` // rows of it
	TakenAfter  int           `json:"taken_after"`
	Same        int           `json:"same"`
	Changed     int           `json:"changed"`
	Came        int           `json:"came"`
	Gone        int           `json:"gone"`
	Compared    int           `json:"compared"` // of a large file, not all
	Changes     []ChangeView  `json:"changes"`
	Problems    []ProblemView `json:"problems"` // of the way tried
}

// UnreadRow is one notice or code nobody could read yet, kept with its bytes.
type UnreadRow struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"` // notice, code, scan
	At      string `json:"at"`
	Source  string `json:"source"`
	Subject string `json:"subject"` // of a mail; or the code
	Why     string `json:"why"`
	Text    string `json:"text"` // the first lines
	Count   int    `json:"count"`
}
