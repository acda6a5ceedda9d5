package app_test

import (
	"slices"
	"testing"

	"ordertrail/app"
)

func TestCountingALargeShopIsToldAndCanBeStopped(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.doubted(600)
	hear := func(f func(app.Progress)) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.on = f
	}
	hear(func(p app.Progress) {
		if p.Job == "kpi" {
			s.Imports().Cancel("kpi")
		}
	})
	if _, err := s.Reports().KPI(app.KPIQuery{}); err == nil || app.Explain(err).Code != "cancelled-by-you" {
		t.Fatalf("a count that was stopped ended with %v", err)
	}
	var told []app.Progress
	hear(func(p app.Progress) { told = append(told, p) })
	if v, err := s.Reports().KPI(app.KPIQuery{}); err != nil || v.Empty {
		t.Fatalf("after a count that was stopped: empty %t, %v", v.Empty, err)
	}
	if want := []app.Progress{{Job: "kpi", Code: "counting", Done: 500, Total: 600}}; !slices.Equal(told, want) {
		t.Errorf("told was %v, want %v", told, want)
	}
}
