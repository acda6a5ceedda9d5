// Package bindings_test holds what the screens believe about the program against the program itself: every call they make
// exists with as many arguments, and every struct that crosses has the fields and types that the screens declare.
//
// The declarations are written by hand, because they say more than generated ones; this test is why they cannot drift.
package bindings_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"ordertrail/app"
)

const desktop = "../../frontend/src/lib/desktop/"

// call is one line of calls.ts and interface.ts: what a screen calls, with what, and what it expects.
type call struct {
	group, name    string   // orders, list
	object, method string   // Orders, List
	sent           int      // arguments that are sent
	takes          []string // types of the arguments as declared
	gives          string   // type of the result as declared
}

func TestEveryCallOfTheScreensIsAnswered(t *testing.T) {
	t.Parallel()
	declared := readTypes(t)
	calls := readCalls(t)
	if len(calls) < 30 {
		t.Fatalf("only %d calls were found: the declarations are written another way now", len(calls))
	}
	methods := boundMethods()
	for _, c := range calls {
		t.Run(c.object+"."+c.method, func(t *testing.T) {
			t.Parallel()
			method, ok := methods[c.object+"."+c.method]
			if !ok {
				t.Fatalf("%s.%s calls %s.%s, which is not bound", c.group, c.name, c.object, c.method)
			}
			if method.NumIn() != c.sent || method.NumIn() != len(c.takes) {
				t.Fatalf("takes %d arguments, %d are sent and %d declared", method.NumIn(), c.sent, len(c.takes))
			}
			check := comparison{t: t, declared: declared, seen: map[string]bool{}}
			for i, written := range c.takes {
				check.same(method.In(i), written, fmt.Sprintf("argument %d", i+1))
			}
			check.same(result(method), c.gives, "result")
		})
	}
}

func TestAnnouncementsAreWhatTheScreensDeclare(t *testing.T) {
	t.Parallel()
	declared := readTypes(t)
	for name, announced := range map[string]any{"Change": app.Change{}, "Progress": app.Progress{}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check := comparison{t: t, declared: declared, seen: map[string]bool{}}
			check.same(reflect.TypeOf(announced), name, name)
		})
	}
}

func TestDriftIsFound(t *testing.T) {
	t.Parallel()
	type row struct {
		Name  string   `json:"name"`
		Count int      `json:"count"`
		Tags  []string `json:"tags,omitempty"`
	}
	for _, c := range []struct{ name, declared string }{
		{"a field that is missing", "name: string; tags?: string[];"},
		{"a field of another type", "name: string; count: string; tags?: string[];"},
		{"a field that does not exist", "name: string; count: number; tags?: string[]; more: string;"},
		{"a field that may be absent", "name: string; count: number; tags: string[];"},
		{"a list that is none", "name: string; count: number; tags?: string;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found := 0
			s := script{objects: map[string]map[string]field{"Row": fieldsOf(c.declared)}}
			check := comparison{t: complaints{&found}, declared: s, seen: map[string]bool{}}
			check.same(reflect.TypeOf(row{}), "Row", "Row")
			if found != 1 {
				t.Errorf("%d complaints, want 1", found)
			}
		})
	}
}

// complaints counts what a comparison says.
type complaints struct{ n *int }

func (c complaints) Helper()               {}
func (c complaints) Errorf(string, ...any) { *c.n++ }

// comparison holds Go types against declared ones.
type comparison struct {
	t interface {
		Helper()
		Errorf(format string, args ...any)
	}
	declared script
	seen     map[string]bool
}

// same complains unless JSON of a Go value of this type is a value of the declared type. Path says where we are.
func (c comparison) same(of reflect.Type, written, path string) {
	c.t.Helper()
	s, err := c.declared.parse(written)
	if err != nil {
		c.t.Errorf("%s: %v", path, err)
		return
	}
	if of == nil {
		if s.word != "void" {
			c.t.Errorf("%s: gives nothing, declared %s", path, written)
		}
		return
	}
	if of.Kind() == reflect.Pointer {
		of = of.Elem() // nil is written as absent, and such a field must be declared so
	}
	switch word := wordOf(of); {
	case word != "":
		if s.word != word {
			c.t.Errorf("%s: %s is a %s, declared %s", path, of, word, written)
		}
	case of.Kind() == reflect.Slice && s.list != nil:
		c.same(of.Elem(), strings.TrimSuffix(c.stripped(written), "[]"), path+"[]")
	case of.Kind() == reflect.Map && s.record != nil:
		c.same(of.Elem(), strings.TrimSuffix(strings.TrimPrefix(written, "Record<string,"), ">"), path+"{}")
	case of.Kind() == reflect.Struct && s.fields != nil:
		c.sameFields(of, s.fields, path)
	default:
		c.t.Errorf("%s: %s, declared %s", path, of, written)
	}
}

