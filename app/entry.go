package app

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/track"
)

// EntrySays is one entry of the timeline in words: what happened to what, and what its source said of it.
func (a *App) EntrySays(v OrderView, e EventRow) string {
	title := a.entryTitle(e)
	if subject := a.subjectOf(v, e.Subject); subject != "" {
		title = subject + ": " + lowerFirst(title)
	} else {
		title = upperFirst(title)
	}
	parts := []string{title}
	add := func(family, code string) {
		if code != "" {
			parts = append(parts, a.WordFor(family, code))
		}
	}
	add("outcome", e.Outcome)
	if e.Phase != "" {
		add("reason", e.Reason)
	}
	if !e.Amount.IsZero() {
		parts = append(parts, Money(e.Amount))
	}
	if e.Serial != "" {
		parts = append(parts, a.say("entry.serial", e.Serial))
	}
	if e.Text != "" && e.Kind != string(track.Contact) && e.Kind != string(track.OrderStated) && e.Kind != string(track.Edited) {
		parts = append(parts, a.say("entry.quote", e.Text))
	}
	add("set_aside", e.Override)
	return strings.Join(parts, " · ")
}

// entryTitle is what happened.
func (a *App) entryTitle(e EventRow) string {
	switch {
	case e.Kind == string(track.Contact):
		asked := lowerFirst(a.WordFor("contact", e.Code))
		if e.Text == "" {
			return a.say("entry.contact", asked)
		}
		return a.say("entry.contact_said", asked, e.Text)
	case e.Kind == string(track.Edited):
		field := a.WordFor("edit_field", e.Code)
		if e.Text == "" {
			return a.say("entry.edited_unsaid", field)
		}
		return a.say("entry.edited", field, e.Text)
	case e.Phase != "":
		return a.WordFor("phase", e.Phase)
	}
	item := ""
	if e.Item != "" {
		if item = e.Item; e.Quantity > 1 {
			item = itoa(e.Quantity) + " × " + item
		}
	}
	if key := "entry." + e.Kind; a.WordFor("entry", e.Kind) != e.Kind {
		return strings.TrimSpace(a.say(key, cmp.Or(e.Text, e.Code), item))
	}
	return strings.TrimSpace(a.WordFor("kind", e.Kind) + " " + item)
}

// subjectOf names what an entry is about where the order has several parcels; a return by its number; "" the order.
func (a *App) subjectOf(v OrderView, subject string) string {
	for i, p := range v.Parcels {
		switch {
		case p.Parcel != subject:
		case len(v.Parcels) > 1:
			return a.say("entry.parcel", itoa(i+1))
		default:
			return ""
		}
	}
	return grouped(subject)
}

// WeightSays is why a word did or did not decide. A shop's word on where a parcel is has its own reason: it may say other things.
func (a *App) WeightSays(kind, weight string) string {
	if weight == "not_its_milestone" && kind != string(track.SourceShop) {
		weight = "no_say"
	}
	return a.say("weight." + weight)
}

// SaysWord is what people call a word of a source.
func (a *App) SaysWord(says string) string {
	if word := a.WordFor("voice_says", says); word != says {
		return word
	}
	return a.WordFor("phase", says)
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// lowerFirst lowers the first letter of a word that is no abbreviation.
func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	if !unicode.IsLower(next) {
		return text
	}
	return string(unicode.ToLower(r)) + text[size:]
}
