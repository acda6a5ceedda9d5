package app

import (
	"cmp"
	"strings"

	"ordertrail/track"
)

// say is the catalogue's text of a key.
func (a *App) say(key string, args ...string) string { return a.config.Words.Say(key, args...) }

// Say is the catalogue's text of a key, for a shell that has none of its own.
func (a *App) Say(key string, args ...string) string { return a.say(key, args...) }

// MailSays is a sentence about a fault of a mailbox with what its server says, or what the server's certificate says of itself.
func (a *App) MailSays(fault, says string) string {
	if key := "mailbox_says." + fault; a.config.Words[key] != "" {
		return a.say(key, says)
	}
	return a.say("mailboxes.server_says", says)
}

// WordFor is what people call a code of a family; what is no code of it, such as what a person wrote there, stays as it is.
func (a *App) WordFor(family, code string) string {
	if _, known := a.config.Words[family+"."+code]; known {
		return a.say(family + "." + code)
	}
	return code
}

// Coded is a code as one types it, with what people call it behind where that is something else: "scrap (Throw away)".
func (a *App) Coded(family, code string) string {
	word := a.WordFor(family, code)
	if strings.EqualFold(word, strings.ReplaceAll(code, "_", " ")) {
		return code
	}
	return code + " (" + word + ")"
}

// language is the one that tracking pages and documents are written in.
func (a *App) language() string { return cmp.Or(a.Settings().Language, "en") }

// printed are the words of pages or documents, whose keys begin with prefix, in the shop's language.
func (a *App) printed(prefix string) map[string]string {
	return a.config.Languages[a.language()].Below(prefix, a.config.Words)
}

// refused is a refusal by the rules as it reaches a person at a desk: the catalogue's words for an error of that code, or
// else those that a station shows.
func (a *App) refused(r *track.Refusal) *Error {
	key := "error." + r.Code
	if _, known := a.config.Words[key]; !known {
		key = "scan." + r.Code
	}
	args := make([]string, len(r.Args))
	for i, arg := range r.Args {
		args[i] = grouped(arg)
	}
	return fail(r.Code, a.say(key, args...), args...)
}

// verdictText is a verdict in the catalogue's words, led by what it is about where the words do not name it: a screen
// shows that beside them, a command line has only the text.
func (a *App) verdictText(v ScanVerdict) string {
	text := a.say("scan."+v.Code, v.Args...)
	if about := aboutOf(v); about != "" && !strings.Contains(text, about) {
		return about + ": " + text
	}
	return text
}

// aboutOf is what was scanned, or what was taken back; a command card is about nothing but the box it closes.
func aboutOf(v ScanVerdict) string {
	switch {
	case v.Code == "undone":
		return v.Args[0]
	case v.Item != "":
		return v.Item
	case v.Parcel != "" || v.Meaning == "command" || v.Meaning == "operator":
		return v.Parcel
	}
	return v.Raw
}

// nextText is what to do next at a station, in words.
func (a *App) nextText(b Bench) string {
	switch {
	case b.NextCode == "scan_item" && b.NextItem != "":
		text := a.say("next_item.scan_item", b.NextItem) + ". " + a.say("station.left", itoa(b.NextLeft))
		if b.NextBin != "" {
			text += " " + a.say("station.bin", b.NextBin)
		}
		return text
	case b.NextCode == "scan_parcel" && b.Todo > 0 && b.Done == b.Todo:
		return a.say("station.finish_handover")
	}
	return a.say("next." + b.NextCode)
}
