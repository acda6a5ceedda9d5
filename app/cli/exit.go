package cli

import (
	"errors"
	"fmt"
	"strings"

	"ordertrail/app"
)

// The exit codes.
const (
	exitDone  = 0
	exitFail  = 1
	exitUsage = 2
	exitWaits = 3
)

// exits says how commands end. Read a row as: exit <exit> means <means>.
var exits = []struct {
	exit  int
	means string
}{
	{exitDone, "done"},
	{exitFail, "failed, and nothing changed: the shop refuses it or does not know it, or a file or this computer stands in the way"},
	{exitUsage, "wrong usage: the words cannot be meant, whatever is recorded in the shop; nothing was done"},
	{exitWaits, "done, but something waits for a person, such as rejected rows, unread notices or refused scans"},
}

// endings says which errors end a command how. Read a row as: errors with these <codes> exit with <exit>, because <why>. Every
// code of an error that a command can end with stands here once.
var endings = []struct {
	exit  int
	why   string
	codes []string
}{
	{exitUsage, "no command, argument or option is called so, or one is missing", []string{
		"usage", "drop-no-path", "empty-note", "mailbox-no-client", "mailbox-no-sign-in", "mailbox-no-sign-in-code", "mailbox-no-sign-in-page", "mailbox-no-user",
		"mailbox-secret-anew", "no-reason", "no-task", "no-units", "nothing-named",
		"one-at-a-time", "reason-needed", "short-address", "step-choice", "step-day", "step-text",
	}},
	{exitUsage, "the program knows no such word, in any shop", []string{
		"bad-answer", "bad-basis", "bad-cause", "bad-choice", "bad-claim", "bad-contact", "bad-disposition", "bad-ending", "bad-filter", "bad-grade", "bad-kind",
		"bad-language", "bad-meaning", "bad-mode", "bad-phase", "bad-resolution", "bad-tracking", "bad-waiter", "mailbox-bad-login", "mailbox-bad-security",
		"no-such-carrier", "no-such-choice", "no-such-figure", "no-such-list", "no-such-milestone", "no-such-owner", "no-such-phase",
		"no-such-setting", "no-sheets", "no-such-sheet", "no-such-source-kind", "no-such-step", "no-such-task-code", "no-such-view", "no-view-name", "not-editable",
		"unknown-encoding", "unknown-separator",
	}},
	{exitUsage, "it is no day, number, address or the like, or lies outside its range", []string{
		"bad-address", "bad-amount", "bad-carrier-days", "bad-closure", "bad-country", "bad-currency", "bad-date", "bad-email", "bad-holds", "bad-holidays",
		"bad-key", "bad-link", "bad-meaning-row", "bad-moment", "bad-month", "bad-period", "bad-pickups", "bad-placed", "bad-reference", "bad-run", "bad-time-of-day", "bad-value",
		"bad-sender", "bad-wording", "bad-work-hours", "bad-zone", "drop-bad-name", "long-search", "long-view-name", "mailbox-bad-host", "mailbox-bad-password", "mailbox-bad-port", "mailbox-bad-token-url", "out-of-range", "too-many-slips",
	}},
	{exitUsage, "words that cannot stand together", []string{
		"no-search-then", "no-such-move", "nobody-asserts", "shop-never-has-it", "two-owners",
	}},
	{exitFail, "the shop does not know it, or knows several", []string{
		"cannot-match", "drop-gone", "drop-unknown", "moment-ahead", "no-original", "no-saved-view", "no-such-box", "no-such-change", "no-such-claim", "no-such-drop", "no-such-event", "no-such-fact", "no-such-item",
		"no-such-line", "no-such-mailbox", "no-such-meaning", "no-such-order", "no-such-order-then", "no-such-parcel", "no-such-profile", "no-such-return",
		"no-such-run", "no-such-source", "no-such-task", "no-such-unread", "not-found", "not-known-then", "which-line", "which-order", "which-parcel", "which-return", "wrong-item",
	}},
	{exitFail, "the shop's rules refuse it as things stand", []string{
		"all-decided", "all-inspected", "all-released", "already-claimed", "already-frozen", "already-handed-over", "already-paid", "already-released", "amount-currency", "amount-needed", "amount-of-several",
		"amount-too-much", "anothers-parcel", "asserts-and-supports", "bad-hours", "bad-policy", "bad-profile", "bad-quantity", "both-packed", "came-already",
		"before-order", "cancelled", "cancelled-in-box", "changed-since", "claim-amount", "claim-not-now", "credit-needed", "credit-only", "decision-released", "drop-circle", "drop-in-data", "drop-name-taken", "drop-watched", "duplicate", "has-order", "label-used", "later-acts", "mailbox-name-taken", "many-views",
		"month-not-over", "no-currency", "no-customer", "no-disposition", "no-address", "no-handover", "no-labels", "no-orders-to-freeze", "no-resolution", "no-return-slip", "no-sign-in", "no-warranty-case",
		"nobody-to-claim", "not-a-barcode", "not-a-notice", "not-accounted", "not-frozen", "not-handed-over", "not-in-box", "not-inspected", "not-its-sender",
		"not-on-hold", "not-orders", "not-our-act", "not-received", "not-released", "not-repaired", "nothing-came", "nothing-decided", "nothing-left", "nothing-remembered", "nothing-said", "nothing-to-freeze",
		"nothing-to-undo", "on-hold", "one-serial", "override-reason", "parcel-closed", "parcel-empty", "parcel-went-out", "past-date", "day-too-far",
		"profile-is-ours", "profile-taken", "return-closed", "return-loose", "return-not-now", "run-under-way", "same-number", "same-order", "same-parcel",
		"release-amount", "release-differs", "serial-came-before", "serial-elsewhere", "serial-known", "serial-not-ours", "serial-of-other", "serials-full", "step-fits-not", "still-unread", "supplier-owes", "supplier-told", "taken-back", "task-ended", "task-over", "task-stands",
		"too-few-left", "too-many", "two-carriers", "unlike-last-time", "view-name-taken", "voided", "warranty-dropped", "warranty-not-now", "worked-on", "wrong-label",
	}},
	{exitFail, "a file is not there, or is not what it should be", []string{
		"archive", "bad-content", "bad-encoding", "bad-meaning-table", "cell-too-long", "damaged-compound", "damaged-file", "damaged-sheet", "damaged-text", "damaged-zip",
		"database", "doctype", "document", "drop-moved", "drop-no-folder", "duplicate-part", "empty", "encrypted", "file-changed", "foreign-file", "html", "html-table", "json", "list-too-long",
		"mail", "newer-file", "no-such-file", "not-mail-file", "not-ours", "not-table", "not-text", "numbers", "pdf", "picture",
		"plan-gone", "several-files", "too-large", "too-many-columns", "too-many-parts", "too-many-rows", "unsafe-name", "xls-old", "xlsb", "xml",
	}},
	{exitFail, "this computer stands in the way", []string{
		"bug", "cancelled-by-you", "disk-full", "disk-low", "failed", "in-use", "network-share", "no-permission", "no-window", "not-open",
		"took-too-long",
	}},
}

