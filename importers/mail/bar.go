package mail

import "strings"

// Progress bars name every state a parcel can be in; which one is reached is told by colour alone. They are left out
// before a mail is read.

// mostBetween is how many other lines may stand between two steps of one bar.
const mostBetween = 2

// leastSteps is how many steps make a bar.
const leastSteps = 3

// withoutBars blanks the lines that are steps of a progress bar.
func withoutBars(text string) string { return cutUp(text).withoutBars() }

// withoutBars is the text with the lines blanked that are steps of a progress bar.
func (p *passage) withoutBars() string {
	var run, bars []int32 // lines of the bar being collected, and of all that are found
	steps := map[string]bool{}
	finish := func() {
		if len(steps) >= leastSteps {
			bars = append(bars, run...)
		}
		run = run[:0]
		clear(steps)
	}
	for from, to := 0, 0; from < len(p.tokens); from = to {
		row := p.tokens[from].row
		for to = from; to < len(p.tokens) && p.tokens[to].row == row; to++ {
		}
		found := p.stepsOf(from, to)
		if len(found) == 0 {
			if p.holdsNumber(from, to) {
				finish() // what follows is said of another parcel
			}
			continue
		}
		if len(run) > 0 && row-run[len(run)-1] > mostBetween+1 {
			finish()
		}
		run = append(run, row)
		for _, s := range found {
			steps[s] = true
		}
	}
	if finish(); len(bars) == 0 {
		return p.text
	}
	lines := strings.Split(p.text, "\n")
	for _, row := range bars {
		lines[row] = strings.Repeat(" ", len(lines[row]))
	}
	return strings.Join(lines, "\n")
}

// holdsNumber reports whether a word between two tokens is as long as a parcel's number and mostly figures.
func (p *passage) holdsNumber(from, to int) bool {
	for _, t := range p.tokens[from:to] {
		if len(t.word) >= leastNumber && len(t.word)-len(strings.Trim(t.word, "0123456789")) >= leastNumber/2 {
			return true
		}
	}
	return false
}

// leastNumber is how long the shortest number of a parcel is that stands alone on a line.
const leastNumber = 9

// stepsOf is the steps that the line of these tokens names and nothing else; none when it says anything more.
func (p *passage) stepsOf(from, to int) []string {
	all := known().everywhere
	if !all.mayBeginStep(p.tokens[from]) || p.lineLength(from) > longestBarLine {
		return nil
	}
	var words []string
	for _, t := range p.tokens[from:to] {
		if t.word != ":" {
			words = append(words, t.word)
		}
	}
	var out []string
	for len(words) > 0 {
		n := min(len(words), longestStep)
		for n > 0 && !all.steps[strings.Join(words[:n], " ")] {
			n--
		}
		if n == 0 {
			return nil
		}
		out = append(out, strings.Join(words[:n], " "))
		words = words[n:]
	}
	return out
}

// mayBeginStep reports whether a line that begins with t may name steps; false is sure.
func (t *template) mayBeginStep(first token) bool {
	return first.word == ":" || t.stepsBegin[first.word]
}

// lineLength is how long the line of a token is.
func (p *passage) lineLength(i int) int {
	at := int(p.tokens[i].start)
	end := strings.IndexByte(p.text[at:], '\n')
	if end < 0 {
		end = len(p.text) - at
	}
	return at + end - (strings.LastIndexByte(p.text[:at], '\n') + 1)
}

// longestBarLine is how long a line of a bar may be.
const longestBarLine = 160

// longestStep is how many words the longest step has.
const longestStep = 5
