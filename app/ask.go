package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"time"

	"ordertrail/importers"
	"ordertrail/importers/mail"
	"ordertrail/store"
	"ordertrail/track"
)

// Headline is the line that leads an order, in words.
func (a *App) Headline(h track.Headline) string {
	text := a.say("headline." + h.Code)
	if h.Of > 1 {
		text += ", " + a.say("order.parcels_delivered", itoa(h.Delivered), itoa(h.Of))
	}
	if h.ToShip > 0 && h.Code != "to_pick" {
		text += ", " + a.say("preview.to_ship", itoa(h.ToShip))
	}
	return text
}

// Template is the header and two example rows of one of our own forms: orders, tracking or stock.
func Template(kind string) [][]string { return importers.Template(kind) }

// NoticeView is what one carrier mail says, as the contract prints it.
type NoticeView struct {
	File     string        `json:"file"`
	Kind     string        `json:"kind"` // notice, not-a-notice, unknown
	Carrier  string        `json:"carrier"`
	Language string        `json:"language"`
	Subject  string        `json:"subject"`
	Why      string        `json:"why"`
	Auth     string        `json:"authenticated"`
	Events   []NoticeEvent `json:"events"`
}

// NoticeEvent is one statement of a mail.
type NoticeEvent struct {
	Tracking    string `json:"tracking"`
	Phase       string `json:"phase"`
	Reason      string `json:"reason"`
	Flag        string `json:"flag"`
	Occurred    string `json:"occurred"`
	EstimatedOn string `json:"estimated_on"`
	Order       string `json:"order"`
	Evidence    string `json:"evidence"`
	Basis       string `json:"basis"`
}

// ReadNotices tells what the mails that r brings say, each as it is read: one mail, or every mail of a mailbox. Nothing is stored,
// and no more than one mail is in memory. It stops at the first error of tell.
func ReadNotices(file string, r io.Reader, tell func(NoticeView) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(64 << 10) // what is wrong with it is told by whoever reads on
	eml, mbox := mail.Is(head)
	if mbox {
		return mail.Split(in, func(_ int64, one []byte) error { return tell(noticeView(file, mail.Read(one, time.UTC))) })
	}
	var raw bytes.Buffer // which grows by doubling, and does not keep what it grew out of
	if _, err := raw.ReadFrom(in); err != nil {
		return err
	}
	if !eml && mail.Copied(raw.String()) {
		return tell(noticeView(file, mail.Reader{Copies: true}.Read(mail.OfText(raw.Bytes()))))
	}
	return tell(noticeView(file, mail.Read(raw.Bytes(), time.UTC)))
}

func noticeView(file string, n mail.Notice) NoticeView {
	v := NoticeView{File: file, Kind: string(n.Verdict), Carrier: n.Carrier, Language: n.Language, Subject: n.Subject, Why: n.Why, Auth: n.Authenticated, Events: []NoticeEvent{}}
	for _, e := range n.Events {
		occurred := string(e.Occurred)
		if occurred == "" && !n.Date.IsZero() {
			occurred = string(track.StampOf(n.Date))
		}
		v.Events = append(v.Events, NoticeEvent{e.Tracking, string(e.Phase), string(e.Reason), string(e.Flag), occurred, string(e.EstimatedOn), e.Order, e.Evidence, e.Basis})
	}
	return v
}

// PagesFolder is where tracking pages are published unless another folder is named.
func (a *App) PagesFolder() string { return a.folder("pages") }

// SettingsScreen is the Settings screen.
func (a *App) SettingsScreen() *Settings { return &Settings{a} }

// Rebuild derives every status anew from the facts. How far that is can be seen, and it can be cancelled: then everything is as
// before.
func (a *App) Rebuild(ctx context.Context) error {
	if _, err := a.ready(); err != nil {
		return err
	}
	ctx, done := a.job(ctx, rebuildJob)
	defer done()
	return a.store.Rebuild(ctx, a.deriving(rebuildJob))
}

// Restore puts a backup in the place of the shop's file, after checking it, and returns where the old file was put.
func Restore(ctx context.Context, c Config, backup string) (aside string, err error) {
	if info, err := os.Stat(backup); err == nil && info.IsDir() {
		return "", fail("no-such-file", fmt.Sprintf("%s is a folder: name the backup in it", backup), backup)
	}
	return store.Restore(ctx, backup, filepath.Join(c.Folder, FileName), store.Options{Now: c.Now})
}

// Rows are the settings that are one value, as names and values. Tables have commands of their own: authority, return proposal,
// claim windows, warranty terms.
func (s ShopSettings) Rows() [][2]string {
	raw, _ := json.Marshal(s) // plain values always marshal
	var m map[string]any
	_ = json.Unmarshal(raw, &m)
	var out [][2]string
	for name, v := range m {
		switch v.(type) {
		case map[string]any, []any, nil:
		default:
			out = append(out, [2]string{name, fmt.Sprint(v)})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i][0] < out[j][0] })
	return out
}

// SetOne changes one setting by its name.
func (a *App) SetOne(ctx context.Context, name, value string) error {
	view, err := a.SettingsScreen().Show()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(view)
	if err != nil {
		return fmt.Errorf("change setting: %w", err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		return fmt.Errorf("change setting: %w", err)
	}
	old, known := m[name]
	switch old.(type) {
	case string:
		m[name] = value
	case float64:
		n, err := strconv.Atoi(value)
		if err != nil {
			return fail("bad-value", fmt.Sprintf("%s is a whole number, not %q", name, value), name, value)
		}
		m[name] = n
	default:
		known = false
	}
	if !known {
		return fail("no-such-setting", fmt.Sprintf("there is no setting %q; `ordertrail setting` lists them", name), name)
	}
	if raw, err = json.Marshal(m); err != nil {
		return fmt.Errorf("change setting: %w", err)
	}
	if err := json.Unmarshal(raw, &view); err != nil {
		return fmt.Errorf("change setting: %w", err)
	}
	_, err = a.SettingsScreen().Save(view)
	return err
}
