package app

import (
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// laneStories are the exceptions whose facts, from the fourth to the sixth, are a carrier, a service and a zone.
var laneStories = map[string]bool{"stalled": true, "no_carrier_scan": true, "lost": true, "estimate_past_promise": true}

// claimStories are the exceptions whose first fact is whom a claim is against: a carrier, or an insurer by its name.
var claimStories = map[string]bool{"claim_due": true, "claim_undated": true, "claim_late": true, "claim_unanswered": true}

// storyArgs are a task's facts as its story names them: a lane is one of them. Behind those of an order's task stands since
// when what it tells of is so, and how many days ago that was, so that the story stays true, as behind those of a silent feed; the
// shop's other tasks name how much waits.
func (a *App) storyArgs(x track.Exception, t track.Task, from vantage) []string {
	args := append([]string{}, t.Facts...)
	if laneStories[t.Code] && len(t.Facts) >= 6 {
		args = append(append([]string{}, t.Facts[:3]...), laneName(t.Facts[3], t.Facts[4], t.Facts[5]))
		args = append(args, t.Facts[6:]...)
	}
	if claimStories[t.Code] && len(args) > 0 {
		args[0] = a.Claimed(args[0])
	}
	if t.Code == "feed_stale" {
		args[2] = a.Claimed(args[2])
	} else if x.OfShop() {
		return args
	}
	days := track.DateOf(from.at, from.zone).DaysAfter(track.DateOf(t.Since, from.zone))
	return append(args, from.stamp(t.Since), itoa(days))
}

// TaskSubject names what a task is about, for people: a number as they read it, or a carrier in its feed.
func (a *App) TaskSubject(t TaskRow) string {
	if t.Code == "feed_stale" && len(t.Args) > 2 && t.Args[1] == "carrier" {
		return a.say("feeds.carrier", t.Args[2], t.Args[0])
	}
	if t.Code == "notice_drift" {
		return a.Claimed(t.Subject)
	}
	return Grouped(t.Subject)
}

// TaskStory is what a task is about. Of a list that is empty again nobody knows any more how much of what waited in it.
func (a *App) TaskStory(t TaskRow) string {
	was := "task." + t.Code + ".ended"
	if _, told := a.config.Words[was]; told && t.Ended != "" && len(t.Args) == 0 {
		return a.say(was, t.Subject)
	}
	return a.say("task."+t.Code+".story", t.Args...)
}

// laneName names a carrier, its service and a zone, as far as they are given: "UPS Ground → IL".
func laneName(code, service, zone string) string {
	name := carrier.WithService(code, service)
	if zone != "" {
		name += " → " + zone
	}
	return name
}
