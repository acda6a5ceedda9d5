package app

import (
	"testing"

	"ordertrail/track"
)

func TestTheReturnsOfAColumnHaveOneClock(t *testing.T) {
	t.Parallel()
	for _, column := range boardColumns {
		for _, phase := range column.Phases {
			if got, want := track.ReturnWithin(phase), track.ReturnWithin(column.Phases[0]); got != want {
				t.Errorf("column %s: a return may be %s for %d working days and %s for %d", column.Code, phase, got, column.Phases[0], want)
			}
		}
	}
}
