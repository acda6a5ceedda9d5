package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"ordertrail/app"
)

func TestPublishingThatIsStoppedLeavesNoPageThatNobodyRemembers(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.take("orders.csv", form(150))
	s.on = func(p app.Progress) {
		if p.Code == "publishing" {
			s.Imports().Cancel("publish")
		}
	}
	folder := s.PagesFolder()
	v, err := s.Publish(folder)
	if app.Explain(err).Code != "cancelled-by-you" || v.Written == 0 || v.Written == 150 {
		t.Fatalf("publishing was stopped after %d pages with %v", v.Written, err)
	}
	s.on = nil
	if v, err = s.Publish(folder); err != nil || v.Pages != 150 {
		t.Fatalf("%d pages, %v", v.Pages, err)
	}
	pages, err := os.ReadDir(filepath.Join(folder, "t"))
	if err != nil || len(pages) != 150 {
		t.Errorf("%d pages lie in the folder (%v), want 150", len(pages), err)
	}
	if v, err = s.Publish(folder); err != nil || v.Same != 150 || v.Written != 0 {
		t.Errorf("published again: %+v, %v; want everything the same", v, err)
	}
}
