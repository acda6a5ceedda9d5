package app

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/scan"
)

// Scans is the Station screen: one scan, one transaction, one verdict.
type Scans struct{ app *App }

// The modes a station works in so far.
const (
	modePick     = "pick"
	modePack     = "pack"
	modeHandover = "handover"
)

var modes = map[string]bool{modePick: true, modePack: true, modeHandover: true}

// bench is what a station has open; it is kept between scans and between sessions.
type bench struct {
	Mode     string   `json:"mode"`
	Operator string   `json:"operator"`
	OrderID  string   `json:"order_id,omitempty"`
	Parcel   string   `json:"parcel,omitempty"`   // the open box
	Carrier  string   `json:"carrier,omitempty"`  // of the hand-over under way
	Handover string   `json:"handover,omitempty"` // its number
	Given    []string `json:"given,omitempty"`    // parcels scanned out in it
	Quantity int      `json:"quantity,omitempty"` // of the next item, from a count card
}

// scanning is one scan being worked on.
type scanning struct {
	app    *App
	ctx    context.Context
	tx     *store.Tx
	req    ScanRequest
	bench  bench
	order  *track.OrderState // open on the bench
	facts  []track.Event
	before bench
	answer ScanVerdict
	serial string // that the code under work carries besides its article
}

// serialField is the GS1 application identifier of a serial number.
const serialField = "21"

// keptScan is what is kept of a scan: its answer, and the bench as the scan found it, so that an undo can put it back.
type keptScan struct {
	ScanVerdict
	Before bench `json:"before"`
}

// Scan records one scan and answers it. The answer is given only after the scan is on disk; the same ID again gets the
// same answer and is recorded once.
func (s *Scans) Scan(req ScanRequest) (v ScanVerdict, err error) {
	defer s.app.guard("Scans.Scan", &err)
	ctx, err := s.app.ready()
	if err != nil {
		return ScanVerdict{}, err
	}
	return s.app.scan(ctx, req, (*scanning).read)
}

// Finish ends what the station has open: the box, the pick or the hand-over.
func (s *Scans) Finish(station, operator string) (v ScanVerdict, err error) {
	defer s.app.guard("Scans.Finish", &err)
	return s.Scan(ScanRequest{Station: station, Operator: operator, Raw: scan.Command{Verb: scan.Finish}.String()})
}

// Undo takes back the station's last scan that did something.
func (s *Scans) Undo(station, operator string) (v ScanVerdict, err error) {
	defer s.app.guard("Scans.Undo", &err)
	return s.Scan(ScanRequest{Station: station, Operator: operator, Raw: scan.Command{Verb: scan.Undo}.String()})
}

// Mode switches what the station does.
func (s *Scans) Mode(station, mode, operator string) (b Bench, err error) {
	defer s.app.guard("Scans.Mode", &err)
	v, err := s.Scan(ScanRequest{Station: station, Mode: mode, Operator: operator, Raw: scan.Command{Verb: scan.Mode, Text: mode}.String()})
	return v.Bench, err
}

// Bench is what the station shows now.
func (s *Scans) Bench(station string) (b Bench, err error) {
	defer s.app.guard("Scans.Bench", &err)
	ctx, err := s.app.ready()
	if err != nil {
		return Bench{}, err
	}
	err = s.app.store.Read(ctx, func(r *store.Reader) error {
		open, err := loadBench(ctx, r, station)
		if err != nil {
			return err
		}
		b, err = s.app.benchView(ctx, r, station, open)
		return err
	})
	return b, err
}

// Unknown lists the codes that nobody could place yet.
func (s *Scans) Unknown() (rows []UnreadRow, err error) {
	defer s.app.guard("Scans.Unknown", &err)
	ctx, err := s.app.ready()
	if err != nil {
		return nil, err
	}
	return s.app.unread(ctx, "scan")
}

const defaultStation = "bench-1"

