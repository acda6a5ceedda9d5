package mail

import "strings"

// Progress bars name every state a parcel can be in; which one is reached is told by colour alone. They are left out
// before a mail is read.

// mostBetween is how many other lines may stand between two steps of one bar.
const mostBetween = 2

// leastSteps is how many steps make a bar.
const leastSteps = 3

// withoutBars blanks the lines that are steps of a progress bar.
func withoutBars(text string) string {
	lines := strings.Split(text, "\n")
	var run []int // lines of the bar being collected
	steps := map[string]bool{}
	bars := false
	finish := func() {
		if len(steps) >= leastSteps {
			for _, i := range run {
				lines[i] = strings.Repeat(" ", len(lines[i]))
			}
			bars = true
		}
		run = run[:0]
		clear(steps)
	}
	for i, l := range lines {
		found := stepsOf(l)
		if len(found) == 0 {
			continue
		}
		if len(run) > 0 && i-run[len(run)-1] > mostBetween+1 {
			finish()
		}
		run = append(run, i)
		for _, s := range found {
			steps[s] = true
		}
	}
	if finish(); !bars {
		return text
	}
	return strings.Join(lines, "\n")
}

// stepsOf is the steps that a line names and nothing else; none when it says anything more.
func stepsOf(l string) []string {
	if len(l) == 0 || len(l) > 160 {
		return nil
	}
	all := known().everywhere.steps
	words := wordsOf(l)
	var out []string
	for len(words) > 0 {
		n := min(len(words), longestStep)
		for n > 0 && !all[strings.Join(words[:n], " ")] {
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

// longestStep is how many words the longest step has.
const longestStep = 5
