package app

import (
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// laneStories are the exceptions whose facts, from the fourth to the sixth, are a carrier, a service and a zone.
var laneStories = map[string]bool{"stalled": true, "no_carrier_scan": true, "lost": true, "estimate_past_promise": true}

// storyArgs are a task's facts as its story names them: a lane is one of them.
func storyArgs(t track.Task) []string {
	if !laneStories[t.Code] || len(t.Facts) < 6 {
		return nonNil(t.Facts)
	}
	args := append([]string{}, t.Facts[:3]...)
	return append(append(args, laneName(t.Facts[3], t.Facts[4], t.Facts[5])), t.Facts[6:]...)
}

// laneName names a carrier, its service and a zone, as far as they are given: "UPS Ground → IL". Services often begin with
// the carrier's name, which is said once.
func laneName(code, service, zone string) string {
	name := carrier.Name(code)
	if strings.HasPrefix(strings.ToLower(service), strings.ToLower(name)) {
		name = ""
	}
	name = strings.TrimSpace(name + " " + service)
	if zone != "" {
		name += " → " + zone
	}
	return name
}
