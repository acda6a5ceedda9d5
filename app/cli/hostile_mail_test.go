//go:build linux

package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Limits on what hostile mails may cost a process of the program that reads them, and one that keeps them as well. A mail that is
// kept is some 30 MB at most, and SQLite has copies of its own of what it writes; how many there are does not count.
const (
	hostileTime = 5 * time.Second
	readPeak    = 200 // MB
	keptPeak    = 200
)

const hostileHead = "From: mcinfo@ups.com\r\nSubject: Your UPS Package was delivered\r\nDate: Fri, 13 Mar 2026 10:20:00 -0400\r\n"

// base64Lines is text in base64, in lines.
func base64Lines(text []byte) string {
	var out strings.Builder
	for len(text) > 0 {
		n := min(len(text), 57)
		out.WriteString(base64.StdEncoding.EncodeToString(text[:n]) + "\r\n")
		text = text[n:]
	}
	return out.String()
}

// zipOf is an archive of one file of so many zeros.
func zipOf(size int64) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("a.txt")
	if err == nil {
		_, err = io.CopyN(w, zeros{}, size)
	}
	if err != nil || z.Close() != nil {
		panic(err)
	}
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// hostileMails are mails that are worse than any that somebody writes. refused is part of why one is not kept, "" when it is.
var hostileMails = []struct {
	name    string
	refused string
	raw     func() string
}{
	{"ten thousand parts within each other", "", func() string {
		var b strings.Builder
		b.WriteString(hostileHead)
		for i := range 10_000 {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
		}
		return b.String()
	}},
	{"ten thousand parts", "", func() string {
		return hostileHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\nContent-Type: text/html\r\n\r\n<p>Your package was delivered\r\n", 10_000)
	}},
	{"50 MB of base64", "larger than 32 MB", func() string {
		return hostileHead + "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Lines(bytes.Repeat([]byte("delivered <p>"), 50<<20*3/4/13))
	}},
	{"50 MB of base64 among the mails of a mailbox", "", func() string {
		return "From - Thu May 21 10:00:00 2026\n" + hostileHead + "Content-Transfer-Encoding: base64\r\n\r\n" + base64Lines(bytes.Repeat([]byte("delivered "), 50<<20*3/4/10))
	}},
	{"five mails of 29 MB in a mailbox", "", func() string {
		one := "From - Thu May 21 10:00:00 2026\n" + hostileHead + "Content-Transfer-Encoding: base64\n\n" + strings.ReplaceAll(base64Lines(bytes.Repeat([]byte("delivered "), 29<<20*3/4/10)), "\r", "")
		return strings.Repeat(one+"\n", 5)
	}},
	{"a header of 50 MB", "larger than 32 MB", func() string { return hostileHead + "X-Filler: " + strings.Repeat("a", 50<<20) + "\r\n\r\nx" }},
	{"half a million headers", "", func() string { return hostileHead + strings.Repeat("X-Filler: a\r\n", 500_000) + "\r\nx" }},
	{"a million tags", "", func() string {
		return hostileHead + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<p>a</p>", 1_000_000)
	}},
	{"a million links", "", func() string {
		return hostileHead + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<a href=x y z>", 1_000_000)
	}},
	{"elements within each other, with markup", "", func() string {
		return hostileHead + "Content-Type: text/html\r\n\r\n<i itemscope itemtype='http://schema.org/Order'>" + strings.Repeat("<p>", 700_000)
	}},
	{"quoted-printable that doubles nothing", "", func() string {
		return hostileHead + "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.Repeat("=3Cp=3E", 4_000_000)
	}},
	{"an archive of 500 MB", "", func() string {
		return hostileHead + "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Lines(zipOf(500<<20))
	}},
	{"an encoding that nobody knows", "", func() string {
		return hostileHead + "Content-Transfer-Encoding: x-gzip64\r\n\r\n" + base64Lines(zipOf(100<<20))
	}},
	{"mails within mails, each encoded", "", func() string {
		inner := hostileHead + "\r\n" + strings.Repeat("Your package was delivered ", 200_000)
		return "From: kim@lindenhof.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\nContent-Type: message/rfc822\r\n\r\n"+inner+"\r\n", 5)
	}},
}

