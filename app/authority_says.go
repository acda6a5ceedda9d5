package app

import (
	"context"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
)

// authorityChanges are the rows of a table that are not the shipped ones, with the change that made each what it is.
func (a *App) authorityChanges(ctx context.Context, r *store.Reader, table track.Authority) ([]AuthorityChange, error) {
	out := []AuthorityChange{}
	open := map[string]int{} // by milestone, where its change is wanted still
	for _, row := range changedRows(track.DefaultAuthority(), table) {
		open[row.Milestone] = len(out)
		out = append(out, AuthorityChange{Milestone: row.Milestone})
	}
	for newest := int64(0); len(open) > 0; {
		list, err := r.Rulings(ctx, newest, 2)
		if err != nil || len(list) < 2 {
			return out, err
		}
		is, err := rulesOf(list[0])
		if err != nil {
			return out, err
		}
		was, err := rulesOf(list[1])
		if err != nil {
			return out, err
		}
		for _, row := range changedRows(was.Authority, is.Authority) {
			if i, wanted := open[row.Milestone]; wanted {
				out[i].At, out[i].By = a.stamp(list[0].At), list[0].By
				delete(open, row.Milestone)
			}
		}
		newest = list[0].N
	}
	return out, nil
}

// AuthoritySays is a row of the table as sentences: who decides, who is shown, who is ignored, and what that means; of a row that
// the shop changed, that it did, when, and what the program ships.
func (a *App) AuthoritySays(v AuthorityView, row AuthorityRow) string {
	text := a.Weighs(row)
	i := slices.IndexFunc(v.Changes, func(c AuthorityChange) bool { return c.Milestone == row.Milestone })
	if i < 0 {
		return text + " " + a.say("milestone_says."+row.Milestone)
	}
	switch c := v.Changes[i]; {
	case c.At == "":
		text += " " + a.say("authority.changed_once")
	case c.By == "":
		text += " " + a.say("authority.changed_on", c.At)
	default:
		text += " " + a.say("authority.changed_by", c.At, c.By)
	}
	for _, shipped := range v.Shipped {
		if shipped.Milestone == row.Milestone {
			text += " " + a.say("authority.ships", lowerFirst(a.Weighs(shipped)))
		}
	}
	return text
}

// Weighs is who decides a milestone, who is shown and who is ignored.
func (a *App) Weighs(row AuthorityRow) string {
	text := a.say("authority.decides", a.kindWords(row.Asserts))
	if len(row.Supports) > 0 {
		text += " " + a.say("authority.shown", a.kindWords(row.Supports))
	}
	if len(row.Ignored) > 0 {
		text += " " + a.say("authority.ignored", a.kindWords(row.Ignored))
	}
	return text
}

// kindWords are kinds of source as a list in words.
func (a *App) kindWords(kinds []string) string {
	text := ""
	for i, k := range kinds {
		switch {
		case i == 0:
			text = a.say("authority_kind." + k)
		case i == len(kinds)-1:
			text = a.say("authority.or", text, a.say("authority_kind."+k))
		default:
			text += ", " + a.say("authority_kind."+k)
		}
	}
	return text
}
