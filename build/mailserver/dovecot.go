//go:build unix

package mailserver

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"text/template"
	"time"
)

// Dovecot is a running IMAP server whose whole world lies in one folder: nothing of this computer's own set-up is read.
type Dovecot struct {
	Folder      string
	Host        string
	Port        int // STARTTLS
	TLSPort     int // TLS from the first byte
	User        string
	Password    string
	Certificate Certificate

	run    *exec.Cmd
	ended  chan error
	config string
	uid    int
	gid    int
}

// settings is a Dovecot that one user runs for itself.
var settings = template.Must(template.New("dovecot.conf").Parse(`
base_dir = {{.Folder}}/run
state_dir = {{.Folder}}/state
log_path = {{.Folder}}/log
protocols = imap
listen = {{.Host}}
ssl = required
ssl_cert = <{{.Folder}}/cert.pem
ssl_key = <{{.Folder}}/key.pem
auth_mechanisms = plain{{if .Tokens}} xoauth2{{end}}
mail_location = maildir:{{.Folder}}/mail
mail_uid = {{.UID}}
mail_gid = {{.GID}}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {{.Internal}}
default_internal_group = {{.Group}}
default_login_user = {{.Login}}
mail_max_userip_connections = 100
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {{.Folder}}/users
}
{{if .Tokens}}passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = {{.Folder}}/oauth2.conf
}
{{end}}userdb {
  driver = static
  args = uid={{.UID}} gid={{.GID}} home={{.Folder}}/home
}
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = {{.Port}}
  }
  inet_listener imaps {
    port = {{.TLSPort}}
    ssl = yes
  }
}
`))

// Options say how a Dovecot is started.
type Options struct {
	Password string
	Tokens   string // the address of a service that says whose token one is, for XOAUTH2; "" for passwords alone
}

// StartDovecot starts a server with one empty mailbox and waits until it answers. It needs Debian's package dovecot-imapd.
func StartDovecot(o Options) (*Dovecot, error) {
	program, err := exec.LookPath("dovecot")
	if err != nil {
		program = "/usr/sbin/dovecot" // not on everybody's path
	}
	if _, err := os.Stat(program); err != nil {
		return nil, errors.New("there is no Dovecot here: run build/install.sh test")
	}
	d := &Dovecot{Host: "127.0.0.1", User: "tracking@shop.example", Password: o.Password}
	if d.Folder, err = os.MkdirTemp("", "dovecot"); err != nil {
		return nil, err
	}
	d.config = filepath.Join(d.Folder, "dovecot.conf")
	if d.Certificate, err = NewCertificate(d.Host, time.Now().AddDate(1, 0, 0)); err != nil {
		return nil, err
	}
	if err := d.write(o.Tokens); err != nil {
		return nil, fmt.Errorf("set up dovecot: %w", err)
	}
	if err := d.start(program); err != nil {
		return nil, errors.Join(err, os.RemoveAll(d.Folder))
	}
	return d, nil
}

// write writes everything the server reads.
func (d *Dovecot) write(tokens string) error {
	own, err := user.Current()
	if err != nil {
		return err
	}
	internal, login := own, own.Username
	if own.Uid == "0" { // it refuses to read mail as root; its package brings users of its own
		login = "dovenull"
		if internal, err = user.Lookup("dovecot"); err != nil {
			return err
		}
	}
	group, err := user.LookupGroupId(internal.Gid)
	if err != nil {
		return err
	}
	d.uid, _ = strconv.Atoi(internal.Uid)
	d.gid, _ = strconv.Atoi(internal.Gid)
	if d.Port, d.TLSPort, err = freePorts(); err != nil {
		return err
	}
	var text bytes.Buffer
	err = settings.Execute(&text, map[string]any{
		"Folder": d.Folder, "Host": d.Host, "UID": d.uid, "GID": d.gid, "Internal": internal.Username, "Group": group.Name,
		"Login": login, "Port": d.Port, "TLSPort": d.TLSPort, "Tokens": tokens,
	})
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		"dovecot.conf": text.String(), "cert.pem": string(d.Certificate.Chain), "key.pem": string(d.Certificate.Key),
		"users":       d.User + ":" + d.Password + "\n",
		"oauth2.conf": "tokeninfo_url = " + tokens + "\nintrospection_mode = get\nusername_attribute = user\n",
	} {
		if err := os.WriteFile(filepath.Join(d.Folder, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return d.mailFolders()
}

// mailFolders makes the folders of an empty mailbox and gives them to the user that mail is delivered as.
func (d *Dovecot) mailFolders() error {
	if err := os.Chmod(d.Folder, 0o755); err != nil { // its processes run as other users
		return err
	}
	for _, name := range []string{"run", "state", "mail", "mail/cur", "mail/new", "mail/tmp", "home"} {
		if err := os.MkdirAll(filepath.Join(d.Folder, name), 0o755); err != nil {
			return err
		}
	}
	for _, name := range []string{"mail", "mail/cur", "mail/new", "mail/tmp", "home"} {
		if err := os.Chown(filepath.Join(d.Folder, name), d.uid, d.gid); err != nil {
			return err
		}
	}
	return nil
}

// freePorts finds two ports that nobody listens on.
func freePorts() (a, b int, err error) {
	one, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, 0, err
	}
	defer one.Close()
	two, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, 0, err
	}
	defer two.Close()
	return one.Addr().(*net.TCPAddr).Port, two.Addr().(*net.TCPAddr).Port, nil
}