// TestHostileMailsAreReadWithinTheirLimits reads and imports each of them in a process of its own: it is refused, or it waits
// for somebody, in five seconds and little memory.
func TestHostileMailsAreReadWithinTheirLimits(t *testing.T) {
	if race {
		t.Skip("time and memory are measured without the race detector, in a step of its own; importers/mail reads such mails with it")
	}
	for _, tt := range hostileMails {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			file := writeText(t, filepath.Join(dir, "hostile.eml"), tt.raw())
			measured(t, readPeak, "", "notice", "read", file)
			measured(t, keptPeak, tt.refused, "--data", filepath.Join(dir, "shop"), "import", file)
			if tt.refused == "" {
				sound(t, filepath.Join(dir, "shop"))
			}
		})
	}
}

// measured runs the program and wants it to stay within its limits.
func measured(t *testing.T, limit int, refused string, args ...string) {
	t.Helper()
	begun := time.Now()
	c := exec.Command(program(t), args...)
	c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "DBUS_SESSION_BUS_ADDRESS=")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	peak := 0
	for running := true; running; {
		select {
		case <-ended:
			running = false
		case <-time.After(2 * time.Millisecond):
			peak = max(peak, peakOf(c.Process.Pid))
		}
	}
	took := c.ProcessState.UserTime() + c.ProcessState.SystemTime() // whatever else runs beside it
	if code := c.ProcessState.ExitCode(); refused != "" && (code != 1 || !strings.Contains(out.String(), refused)) || refused == "" && code != 0 && code != 3 {
		t.Errorf("exit code %d: %.300s", code, out.String())
	}
	t.Logf("%s: %.1f CPU s of %.1f s, at most %d MB", args[len(args)-2], took.Seconds(), time.Since(begun).Seconds(), peak)
	if took > hostileTime || peak > limit || peak == 0 {
		t.Errorf("%.1f CPU s and %d MB, the limits are %.0f s and %d MB", took.Seconds(), peak, hostileTime.Seconds(), limit)
	}
}

// peakOf is the most memory that a process has had so far, in MB; 0 when it is over. What the system says of a process that ended
// counts what its parent had when it was started.
func peakOf(pid int) (mb int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
		_, _ = fmt.Sscan(after, &mb) // of a process that is ending there is no such line
	}
	return mb >> 10
}

// TestHostileMailsAreTaughtOneByOne has six mails of 6 MB wait, teaches what they say, and takes that and their import back:
// no step holds them all.
func TestHostileMailsAreTaughtOneByOne(t *testing.T) {
	if race {
		t.Skip("the detector takes memory of its own: this is measured without it, in the step \"costs\" of the same run")
	}
	dir := t.TempDir()
	var box strings.Builder
	for i := range 6 {
		fmt.Fprintf(&box, "From - Thu May 21 10:00:00 2026\n%s\r\nYour parcel took a walk.\r\nTracking Number: 1Z999AA1%010d\r\n", hostileHead, i)
		box.WriteString(strings.Repeat(fmt.Sprintf("Filler %d that says nothing at all.\r\n", i), 6<<20/38) + "\r\n")
	}
	shop := filepath.Join(dir, "shop")
	file := writeText(t, filepath.Join(dir, "large.mbox"), strings.ReplaceAll(box.String(), "Your UPS Package was delivered", "UPS Update"))
	measured(t, keptPeak, "", "--data", shop, "import", file)
	list, err := exec.Command(program(t), "--data", shop, "--json", "unread", "list").Output()
	var v struct {
		Unread []struct {
			ID string `json:"id"`
		} `json:"unread"`
	}
	if err := errors.Join(err, json.Unmarshal(list, &v)); err != nil || len(v.Unread) != 6 {
		t.Fatalf("%d mails wait (%v)", len(v.Unread), err)
	}
	id := v.Unread[0].ID
	measured(t, keptPeak, "", "--data", shop, "unread", "words", id, "moving", "Your parcel took a walk")
	measured(t, keptPeak, "", "--data", shop, "unread", "reopen", id)
	measured(t, keptPeak, "", "--data", shop, "import", "undo", "R000001")
	sound(t, shop)
}
