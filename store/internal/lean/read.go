package lean

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// Unmarshal reads text into what into points at, as json.Unmarshal does into a zero value, with one difference: a list
// whose field has no omitempty is empty and never nil when the text has none. Texts that Marshal or
// encoding/json wrote from the same type are read directly; whatever else turns up is left to encoding/json. The strings
// read share the memory of text.
func Unmarshal(text string, into any) error {
	v := reflect.ValueOf(into).Elem()
	s := shapeOf(v.Type())
	r := reader{text: text}
	if s.read(&r, v) && r.end() {
		return nil
	}
	v.SetZero()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return err
	}
	s.fill(v)
	return nil
}

// reader is a text being read. Its methods report false at the first thing they do not understand.
type reader struct {
	text string
	at   int
}

func (r *reader) end() bool { return r.at == len(r.text) }

func (r *reader) eat(c byte) bool {
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) word(w string) bool {
	if strings.HasPrefix(r.text[r.at:], w) {
		r.at += len(w)
		return true
	}
	return false
}

// str reads a string; one with escapes is read by encoding/json.
func (r *reader) str() (string, bool) {
	if !r.eat('"') {
		return "", false
	}
	from, ascii := r.at, true
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			s := r.text[from:r.at]
			r.at++
			return s, ascii || utf8.ValidString(s)
		case c == '\\':
			return r.escaped(from)
		case c < ' ':
			return "", false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false
}

// escaped reads the rest of a string that began at from and holds an escape.
func (r *reader) escaped(from int) (string, bool) {
	for ; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			r.at++
		case '"':
			r.at++
			var s string
			err := json.Unmarshal([]byte(r.text[from-1:r.at]), &s)
			return s, err == nil
		}
	}
	return "", false
}

func (r *reader) whole() (int64, bool) {
	minus := r.eat('-')
	n, from := int64(0), r.at
	for r.at < len(r.text) && r.text[r.at] >= '0' && r.text[r.at] <= '9' {
		n = n*10 + int64(r.text[r.at]-'0')
		r.at++
	}
	if digits := r.at - from; digits == 0 || digits > 18 || digits > 1 && r.text[from] == '0' {
		return 0, false
	}
	if minus {
		n = -n
	}
	return n, true
}

func (s *shape) read(r *reader, v reflect.Value) bool {
	switch s.form {
	case text:
		got, ok := r.str()
		v.SetString(got)
		return ok
	case whole:
		n, ok := r.whole()
		if !ok || v.OverflowInt(n) {
			return false
		}
		v.SetInt(n)
		return true
	case truth:
		is := r.word("true")
		v.SetBool(is)
		return is || r.word("false")
	case instant:
		got, ok := r.str()
		var at time.Time
		if !ok || at.UnmarshalText([]byte(got)) != nil {
			return false
		}
		v.Set(reflect.ValueOf(at))
		return true
	case pointer:
		if r.word("null") {
			return true
		}
		v.Set(reflect.New(s.of.typ))
		return s.of.read(r, v.Elem())
	case list:
		return s.readList(r, v)
	case record:
		return s.readRecord(r, v)
	case other:
	}
	from := r.at
	return r.skip() && json.Unmarshal([]byte(r.text[from:r.at]), v.Addr().Interface()) == nil
}

// skip passes over one value, well-formed or not.
func (r *reader) skip() bool {
	for depth := 0; r.at < len(r.text); {
		switch r.text[r.at] {
		case '"':
			if _, ok := r.str(); !ok {
				return false
			}
			if depth == 0 {
				return true
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return true // it belongs to whoever holds the value, which ended before
			}
			if depth--; depth == 0 {
				r.at++
				return true
			}
		case ',':
			if depth == 0 {
				return true
			}
		}
		r.at++
	}
	return true
}

func (s *shape) readList(r *reader, v reflect.Value) bool {
	if r.word("null") {
		return true
	}
	if !r.eat('[') {
		return false
	}
	if r.eat(']') {
		v.Set(reflect.MakeSlice(s.typ, 0, 0))
		return true
	}
	for n := 0; ; n++ {
		if n == v.Cap() {
			v.Grow(1)
		}
		v.SetLen(n + 1)
		v.Index(n).SetZero()
		if !s.of.read(r, v.Index(n)) {
			return false
		}
		if r.eat(']') {
			return true
		}
		if !r.eat(',') {
			return false
		}
	}
}

// readRecord reads fields in the order in which they are declared, which is how they are written. A name out of turn, or
// one nobody declared, is left to encoding/json.
func (s *shape) readRecord(r *reader, v reflect.Value) bool {
	if !r.eat('{') {
		return false
	}
	next := 0
	for !r.eat('}') {
		if next > 0 && !r.eat(',') {
			return false
		}
		at := next
		for at < len(s.fields) && !r.word(s.fields[at].key) {
			at++
		}
		if at == len(s.fields) {
			return false
		}
		s.fillFields(v, next, at)
		f := &s.fields[at]
		value := v.Field(f.index)
		if !f.shape.read(r, value) {
			return false
		}
		if f.keep && f.shape.form == list && value.IsNil() {
			value.Set(reflect.MakeSlice(f.shape.typ, 0, 0))
		}
		next = at + 1
	}
	s.fillFields(v, next, len(s.fields))
	return true
}

// fillFields sets the lists among some fields that the text says nothing of.
func (s *shape) fillFields(v reflect.Value, from, to int) {
	for i := from; i < to; i++ {
		f := &s.fields[i]
		switch {
		case f.shape.form == list && f.keep:
			v.Field(f.index).Set(reflect.MakeSlice(f.shape.typ, 0, 0))
		case f.shape.form == record:
			f.shape.fillFields(v.Field(f.index), 0, len(f.shape.fields))
		}
	}
}

// fill sets every list that is nil and may not be, at any depth.
func (s *shape) fill(v reflect.Value) {
	switch s.form {
	case list:
		for i := range v.Len() {
			s.of.fill(v.Index(i))
		}
	case pointer:
		if !v.IsNil() {
			s.of.fill(v.Elem())
		}
	case record:
		for i := range s.fields {
			f := &s.fields[i]
			value := v.Field(f.index)
			if f.shape.form == list && f.keep && value.IsNil() {
				value.Set(reflect.MakeSlice(f.shape.typ, 0, 0))
			}
			f.shape.fill(value)
		}
	case other, text, whole, truth, instant:
	}
}
