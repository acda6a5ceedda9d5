// Package cli is the command line of Ordertrail: the same use-cases as the screens, for scripts, scheduled jobs and tests.
//
// What each command prints and how it exits is a contract; the tables of exit.go say how.
package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/alecthomas/kong"

	"ordertrail/app"
)

// World is everything a command can reach besides its arguments.
type World struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Random         io.Reader
	Getenv         func(string) string
	Screens        fs.FS // the built front end; index.html lies in its folder dist
	Words          []byte
	Languages      map[string][]byte // further catalogues by language
	Version        string
	Window         func(context.Context, app.Config) error // opens the window; nil when this build has none
}

// commands is the whole command line; kong reads it.
type commands struct {
	Data string `help:"The data folder. It is made when it is missing." placeholder:"DIR" env:"ORDERTRAIL_DATA" type:"path" group:"With every command:"`
	JSON bool   `help:"Print one JSON document (one a line for scan); messages go to standard error." name:"json" group:"With every command:"`
	Now  moment `help:"The clock for this command, for rehearsals and tests (RFC 3339)." placeholder:"TIME" group:"With every command:"`

	Window   windowCmd   `cmd:"" default:"1" hidden:"" help:"Open the window."`
	Import   importCmd   `cmd:"" help:"Take in order files, carrier files, mails and the text of a tracking page; or list, undo and repair past imports."`
	Template templateCmd `cmd:"" help:"Print the header and two example rows of our own CSV forms."`
	Profile  profileCmd  `cmd:"" help:"How kinds of files are read: list, show, save, export, import."`
	Notice   noticeCmd   `cmd:"" help:"Say what a carrier's mail says, without storing it."`
	Order    orderCmd    `cmd:"" help:"Ask about orders, and hold, release, cancel or annotate them."`
	Task     taskCmd     `cmd:"" help:"List what needs someone, and take, put aside or resolve it."`
	Carrier  carrierCmd  `cmd:"" help:"Recognise tracking numbers; list wordings that are not understood."`
	Scan     scanCmd     `cmd:"" help:"Read one code a line and answer one line each."`
	Return   returnCmd   `cmd:"" help:"Ask for, receive, inspect, decide, release and close returns."`
	Claim    claimCmd    `cmd:"" help:"Open, file and settle claims against carriers and insurers."`
	Warranty warrantyCmd `cmd:"" help:"Follow returned goods to their supplier; set how long suppliers stand by them."`
	Parcel   parcelCmd   `cmd:"" help:"Cancel a parcel's label; record the serial numbers that go out."`
	Link     linkCmd     `cmd:"" help:"The carriers' tracking links and our page of an order."`
	Publish  publishCmd  `cmd:"" help:"Write the tracking pages that changed."`
	Report   reportCmd   `cmd:"" help:"Write a PDF: slips, labels, manifest, return-slip, inspection, exceptions and more."`
	ETA      etaCmd      `cmd:"" name:"eta" help:"Measure how good the estimates of arrival were."`
	KPI      kpiCmd      `cmd:"" name:"kpi" help:"Count the key figures; with --out, write the workbook."`
	Backup   backupCmd   `cmd:"" help:"Write a verified copy of the shop's file."`
	Restore  restoreCmd  `cmd:"" help:"Put a verified backup in the place of the shop's file; the old file is kept aside."`
	Verify   verifyCmd   `cmd:"" help:"Check the file, its log and that every status is what the facts give."`
	Rebuild  rebuildCmd  `cmd:"" help:"Derive every status anew from the facts."`
	Erase    eraseCmd    `cmd:"" help:"Replace a customer's personal data; the figures stay."`
	Export   exportCmd   `cmd:"" help:"Write everything the shop holds as CSV files."`
	Setting  settingCmd  `cmd:"" help:"Show the shop's settings, or change one: setting NAME VALUE."`
	Demo     demoCmd     `cmd:"" help:"Make the sample shop and run the whole main job on it."`
	Serve    serveCmd    `cmd:"" help:"Serve the screens to a browser on this computer."`
	Version  versionCmd  `cmd:"" help:"Print the version."`

	Mail      mailCmd      `cmd:"" help:"Mailboxes that carriers write to: add, list, test, fetch."`
	Drop      dropCmd      `cmd:"" help:"Folders that are watched for files: add, list, look into them now, watch, pause, remove."`
	Authority authorityCmd `cmd:"" help:"Who may say what: list, preview, set, reset."`
	Unmatched unmatchedCmd `cmd:"" help:"What files and mails say of orders nobody knows: list it, link it to an order, or say it is not ours."`
	Unread    unreadCmd    `cmd:"" help:"Mails, words and barcodes nobody could read: list, teach or dismiss them."`
	Review    reviewCmd    `cmd:"" help:"Count what waits for a person to say what it means, and which senders and feeds need looking after."`
}

// session is one run of a command.
type session struct {
	context.Context
	world World
	flags *commands
	app   *app.App
	words app.Words // the catalogue, once it was read
	code  int       // what to exit with when the command returns no error
}

