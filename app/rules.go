package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// ShopRules are those of the shop's settings that decide statuses. Every change of them is kept with who made it and when,
// so that any past moment can be looked at as it was seen then.
type ShopRules struct {
	Zone        string          `json:"zone"`
	Country     string          `json:"country"`
	PromiseDays int             `json:"promise_days"`
	Since       string          `json:"since"`
	Authority   track.Authority `json:"authority"`
	Meanings    []TaughtRow     `json:"meanings,omitempty"`

	ReturnDays   int                  `json:"return_days"`
	Proposals    []track.ProposalRule `json:"proposals"`
	Warranties   []track.Warranty     `json:"warranties"`
	ClaimWindows []track.ClaimWindow  `json:"claim_windows"`
	ClaimWaits   track.ClaimWaits     `json:"claim_waits,omitzero"` // rulings from before there were any chase no claim that nothing dates

	Waits       track.Waits `json:"waits"`
	ClosedDays  string      `json:"closed_days"`
	CarrierDays string      `json:"carrier_days"`
	WorkHours   string      `json:"work_hours,omitempty"`
	Pickups     string      `json:"pickups,omitempty"`

	Holds []track.PickupHold `json:"holds,omitempty"` // rulings from before there were any have none: days lain decide

	// What the program ships of calendars. Rulings from before it was kept have neither: they are decided by what is shipped now.
	Carriers []carrierDays `json:"carriers,omitempty"` // of every carrier, the shop's own word included
	Holidays string        `json:"holidays,omitempty"` // tells the holidays of Carriers from those of another version

	closed holidayDays // the holidays of Carriers, when they are not those shipped now
}

// rules are the part of s that decides statuses.
func (s ShopSettings) rules() ShopRules {
	r := ShopRules{
		Zone: s.Zone, Country: s.Country, PromiseDays: s.PromiseDays, Since: s.Since, Authority: s.Authority, Meanings: s.Meanings,
		Waits: s.waits(), ClosedDays: s.ClosedDays, CarrierDays: s.CarrierDays, WorkHours: s.WorkHours, Pickups: s.Pickups,
	}
	if len(r.Authority) == 0 {
		r.Authority = track.DefaultAuthority()
	}
	r.Carriers = carrierRows(s.CarrierDays, s.Country)
	r.Holidays = holidaysSum(r.Carriers)
	r.Holds, _ = parseHolds(s.Holds) // was checked when it was kept
	p := s.policy()
	r.ReturnDays, r.Proposals, r.Warranties, r.ClaimWindows, r.ClaimWaits = p.Days, p.Proposals, p.Warranties, p.ClaimWindows, p.ClaimWaits
	return r
}

// decide are the rules as package track takes them.
func (r ShopRules) decide() track.Rules {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		zone = time.UTC
	}
	out := track.DefaultRules(zone)
	out.Country, out.Promise, out.Since, out.Authority = r.Country, r.PromiseDays, track.Date(r.Since), r.Authority
	out.ReturnDays, out.Proposals, out.Warranties = r.ReturnDays, r.Proposals, r.Warranties
	out.ClaimWindows, out.ClaimWaits = r.ClaimWindows, r.ClaimWaits
	out.Malformed, out.Service, out.Reads = carrier.Malformed, carrier.Service, carrier.NewOwn(ownRows(r.Meanings)).Reads()
	out.Waits, out.Holds = r.Waits, r.Holds
	out.Closed, _ = parseClosures(r.ClosedDays) // was checked when it was kept, as these were
	out.Hours, _ = parseHours(r.WorkHours)
	out.Pickups, _ = parsePickups(r.Pickups)
	closed := r.closed
	if closed == nil {
		closed = closedDays(r.carriers())
	}
	out.Calendars = calendars(r.carriers(), closed)
	return out
}

// carriers are the days of every carrier.
func (r ShopRules) carriers() []carrierDays {
	if len(r.Carriers) == 0 {
		return carrierRows(r.CarrierDays, r.Country)
	}
	return r.Carriers
}

