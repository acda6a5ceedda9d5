package mailserver

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fake is a scripted IMAP server on this computer. It speaks just enough to be fetched from, and lies, stalls and breaks as
// its script says.
type Fake struct {
	Port        int
	User        string
	Password    string
	Certificate Certificate
	STARTTLS    bool // it speaks plainly until asked; else TLS from the first byte
	Validity    uint32
	Mails       map[uint32][]byte
	Script      Script // what the first connections go through
	Times       int    // how many of them; 0 means all

	listener net.Listener
	mu       sync.Mutex
	open     map[net.Conn]bool
	count    int
	clear    bytes.Buffer
	commands []string
	wait     sync.WaitGroup
}

// Script is how a server misbehaves. Every function says whether it answered itself; nil ones and false mean an honest answer.
type Script struct {
	Name        string
	Certificate *Certificate
	Greeting    func(c *Conn) bool
	Command     func(c *Conn, tag, command string) bool
	Mail        func(c *Conn, uid uint32, raw []byte) bool
	CutAfter    int // bytes the server sends before it hangs up; 0 never
}

// Conn is one connection of a Fake.
type Conn struct {
	*Fake
	net    net.Conn
	in     *bufio.Reader
	script Script
	left   int
	tls    bool
}

// Start begins to listen.
func (f *Fake) Start() (err error) {
	if f.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	f.Port, f.open = f.listener.Addr().(*net.TCPAddr).Port, map[net.Conn]bool{}
	f.wait.Add(1)
	go f.accept()
	return nil
}

// Stop hangs up on everybody.
func (f *Fake) Stop() {
	_ = f.listener.Close()
	f.mu.Lock()
	for c := range f.open {
		_ = c.Close()
	}
	f.mu.Unlock()
	f.wait.Wait()
}

// Clear is every byte that came before a connection was protected.
func (f *Fake) Clear() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	return bytes.Clone(f.clear.Bytes())
}

// Commands are those that came, without their tags.
func (f *Fake) Commands() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.commands)
}

// Connections is how many there were.
func (f *Fake) Connections() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count
}

func (f *Fake) accept() {
	defer f.wait.Done()
	for {
		raw, err := f.listener.Accept()
		if err != nil {
			return
		}
		f.mu.Lock()
		f.open[raw] = true
		f.count++
		c := &Conn{Fake: f, net: raw}
		if f.Times == 0 || f.count <= f.Times {
			c.script = f.Script
		}
		f.mu.Unlock()
		f.wait.Add(1)
		go func() {
			defer f.wait.Done()
			defer raw.Close()
			c.serve()
		}()
	}
}

// tap notes what is read in clear.
type tap struct {
	net.Conn
	fake *Fake
}

func (t tap) Read(b []byte) (int, error) {
	n, err := t.Conn.Read(b)
	t.fake.mu.Lock()
	t.fake.clear.Write(b[:n])
	t.fake.mu.Unlock()
	return n, err
}

func (c *Conn) serve() {
	c.left = c.script.CutAfter
	if c.STARTTLS {
		c.in = bufio.NewReader(tap{c.net, c.Fake})
	} else if !c.protect() {
		return
	}
	if c.script.Greeting == nil || !c.script.Greeting(c) {
		c.Say("* OK [CAPABILITY %s] ready", c.abilities())
	}
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		c.mu.Lock()
		c.commands = append(c.commands, command)
		c.mu.Unlock()
		if c.script.Command != nil && c.script.Command(c, tag, command) {
			continue
		}
		if !c.answer(tag, command) {
			return
		}
	}
}

// abilities are what the server says it can do.
func (c *Conn) abilities() string {
	if c.STARTTLS && !c.tls {
		return "IMAP4rev1 STARTTLS LOGINDISABLED"
	}
	return "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE"
}

