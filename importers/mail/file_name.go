package mail

import (
	"cmp"
	"mime"
	"path"
	"strings"

	"ordertrail/track/expr"

	"github.com/emersion/go-message/textproto"
)

// attachment reports whether a part is meant to be kept as a file, and under which name. A part that is shown in its place may
// have a name as well: it is the mail's text where none came before it.
func attachment(h *textproto.Header, params map[string]string, hasText bool) (bool, string) {
	disposition, p, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	shown := disposition == "inline" && !hasText
	return disposition == "attachment" || p["filename"] != "" && !shown, cmp.Or(p["filename"], params["name"])
}

var reserved = expr.Late(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)`)

// safeName is the shown name of an attachment: no folders, nothing that steers a terminal or a file system, never empty.
func safeName(name string) string {
	name = tidy(strings.Map(func(r rune) rune {
		if r == 0 || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, strings.ReplaceAll(name, `\`, "/")))
	name = strings.TrimRight(path.Base("/"+name), ". ")
	if r := []rune(name); len(r) > 120 {
		name = string(r[:120])
	}
	if name == "" || name == "/" || strings.Trim(name, ".") == "" {
		return "attachment"
	}
	if reserved().MatchString(name) {
		return "_" + name
	}
	return name
}
