//go:build production || dev || bindings

package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	goruntime "runtime"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ordertrail/app"
	"ordertrail/frontend"
)

// The window's size at first, in points.
const (
	width  = 1440
	height = 900
)

// window opens the desktop window and returns when it is closed. The shop is opened only once the window exists, so that
// generating the bindings, which runs this far, touches no file.
func window(ctx context.Context, config app.Config) error {
	if goruntime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && !generating {
		return errors.New("there is no display here: run a command instead (ordertrail --help), or `ordertrail serve` for a browser")
	}
	shop := app.New()
	var failed error
	opening, giveUp := context.WithCancel(ctx)
	defer giveUp()
	opened := make(chan struct{}) // or given up
	err := wails.Run(&options.App{
		Title: "Ordertrail", Width: width, Height: height, MinWidth: 1280, MinHeight: 720,
		AssetServer:      &assetserver.Options{Assets: frontend.Dist},
		BackgroundColour: options.NewRGB(246, 246, 243),
		DragAndDrop:      &options.DragAndDrop{EnableFileDrop: true, DisableWebViewDrop: true},
		Linux:            &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever, ProgramName: "ordertrail"},
		Bind:             shop.Bound(),
		ErrorFormatter: func(err error) any {
			b, _ := json.Marshal(app.Explain(err)) // three strings and a list always marshal
			return string(b)
		},
		OnStartup: func(wctx context.Context) {
			shop.OnEmit(func(name string, body any) { runtime.EventsEmit(wctx, name, body) }) // how far the opening is, too
			context.AfterFunc(ctx, func() { runtime.Quit(wctx) })
			failed = open(opening, shop, config)
			close(opened)
			if failed != nil {
				return // the screen says why
			}
			go shop.Tend(ctx)
			shop.SetDesktop(desktop{wctx})
		},
		OnDomReady: fit,
		OnShutdown: func(context.Context) {
			giveUp() // a window that is closed before leaves the file as it was
			<-opened
			_ = shop.Close()
		},
	})
	if errors.Is(failed, context.Canceled) && ctx.Err() == nil {
		failed = nil // somebody closed the window before the shop was open
	}
	return errors.Join(failed, err)
}

// again is after how long a shop that another program has open is tried again.
const again = time.Second

// open opens the shop. While another program has it open, it waits for that one to end.
func open(ctx context.Context, shop *app.App, config app.Config) error {
	for {
		err := shop.Open(ctx, config)
		if err == nil || app.Explain(err).Code != "in-use" {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(again):
		}
	}
}

// fit lets a window that is larger than its screen fill it, so that the status bar stays in sight.
func fit(wctx context.Context) {
	screens, err := runtime.ScreenGetAll(wctx)
	if err != nil {
		return // the window keeps its size
	}
	const titleBar = 60 // and a panel of the desktop
	for _, s := range screens {
		if s.IsCurrent && (s.Size.Width < width || s.Size.Height < height+titleBar) {
			runtime.WindowMaximise(wctx)
		}
	}
}

// desktop is what only a window can do.
type desktop struct{ ctx context.Context }

// ChooseFiles asks for files to import; none when the person cancels.
func (d desktop) ChooseFiles() ([]string, error) {
	return runtime.OpenMultipleFilesDialog(d.ctx, runtime.OpenDialogOptions{
		Title: "Import files",
		Filters: []runtime.FileFilter{
			{DisplayName: "Orders, carrier files and mails", Pattern: "*.csv;*.tsv;*.txt;*.xlsx;*.eml;*.mbox"},
			{DisplayName: "All files", Pattern: "*"},
		},
	})
}

// Show opens one of our files in the person's own program for it.
func (d desktop) Show(path string) error {
	runtime.BrowserOpenURL(d.ctx, (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())
	return nil
}