func (r ShopRules) json() json.RawMessage {
	b, err := json.Marshal(r)
	if err != nil {
		panic("app: plain rules must marshal: " + err.Error())
	}
	return b
}

func (r ShopRules) same(o ShopRules) bool { return string(r.json()) == string(o.json()) }

// The codes of what a ruling changed.
const (
	ruledBegin    = "begin"    // the first rules of a shop
	ruledProgram  = "program"  // another version of the program decides by other shipped rules
	ruledSettings = "settings" // any of the others: zone, promise, working days, how long is too long
	ruledReturns  = "returns"  // what is proposed about returns, and the clocks of agreements, warranties and claims

	ruledAuthority = "authority" // who may say what
	ruledReset     = "reset"     // who may say what, back to the shipped table

	ruledMeaning   = "meaning"   // what a carrier's code or words mean
	ruledForgotten = "forgotten" // a meaning was taken back
	ruledUndone    = "undone"    // a change of meanings was taken back
)

// rules are what statuses are decided by.
func (a *App) rules() track.Rules {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.decide
}

// put makes s the settings in force in this process.
func (a *App) put(s ShopSettings) {
	decide := s.rules().decide()
	decide.HeadStart = time.Duration(s.HeadStart) * time.Minute // it decides no status, only when customers hear of one
	a.mu.Lock()
	defer a.mu.Unlock()
	a.settings, a.decide = s, decide
}

// changeSettings keeps the settings as change leaves them, one change after the other; what change refuses is not kept. When
// that changes rules, every order that may depend on it is derived anew in the same transaction, and what was changed is recorded
// under the name of the operator. How far that is can be seen, and it can be cancelled: then everything is as before.
func (a *App) changeSettings(ctx context.Context, what string, change func(*ShopSettings) error) error {
	a.changing.Lock()
	defer a.changing.Unlock()
	ctx, done := a.job(ctx, authorityJob)
	defer done()
	before := a.Settings()
	s := before
	if err := change(&s); err != nil {
		return err
	}
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		a.put(s) // nobody else writes until this is committed or given up
		if err := tx.PutSetting(settingsKey, s); err != nil {
			return err
		}
		rules := s.rules()
		if rules.same(before.rules()) {
			return nil
		}
		if err := keepHolidays(tx, rules); err != nil {
			return err
		}
		return a.rule(ctx, tx, store.Ruling{By: s.Operator, What: what, Rules: rules.json()}, before.rules(), rules)
	})
	if err != nil {
		a.put(before)
		return fmt.Errorf("save settings: %w", err)
	}
	return nil
}

// rule records a ruling and derives anew what it concerns: where nothing changed but what carriers' words mean, the orders of
// which one of these words was said.
func (a *App) rule(ctx context.Context, tx *store.Tx, r store.Ruling, before, after ShopRules) error {
	told := a.deriving(authorityJob)
	reread := before
	if reread.Meanings = after.Meanings; !reread.same(after) {
		return tx.Adopt(ctx, r, after.decide(), told)
	}
	var carriers []string
	for _, c := range changesBetween(before.Meanings, after.Meanings) {
		carriers = append(carriers, c.Row.Carrier)
	}
	slices.Sort(carriers)
	return tx.AdoptReadings(ctx, r, after.decide(), slices.Compact(carriers), told)
}

// openingJob and rebuildJob are the names under which it is announced how far long work has come: while a shop is opened whose
// rules, or whose program, changed since, or whose last import was cut short; and when somebody asks for all to be derived anew.
const (
	openingJob = "opening"
	rebuildJob = "rebuild"
)

// deriving announces how far a job has come that derives anew.
func (a *App) deriving(job string) func(done, of int) {
	return a.telling(job, "deriving")
}

