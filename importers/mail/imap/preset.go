package imap

// Preset is what a provider's mailboxes have in common.
type Preset struct {
	ID       string
	Name     string
	Domains  []string // of addresses that are known to be there
	Host     string
	Port     int
	Security Security
	Logins   []string // the ways it lets people in, the usual one first
	Token    string   // where tokens are renewed
	Scope    string   // what they allow
	Source   string   // where that is written

	Authorize string // the page where people sign in
	Device    string // where a code is asked for that is typed into another browser; "" where that lets nobody into mailboxes
	Here      string // what the page wants this computer to be called
}

// presets are providers as data. Read a row as: <name> has addresses at <domains>, is reached at <host:port> and lets people
// in by <logins>; tokens are renewed at <token> for <scope>; people sign in at <page>, or <with a code>, and come back to <here>. Seen in November 2026; what is not listed is typed in.
var presets = []Preset{
	{
		"gmail", "Gmail",
		[]string{"gmail.com", "googlemail.com"},
		"imap.gmail.com", 993, TLS,
		[]string{ByPassword, ByToken},
		"https://oauth2.googleapis.com/token", "https://mail.google.com/", "developers.google.com/gmail/imap/xoauth2-protocol",
		"https://accounts.google.com/o/oauth2/v2/auth", "", "127.0.0.1",
	},
	{
		"microsoft365", "Microsoft 365",
		[]string{"outlook.com", "hotmail.com", "live.com"},
		"outlook.office365.com", 993, TLS,
		[]string{ByToken},
		"https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
		"learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
		"https://login.microsoftonline.com/common/oauth2/v2.0/authorize", "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode", "localhost",
	},
	{
		"icloud", "iCloud",
		[]string{"icloud.com", "me.com", "mac.com"},
		"imap.mail.me.com", 993, TLS,
		[]string{ByPassword},
		"", "",
		"support.apple.com/102525",
		"", "", "",
	},
	{
		"yahoo", "Yahoo",
		[]string{"yahoo.com", "ymail.com"},
		"imap.mail.yahoo.com", 993, TLS,
		[]string{ByPassword},
		"", "",
		"help.yahoo.com/kb/SLN4075.html",
		"", "", "",
	},
	{
		"fastmail", "Fastmail",
		[]string{"fastmail.com"},
		"imap.fastmail.com", 993, TLS,
		[]string{ByPassword},
		"", "",
		"fastmail.help/hc/en-us/articles/1500000278342",
		"", "", "",
	},
	{"other", "Other", nil, "", 993, TLS, []string{ByPassword, ByToken}, "", "", "", "", "", "127.0.0.1"},
}

// Presets lists the known providers; the last is for all others.
func Presets() []Preset { return append([]Preset{}, presets...) }
