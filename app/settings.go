package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// ShopSettings are the shop's own, kept in its file.
type ShopSettings struct {
	ShopName     string          `json:"shop_name"`
	Zone         string          `json:"zone"`
	Currency     string          `json:"currency"`
	Country      string          `json:"country"`
	Operator     string          `json:"operator"`
	Address      string          `json:"address"` // where the shop is, line by line: on labels and return slips
	HelpMail     string          `json:"help_mail"`
	MailServers  string          `json:"mail_servers"` // whose word counts of who wrote a mail, after blanks; "" whichever handled it last
	PageURL      string          `json:"page_url"`     // where the pages folder is published, "" nowhere
	PromiseDays  int             `json:"promise_days"`
	Authority    track.Authority `json:"authority,omitempty"` // none: the shipped table
	Returns      *ReturnPolicy   `json:"returns,omitempty"`   // nil: the shipped one
	StallHome    int             `json:"stall_home"`          // how long is too long while history cannot say: see track.Waits
	StallAbroad  int             `json:"stall_abroad"`
	CarrierScan  int             `json:"carrier_scan"`
	LostDays     int             `json:"lost_days"`
	Handling     int             `json:"handling_days"`
	Supplier     int             `json:"supplier_days"`
	SupplierSend int             `json:"supplier_send_days"`
	StallShare   int             `json:"stall_percent"`
	Meanings     []TaughtRow     `json:"meanings,omitempty"` // what carriers' codes and words mean, over the shipped tables
	Links        []OwnLink       `json:"links,omitempty"`    // tracking pages, over the shipped ones
	ClosedDays   string          `json:"closed_days"`        // of the shop, see parseClosures
	CarrierDays  string          `json:"carrier_days"`       // besides the shipped ones, see parseCarrierDays
	WorkHours    string          `json:"work_hours"`         // see parseHours
	Pickups      string          `json:"pickups"`            // see parsePickups
	Holds        string          `json:"pickup_holds"`       // besides the shipped ones, see parseHolds
	PageDays     int             `json:"page_days"`
	HeadStart    int             `json:"head_start"` // minutes that our own people know of an exception before a page may tell of it
	Since        string          `json:"since"`      // the day the shop began here, YYYY-MM-DD; "" on files from before there was one
	Language     string          `json:"language"`   // of tracking pages and documents: en, de; "" is en
	Theme        string          `json:"theme"`
	Density      string          `json:"density"`
	Volume       int             `json:"volume"`
	SampleNow    time.Time       `json:"sample_now,omitzero"` // of a sample shop: the moment its story stands at
	LastBackup   time.Time       `json:"last_backup,omitzero"`
}

func defaultSettings() ShopSettings {
	s := ShopSettings{Zone: localZone(), PageDays: 60, WorkHours: shippedHours, Pickups: shippedPickups, Theme: "system", Density: "compact", Volume: 70}
	return s.WithShippedWaits()
}

// localZone is this computer's zone if it has a name, else UTC.
func localZone() string {
	name := time.Local.String()
	if target, err := os.Readlink("/etc/localtime"); name == "Local" && err == nil {
		_, name, _ = strings.Cut(filepath.ToSlash(target), "zoneinfo/") // Linux and macOS name it nowhere else
	}
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return "UTC"
	}
	return name
}

const settingsKey = "shop"

// loadSettings reads the shop's settings. A new shop keeps the ones it begins with: a zone that followed whoever opens the
// file would change what its dates mean. What its shop calls fulfilled before this day counts as done by that word.
func loadSettings(ctx context.Context, s *store.Store, now time.Time) (ShopSettings, error) {
	settings, kept := defaultSettings(), false
	err := s.Read(ctx, func(r *store.Reader) (err error) {
		if kept, err = r.Setting(ctx, settingsKey, &settings); err != nil || !kept {
			return err
		}
		return takeFigureHours(ctx, r, &settings)
	})
	if err == nil && !kept {
		settings.Since = string(track.DateOf(now, settings.rules().decide().Zone))
		err = s.Update(ctx, func(tx *store.Tx) error { return tx.PutSetting(settingsKey, settings) })
	}
	if err != nil {
		return settings, fmt.Errorf("load settings: %w", err)
	}
	return settings, nil
}

// takeFigureHours takes the hours of work that figures had of their own in files from before they were the shop's.
func takeFigureHours(ctx context.Context, r *store.Reader, s *ShopSettings) error {
	var figures FigureSettings
	_, err := r.Setting(ctx, figuresKey, &figures)
	if figures.hours() != "" && s.WorkHours == shippedHours {
		s.WorkHours = figures.hours()
	}
	return err
}

// SetUp replaces the shop's settings, for instance those of a sample shop.
func (a *App) SetUp(ctx context.Context, s ShopSettings) error {
	return a.changeSettings(ctx, ruledSettings, func(kept *ShopSettings) error {
		*kept = s
		return zoneKnown(s.Zone)
	})
}

// zoneKnown refuses what is no time zone.
func zoneKnown(zone string) error {
	if _, err := time.LoadLocation(zone); err != nil {
		return fail("bad-zone", fmt.Sprintf("%q is no time zone; write it like Europe/Berlin or America/Chicago", zone), zone)
	}
	return nil
}

// Settings are the settings in force.
func (a *App) Settings() ShopSettings {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.settings
}

// zone is the shop's time zone.
func (a *App) zone() *time.Location { return a.rules().Zone }

// Stamp is t on the shop's clock, for a command line.
func (a *App) Stamp(t time.Time) string { return a.stamp(t) }

// stamp is t for a screen: RFC 3339 in the shop's zone; "" for the zero time.
func (a *App) stamp(t time.Time) string {
	return stampIn(t, a.zone(), track.StampOf)
}