// Run runs one command line and returns the exit code. Without any command it opens the window.
func Run(ctx context.Context, args []string, w World) int {
	var flags commands
	code := -1
	parser, err := kong.New(&flags, kong.Name("ordertrail"),
		kong.Description("Which parcel is where, says who, and what do we do now? Without a command the window opens."),
		kong.Writers(w.Stdout, w.Stderr), kong.Exit(func(c int) { code = c }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(printHelp),
		kong.Vars{"version": w.Version})
	if err != nil {
		fmt.Fprintln(w.Stderr, "ordertrail:", err)
		return exitFail
	}
	s := &session{Context: ctx, world: w, flags: &flags, app: app.New()}
	parsed, err := parser.Parse(args)
	if code >= 0 { // --help was asked for and is printed
		return code
	}
	if err != nil {
		flags.JSON = flags.JSON || slices.Contains(args, "--json") // parsing may have ended before it
		return s.end(usage("%w%s `%s --help` shows what there is", err, stop(err), commandOf(err)))
	}
	err = parsed.Run(s)
	return s.end(errors.Join(err, s.app.Close()))
}

// commandOf is the command whose words could not be read, as far as it was understood.
func commandOf(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context.Selected() != nil {
		return wrong.Context.Selected().FullPath()
	}
	return "ordertrail"
}

// stop ends a sentence that does not end by itself.
func stop(err error) string {
	if strings.HasSuffix(err.Error(), "?") {
		return ""
	}
	return ";"
}

// windowCmd is what runs when no command is given.
type windowCmd struct{}

func (windowCmd) Run(s *session) error {
	config, err := s.config()
	if err != nil {
		return err
	}
	if err := s.world.Window(s, config); err != nil {
		return usageError{err}
	}
	return nil
}

// config is how the shop is opened.
func (s *session) config() (app.Config, error) {
	folder := s.flags.Data
	if folder == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return app.Config{}, fmt.Errorf("find the data folder: %w; name one with --data", err)
		}
		folder = filepath.Join(dir, "Ordertrail")
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return app.Config{}, fmt.Errorf("find the data folder: %w", err)
	}
	c := app.Config{Folder: folder, Now: s.world.Now, Random: s.world.Random, Version: s.world.Version}
	if fixed := s.flags.Now; !fixed.IsZero() {
		c.Now, c.Fixed = func() time.Time { return fixed.Time }, true
	}
	if c.Words, err = app.ParseWords(s.world.Words); err != nil {
		return c, err
	}
	s.words = c.Words
	c.Languages = map[string]app.Words{}
	for code, raw := range s.world.Languages {
		if c.Languages[code], err = app.ParseWords(raw); err != nil {
			return c, err
		}
	}
	return c, nil
}

// open opens the shop.
func (s *session) open() error {
	c, err := s.config()
	if err != nil {
		return err
	}
	s.tellDeriving()
	if err := s.app.Open(s, c); err != nil {
		return err
	}
	if full := s.app.DiskWarning(); full != "" {
		s.warn(full)
	}
	return nil
}

// print writes one JSON document.
func (s *session) print(v any) error { return s.encode(v, "  ") }

// printLine writes one JSON document on one line.
func (s *session) printLine(v any) error { return s.encode(v, "") }

func (s *session) encode(v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := s.world.Stdout.Write(escaped(b.Bytes()))
	return err
}

// escaped is a JSON document in which nothing steers a terminal: the encoder escapes the controls of ASCII alone.
func escaped(document []byte) []byte {
	if !bytes.ContainsFunc(document, steers) {
		return document
	}
	var b bytes.Buffer
	for _, r := range string(document) {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.Bytes()
}

// say writes a line for a person, unless JSON was asked for.
func (s *session) say(format string, args ...any) {
	if !s.flags.JSON {
		fmt.Fprintln(s.world.Stdout, plain(fmt.Sprintf(format, args...)))
	}
}

// number is so many of something, in the catalogue's words: "1 row", "2 rows".
func (s *session) number(of string, n int) string {
	if s.words == nil {
		if _, err := s.config(); err != nil {
			return strconv.Itoa(n) + " " + of
		}
	}
	return s.words.Say("number."+of, strconv.Itoa(n))
}

// warn writes a line to where errors are told.
func (s *session) warn(text string) { fmt.Fprintln(s.world.Stderr, plain(text)) }

// plain is one line that shows what would steer a terminal, turn the direction of a line or begin another one, instead of doing
// it: texts come from files, and a note of two lines must not look like two answers of the program.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029':
			return '⏎'
		case steers(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// steers reports whether a character commands a terminal or turns the direction of a line.
func steers(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
}

// answer prints v as JSON when that was asked for, and otherwise lets text say it.
func (s *session) answer(v any, text func()) error {
	if s.flags.JSON {
		return s.print(v)
	}
	text()
	return nil
}
