package mail

import (
	"cmp"
	"mime"
	"path"
	"strings"

	"ordertrail/track/expr"

	"github.com/emersion/go-message/textproto"
)

// attachment reports whether a part is meant to be kept as a file, and under which name.
func attachment(h *textproto.Header, params map[string]string) (bool, string) {
	disposition, p, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	if name := p["filename"]; name != "" || disposition == "attachment" {
		return true, cmp.Or(name, params["name"])
	}
	return false, params["name"]
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
