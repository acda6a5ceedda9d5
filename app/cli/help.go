package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// printHelp prints what a command takes. A command that does something without a further word, such as import, shows what it
// takes then before its further words.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	selected := ctx.Selected()
	if selected == nil || selected.DefaultCmd == nil {
		return kong.DefaultHelpPrinter(options, ctx)
	}
	alone := selected.DefaultCmd
	whole := *selected
	whole.Positional, whole.Flags = alone.Positional, append(slices.Clone(selected.Flags), alone.Flags...)
	fmt.Fprintf(ctx.Stdout, "Usage: %s\n       %s <command> …\n",
		strings.TrimSpace(strings.Replace(ctx.Model.Name+" "+alone.Summary(), " "+alone.Name, "", 1)), selected.FullPath())
	options.NoAppSummary = true
	shown := *ctx
	shown.Path = append(slices.Clone(ctx.Path), &kong.Path{Command: &whole})
	return kong.DefaultHelpPrinter(options, &shown)
}