// start starts the server and waits for its greeting.
func (d *Dovecot) start(program string) error {
	var said bytes.Buffer
	d.run = exec.Command(program, "-F", "-c", d.config)
	d.run.Stdout, d.run.Stderr = &said, &said
	d.run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := d.run.Start(); err != nil {
		return fmt.Errorf("start dovecot: %w", err)
	}
	d.ended = make(chan error, 1)
	go func() { d.ended <- d.run.Wait() }()
	for range 200 {
		select {
		case err := <-d.ended:
			return fmt.Errorf("dovecot ended at once: %w\n%s\n%s", err, said.String(), d.Log())
		case <-time.After(25 * time.Millisecond):
		}
		c, err := net.Dial("tcp", net.JoinHostPort(d.Host, strconv.Itoa(d.Port)))
		if err != nil {
			continue
		}
		_ = c.SetReadDeadline(time.Now().Add(time.Second))
		greeting := make([]byte, 64)
		n, _ := c.Read(greeting)
		_ = c.Close()
		if strings.HasPrefix(string(greeting[:n]), "* OK") {
			return nil
		}
	}
	return errors.Join(fmt.Errorf("dovecot does not answer\n%s\n%s", said.String(), d.Log()), d.end())
}

// Log is what the server wrote about itself.
func (d *Dovecot) Log() string {
	text, err := os.ReadFile(filepath.Join(d.Folder, "log"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Stop ends the server and everything it started, and removes its folder.
func (d *Dovecot) Stop() error { return errors.Join(d.end(), os.RemoveAll(d.Folder)) }

func (d *Dovecot) end() error {
	if err := d.run.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-d.ended:
		return nil // it ends by our signal
	case <-time.After(10 * time.Second):
		return errors.Join(errors.New("dovecot does not end"), syscall.Kill(-d.run.Process.Pid, syscall.SIGKILL))
	}
}

// Put puts messages into a folder, "" for the inbox, as a delivery would.
func (d *Dovecot) Put(folder string, messages ...[]byte) error {
	in := filepath.Join(d.Folder, "mail")
	if folder != "" {
		in = filepath.Join(in, "."+folder)
		for _, name := range []string{"", "cur", "new", "tmp"} {
			path := filepath.Join(in, name)
			if err := errors.Join(os.MkdirAll(path, 0o755), os.Chown(path, d.uid, d.gid)); err != nil {
				return err
			}
		}
	}
	begun := time.Now().UnixNano()
	for i, m := range messages {
		path := filepath.Join(in, "new", fmt.Sprintf("%d.M%dP%d.test", begun/1e9, begun+int64(i), os.Getpid()))
		if err := errors.Join(os.WriteFile(path, m, 0o644), os.Chown(path, d.uid, d.gid)); err != nil {
			return err
		}
	}
	return nil
}

// Admin runs a command of doveadm for the mailbox and returns what it printed.
func (d *Dovecot) Admin(command ...string) (string, error) {
	out, err := exec.Command("doveadm", append([]string{"-c", d.config}, command...)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("doveadm %s: %w\n%s", strings.Join(command, " "), err, out)
	}
	return string(out), nil
}
