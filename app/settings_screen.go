package app

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/currency"

	"ordertrail/store"
	"ordertrail/track"
)

// Settings is the Settings screen.
type Settings struct{ app *App }

// Show is every setting and what there is to know about the file.
func (p *Settings) Show() (v SettingsView, err error) {
	defer p.app.guard("Settings.Show", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return SettingsView{}, err
	}
	s := p.app.Settings()
	v = SettingsView{
		ShopName: s.ShopName, Zone: s.Zone, Currency: s.Currency, Country: s.Country, Operator: s.Operator, Address: s.Address, HelpMail: s.HelpMail, MailServers: s.MailServers,
		PageURL: s.PageURL, PromiseDays: s.PromiseDays, Since: s.Since, PageDays: s.PageDays, Language: cmp.Or(s.Language, "en"),
		ClosedDays: s.ClosedDays, CarrierDays: s.CarrierDays, WorkHours: s.WorkHours, Pickups: s.Pickups, Holds: s.Holds, Theme: s.Theme, Density: s.Density, Volume: s.Volume,
		DataFolder: p.app.config.Folder, Synced: store.SyncFolder(p.app.config.Folder), LastBackup: p.app.stamp(s.LastBackup), Version: p.app.config.Version,
	}
	v.StallHome, v.StallAbroad, v.CarrierScan, v.LostDays, v.StallShare = s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare
	v.HeadStart, v.Handling, v.Supplier, v.SupplierSend = s.HeadStart, s.Handling, s.Supplier, s.SupplierSend
	rates, err := p.app.figureSettings(ctx)
	if err != nil {
		return v, err
	}
	v.Rates = rates.written(s.Currency)
	v.Authority = authorityRows(p.app.rules().Authority)
	if info, err := os.Stat(p.app.store.Path()); err == nil {
		v.Database = info.Size()
	}
	err = p.app.store.Read(ctx, func(r *store.Reader) error {
		if v.Events, err = r.EventCount(ctx); err != nil {
			return err
		}
		v.Sources, err = p.app.feeds(ctx, r, p.app.now())
		return err
	})
	return v, err
}

// Save keeps the settings a person changed; what cannot be is refused and nothing is kept.
func (p *Settings) Save(v SettingsView) (saved SettingsView, err error) {
	defer p.app.guard("Settings.Save", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return SettingsView{}, err
	}
	before, err := p.app.figureSettings(ctx)
	if err != nil {
		return SettingsView{}, err
	}
	rates := before
	if err := v.Rates.change().apply(&rates, strings.ToUpper(v.Currency)); err != nil {
		return SettingsView{}, err
	}
	if err := p.app.changeSettings(ctx, ruledSettings, func(s *ShopSettings) error { return s.take(v) }); err != nil {
		return SettingsView{}, err
	}
	if err := p.app.keepRates(ctx, before, rates.in(p.app.rules())); err != nil {
		return SettingsView{}, err
	}
	return p.Show()
}

