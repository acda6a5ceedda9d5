package app

import "ordertrail/track"

// AuthorityView is who may say what: the table in force, the one this program ships, and the changes of the rules so far.
type AuthorityView struct {
	Rows    []AuthorityRow `json:"rows"`
	Shipped []AuthorityRow `json:"shipped"`
	Kinds   []string       `json:"kinds"`   // every kind of source, as they are shown
	Changed bool           `json:"changed"` // the table is not the shipped one
	History []RulingRow    `json:"history"` // the newest first

	Changes []AuthorityChange `json:"changes"` // the rows that are not the shipped ones, and who made them so when
}

// AuthorityChange is a row that the shop decides otherwise than the program ships it, and the last change of it.
type AuthorityChange struct {
	Milestone string `json:"milestone"`
	At        string `json:"at"` // "" when it is not known
	By        string `json:"by"`
}

// AuthorityRow says which kinds of source decide a milestone, which are shown and never decide, and whose word changes
// nothing.
type AuthorityRow struct {
	Milestone string   `json:"milestone"`
	Asserts   []string `json:"asserts"`
	Supports  []string `json:"supports"`
	Ignored   []string `json:"ignored"`
}

// AuthorityDraft asks what a change of the table would do. Rows are those to change; the others stay as they are.
type AuthorityDraft struct {
	Rows  []AuthorityRow `json:"rows"`
	After string         `json:"after"` // key of the last row of the page before; then nothing is counted
	Limit int            `json:"limit"` // 1 to 500; 0 means 100
}

// AuthorityEffect is what a change of the table would do to the orders of today. An order may count more than once.
type AuthorityEffect struct {
	Orders  int         `json:"orders"`  // looked at
	Changed int         `json:"changed"` // that would change in any way
	Status  int         `json:"status"`  // another headline, or a parcel elsewhere
	Facets  int         `json:"facets"`
	Tasks   int         `json:"tasks"`  // other open tasks
	Opened  int         `json:"opened"` // tasks that would open
	Closed  int         `json:"closed"` // open tasks that would no longer be
	Rows    []EffectRow `json:"rows"`   // of those that change, in the order they were learned
	Next    string      `json:"next"`   // key to go on after, "" at the end
}

// EffectRow is one order before and after.
type EffectRow struct {
	ID       string         `json:"id"`
	Order    string         `json:"order"`
	Source   string         `json:"source"`
	Customer string         `json:"customer"`
	Before   track.Headline `json:"before"`
	After    track.Headline `json:"after"`
	Parcels  []EffectPhase  `json:"parcels"` // that are elsewhere
	Facets   []EffectFacet  `json:"facets"`  // that are other
	Opened   []string       `json:"opened"`  // codes of tasks that open
	Closed   []string       `json:"closed"`  // codes of open tasks that are no longer
}

// EffectPhase is a parcel before and after; "" when there is none.
type EffectPhase struct {
	Parcel string `json:"parcel"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// EffectFacet is one facet before and after.
type EffectFacet struct {
	Facet  string `json:"facet"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// RulingRow is one change of the rules, as a screen lists it.
type RulingRow struct {
	At        string         `json:"at"`
	By        string         `json:"by"`
	What      string         `json:"what"`      // begin, program, settings, authority, reset
	Authority []AuthorityRow `json:"authority"` // the rows that this change made different
}
