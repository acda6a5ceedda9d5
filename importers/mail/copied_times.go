package mail

import (
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/expr"
)

// timeLine is a line that holds a time and nothing else.
var timeLine = expr.Late(`(?i)^(?:um|à|om|alle(?: ore)?|ore|a las|godz\.?|at)?\s*(\d{1,2})[:h](\d{2}(?::\d{2})?)\s*(?:uhr|uur|h|([ap])\.?\s?m\.?)?$`)

// joinTimes gives the times that stand in lines of their own to their days, from the first bare one on: all of them directly
// under their days, where further times under a day are further steps of it, or all directly over them. Times that stand
// otherwise are a question.
func (p *copied) joinTimes(bare int) string {
	const apart = "layout: the times of the steps stand apart from their days"
	times := p.timeLines()
	days := p.dated[bare:]
	if len(times) == 0 {
		return ""
	}
	if slices.ContainsFunc(days, func(d datedLine) bool { return d.clock != "" }) {
		return apart
	}
	under, over := true, len(times) == len(days)
	for _, d := range days {
		under = under && times[p.beside(d.at, 1)] != ""
		over = over && times[p.beside(d.at, -1)] != ""
	}
	if under == over {
		return apart
	}
	var steps []datedLine
	for i, d := range days {
		if over {
			at := p.beside(d.at, -1)
			steps = append(steps, d.timed(times[at], at, d.end))
			delete(times, at)
			continue
		}
		last := len(p.lines)
		if i+1 < len(days) {
			last = days[i+1].at
		}
		for at, begins := d.end, d.at; at < last; at++ {
			if times[at] == "" {
				continue
			}
			steps = append(steps, d.timed(times[at], min(begins, at), at+1))
			begins = last
			delete(times, at)
		}
	}
	if len(times) > 0 || slices.ContainsFunc(steps, func(d datedLine) bool { return d.stamp.Date() == track.Date(d.stamp) }) {
		return apart
	}
	p.dated = append(p.dated[:bare], steps...)
	return ""
}

// timed is the day at a time, in the lines from at to end.
func (d datedLine) timed(clock string, at, end int) datedLine {
	d.clock, d.at, d.end = clock, at, end
	d.stamp = pageStamp(string(d.stamp.Date())+" "+clock, false)
	return d
}

// timeLines are the times that stand in lines of their own, by their lines.
func (p *copied) timeLines() map[int]string {
	out := map[int]string{}
	for i, l := range p.lines {
		g := timeLine().FindStringSubmatch(tidyCell(l))
		if g == nil {
			continue
		}
		out[i] = g[1] + ":" + g[2]
		if g[3] != "" {
			out[i] += " " + strings.ToLower(g[3]) + "m"
		}
	}
	return out
}

// beside is the next line that holds something, before or after a line; -1 when there is none.
func (p *copied) beside(i, step int) int {
	for i += step; i >= 0 && i < len(p.lines); i += step {
		if tidy(p.lines[i]) != "" {
			return i
		}
	}
	return -1
}