func (c comparison) stripped(written string) string {
	if stands, ok := c.declared.aliases[written]; ok {
		return stands
	}
	return strings.TrimSpace(written)
}

func (c comparison) sameFields(of reflect.Type, declared map[string]field, path string) {
	c.t.Helper()
	if key := fmt.Sprint(of, declared); c.seen[key] {
		return
	} else {
		c.seen[key] = true
	}
	there := map[string]bool{}
	for _, f := range reflect.VisibleFields(of) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "-" {
			continue
		}
		if name == "" {
			c.t.Errorf("%s: %s.%s has no json name", path, of, f.Name)
			continue
		}
		there[name] = true
		d, ok := declared[name]
		if !ok {
			c.t.Errorf("%s: %s.%s (%q) is not declared", path, of, f.Name, name)
			continue
		}
		if strings.Contains(options, "omit") && !d.optional {
			c.t.Errorf("%s: %s.%s may be absent, but %q is declared without ?", path, of, f.Name, name)
		}
		c.same(f.Type, d.written, path+"."+name)
	}
	for name := range declared {
		if !there[name] {
			c.t.Errorf("%s: %q is declared, but %s has no such field", path, name, of)
		}
	}
}

// wordOf is how a plain Go value reads in TypeScript; "" when it is not plain.
func wordOf(of reflect.Type) string {
	if of == reflect.TypeFor[time.Time]() {
		return "string"
	}
	switch of.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Float64:
		return "number"
	}
	return ""
}

func result(method reflect.Type) reflect.Type {
	for i := range method.NumOut() {
		if out := method.Out(i); out != reflect.TypeFor[error]() {
			return out
		}
	}
	return nil
}

// boundMethods are the calls the window binds and the server answers: "Orders.List" and its type.
func boundMethods() map[string]reflect.Type {
	methods := map[string]reflect.Type{}
	for _, bound := range app.New().Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			methods[v.Type().Elem().Name()+"."+v.Type().Method(i).Name] = v.Method(i).Type()
		}
	}
	return methods
}

var (
	sending   = regexp.MustCompile(`(\w+): \(([^)]*)\) => (?:call|work|wait)\('(\w+)', '(\w+)'([^)]*)\)`)
	sendGroup = regexp.MustCompile(`(?m)^ {4}(\w+): \{`)
	signature = regexp.MustCompile(`(\w+)\(([^)]*)\): Promise<([^;]+)>`)
	signGroup = regexp.MustCompile(`(?m)^ {2}readonly (\w+): \{`)
)

// readCalls joins calls.ts, which says what is sent, with interface.ts, which says the types.
func readCalls(t *testing.T) []call {
	t.Helper()
	types := map[string][]string{}
	for group, body := range blocks(readFile(t, desktop+"interface.ts"), signGroup) {
		for _, m := range signature.FindAllStringSubmatch(body, -1) {
			types[group+"."+m[1]] = append([]string{m[3]}, declaredArguments(m[2])...)
		}
	}
	var calls []call
	for group, body := range blocks(readFile(t, desktop+"calls.ts"), sendGroup) {
		for _, m := range sending.FindAllStringSubmatch(body, -1) {
			declared, ok := types[group+"."+m[1]]
			if !ok {
				t.Errorf("%s.%s is sent but not declared", group, m[1])
				continue
			}
			calls = append(calls, call{group: group, name: m[1], object: m[3], method: m[4], sent: strings.Count(m[5], ","), takes: declared[1:], gives: declared[0]})
			delete(types, group+"."+m[1])
		}
	}
	for name := range types {
		t.Errorf("%s is declared but never sent", name)
	}
	return calls
}

// blocks splits a file at its group headings: group -> what follows until the next heading.
func blocks(text string, heading *regexp.Regexp) map[string]string {
	out := map[string]string{}
	at := heading.FindAllStringSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		out[text[m[2]:m[3]]] = text[m[1]:end]
	}
	return out
}

// declaredArguments are the types in "id: string, why: string".
func declaredArguments(list string) []string {
	var out []string
	for _, one := range strings.Split(list, ",") {
		if _, written, ok := strings.Cut(one, ":"); ok {
			out = append(out, strings.TrimSpace(written))
		}
	}
	return out
}
