//go:build window

package windowtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"ordertrail/app"
)

const patience = 30 * time.Second

// shown is a window of the program on a display of its own.
type shown struct {
	t       *testing.T
	display string // DISPLAY=:n
	id      string
	ended   chan error
}

// openWindow starts a display, a window manager and the program, and waits until its first screen is drawn.
func openWindow(t *testing.T, shop string) *shown {
	t.Helper()
	w := &shown{t: t, display: "DISPLAY=" + startDisplay(t), ended: make(chan error, 1)}
	home := t.TempDir()
	start(t, exec.Command("openbox"), w.display, "HOME="+home)
	c := exec.Command(program(t, "ordertrail-window"), "--data", shop)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	start(t, c, w.display, "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_CONFIG_HOME="+home, "WAYLAND_DISPLAY=", "NO_AT_BRIDGE=1")
	go func() { w.ended <- c.Wait() }()
	w.until("the window is there", func() bool {
		ids, _ := w.tool("search", "--onlyvisible", "--name", "^Ordertrail$")
		w.id, _, _ = strings.Cut(strings.TrimSpace(ids), "\n")
		return w.id != ""
	})
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the window said: %s", said.String())
		}
	})
	w.must("windowactivate", "--sync", w.id)
	w.until("the first screen is drawn", func() bool { return spread(w.look()) > drawn })
	w.settled()
	return w
}

// startDisplay runs a virtual display on a free number and returns its name.
func startDisplay(t *testing.T) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp")
	c.ExtraFiles = []*os.File{write}
	start(t, c)
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("start a display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// start runs a command until the test ends.
func start(t *testing.T, c *exec.Cmd, more ...string) {
	t.Helper()
	c.Env = environment(more...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) })
}

// environment is ours, with some of it set anew.
func environment(more ...string) []string {
	env := slices.DeleteFunc(os.Environ(), func(had string) bool {
		return slices.ContainsFunc(more, func(set string) bool {
			name, _, _ := strings.Cut(set, "=")
			return strings.HasPrefix(had, name+"=")
		})
	})
	return append(env, more...)
}

func (w *shown) tool(args ...string) (string, error) {
	ctx, stop := context.WithTimeout(w.t.Context(), patience)
	defer stop()
	c := exec.CommandContext(ctx, "xdotool", args...)
	c.Env = environment(w.display)
	out, err := c.Output()
	return string(out), err
}

func (w *shown) must(args ...string) {
	w.t.Helper()
	if out, err := w.tool(args...); err != nil {
		w.t.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

func (w *shown) press(keys string) { w.t.Helper(); w.must("key", "--clearmodifiers", keys) }

// scan types a code and Enter at a scanner's pace.
func (w *shown) scan(code string) {
	w.t.Helper()
	w.must("type", "--delay", "4", "--args", "1", code, "key", "Return")
}

// until waits for something, and fails the test when it does not come.
func (w *shown) until(what string, came func() bool) {
	w.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-tick.C {
		if came() {
			return
		}
		select {
		case err := <-w.ended:
			w.t.Fatalf("the window ended before %s: %v", what, err)
		default:
		}
	}
	w.t.Fatalf("waited %v until %s", patience, what)
}

// settled waits until two looks in a row are the same.
func (w *shown) settled() {
	w.t.Helper()
	last := w.look()
	w.until("the picture stands still", func() bool {
		now := w.look()
		same := bytes.Equal(now.Pix, last.Pix)
		last = now
		return same
	})
}

// look takes a picture of the whole display.
func (w *shown) look() *image.RGBA {
	w.t.Helper()
	c := exec.Command("import", "-silent", "-window", "root", "-depth", "8", "ppm:-")
	c.Env = environment(w.display)
	out, err := c.Output()
	if err != nil {
		w.t.Fatalf("take a picture: %v", err)
	}
	var width, height, most int
	if _, err := fmt.Sscanf(string(out[:min(len(out), 32)]), "P6\n%d %d\n%d", &width, &height, &most); err != nil {
		w.t.Fatalf("read the picture: %v", err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	points := out[len(out)-3*width*height:]
	for i := 0; i < len(picture.Pix); i += 4 {
		copy(picture.Pix[i:], points[i/4*3:i/4*3+3])
		picture.Pix[i+3] = 255
	}
	return picture
}

// drawn is how many different colours a screen with text on it has at least; an empty window has a handful.
const drawn = 100

// spread counts the colours of a picture.
func spread(picture *image.RGBA) int {
	colours := map[[3]byte]bool{}
	for i := 0; i < len(picture.Pix); i += 4 {
		colours[[3]byte(picture.Pix[i:i+3])] = true
	}
	return len(colours)
}

// picture keeps what the window shows now in build/out, and fails when it is blank.
func (w *shown) picture(name string) {
	w.t.Helper()
	now := w.look()
	if n := spread(now); n < drawn {
		w.t.Errorf("the screen %s has only %d colours: it is blank", name, n)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, now); err != nil {
		w.t.Fatal(err)
	}
	folder := filepath.Join("..", "out", "window")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), b.Bytes(), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// close closes the window as a person does and waits for the program to end well.
func (w *shown) close() {
	w.t.Helper()
	w.press("alt+F4")
	select {
	case err := <-w.ended:
		if err != nil {
			w.t.Errorf("the window ended with %v", err)
		}
	case <-time.After(patience):
		w.t.Fatalf("the window did not close within %v", patience)
	}
}

// keptCodes are the unknown codes kept in the shop that begin with prefix, one for each time it was scanned, sorted.
func keptCodes(t *testing.T, shop, prefix string) []string {
	t.Helper()
	a := app.New()
	if err := a.Open(t.Context(), app.Config{Folder: shop, Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	rows, err := a.Scans().Unknown()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range rows {
		for range row.Count {
			if strings.HasPrefix(row.Subject, prefix) {
				codes = append(codes, row.Subject)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// program is one of the built programs.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "bin", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run make build build-window first", err)
	}
	return path
}

// run runs a command to its end and returns what it printed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return string(out)
}
