package app_test

import (
	"fmt"
	"sync"
	"testing"

	"ordertrail/app"
)

func TestChangesOfTheSettingsAtOnceAreAllKept(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	view, err := s.SettingsScreen().Show()
	must(t, err)
	policy, err := s.Returns().Policy()
	must(t, err)
	for round := range 12 {
		view.ShopName, policy.Days = fmt.Sprint("Shop ", round), 10+round
		row := app.AuthorityRow{Milestone: "delivered", Asserts: []string{"person"}, Supports: []string{"carrier_file"}}
		if round%2 == 1 {
			row.Asserts, row.Supports = row.Supports, row.Asserts
		}
		var saves sync.WaitGroup
		for _, save := range []func() error{
			func() error { _, err := s.SettingsScreen().Save(view); return err },
			func() error { _, err := s.Returns().SavePolicy(policy); return err },
			func() error { _, err := s.SettingsScreen().SetAuthority([]app.AuthorityRow{row}); return err },
		} {
			saves.Go(func() {
				if err := save(); err != nil {
					t.Error(err)
				}
			})
		}
		saves.Wait()
		is := s.Settings()
		who := ""
		for _, a := range is.Authority {
			if string(a.Milestone) == "delivered" {
				who = fmt.Sprint(a.Asserts)
			}
		}
		if is.ShopName != view.ShopName || is.Returns == nil || is.Returns.Days != policy.Days || who != fmt.Sprint(row.Asserts) {
			t.Fatalf("round %d: the shop is %q, the policy kept %v, %s decides delivered", round, is.ShopName, is.Returns != nil && is.Returns.Days == policy.Days, who)
		}
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after it: %+v, %v", c, err)
	}
}