// telling announces how far a job has come with what the code names.
func (a *App) telling(job, code string) func(done, of int) {
	return func(done, of int) { a.send("progress", Progress{Job: job, Code: code, Done: done, Total: of}) }
}

// keepRules makes sure that the rules in force are the last on record: a new shop has none yet, and another version of the
// program may decide by other shipped rules.
func (a *App) keepRules(ctx context.Context, s *store.Store) error {
	rules := a.Settings().rules()
	last, err := store.Look(ctx, s, func(r *store.Reader) ([]store.Ruling, error) { return r.Rulings(ctx, 0, 1) })
	if err != nil {
		return err
	}
	kept, err := store.Look(ctx, s, func(r *store.Reader) (string, error) { return r.Part(ctx, rules.Holidays) })
	if len(last) > 0 && string(last[0].Rules) == string(rules.json()) && kept != "" {
		return nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return s.Update(ctx, func(tx *store.Tx) error {
		if err := keepHolidays(tx, rules); err != nil {
			return err
		}
		if len(last) > 0 && string(last[0].Rules) == string(rules.json()) {
			return nil
		}
		if len(last) == 0 {
			return tx.AddRuling(ctx, store.Ruling{What: ruledBegin, Rules: rules.json()})
		}
		return tx.Adopt(ctx, store.Ruling{What: ruledProgram, Rules: rules.json()}, rules.decide(), a.deriving(openingJob))
	})
}

// keepHolidays keeps the days that the rules name by a checksum.
func keepHolidays(tx *store.Tx, r ShopRules) error {
	b, err := json.Marshal(closedDays(r.carriers()))
	if err != nil {
		return err
	}
	return tx.KeepPart(r.Holidays, string(b))
}

// readRules are the rules of a ruling, with the holidays that were shipped when it was made.
func readRules(ctx context.Context, r *store.Reader, x store.Ruling) (ShopRules, error) {
	rules, err := rulesOf(x)
	if err != nil || rules.Holidays == "" || rules.Holidays == holidaysSum(rules.Carriers) {
		return rules, err
	}
	part, err := r.Part(ctx, rules.Holidays)
	if errors.Is(err, store.ErrNotFound) {
		return rules, nil // from before they were kept
	}
	if err == nil {
		err = json.Unmarshal([]byte(part), &rules.closed)
	}
	if err != nil {
		return rules, fmt.Errorf("rules of %s: %w", track.StampOf(x.At), err)
	}
	return rules, nil
}

// rulings are the newest changes of the rules, each with the rows of the table that it changed.
func (a *App) rulings(ctx context.Context, r *store.Reader, limit int) ([]RulingRow, error) {
	list, err := r.Rulings(ctx, 0, limit+1)
	if err != nil {
		return nil, err
	}
	out := []RulingRow{}
	for i, x := range list[:min(limit, len(list))] {
		row := RulingRow{At: a.stamp(x.At), By: x.By, What: x.What, Authority: []AuthorityRow{}}
		var now, before ShopRules
		if err := json.Unmarshal(x.Rules, &now); err != nil {
			return nil, fmt.Errorf("ruling %d: %w", x.N, err)
		}
		if i+1 < len(list) {
			if err := json.Unmarshal(list[i+1].Rules, &before); err != nil {
				return nil, fmt.Errorf("ruling %d: %w", list[i+1].N, err)
			}
			row.Authority = changedRows(before.Authority, now.Authority)
		}
		out = append(out, row)
	}
	return out, nil
}

// changedRows are the rows of now that before had otherwise.
func changedRows(before, now track.Authority) []AuthorityRow {
	out := []AuthorityRow{}
	for _, row := range now {
		same := slices.ContainsFunc(before, func(b track.AuthorityRow) bool {
			return b.Milestone == row.Milestone && slices.Equal(b.Asserts, row.Asserts) && slices.Equal(b.Supports, row.Supports)
		})
		if !same {
			out = append(out, authorityRow(row))
		}
	}
	return out
}
