package demo

import (
	"path/filepath"

	"ordertrail/app"
)

// report tells what was done and where each result lies.
func (t *teller) report() {
	s := t.sum
	t.say("\nDone in %.1f s:\n", s.Seconds)
	t.say("  %4d files imported, %d rows, %d rejected, %d left for a person to read\n", s.Files, s.Rows, s.Rejected, s.Unread)
	t.say("  %4d orders, %d scans at the bench (%d refused or unknown, as they should be)\n", s.Orders, s.Scans, s.Refused)
	t.say("  %4d tasks wait for someone, %d tracking pages published\n\n", s.Tasks, s.Pages)
	t.say("Look at\n")
	t.say("  database        %s\n", s.Database)
	t.say("  files it read   %s\n", s.Inbox)
	t.say("  tracking pages  %s\n", filepath.Join(s.PagesIn, "t"))
	for _, f := range s.PDFs {
		t.say("  document        %s\n", f)
	}
	t.say("  KPI workbook    %s\n\n", s.Workbook)
	t.say("Ask it\n")
	t.say("  ordertrail --data %s order show MH-20418     the 4:15 p.m. sofa, and why it stands as it does\n", s.Folder)
	t.say("  ordertrail --data %s task list               what needs someone\n", s.Folder)
	t.say("  ordertrail --data %s serve                   the screens, in a browser\n", s.Folder)
}

// count fills the summary from the shop itself.
func (t *teller) count() error {
	page, err := t.app.Orders().List(app.OrderQuery{Limit: 1})
	if err != nil {
		return err
	}
	t.sum.Orders = page.Total
	tasks, err := t.app.Today().List("", "")
	if err != nil {
		return err
	}
	t.sum.Tasks = len(tasks)
	unread, err := t.app.Imports().Unread()
	t.sum.Unread = len(unread)
	return err
}
