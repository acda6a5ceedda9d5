// Package lean writes what the store derives as short JSON and reads it, and the facts, back quickly.
//
// A lean text leaves out every field that is empty, so that a row holds what is true of an order and not what is not. It
// is plain JSON: encoding/json reads it, and Unmarshal reads whatever encoding/json wrote.
package lean

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
)

// field is one field of a struct as it stands in the text.
type field struct {
	index int
	key   string // `"name":`
	name  string
	shape *shape
	keep  bool // its empty list is a list and not nothing: no omitempty, no omitzero
}

// form is how a type is written.
type form int

const (
	other form = iota // by encoding/json
	text
	whole
	truth
	instant
	record
	pointer
	list
)

// shape is a type taken apart once.
type shape struct {
	form   form
	typ    reflect.Type
	fields []field // of a record
	of     *shape  // of a pointer or list
}

var (
	shapes   sync.Map // reflect.Type -> *shape
	timeType = reflect.TypeFor[time.Time]()
	ownWay   = []reflect.Type{
		reflect.TypeFor[json.Marshaler](), reflect.TypeFor[json.Unmarshaler](),
		reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[encoding.TextUnmarshaler](),
	}
)

// shapeOf takes t apart, or remembers how it did. A type that contains itself is left to encoding/json.
func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := build(t, map[reflect.Type]bool{})
	shapes.Store(t, s)
	return s
}

func build(t reflect.Type, open map[reflect.Type]bool) *shape {
	s := &shape{typ: t}
	switch {
	case t == timeType:
		s.form = instant
		return s
	case open[t] || hasOwnWay(t):
		return s
	}
	open[t] = true
	defer delete(open, t)
	switch t.Kind() {
	case reflect.String:
		s.form = text
	case reflect.Int, reflect.Int64:
		s.form = whole
	case reflect.Bool:
		s.form = truth
	case reflect.Pointer:
		s.form, s.of = pointer, build(t.Elem(), open)
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			s.form, s.of = list, build(t.Elem(), open)
		}
	case reflect.Struct:
		s.record(open)
	}
	return s
}

func hasOwnWay(t reflect.Type) bool {
	for _, way := range ownWay {
		if t.Implements(way) || reflect.PointerTo(t).Implements(way) {
			return true
		}
	}
	return false
}

// record takes a struct apart; one with embedded fields or options that are not known here is left to encoding/json.
func (s *shape) record(open map[reflect.Type]bool) {
	for i := range s.typ.NumField() {
		f := s.typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous || options != "" && options != "omitempty" && options != "omitzero":
			s.fields = nil
			return
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		s.fields = append(s.fields, field{index: i, name: name, key: `"` + name + `":`, shape: build(f.Type, open), keep: options == ""})
	}
	s.form = record
}

// Marshal is v as JSON without what is empty.
func Marshal(v any) ([]byte, error) { return Append(make([]byte, 0, 1024), v) }

// Append adds to b what Marshal writes of v.
func Append(b []byte, v any) ([]byte, error) {
	r := reflect.ValueOf(v)
	return shapeOf(r.Type()).write(b, r)
}

func (s *shape) write(b []byte, v reflect.Value) ([]byte, error) {
	switch s.form {
	case text:
		return writeText(b, v.String())
	case whole:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case truth:
		return strconv.AppendBool(b, v.Bool()), nil
	case instant:
		at := v.Interface().(time.Time)
		raw, err := at.MarshalJSON()
		return append(b, raw...), err
	case pointer:
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		return s.of.write(b, v.Elem())
	case list:
		return s.writeList(b, v)
	case record:
		return s.writeRecord(b, v)
	case other:
	}
	raw, err := json.Marshal(v.Interface())
	return append(b, raw...), err
}

func (s *shape) writeList(b []byte, v reflect.Value) ([]byte, error) {
	b = append(b, '[')
	var err error
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = s.of.write(b, v.Index(i)); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

func (s *shape) writeRecord(b []byte, v reflect.Value) ([]byte, error) {
	b = append(b, '{')
	first := true
	var err error
	for i := range s.fields {
		f := &s.fields[i]
		value := v.Field(f.index)
		if f.shape.isEmpty(value) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, f.key...)
		if b, err = f.shape.write(b, value); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

// isEmpty reports whether a field says nothing. A pointer to an empty record says something: that there is one.
func (s *shape) isEmpty(v reflect.Value) bool {
	switch s.form {
	case list:
		return v.Len() == 0
	case record:
		for i := range s.fields {
			if f := &s.fields[i]; !f.shape.isEmpty(v.Field(f.index)) {
				return false
			}
		}
		return true
	case instant:
		return v.Interface().(time.Time).IsZero()
	case other, text, whole, truth, pointer:
	}
	if k := v.Kind(); k == reflect.Map || k == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

// writeText writes s between quotes, as encoding/json does where nothing is to be escaped, and by it where something is.
func writeText(b []byte, s string) ([]byte, error) {
	if plain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"'), nil
	}
	raw, err := json.Marshal(s)
	return append(b, raw...), err
}

// plain reports whether s is ASCII that stands in JSON as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}
