package app

import (
	"fmt"
	"slices"
	"strings"
)

// The bounds of a wait in working days, and of the share of past silences that decides what is a stall.
const (
	longestWait = 120
	lowestShare = 50
	longestLead = 24 * 60 // minutes that customers may be told later
)

// bounds is the table of what a setting that is a number may be. Read a row as: <setting> goes from <from> to <to>.
var bounds = []struct {
	Setting  string
	From, To int
	of       func(SettingsView) int
}{
	{"promise_days", 0, 365, func(v SettingsView) int { return v.PromiseDays }},
	{"page_days", 1, 3650, func(v SettingsView) int { return v.PageDays }},
	{"volume", 0, 100, func(v SettingsView) int { return v.Volume }},
	{"stall_home", 1, longestWait, func(v SettingsView) int { return v.StallHome }},
	{"stall_abroad", 1, longestWait, func(v SettingsView) int { return v.StallAbroad }},
	{"carrier_scan", 1, longestWait, func(v SettingsView) int { return v.CarrierScan }},
	{"lost_days", 0, longestWait, func(v SettingsView) int { return v.LostDays }},
	{"handling_days", 0, longestWait, func(v SettingsView) int { return v.Handling }},
	{"supplier_days", 0, longestWait, func(v SettingsView) int { return v.Supplier }},
	{"supplier_send_days", 0, longestWait, func(v SettingsView) int { return v.SupplierSend }},
	{"stall_percent", lowestShare, 99, func(v SettingsView) int { return v.StallShare }},
	{"head_start", 0, longestLead, func(v SettingsView) int { return v.HeadStart }},
}

// choices is the table of what a setting that is a word may be.
var choices = []struct {
	Setting string
	Words   []string
	of      func(SettingsView) string
}{
	{"theme", []string{"system", "light", "dark"}, func(v SettingsView) string { return v.Theme }},
	{"density", []string{"compact", "comfortable", "touch"}, func(v SettingsView) string { return v.Density }},
}

// checkBounds refuses numbers and words that a setting cannot be; nothing is rounded to the nearest that can.
func (v SettingsView) checkBounds() error {
	for _, b := range bounds {
		if err := within(b.Setting, b.of(v), b.From, b.To); err != nil {
			return err
		}
	}
	for _, c := range choices {
		if word := c.of(v); !slices.Contains(c.Words, word) {
			return fail("no-such-choice", fmt.Sprintf("%s cannot be %q: %s", c.Setting, word, strings.Join(c.Words, ", ")), c.Setting, word, strings.Join(c.Words, ", "))
		}
	}
	return nil
}

// within refuses a number outside its bounds.
func within(setting string, n, from, to int) error {
	if n < from || n > to {
		return fail("out-of-range", fmt.Sprintf("%s cannot be %d: it goes from %d to %d", setting, n, from, to), setting, itoa(n), itoa(from), itoa(to))
	}
	return nil
}

// letters reports whether text is so many capital letters.
func letters(text string, n int) bool {
	return len(text) == n && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
