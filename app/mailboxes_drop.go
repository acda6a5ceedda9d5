package app

import (
	"context"
	"time"

	"ordertrail/app/drop"
	"ordertrail/importers"
)

// dropEvery is how often the drop folder is looked into; a file is taken at the second look that finds it unchanged.
const dropEvery = 5 * time.Second

// WatchDrop takes in the mails that are put into the folder mails of the data folder, as .eml or .mbox, until ctx ends. It
// is for mailboxes that let no program in. What is no mail goes to failed/ there, with the reason beside it.
func (a *App) WatchDrop(ctx context.Context, every time.Duration) {
	f, err := drop.Open(a.folder("mails"))
	if err != nil {
		a.config.Log.Error("drop folder", "error", err)
		return
	}
	f.Run(ctx, every, a.takeDropped, func(err error) { a.config.Log.Warn("drop folder", "error", err) })
}

// takeDropped takes in one file of mails.
func (a *App) takeDropped(ctx context.Context, c drop.Claim) error {
	from, err := openContent(c.Path)
	if err != nil {
		return err
	}
	defer from.rest()
	plan, err := a.look(ctx, from, ImportOptions{})
	if err != nil {
		return err
	}
	if plan.reading.Kind != importers.KindNotices {
		return fail("not-mail-file", a.say("error.not-mail-file", c.Name), c.Name)
	}
	return a.apply(ctx, plan, "automatic")
}
