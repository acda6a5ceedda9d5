package importers

import "strings"

// Remark is what a person is to be told: the catalogue's words for Says, below problem, with Args. What an error, a profile or
// a notice says in words of its own is told as it is, in Message.
type Remark struct {
	Says    string   `json:"says,omitempty"` // a code, perhaps with a dot and which of its texts
	Args    []string `json:"args,omitempty"`
	Message string   `json:"message,omitempty"`
}

// says is a remark of ours.
func says(key string, args ...string) Remark { return Remark{Says: key, Args: args} }

// verbatim is a remark in somebody else's words.
func verbatim(text string) Remark { return Remark{Message: text} }

// code is what a remark of ours is about.
func (r Remark) code() string {
	code, _, _ := strings.Cut(r.Says, ".")
	return code
}