// protect begins TLS.
func (c *Conn) protect() bool {
	certificate := c.Certificate.TLS
	if c.script.Certificate != nil {
		certificate = c.script.Certificate.TLS
	}
	secure := tls.Server(c.net, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	if secure.Handshake() != nil {
		return false
	}
	c.net, c.in, c.tls = secure, bufio.NewReader(secure), true
	return true
}

// Send sends bytes, as far as the script lets it, and says whether there is anybody left to send more to.
func (c *Conn) Send(b []byte) bool {
	if c.script.CutAfter > 0 {
		b = b[:min(len(b), c.left)]
		c.left -= len(b)
	}
	_ = c.net.SetWriteDeadline(time.Now().Add(10 * time.Second))
	_, err := c.net.Write(b)
	if err != nil || c.script.CutAfter > 0 && c.left == 0 {
		_ = c.net.Close()
		return false
	}
	return true
}

// Say sends a line.
func (c *Conn) Say(format string, args ...any) { c.Send(fmt.Appendf(nil, format+"\r\n", args...)) }

// answer answers honestly, and says whether the connection goes on.
func (c *Conn) answer(tag, command string) bool {
	verb, rest, _ := strings.Cut(command, " ")
	switch strings.ToUpper(verb) {
	case "CAPABILITY":
		c.Say("* CAPABILITY %s", c.abilities())
	case "STARTTLS":
		c.Say("%s OK begin", tag)
		return c.protect()
	case "AUTHENTICATE":
		return c.authenticate(tag, rest)
	case "LIST":
		c.Say(`* LIST (\HasNoChildren) "/" INBOX`)
	case "EXAMINE":
		c.Say("* %d EXISTS", len(c.Mails))
		c.Say("* OK [UIDVALIDITY %d] so numbered", c.Validity)
		c.Say("%s OK [READ-ONLY] opened", tag)
		return true
	case "UID":
		return c.uid(tag, rest)
	case "IDLE":
		c.Say("+ waiting")
		_, err := c.in.ReadString('\n')
		c.Say("%s OK done", tag)
		return err == nil
	case "LOGOUT":
		c.Say("* BYE")
		c.Say("%s OK bye", tag)
		return false
	}
	c.Say("%s OK done", tag)
	return true
}

func (c *Conn) authenticate(tag, rest string) bool {
	mechanism, proof, with := strings.Cut(rest, " ")
	if !with {
		c.Say("+ ")
		line, err := c.in.ReadString('\n')
		if err != nil {
			return false
		}
		proof = strings.TrimSpace(line)
	}
	given, err := base64.StdEncoding.DecodeString(proof)
	if err != nil || mechanism != "PLAIN" || string(given) != "\x00"+c.User+"\x00"+c.Password {
		c.Say("%s NO [AUTHENTICATIONFAILED] not you", tag)
		return true
	}
	c.Say("%s OK welcome", tag)
	return true
}

// UIDs are those of the mails, rising.
func (f *Fake) UIDs() []uint32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]uint32, 0, len(f.Mails))
	for u := range f.Mails {
		out = append(out, u)
	}
	slices.Sort(out)
	return out
}

// uid answers UID SEARCH and UID FETCH.
func (c *Conn) uid(tag, rest string) bool {
	verb, rest, _ := strings.Cut(rest, " ")
	switch strings.ToUpper(verb) {
	case "SEARCH":
		_, spec, _ := strings.Cut(rest, "UID ")
		spec, _, _ = strings.Cut(spec, " ")
		c.Say("* SEARCH%s", c.found(strings.Trim(spec, "()")))
	case "FETCH":
		spec, items, _ := strings.Cut(rest, " ")
		for i, u := range c.UIDs() {
			if !holds(spec, u) {
				continue
			}
			raw := c.Mails[u]
			switch {
			case strings.Contains(items, "HEADER"):
				head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
				c.Literal(i+1, u, "BODY[HEADER]", slices.Concat(head, []byte("\r\n\r\n")))
			case !strings.Contains(items, "BODY"):
				c.Say("* %d FETCH (UID %d RFC822.SIZE %d)", i+1, u, len(raw))
			case c.script.Mail == nil || !c.script.Mail(c, u, raw):
				c.Literal(i+1, u, "BODY[]", raw)
			}
		}
	}
	c.Say("%s OK done", tag)
	return true
}

// Literal sends one part of a message.
func (c *Conn) Literal(n int, uid uint32, part string, raw []byte) {
	c.Send(slices.Concat(fmt.Appendf(nil, "* %d FETCH (UID %d %s {%d}\r\n", n, uid, part, len(raw)), raw, []byte(")\r\n")))
}

func (c *Conn) found(spec string) string {
	var out strings.Builder
	for _, u := range c.UIDs() {
		if holds(spec, u) {
			out.WriteString(" " + strconv.FormatUint(uint64(u), 10))
		}
	}
	return out.String()
}

// holds reports whether a set such as 1:4,7,9:* holds a number.
func holds(spec string, u uint32) bool {
	for part := range strings.SplitSeq(spec, ",") {
		from, to, isRange := strings.Cut(part, ":")
		low, _ := strconv.ParseUint(from, 10, 32)
		high := low
		if isRange {
			high, _ = strconv.ParseUint(to, 10, 32)
			if to == "*" {
				high = 1 << 32
			}
		}
		if uint64(u) >= low && uint64(u) <= high {
			return true
		}
	}
	return false
}

// Wait blocks until the other side hangs up.
func (c *Conn) Wait() { _, _ = io.Copy(io.Discard, c.in) }
