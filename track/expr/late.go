// Package expr holds regular expressions that are compiled when somebody first asks for them: compiled at the start, those of
// all packages together cost every command of the program a third of its start.
package expr

import (
	"regexp"
	"sync"
)

// Late returns the expression that the pattern writes. It panics at the first call when the pattern is none, as
// regexp.MustCompile does.
func Late(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
