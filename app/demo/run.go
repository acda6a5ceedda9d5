package demo

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"time"

	"ordertrail/app"
	"ordertrail/track"
)

// marker is the file that says a folder holds a sample shop of ours and may be made anew.
const marker = "THIS-IS-A-SAMPLE-SHOP.txt"

// Summary says what the demonstration did and where each result lies.
type Summary struct {
	Folder   string   `json:"folder"`
	Database string   `json:"database"`
	Inbox    string   `json:"inbox"`
	Files    int      `json:"files"`
	Rows     int      `json:"rows"`
	Rejected int      `json:"rejected"`
	Unread   int      `json:"unread"`
	Orders   int      `json:"orders"`
	Scans    int      `json:"scans"`
	Refused  int      `json:"refused"`
	Tasks    int      `json:"tasks"`
	Pages    int      `json:"pages"`
	PagesIn  string   `json:"pages_in"`
	PDFs     []string `json:"pdfs"`
	Workbook string   `json:"workbook"`
	Seconds  float64  `json:"seconds"`
}

// teller runs the sample shop's three months through the same use-cases as the screens, with a clock of its own.
type teller struct {
	*world
	app      *app.App
	clock    time.Time
	folder   string
	inbox    string
	sum      Summary
	slipping bool // mistakes are being made on purpose
	out      io.Writer
}

// Run makes a fresh sample shop in folder, runs the whole main job on it and tells out what it did. A folder that holds
// anything but an older sample shop is refused: a real shop is never touched. The story has its own clock and randomness;
// c.Now only measures how long it takes.
func Run(ctx context.Context, folder string, c app.Config, out io.Writer) (Summary, error) {
	if err := clear(folder); err != nil {
		return Summary{}, err
	}
	t := &teller{world: newWorld(), app: app.New(), folder: folder, inbox: filepath.Join(folder, "inbox"), out: out, clock: start()}
	t.sum.Folder, t.sum.Database, t.sum.Inbox = folder, filepath.Join(folder, "ordertrail.db"), t.inbox
	now := c.Now
	c.Folder, c.Now, c.Fixed = folder, func() time.Time { return t.clock }, true
	c.Random = rand.NewChaCha8([32]byte{26, 5, 21, 16, 15})
	began := now()
	if err := os.MkdirAll(t.inbox, 0o755); err != nil {
		return Summary{}, fmt.Errorf("make sample shop: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, marker), []byte("A sample shop, made by `ordertrail demo`. Nothing in it is real; it may be deleted.\n"), 0o644); err != nil {
		return Summary{}, fmt.Errorf("make sample shop: %w", err)
	}
	if err := t.app.Open(ctx, c); err != nil {
		return Summary{}, err
	}
	err := t.tell(ctx)
	err = errors.Join(err, t.app.Close())
	t.sum.Seconds = now().Sub(began).Seconds()
	if err == nil {
		t.report()
	}
	return t.sum, err
}

// clear makes room: an older sample shop goes, anything else stays and is an error.
func clear(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("make sample shop: %w", err)
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Stat(filepath.Join(folder, marker)); err != nil {
		return fmt.Errorf("%s is not empty and holds no sample shop: name another folder, the sample touches nothing that is yours", folder)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(folder, e.Name())); err != nil {
			return fmt.Errorf("clear the older sample shop: %w", err)
		}
	}
	return nil
}

// tell plays the three months in order, then hands out the results.
func (t *teller) tell(ctx context.Context) error {
	shop := app.ShopSettings{
		ShopName: ShopName, Zone: Zone, Currency: Currency, Country: Country, Operator: "Nadia", HelpMail: HelpMail, PromiseDays: PromiseDays,
		PageDays: 60, Pickups: "17:30; ups 17:00", Since: start().Format(time.DateOnly), Theme: "system", Density: "compact", Volume: 70, SampleNow: Now(),
	}
	err := t.app.SetUp(ctx, shop.WithShippedWaits())
	if err != nil {
		return err
	}
	t.say("The sample shop %s: %d orders from %s to %s, told through its own files, mails and scans.\n", ShopName, len(t.orders), start().Format("2 January"), Now().Format("2 January 2006, 15:04"))
	if err := t.take("stock.csv", asCSV(stockRows())); err != nil {
		return err
	}
	for _, moment := range t.agenda() {
		t.clock = moment.at
		if err := moment.do(); err != nil {
			return fmt.Errorf("%s, %s: %w", moment.at.Format("2 Jan 15:04"), moment.what, err)
		}
	}
	t.clock = Now()
	if err := t.app.Sweep(ctx); err != nil {
		return err
	}
	return t.handOut()
}

// moment is something that happens in the sample shop at a time.
type moment struct {
	at   time.Time
	what string
	do   func() error
}

// agenda is everything that happens, in time: files on Mondays and, since scanners were introduced, every day; scans; and
// what people did.
func (t *teller) agenda() []moment {
	var out []moment
	last := start()
	for day := start().AddDate(0, 0, 7); !day.After(Now()); day = day.AddDate(0, 0, 1) {
		if day.Before(scanning()) && day.Weekday() != time.Monday {
			continue
		}
		from := last
		morning, evening := clock(day, 8, 40), clock(day, 20, 30)
		out = append(out, moment{morning, "shop files", func() error { return t.shopFiles(from, morning) }})
		if noon := clock(day, 11, 45); !day.Before(scanning()) && !noon.After(Now()) {
			out = append(out, moment{noon, "shop files at noon", func() error { return t.shopFiles(from, noon) }})
		}
		if evening.Before(Now()) {
			out = append(out, moment{evening, "carrier files", func() error { return t.carrierFiles(from, evening) }})
		}
		last = day
	}
	out = append(out, moment{at(21, 15, 58), "carrier files", func() error { return t.carrierFiles(at(20, 20, 30), at(21, 15, 58)) }})
	out = append(out, t.benchDays()...)
	out = append(out, t.people()...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].at.Before(out[j].at) })
	return out
}

