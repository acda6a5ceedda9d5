package app

// MailboxesView is the Mailboxes part of the Settings screen.
type MailboxesView struct {
	Mailboxes []MailboxRow `json:"mailboxes"`
	Presets   []MailPreset `json:"presets"`
	Drop      string       `json:"drop"` // the folder that saved mails can be put into
}

// MailboxRow is one mailbox and how reading it goes.
type MailboxRow struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Preset    string   `json:"preset"` // provider; other for any
	Host      string   `json:"host"`
	Port      int      `json:"port"`
	Security  string   `json:"security"` // tls, starttls, plain
	User      string   `json:"user"`
	Login     string   `json:"login"` // password, xoauth2
	ClientID  string   `json:"client_id"`
	TokenURL  string   `json:"token_url"`
	Scope     string   `json:"scope"`
	Folders   []string `json:"folders"`
	Since     string   `json:"since"` // YYYY-MM-DD of the oldest mail that is fetched; "" fetches all
	Paused    bool     `json:"paused"`
	Secret    string   `json:"secret"`     // where it is kept: keychain, file; "" when there is none on this computer
	State     string   `json:"state"`      // new, reading, read, partly, failing, paused
	TriedAt   string   `json:"tried_at"`   // the last try
	FetchedAt string   `json:"fetched_at"` // the last try that went well, or as far as there were folders to read
	FaultyAt  string   `json:"faulty_at"`  // since when it fails
	Fault     string   `json:"fault"`      // code
	Says      string   `json:"says"`       // the server's own words about it, or its certificate's
	NextAt    string   `json:"next_at"`    // when it is tried again by itself, after a failure
	Waits     bool     `json:"waits"`      // somebody must do something about it
	Notices   int      `json:"notices"`    // mails that were read
	Unread    int      `json:"unread"`     // mails that went to the review queue
	Ignored   int      `json:"ignored"`    // mails about something else
}

// MailPreset is what a provider's mailboxes have in common.
type MailPreset struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Domains  []string `json:"domains"`
	Host     string   `json:"host"`
	Port     int      `json:"port"`
	Security string   `json:"security"`
	Logins   []string `json:"logins"`
	TokenURL string   `json:"token_url"`
	Scope    string   `json:"scope"`
	Page     bool     `json:"page"` // where people sign in is known
	Code     bool     `json:"code"` // where a code is asked for is known
}

// MailboxForm is a mailbox as a person sets it up. Secrets that are left empty stay as they are kept.
type MailboxForm struct {
	ID           string   `json:"id"` // "" for a new one
	Name         string   `json:"name"`
	Preset       string   `json:"preset"`
	Host         string   `json:"host"`
	Port         int      `json:"port"`
	Security     string   `json:"security"`
	User         string   `json:"user"`
	Login        string   `json:"login"`
	Password     string   `json:"password"`
	ClientID     string   `json:"client_id"`
	ClientSecret string   `json:"client_secret"`
	RefreshToken string   `json:"refresh_token"`
	TokenURL     string   `json:"token_url"`
	Scope        string   `json:"scope"`
	Folders      []string `json:"folders"` // none is the inbox
	Since        string   `json:"since"`
	Paused       bool     `json:"paused"`
}

// MailSignIn is how somebody wants to sign in to a mailbox at its provider. What is empty is known of the provider or kept.
type MailSignIn struct {
	Mailbox      string `json:"mailbox"`
	ByCode       bool   `json:"by_code"` // in another browser, by a code that is typed there
	ClientSecret string `json:"client_secret"`
	Authorize    string `json:"authorize"` // the provider's page
	Device       string `json:"device"`    // where a code is asked for
}

// MailSignInStep is what a person has to do to sign in: open Page and, if there is one, type Code there. No page: it is over.
type MailSignInStep struct {
	Page string `json:"page"`
	Code string `json:"code"`
}

// MailTest is what trying a mailbox out came to.
type MailTest struct {
	OK      bool            `json:"ok"`
	Fault   string          `json:"fault"` // code
	Says    string          `json:"says"`
	Folders []MailFolderRow `json:"folders"`
}

// MailFolderRow is one folder that a mailbox has.
type MailFolderRow struct {
	Name   string `json:"name"`
	Use    string `json:"use"`   // inbox, archive, all, junk, sent, trash, drafts, flagged; "" for people's own
	Mails  int    `json:"mails"` // of the chosen ones, else -1
	Chosen bool   `json:"chosen"`
}

// MailFetch is what one visit to a mailbox brought.
type MailFetch struct {
	Mailbox string `json:"mailbox"` // its name
	ID      string `json:"id"`
	OK      bool   `json:"ok"`
	Fault   string `json:"fault"` // code
	Says    string `json:"says"`
	Waits   bool   `json:"waits"`
	Mails   int    `json:"mails"`
	Notices int    `json:"notices"`
	Events  int    `json:"events"` // facts that are new
	Unread  int    `json:"unread"`
	Ignored int    `json:"ignored"`

	IgnoredFor []FlaggedView `json:"ignored_for"` // what those are about instead, counted by code

	Known  int      `json:"known"`   // mails that were taken before
	NextAt string   `json:"next_at"` // when it is tried again by itself, after a failure
	Runs   []string `json:"runs"`
}
