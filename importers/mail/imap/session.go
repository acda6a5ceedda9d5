package imap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// session is a Server over one connection.
type session struct {
	client *imapclient.Client
	conn   *guard
	limits Limits
	idles  bool          // the server can say that something came
	news   chan struct{} // holds one when it did
}

// heard notes that the server says how many mails there are.
func (s *session) heard(m *imapclient.UnilateralDataMailbox) {
	if m.NumMessages == nil {
		return
	}
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// explain makes a Fault of what the library says.
func (s *session) explain(ctx context.Context, err error) error {
	var no *imap.Error
	cause := s.conn.cause()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &no):
		return said(no)
	case errors.Is(cause, errTooMuch) || errors.Is(err, errTooMuch):
		return fault("too-much", errTooMuch)
	case isTimeout(cause):
		return fault("timed-out", cause)
	case cause != nil:
		return fault("cut-off", cause)
	case errors.Is(err, io.ErrUnexpectedEOF): // a mail that ended early may be told before its connection has
		return fault("cut-off", err)
	}
	return fault("garbled", err) // the library ended the connection itself
}

// answers is how many bytes a server may answer a small command with.
const answers = 1 << 20

// Folders lists the folders that hold mail.
func (s *session) Folders(ctx context.Context) ([]Folder, error) {
	defer s.conn.allow(ctx, s.limits.Command, 4*answers)()
	list, err := s.client.List("", "*", nil).Collect()
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	var out []Folder
	for _, f := range list {
		if !slices.Contains(f.Attrs, imap.MailboxAttrNoSelect) && !slices.Contains(f.Attrs, imap.MailboxAttrNonExistent) && readable(f.Mailbox) {
			out = append(out, Folder{Name: f.Mailbox, Use: use(f)})
		}
	}
	slices.SortFunc(out, func(a, b Folder) int { return cmp.Or(first(a)-first(b), strings.Compare(a.Name, b.Name)) })
	return out, nil
}

// first sorts the inbox before every other folder.
func first(f Folder) int {
	if f.Use == "inbox" {
		return 0
	}
	return 1
}

// readable reports whether a folder's name can be shown and asked for again. Spaces belong to it wherever they stand.
func readable(name string) bool {
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) }
	return strings.TrimSpace(name) != "" && utf8.ValidString(name) && !strings.ContainsFunc(name, hidden)
}

// uses is what a folder is for by its attribute (RFC 6154).
var uses = map[imap.MailboxAttr]string{
	imap.MailboxAttrAll: "all", imap.MailboxAttrArchive: "archive", imap.MailboxAttrDrafts: "drafts", imap.MailboxAttrFlagged: "flagged",
	imap.MailboxAttrJunk: "junk", imap.MailboxAttrSent: "sent", imap.MailboxAttrTrash: "trash",
}

func use(f *imap.ListData) string {
	if strings.EqualFold(f.Mailbox, "INBOX") {
		return "inbox"
	}
	for _, a := range f.Attrs {
		if uses[a] != "" {
			return uses[a]
		}
	}
	return ""
}

// Open opens a folder with EXAMINE.
func (s *session) Open(ctx context.Context, folder string) (State, error) {
	defer s.conn.allow(ctx, s.limits.Command, answers)()
	data, err := s.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	var no *imap.Error
	switch {
	case errors.As(err, &no) && s.conn.cause() == nil:
		f := said(no)
		if f.Code == "server-says" && no.Type == imap.StatusResponseTypeNo {
			f.Code = "folder-missing"
		}
		return State{}, f
	case err != nil:
		return State{}, s.explain(ctx, err)
	case data.UIDValidity == 0:
		return State{}, fault("garbled", fmt.Errorf("the server does not number the mails of %q for good", folder))
	}
	return State{Validity: data.UIDValidity, Messages: data.NumMessages}, nil
}

// most is how many messages of one folder are listed; more are found by the next look.
const most = 1 << 20

// After lists UIDs with one SEARCH.
func (s *session) After(ctx context.Context, uid uint32, since time.Time) ([]uint32, error) {
	if uid == ^uint32(0) {
		return nil, nil
	}
	criteria := &imap.SearchCriteria{UID: []imap.UIDSet{{{Start: imap.UID(uid + 1)}}}, Since: since}
	return s.search(ctx, criteria, func(found uint32) bool { return found > uid }) // N:* names the last one even below N
}

// There asks with one SEARCH.
func (s *session) There(ctx context.Context, uids []uint32) ([]uint32, error) {
	return s.search(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{set(uids)}}, func(found uint32) bool { return slices.Contains(uids, found) })
}