// exitOf is what an error with a code exits with; a code that nobody judged is a failure.
func exitOf(code string) int {
	for _, row := range endings {
		for _, c := range row.codes {
			if c == code {
				return row.exit
			}
		}
	}
	return exitFail
}

// Help is what `ordertrail --help` says below the commands' introduction.
func (commands) Help() string {
	var b strings.Builder
	b.WriteString("Exit codes:\n\n")
	for _, row := range exits {
		fmt.Fprintf(&b, "    %d  %s\n", row.exit, row.means)
	}
	return b.String()
}

// usageError is a command line that cannot be meant.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usage makes a usageError of what is wrong and what would be right.
func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// ofFile tells words that are wrong in a file: no word of the command line is.
func ofFile(file string, err error) error {
	if err == nil || exitOf(app.Explain(err).Code) != exitUsage {
		return err
	}
	return &app.Error{Code: "bad-content", Message: file + ": " + err.Error(), Args: []string{file}}
}

// end turns what a command returned into an exit code, and tells an error: in words and, when asked for, as JSON.
func (s *session) end(err error) int {
	if err == nil {
		return s.code
	}
	told := *app.Explain(err)
	if errors.As(err, new(usageError)) {
		told.Code = "usage"
	}
	s.warn("ordertrail: " + told.Message)
	if s.flags.JSON {
		_ = s.printLine(map[string]any{"error": told}) // the exit code tells it too
	}
	return exitOf(told.Code)
}
