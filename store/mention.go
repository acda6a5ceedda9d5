package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"ordertrail/track"
)

// mentions is an SQL function: mentions(text, key) is 1 where a kept text, in any way it may be read, names the person that
// stands under the key for as long as their erase lasts.
func init() {
	sqlite.MustRegisterScalarFunction("mentions", 2, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		found, known := mentioned.Load(args[1])
		if !known {
			return nil, fmt.Errorf("mentions: nobody stands under %v", args[1])
		}
		in := found.(track.Mentions).In
		switch text := args[0].(type) {
		case string:
			if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
				text = unescaped.Replace(text)
			}
			return in(text) || isWrapped(text) && Readings([]byte(text), in), nil
		case []byte:
			return Readings(text, in), nil
		}
		return false, nil
	})
}

// unescaped is JSON with the letters that it spells otherwise.
var unescaped = strings.NewReplacer(`\n`, " ", `\r`, " ", `\t`, " ", `\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// mentioned is who is looked for, by key: a function of SQL knows nothing of the store that calls it.
var mentioned sync.Map

// isWrapped reports whether a text may hold letters that are written otherwise.
func isWrapped(text string) bool {
	lower := strings.ToLower(text)
	for _, sign := range []string{"=?", "base64", "quoted-printable", "&#", "<", "\x00"} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	return false
}
