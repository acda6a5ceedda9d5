package scan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Verb is what a command card asks for.
type Verb string

// The verbs, as they are typed behind "OT:".
const (
	Undo     Verb = "UNDO"
	Finish   Verb = "FINISH"
	Skip     Verb = "SKIP"
	Hold     Verb = "HOLD"
	NextBox  Verb = "NEXTBOX"
	Qty      Verb = "QTY"      // Quantity of the next item
	Station  Verb = "STATION"  // Text names it
	Operator Verb = "OPERATOR" // Text names the person
	Mode     Verb = "MODE"     // Text is pick, pack, handover, receive, return or inspect
	Grade    Verb = "GRADE"    // Text is A to E
)

// Command is what one card asks for.
type Command struct {
	Verb     Verb
	Text     string
	Quantity int
}

// maxQuantity is the largest count a card may set.
const maxQuantity = 9999

// verbRow is one verb: its word on a card's barcode, and what may follow it.
type verbRow struct {
	Verb Verb
	Card string
	Args []string // the words that may follow; nil for none, one "*" for any name, one "9" for a count
}

// Read a row as: OT:<typed> is <word> on a card, followed by one of <these>. Card words have no Y or Z, which change
// places on German keyboards, and none is the beginning of another.
var verbs = []verbRow{
	{Undo, "UNDO", nil},
	{Finish, "FINISH", nil},
	{Skip, "SKIP", nil},
	{Hold, "HOLD", nil},
	{NextBox, "NEXTBOX", nil},
	{Qty, "COUNT", []string{"9"}},
	{Station, "STATION", []string{"*"}},
	{Operator, "OPERATOR", []string{"*"}},
	{Mode, "MODE", []string{"PICK", "PACK", "HANDOVER", "RECEIVE", "RETURN", "INSPECT"}},
	{Grade, "GRADE", []string{"A", "B", "C", "D", "E"}},
}

// Commands lists every command that needs no name or count: the cards of a command sheet.
func Commands() []Command {
	var out []Command
	for _, v := range verbs {
		switch {
		case v.Args == nil:
			out = append(out, Command{Verb: v.Verb})
		case len(v.Args) > 1:
			for _, arg := range v.Args {
				out = append(out, Command{Verb: v.Verb, Text: commandText(v.Verb, arg)})
			}
		}
	}
	return out
}

// String is the command as it is typed: "OT:MODE:pick".
func (c Command) String() string {
	parts := []string{"OT", string(c.Verb)}
	switch {
	case c.Quantity > 0:
		parts = append(parts, strconv.Itoa(c.Quantity))
	case c.Text != "":
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, ":")
}

// Card is the command as a card's barcode holds it: "OT", the word, what follows it, and two check characters, all in
// capitals and digits that German and English keyboards agree on. Letter case of a name is not kept: names are compared
// without it. The empty text stands for a command that does not exist.
func (c Command) Card() string {
	i := slices.IndexFunc(verbs, func(v verbRow) bool { return v.Verb == c.Verb })
	if i < 0 {
		return ""
	}
	arg := strings.ToUpper(c.Text)
	if c.Quantity > 0 {
		arg = strconv.Itoa(c.Quantity)
	}
	if _, ok := verbs[i].command(arg); !ok {
		return ""
	}
	body := "OT" + verbs[i].Card + escapeName(arg)
	return body + commandCheck(body)
}

// ParseCommand reads a command in either form, the card's or the typed one, in either letter case. A card whose check
// characters do not fit is no command.
func ParseCommand(code string) (Command, bool) {
	if utf8.RuneCountInString(code) > 80 {
		return Command{}, false
	}
	if rest, ok := cutFold(code, "OT:"); ok {
		word, arg, _ := strings.Cut(rest, ":")
		for _, v := range verbs {
			if strings.EqualFold(word, string(v.Verb)) {
				return v.command(strings.Trim(arg, " "))
			}
		}
		return Command{}, false
	}
	return parseCard(strings.ToUpper(code))
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

func parseCard(code string) (Command, bool) {
	if len(code) < 6 || !strings.HasPrefix(code, "OT") || commandCheck(code[:len(code)-2]) != code[len(code)-2:] {
		return Command{}, false
	}
	body := code[2 : len(code)-2]
	for _, v := range verbs {
		if arg, ok := strings.CutPrefix(body, v.Card); ok {
			name, ok := unescapeName(arg)
			if !ok {
				return Command{}, false
			}
			return v.command(name)
		}
	}
	return Command{}, false
}

// command makes the command of v with what follows it, when that is allowed.
func (v verbRow) command(arg string) (Command, bool) {
	c := Command{Verb: v.Verb}
	switch {
	case v.Args == nil:
		return c, arg == ""
	case v.Args[0] == "9":
		n, err := strconv.Atoi(arg)
		c.Quantity = n
		return c, err == nil && n > 0 && n <= maxQuantity && allDigits(arg)
	case v.Args[0] == "*":
		c.Text = arg
		return c, arg != "" && len(arg) <= maxName
	}
	c.Text = commandText(v.Verb, strings.ToUpper(arg))
	return c, slices.Contains(v.Args, strings.ToUpper(arg))
}

// maxName is the longest name of a station or person on a card, in bytes.
const maxName = 40

// commandText spells an argument as the rest of the program does: modes in small letters, grades in capitals.
func commandText(v Verb, arg string) string {
	if v == Mode {
		return strings.ToLower(arg)
	}
	return arg
}

// escapes are the characters of names that a card cannot hold, and what stands for them. The letter I begins them all.
var escapes = [][2]string{{"I", "II"}, {"Y", "IA"}, {"Z", "IB"}, {" ", "IC"}, {"-", "ID"}, {".", "IE"}, {"_", "IF"}}

// escapeName writes a name in letters and digits that keyboards agree on; other characters are IX and two hexadecimal
// digits for each of their bytes.
func escapeName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i : i+1]
		at := slices.IndexFunc(escapes, func(e [2]string) bool { return e[0] == c })
		switch {
		case at >= 0:
			b.WriteString(escapes[at][1])
		case c >= "0" && c <= "9", c >= "A" && c <= "Z":
			b.WriteString(c)
		default:
			fmt.Fprintf(&b, "IX%02X", name[i])
		}
	}
	return b.String()
}

func unescapeName(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != 'I' {
			b.WriteByte(s[i])
			continue
		}
		if i+4 <= len(s) && s[i+1] == 'X' {
			n, err := strconv.ParseUint(s[i+2:i+4], 16, 8)
			if err != nil {
				return "", false
			}
			b.WriteByte(byte(n))
			i += 3
			continue
		}
		at := slices.IndexFunc(escapes, func(e [2]string) bool { return strings.HasPrefix(s[i:], e[1]) })
		if at < 0 {
			return "", false
		}
		b.WriteString(escapes[at][0])
		i++
	}
	return b.String(), utf8.ValidString(b.String())
}

// commandAlphabet are the characters of a card in the order they count.
const commandAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// commandCheck is the sum of every character's place times its position, modulo the prime 37, written as two characters
// that keyboards agree on. One wrong character or two exchanged neighbours always change it.
func commandCheck(body string) string {
	sum := 0
	for i := range len(body) {
		sum += (i%36 + 1) * (strings.IndexByte(commandAlphabet, body[i]) + 1)
	}
	const digits = "0123456789ABCDEFGHJKMNPQRSTUVWX"
	sum %= 37
	return string([]byte{digits[sum/len(digits)], digits[sum%len(digits)]})
}
