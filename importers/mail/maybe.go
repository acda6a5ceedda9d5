package mail

import (
	"slices"
	"strings"
)

// maybes are the words of the seven languages that make what is said of a parcel a mere possibility, or what somebody else says. Each
// stands by its first word. What may have happened is no state: it stands in small print and in answers to questions.
var maybes = phraseSet(`may have / might have / could have / may already have / might already have / may well have / may be that / might be that / maybe / perhaps / possibly / is possible that / it's possible that /
	beware / is not true / isn't true / each time / every time / saying / says / said / you told / told you / informed you / claim that / claims / claimed /
	könnte / könnten / koennte / koennten / möglicherweise / vielleicht / womöglich / kann sein / möglich dass / kann es sein / vorsicht vor / sie sagen / du sagst / teilten uns / teilten Ihnen / behauptet / behaupten /
	peut-être / a pu être / ont pu être / aurait pu / auraient pu / pourrait / pourraient / se peut / possible que / vous nous dites / vous dites / l'expéditeur indique / l'expéditeur dit / selon l'expéditeur /
	mogelijk / misschien / wellicht / kan zijn / kunnen zijn / zou kunnen / zouden kunnen / kan het zijn / pas op / controleren of / nagaan of / onderzoeken of / afzender zegt / je zegt / u zegt / volgens de afzender /
	potrebbe / potrebbero / potremmo / forse / può essere / può darsi / possibile che / dici che / dice che / secondo il mittente /
	puede que / puede haber / podría / podrían / quizá / quizás / tal vez / posiblemente / posible que / a lo mejor / dices que / dice que / según el remitente /
	mógł / mogła / mogło / mogły / być może / może być że / możliwe że / mówisz że / twierdzi że / według nadawcy`)

// maybesBehind are those that stand behind what they make possible, or what they explain: "kann beim Nachbarn abgegeben worden sein".
var maybesBehind = phraseSet(`worden sein / haben könnte / sein könnte / wurde vielleicht / means / bedeutet / signifie / betekent / significa / oznacza`)

// guesses are words that, within a statement that it has come, say that it is only believed to have, or is yet to.
var guesses = wordSet(`probably presumably likely supposedly allegedly soon shortly almost nearly vermutlich wahrscheinlich voraussichtlich angeblich bald demnächst
	probablement bientôt prochainement presque waarschijnlijk vermoedelijk bijna binnenkort probabilmente presto quasi
	probablemente casi prawdopodobnie wkrótce prawie`)

// guessed reports whether one of them stands in a match.
func (p *passage) guessed(m match) bool {
	return slices.ContainsFunc(p.tokens[m.from:m.to], func(t token) bool { return guesses[t.word] })
}

// phraseSet are the phrases of a list, between strokes, by their first words.
func phraseSet(list string) map[string][][]string {
	out := map[string][][]string{}
	for _, phrase := range strings.Split(list, "/") {
		words := wordsOf(phrase)
		out[words[0]] = append(out[words[0]], words)
	}
	return out
}

// mostWordsOfDoubt is how far before a statement such words are looked for.
const mostWordsOfDoubt = 24

// doubted reports whether the sentence of a match says before it that it is only possible, or just behind it.
func (p *passage) doubted(m match) bool {
	for i := m.from; i >= max(0, m.from-mostWordsOfDoubt); i-- {
		if at := p.oneOf(maybes, i); at > 0 && at <= m.from && !p.denied(i) && !p.couldNot(i) {
			return true
		}
		if i == 0 || p.tokens[i].breaks >= line {
			break
		}
	}
	for i := m.to; i < min(m.to+4, len(p.tokens)) && p.tokens[i].breaks < line; i++ {
		if p.oneOf(maybesBehind, i) > 0 {
			return true
		}
	}
	return false
}

// Words that, just before one that makes something possible, say that it was not, or how soon: "was niet mogelijk", "nie mogła",
// "zo snel mogelijk".
var denials = wordSet("not niet nicht pas n'a n'ont non no nie never nunca mai snel spoedig vlug")

// denied reports whether a word before token i denies what begins there.
func (p *passage) denied(i int) bool {
	return i > 0 && p.tokens[i].breaks < line && denials[p.tokens[i-1].word]
}

// couldNot reports whether token i is the German "konnte", which states what was, and as a folded word is "könnte".
func (p *passage) couldNot(i int) bool {
	word := strings.ToLower(p.text[p.tokens[i].start:p.tokens[i].end])
	return word == "konnte" || word == "konnten"
}

// oneOf is the token behind the longest of phrases that begins at token i; 0 when none does.
func (p *passage) oneOf(phrases map[string][][]string, i int) (end int) {
	for _, words := range phrases[p.tokens[i].word] {
		if p.says(words, i) {
			end = max(end, i+len(words))
		}
	}
	return end
}