func (s *session) search(ctx context.Context, criteria *imap.SearchCriteria, wanted func(uint32) bool) ([]uint32, error) {
	defer s.conn.allow(ctx, s.limits.Command, 11*most)()
	data, err := s.client.UIDSearch(criteria, nil).Wait()
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	var out []uint32
	found, _ := data.All.(imap.UIDSet) // nil when nothing was found
	for _, r := range found {
		if r.Start == 0 || r.Stop < r.Start || uint64(r.Stop-r.Start)+uint64(len(out)) > most {
			return nil, fault("garbled", fmt.Errorf("the server lists mails %d to %d", r.Start, r.Stop))
		}
		for u := uint64(r.Start); u <= uint64(r.Stop); u++ {
			if wanted(uint32(u)) {
				out = append(out, uint32(u))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func set(uids []uint32) imap.UIDSet {
	var out imap.UIDSet
	for _, u := range uids {
		out.AddNum(imap.UID(u))
	}
	return out
}

// perMessage is how many bytes a server may need to say anything about one message besides its text.
const perMessage = 2 << 10

// perFetch is how many messages one FETCH asks for. The library holds 128 that nobody took yet: with fewer it never waits for
// us once we gave up, and nothing that it still reads is read by us too.
const perFetch = 100

// Sizes asks for RFC822.SIZE.
func (s *session) Sizes(ctx context.Context, uids []uint32) (map[uint32]int64, error) {
	defer s.conn.allow(ctx, s.limits.Command, answers+int64(len(uids))*perMessage)()
	out := make(map[uint32]int64, len(uids))
	err := s.fetch(ctx, uids, &imap.FetchOptions{UID: true, RFC822Size: true}, func(m Message) {
		if m.Size >= 0 {
			out[m.UID] = m.Size
		}
	})
	return out, err
}

// Bodies fetches with BODY.PEEK[], or BODY.PEEK[HEADER]. A server may have said a wrong size, but not beyond twice what it
// said: then it is cut off.
func (s *session) Bodies(ctx context.Context, uids []uint32, headerOnly bool, size int64, each func(Message)) error {
	defer s.conn.allow(ctx, s.limits.Message, 2*size+answers+int64(len(uids))*perMessage)()
	section := &imap.FetchItemBodySection{Peek: true}
	if headerOnly {
		section.Specifier = imap.PartSpecifierHeader
	}
	return s.fetch(ctx, uids, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}, func(m Message) {
		if m.Raw != nil {
			each(m)
		}
		s.conn.extend(s.limits.Message)
	})
}

// fetch hands over what a server says about some messages.
func (s *session) fetch(ctx context.Context, uids []uint32, what *imap.FetchOptions, each func(Message)) error {
	for part := range slices.Chunk(uids, perFetch) {
		command := s.client.Fetch(set(part), what)
		for m := command.Next(); m != nil; m = command.Next() {
			got, err := s.message(m)
			if err != nil {
				_ = s.conn.Close()
				<-s.client.Closed()
				return s.explain(ctx, err)
			}
			if got.UID != 0 {
				each(got)
			}
		}
		if err := command.Close(); err != nil {
			return s.explain(ctx, err)
		}
	}
	return nil
}

// message reads one message as it comes.
func (s *session) message(m *imapclient.FetchMessageData) (Message, error) {
	out := Message{Size: -1}
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			out.UID = uint32(item.UID)
		case imapclient.FetchItemDataRFC822Size:
			out.Size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			if item.Literal.Size() > s.limits.Size {
				_ = s.conn.end(errTooMuch)
				_ = s.conn.Close()
				_, _ = io.Copy(io.Discard, item.Literal) // the library waits until somebody saw its end
				return out, errTooMuch
			}
			raw, err := io.ReadAll(item.Literal)
			if err == nil && int64(len(raw)) != item.Literal.Size() {
				err = io.ErrUnexpectedEOF
			}
			if err != nil {
				return out, err
			}
			out.Raw, out.Size = raw, int64(len(raw))
		}
	}
	return out, nil
}

// ErrNoIdle is what Wait returns when the server cannot say that something came.
var ErrNoIdle = errors.New("the server cannot say when mail comes")

// Wait idles.
func (s *session) Wait(ctx context.Context, most time.Duration) error {
	if !s.idles {
		return ErrNoIdle
	}
	select {
	case <-s.news: // it came while something else was asked
		return nil
	default:
	}
	defer s.conn.allow(ctx, most+s.limits.Command, answers)()
	idle, err := s.client.Idle()
	if err != nil {
		return s.unwilling(s.explain(ctx, err))
	}
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-s.news:
	case <-timer.C:
	case <-s.client.Closed():
	case <-ctx.Done():
	}
	s.conn.extend(s.limits.Command)
	if err := idle.Close(); err != nil {
		return s.explain(ctx, err)
	}
	return s.unwilling(s.explain(ctx, idle.Wait()))
}

// unwilling makes ErrNoIdle of a server's no to being waited on, whatever it said that it can do; it is not asked again.
func (s *session) unwilling(err error) error {
	if err == nil || Lost(err) {
		return err
	}
	s.idles = false
	return ErrNoIdle
}