// scan runs one scan in one transaction.
func (a *App) scan(ctx context.Context, req ScanRequest, work func(*scanning) error) (ScanVerdict, error) {
	if req.Station == "" {
		req.Station = defaultStation
	}
	if req.Mode != "" && !modes[req.Mode] {
		return ScanVerdict{}, fail("bad-mode", fmt.Sprintf("a station cannot %q yet: the modes are pick, pack and handover", req.Mode), req.Mode)
	}
	if req.ID == "" {
		id, err := a.randomID()
		if err != nil {
			return ScanVerdict{}, err
		}
		req.ID = id
	}
	var v ScanVerdict
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		if done, found, err := tx.ScanByID(ctx, req.ID); found || err != nil {
			return errors.Join(err, told(ctx, a, tx.Reader, done, &v))
		}
		s := &scanning{app: a, ctx: ctx, tx: tx, req: req}
		if err := s.run(work); err != nil {
			return err
		}
		v = s.answer
		return nil
	})
	if err != nil {
		return ScanVerdict{}, fmt.Errorf("not saved: %w", err)
	}
	return v, nil
}

// run loads the bench, works, and keeps scan, bench and facts.
func (s *scanning) run(work func(*scanning) error) error {
	var err error
	if s.bench, err = loadBench(s.ctx, s.tx.Reader, s.req.Station); err != nil {
		return err
	}
	if s.req.Mode != "" && s.req.Mode != s.bench.Mode {
		s.bench = bench{Mode: s.req.Mode, Operator: s.bench.Operator}
	}
	s.before = s.bench
	s.bench.Operator = cmp.Or(s.req.Operator, s.bench.Operator)
	if err := s.openOrder(s.bench.OrderID); err != nil {
		return err
	}
	s.answer = ScanVerdict{Raw: s.req.Raw, At: s.app.stamp(s.tx.Now()), Args: []string{}}
	if err := work(s); err != nil {
		return err
	}
	return s.keep()
}

// keep writes what the scan did. The bench is drawn from the settled state, so that the screen shows what is on disk.
func (s *scanning) keep() error {
	var ids []string
	for _, e := range s.facts {
		sealed := e.Sealed()
		ids = append(ids, sealed.ID)
		if _, err := s.tx.Append(s.ctx, store.Recorded{Event: sealed}); err != nil {
			return err
		}
	}
	if err := s.tx.Settle(s.ctx); err != nil {
		return err
	}
	if err := s.tx.PutStation(s.req.Station, s.bench); err != nil {
		return err
	}
	s.finishAnswer()
	kept := store.Scan{
		ID: s.req.ID, At: s.tx.Now(), Station: s.req.Station, Operator: s.bench.Operator, Raw: s.req.Raw, Meaning: s.answer.Meaning,
		Verdict: s.answer.Verdict, Code: s.answer.Code, OrderID: cmp.Or(s.bench.OrderID, s.before.OrderID), Events: ids,
	}
	var err error
	if kept.Answer, err = json.Marshal(keptScan{s.answer, s.before}); err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	if err := s.tx.AddScan(kept); err != nil {
		return err
	}
	s.answer.Bench, err = s.app.benchView(s.ctx, s.tx.Reader, s.req.Station, s.bench)
	s.answer.Next = s.app.nextText(s.answer.Bench)
	return err
}

// read finds out what was scanned and does it.
func (s *scanning) read() error {
	h, err := hints(s.ctx, s.tx.Reader, "")
	if err != nil {
		return err
	}
	meanings := scan.Read(s.req.Raw, h)
	for _, m := range meanings {
		done, err := s.try(m)
		if done || err != nil {
			return err
		}
	}
	if done, err := s.taught(); done || err != nil {
		return err
	}
	if done, err := s.newLabel(meanings); done || err != nil {
		return err
	}
	s.say("unknown", "unknown", "unknown-code", s.req.Raw)
	return s.keepUnknown()
}

// try does what m means, if it means anything here; exact matches only.
func (s *scanning) try(m scan.Meaning) (bool, error) {
	switch m.Kind {
	case scan.KindCommand, scan.KindOperator:
		s.answer.Meaning = string(m.Kind)
		return true, s.command(m.Command)
	case scan.KindOwnParcel:
		return s.tryParcels("parcel", "n:"+m.Text)
	case scan.KindTracking, scan.KindSSCC:
		return s.tryNumbers(m.Numbers)
	case scan.KindGTIN, scan.KindGS1:
		if done, err := s.tryNumbers(m.Numbers); done || err != nil {
			return done, err
		}
		s.serial = m.GS1[serialField]
		return s.tryItem(m.Text, m.Quantity)
	case scan.KindOwnReturn, scan.KindOwnTask:
		return false, nil
	case scan.KindOther:
		return s.tryText(m.Text)
	}
	return false, nil
}

