// Package imap fetches the mails of a shop's mailboxes and leaves every mailbox as it was.
//
// Folders are opened with EXAMINE and read with PEEK, so that nothing becomes read, moves or goes. What is new is found by
// UIDVALIDITY and UID (RFC 3501, 2.3.1.1): Sync goes on where it ended. The server is not trusted: every command has a
// deadline and a number of bytes it may answer with, passwords go over verified TLS only, and what goes wrong is a Fault
// with a code that people have words for.
package imap

import (
	"context"
	"crypto/x509"
	"time"
)

// Security is how a connection is protected.
type Security string

// TLS protects from the first byte, STARTTLS before anybody logs in or not at all. Plain is for servers on this computer.
const (
	TLS      Security = "tls"
	STARTTLS Security = "starttls"
	Plain    Security = "plain"
)

// The ways to log in.
const (
	ByPassword = "password"
	ByToken    = "xoauth2"
)

// Account says which mailbox to open, and how.
type Account struct {
	Host     string
	Port     int
	Security Security
	User     string
	Login    string // ByPassword or ByToken
}

// Folder is one folder of a mailbox.
type Folder struct {
	Name string
	Use  string // what it is for: inbox, archive, all, junk, sent, trash, drafts, flagged; "" for people's own
}

// State is a folder as it was opened.
type State struct {
	Validity uint32 // while it stays the same, so does every UID
	Messages uint32
}

// Message is one mail. Raw is nil when the server would not hand it over, and the header alone when it is too large: Problem
// says which.
type Message struct {
	UID     uint32
	Raw     []byte
	Size    int64  // what the server says it is
	Problem string // code: too-large, not-handed-over; "" for a whole mail
}

// The problems of a message.
const (
	TooLarge      = "too-large"
	NotHandedOver = "not-handed-over"
)

// Server is a mailbox somebody logged in to. It is used by one goroutine at a time; after any Fault that Lost reports as one
// it is of no use and must be closed.
type Server interface {
	// Folders lists the folders that hold mail: the inbox, and the others by name.
	Folders(ctx context.Context) ([]Folder, error)
	// Open opens a folder to be read only.
	Open(ctx context.Context, folder string) (State, error)
	// After lists the UIDs of the open folder above one, rising; with since, only of mails that came on that day or later.
	After(ctx context.Context, uid uint32, since time.Time) ([]uint32, error)
	// There says which of some messages the open folder still holds.
	There(ctx context.Context, uids []uint32) ([]uint32, error)
	// Sizes says how many bytes the messages have. One that is gone is left out.
	Sizes(ctx context.Context, uids []uint32) (map[uint32]int64, error)
	// Bodies fetches whole messages, or their headers, one after another in any order. size is what they should come to.
	Bodies(ctx context.Context, uids []uint32, headerOnly bool, size int64, each func(Message)) error
	// Wait returns when the server says that something came, or after at most so long; ErrNoIdle when the server cannot tell, or
	// will not.
	Wait(ctx context.Context, most time.Duration) error
	// Close says goodbye, if there is still somebody to say it to.
	Close() error
}

// Limits are how long and how much a server may answer.
type Limits struct {
	Connect time.Duration // until the connection stands
	Command time.Duration // for the whole answer to a command
	Message time.Duration // for one message while many are fetched
	Size    int64         // the largest message that is fetched whole
	Window  int           // how many messages are fetched at a time
	Bytes   int64         // and how many bytes of them
	Session int64         // how many bytes one connection may bring
}

// DefaultLimits let the slowest honest server through.
func DefaultLimits() Limits {
	return Limits{
		Connect: 20 * time.Second, Command: 30 * time.Second, Message: 60 * time.Second,
		Size: 30 << 20, Window: 500, Bytes: 16 << 20, Session: 4 << 30,
	}
}

// Options are what Connect needs besides the account.
type Options struct {
	Secret string         // the password, or the token
	Roots  *x509.CertPool // who may vouch for servers; nil asks the system
	Limits Limits
}
