package mail

import (
	"ordertrail/track"
	"ordertrail/track/expr"
)

// Words that just before a day and time make them the edge of a span, or an order's.
var spanning = wordSet(`until till by before between from to since of bis vor zwischen ab von vom seit jusqu'au jusqu'à avant entre dès depuis du
	tot voor tussen vanaf sinds van fino prima tra fra dalle dal del hasta antes desde do przed między od z`)

// Words that between a statement and a day and time make them those of something else: a promise, a second try, an order.
var otherTimes = wordSet(`again next due ordered placed order expected estimated scheduled try retry we'll it'll you'll collect pick
	erneut nächsten nächster bestellt bestellung voraussichtlich spätestens abholen abholbereit versuchen
	nouveau nouvelle prochain prochaine prévue prévu commande commandée retirer
	opnieuw volgende besteld bestelling verwacht ophalen afhalen
	nuovamente prossimo previsto prevista ordine ordinato ritirare ritirato
	nuevo nuevamente próximo pedido recoger recogerlo
	ponownie następny następna zamówione zamówienie planowana planowany odebrać`)

// Read a row as: who states this phase, and a day and time in the same sentence, means that it happened then. What moves, or waits, is
// told with times that are yet to come.
var happensAtOnce = map[track.Phase]bool{track.Delivered: true, track.AttemptFailed: true}

var timeOfDay = expr.Late(clockForm)

// besideState is the day and time that the sentence of a statement names besides what its row captures; "" when it names none, more
// than one, or one that may be of something else. A day alone says no more than the mail's own date, and may be an order's.
func (p *passage) besideState(m match) string {
	from, to := m.from, m.to
	for from > 0 && p.tokens[from].breaks < line {
		from--
	}
	for to < len(p.tokens) && p.tokens[to].breaks < line {
		to++
	}
	found := ""
	for i := from; i < to; i++ {
		text := p.text[p.tokens[i].start:]
		at := p.dateAt(i, text[:min(len(text), 120)])
		if at == nil || at[0] != 0 {
			continue
		}
		when, end := text[:at[1]], i+1
		for end < to && p.tokens[end].start < p.tokens[i].start+int32(at[1]) {
			end++
		}
		if found != "" || !timeOfDay().MatchString(withoutDays(when)) || p.ofSomethingElse(m, i, end) {
			return ""
		}
		found, i = tidy(when), end-1
	}
	return found
}

// ofSomethingElse reports whether the day and time between two tokens may be those of something else than a statement says.
func (p *passage) ofSomethingElse(m match, from, end int) bool {
	for i := max(from-2, 0); i < from; i++ {
		if word := p.tokens[i].word; (spanning[word] || otherTimes[word]) && p.tokens[i+1].breaks < line {
			return true
		}
	}
	for i := min(m.to, from); i < max(from, m.from); i++ {
		word := p.tokens[i].word
		if between := i >= m.to || i >= end; between && (otherTimes[word] || turns[word] && i >= m.to) {
			return true
		}
	}
	return false
}

// besides are the times that the sentences of a conclusion name beside what it states, as far as they are not after the mail's day.
func (c conclusion) besides(read func(heard) reader) (out []track.Stamp) {
	if !happensAtOnce[c.Phase] {
		return nil
	}
	for _, h := range c.said {
		if h.In != inBody || h.Means.Phase != c.Phase {
			continue
		}
		r := read(h)
		if s := r.stamp(h.in.besideState(h.match)); s != "" && s.Date() <= track.Date(track.DateStamp(r.Near)) {
			out = append(out, s)
		}
	}
	return out
}