// shopFiles imports what both channels export on a morning: what is new, and what changed in the last two weeks.
func (t *teller) shopFiles(from, now time.Time) error {
	since := from.AddDate(0, 0, -14)
	rows := t.shopifyRows(since, now)
	if now.After(at(21, 11, 0)) {
		rows = withTwoBadRows(rows)
	}
	if err := t.take("shopify-orders-"+stampName(now)+".csv", asCSV(rows)); err != nil {
		return err
	}
	if market := t.marketRows(since, now); len(market) > 1 {
		return t.take("market-orders-"+stampName(now)+".xlsx", asWorkbook(market))
	}
	return nil
}

// carrierFiles imports what the label services and carriers have to say on an evening.
func (t *teller) carrierFiles(from, now time.Time) error {
	if rows := t.labelRows(from, now); len(rows) > 1 {
		if err := t.take("labels-"+stampName(now)+".csv", asCSV(rows)); err != nil {
			return err
		}
	}
	if rows := t.pirateRows(from.AddDate(0, 0, -14), now); len(rows) > 1 {
		if err := t.take("pirate-ship-"+stampName(now)+".xlsx", asWorkbook(rows)); err != nil {
			return err
		}
	}
	if body := t.quantumFile(from, now); body != nil {
		if err := t.take("quantum-view-"+stampName(now)+".csv", body); err != nil {
			return err
		}
	}
	if rows := t.freightRows(now); len(rows) > 1 {
		if err := t.takeAs("northline-"+stampName(now)+".csv", asCSV(rows), app.ImportOptions{Map: freightMap, Source: "northline"}); err != nil {
			return err
		}
	}
	return t.mails(from, now)
}

// mails imports the mailbox of notices that came; the riddle of the last day comes as a mail of its own.
func (t *teller) mails(from, now time.Time) error {
	if mails := t.fedexMails(from, now); len(mails) > 0 {
		if err := t.take("notices-"+stampName(now)+".mbox", asMailbox(mails)); err != nil {
			return err
		}
	}
	if r := t.riddle(); r.at.After(from) && !r.at.After(now) {
		return t.take(r.name, r.body)
	}
	return nil
}

func stampName(t time.Time) string { return t.Format("2006-01-02-1504") }

func (t *teller) take(name string, body []byte) error {
	return t.takeAs(name, body, app.ImportOptions{})
}

// takeAs keeps a file in the inbox and imports it.
func (t *teller) takeAs(name string, body []byte, o app.ImportOptions) error {
	path := filepath.Join(t.inbox, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		return err
	}
	imports := t.app.Imports()
	v, err := imports.Look(app.ImportFile{Name: filepath.Base(name), Content: base64.StdEncoding.EncodeToString(body), Options: o})
	if err != nil {
		return err
	}
	if v, err = imports.Apply(v.ID); err != nil {
		return err
	}
	if v.Kind == "unknown" {
		return fmt.Errorf("%s was not recognised: %+v", name, v.Problems)
	}
	t.sum.Files++
	t.sum.Rows += v.Rows
	t.sum.Rejected += v.Rejected
	return nil
}

// people is what the office did: a hold, calls, returns and a claim.
func (t *teller) people() []moment {
	orders := t.app.Orders()
	contact := func(number, code, text string) func() error {
		return func() error {
			id, err := orders.Find(number, "")
			if err != nil {
				return err
			}
			return orders.Contact(id, code, text)
		}
	}
	return append(t.returns(), []moment{
		{at(18, 9, 30), "hold", func() error {
			id, err := orders.Find("MH-20424", "")
			if err != nil {
				return err
			}
			return orders.Hold(id, "Customer is moving house and will write")
		}},
		{at(20, 9, 40), "call", contact("MH-20361", "missing", "Camera shows nobody at the door on Monday")},
		{at(21, 16, 15), "call", contact("MH-20418", "where_is_it", "Took two days off for the sofa, nobody came")},
	}...)
}

// handOut publishes the pages and writes the documents.
func (t *teller) handOut() error {
	reports := t.app.Reports()
	pub, err := reports.Publish()
	if err != nil {
		return err
	}
	t.sum.Pages, t.sum.PagesIn = pub.Pages, pub.Folder
	id, err := t.app.Orders().Find("MH-20427", "")
	if err != nil {
		return err
	}
	slip, err := reports.PackingSlip(id)
	if err != nil {
		return err
	}
	manifest, err := reports.Manifest(bench)
	if err != nil {
		return err
	}
	exceptions, err := reports.Exceptions()
	if err != nil {
		return err
	}
	t.sum.PDFs = []string{slip.Path, manifest.Path, exceptions.Path}
	book, err := reports.Workbook(app.KPIQuery{From: string(track.DateOf(start(), zone())), To: day(Now())})
	if err != nil {
		return err
	}
	t.sum.Workbook = book.Path
	return t.count()
}

func (t *teller) say(format string, args ...any) { fmt.Fprintf(t.out, format, args...) }