// take takes what a person set on the screen, unless it cannot be.
func (s *ShopSettings) take(v SettingsView) (err error) {
	s.MailServers = strings.Join(strings.Fields(strings.ReplaceAll(v.MailServers, ",", " ")), " ")
	s.ShopName, s.Zone, s.Operator, s.HelpMail = strings.TrimSpace(v.ShopName), v.Zone, strings.TrimSpace(v.Operator), strings.TrimSpace(v.HelpMail)
	s.Currency, s.Country = strings.ToUpper(v.Currency), strings.ToUpper(v.Country)
	s.Address = strings.Join(addressLines(v.Address), "\n")
	if err := v.checkBounds(); err != nil {
		return err
	}
	s.PromiseDays, s.PageDays = v.PromiseDays, v.PageDays
	if s.Language = v.Language; !languages[s.Language] {
		return fail("bad-language", fmt.Sprintf("%q is no language that pages and documents are written in: en or de", v.Language), v.Language)
	}
	if name, host, _ := strings.Cut(s.HelpMail, "@"); s.HelpMail != "" && (name == "" || host == "" || strings.ContainsAny(s.HelpMail, " \t\n")) {
		return fail("bad-email", fmt.Sprintf("%q is no e-mail address; write it like help@shop.example, or leave it out", v.HelpMail), v.HelpMail)
	}
	if s.Since, err = since(v.Since); err != nil {
		return err
	}
	if err := s.takeDays(v); err != nil {
		return err
	}
	if s.PageURL, err = pageURL(v.PageURL); err != nil {
		return err
	}
	s.Theme, s.Density, s.Volume = v.Theme, v.Density, v.Volume
	if s.Currency != "" && !isCurrency(s.Currency) {
		return fail("bad-currency", fmt.Sprintf("%q is no currency; write the three letters of ISO 4217, like EUR or USD", v.Currency), v.Currency)
	}
	if s.Country != "" && !letters(s.Country, 2) {
		return fail("bad-country", fmt.Sprintf("%q is no country; write its two letters, like DE or US", v.Country), v.Country)
	}
	return zoneKnown(s.Zone)
}

// addressLines are the lines of an address as a person typed it, in a box of several lines or in one with semicolons.
func addressLines(given string) (lines []string) {
	for line := range strings.FieldsFuncSeq(given, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// isCurrency reports whether a code is that of money by ISO 4217; its codes for tests and for no currency are none.
func isCurrency(code string) bool {
	_, err := currency.ParseISO(code)
	return err == nil && letters(code, 3) && code != "XXX" && code != "XTS"
}

// languages are those that pages and documents are written in.
var languages = map[string]bool{"en": true, "de": true}

// since checks the day a shop began here; "" is none.
func since(given string) (string, error) {
	given = strings.TrimSpace(given)
	if given == "" {
		return "", nil
	}
	if _, err := track.ParseDate(given); err != nil {
		return "", fail("bad-date", err.Error(), given)
	}
	return given, nil
}

// pageURL checks the address that published pages are reached under; it ends without a slash.
func pageURL(given string) (string, error) {
	given = strings.TrimRight(strings.TrimSpace(given), "/")
	u, err := url.Parse(given)
	if given != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return "", fail("bad-address", fmt.Sprintf("%q is no web address; write it like https://shop.example/track", given), given)
	}
	return given, nil
}

// Backup writes a verified copy of the file into the backups folder.
func (p *Settings) Backup() (f ReportFile, err error) {
	defer p.app.guard("Settings.Backup", &err)
	name := p.app.dated("ordertrail-", toSecond, ".db")
	return p.app.Backup(filepath.Join(p.app.folder("backups"), name))
}

// Backup writes a verified copy of the shop's file to path.
func (a *App) Backup(path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return ReportFile{}, fmt.Errorf("back up: %w", err)
	}
	if _, err := a.store.Backup(ctx, path); err != nil {
		return ReportFile{}, err
	}
	made := func(s *ShopSettings) error { s.LastBackup = a.now(); return nil }
	if err := a.changeSettings(ctx, ruledSettings, made); err != nil {
		return ReportFile{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return ReportFile{}, fmt.Errorf("back up: %w", err)
	}
	return ReportFile{Path: path, Bytes: info.Size()}, nil
}

// Check is what a verification found.
type Check struct {
	OK       bool     `json:"ok"`
	Problems []string `json:"problems"`
}

// Verify checks the file, the log and that every status is what the facts give.
func (p *Settings) Verify() (c Check, err error) {
	defer p.app.guard("Settings.Verify", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return Check{}, err
	}
	problems, err := p.app.store.Verify(ctx)
	c = Check{OK: err == nil && len(problems) == 0, Problems: []string{}}
	for _, found := range problems {
		c.Problems = append(c.Problems, found.Code+": "+found.Text)
	}
	return c, err
}