// tryNumbers takes the first tracking number that a parcel answers to.
func (s *scanning) tryNumbers(numbers []string) (bool, error) {
	for _, number := range numbers {
		if done, err := s.tryParcels("tracking", "t:"+track.TrackingKey(number)); done || err != nil {
			return done, err
		}
	}
	return false, nil
}

// taught does what a person taught this very code to mean.
func (s *scanning) taught() (bool, error) {
	t, found, err := s.tx.Meaning(s.ctx, s.req.Raw)
	if !found || err != nil {
		return false, err
	}
	switch t.Means {
	case "item":
		return s.tryItem(t.Target, 0)
	case "parcel":
		return s.tryParcels("parcel", "n:"+t.Target)
	case "order":
		states, err := s.tx.States(s.ctx, []string{t.Target})
		if o, known := states[t.Target]; known && err == nil {
			s.answer.Meaning = "order"
			return true, s.scannedOrder(&o)
		}
		return false, err
	}
	return false, nil
}

// tryText looks a plain text up as an order number, a tracking number of no known shape, a SKU and an alias.
func (s *scanning) tryText(text string) (bool, error) {
	if text == "" {
		return false, nil
	}
	orders, err := s.tx.OrdersByNumber(s.ctx, text, "")
	if err != nil {
		return false, err
	}
	switch len(orders) {
	case 0:
	case 1:
		s.answer.Meaning = "order"
		return true, s.scannedOrder(&orders[0])
	default:
		s.say("order", "ambiguous", "ambiguous-code", text, sourcesOf(orders))
		return true, s.keepUnknown()
	}
	if done, err := s.tryParcels("tracking", "t:"+track.TrackingKey(text)); done || err != nil {
		return done, err
	}
	return s.tryItem(text, 0)
}

// keepUnknown puts the code into the queue of codes that nobody could place.
func (s *scanning) keepUnknown() error {
	_, err := s.tx.AddUnread(store.Unread{Kind: "scan", Raw: []byte(s.req.Raw), Subject: s.req.Raw, Why: s.answer.Code, Source: s.req.Station})
	return err
}

// act records one of our acts on the open order, unless the rules refuse it; then the refusal is the verdict.
func (s *scanning) act(e track.Event) (bool, error) {
	e.Order = track.OrderRef{Source: s.order.Source, Number: s.order.Order}
	e.Source = track.Source{ID: s.req.Station, Kind: track.SourceStation}
	e.Actor, e.Station, e.Nonce = s.bench.Operator, s.req.Station, fmt.Sprintf("%s.%d", s.req.ID, len(s.facts))
	e.Occurred = track.StampOf(s.tx.Now().In(s.app.zone()))
	if r := track.Check(s.order, e); r != nil {
		s.say(s.answer.Meaning, "refused", r.Code, r.Args...)
		return false, nil
	}
	e.ParcelID = ""
	s.facts = append(s.facts, e)
	return true, nil
}

// say sets the verdict.
func (s *scanning) say(meaning, verdict, code string, args ...string) {
	s.answer.Meaning, s.answer.Verdict, s.answer.Code, s.answer.Args = meaning, verdict, code, nonNil(args)
}

func loadBench(ctx context.Context, r *store.Reader, station string) (bench, error) {
	b := bench{Mode: modePack}
	_, err := r.Station(ctx, cmp.Or(station, defaultStation), &b)
	return b, err
}

// told repeats the answer of a scan that was sent before.
func told(ctx context.Context, a *App, r *store.Reader, done store.Scan, v *ScanVerdict) error {
	if len(done.Answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(done.Answer, v); err != nil {
		return fmt.Errorf("answer of scan %s: %w", done.ID, err)
	}
	b, err := loadBench(ctx, r, done.Station)
	if err != nil {
		return err
	}
	v.Bench, err = a.benchView(ctx, r, done.Station, b)
	v.Next = a.nextText(v.Bench)
	return err
}

// randomID is 16 hexadecimal characters that nobody has had before.
func (a *App) randomID() (string, error) {
	var b [8]byte
	if _, err := a.config.Random.Read(b[:]); err != nil {
		return "", fmt.Errorf("draw a number: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// stampNow is this instant as our own acts state it.
func (a *App) stampNow(now time.Time) track.Stamp { return track.StampOf(now.In(a.zone())) }
