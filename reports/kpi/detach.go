package kpi

import (
	"reflect"
	"strings"
	"time"
)

var timeType = reflect.TypeFor[time.Time]()

// wordBook copies the texts of rows: they are pieces of the states they were read from, and a row that keeps one keeps the whole
// state in memory. What many rows say is copied once.
type wordBook map[string]string

// manyWords is how many texts a book remembers; ids would fill it without end.
const manyWords = 10_000

// added are rows and more of them, which get texts of their own.
func added[T any](b wordBook, rows []T, more ...T) []T {
	for i := range more {
		b.copyTexts(reflect.ValueOf(&more[i]).Elem())
	}
	return append(rows, more...)
}

// copyTexts replaces each text within v, at any depth.
func (b wordBook) copyTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			v.SetString(b.copy(v.String()))
		}
	case reflect.Struct:
		if v.Type() == timeType {
			return
		}
		for i := range v.NumField() {
			b.copyTexts(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			b.copyTexts(v.Index(i))
		}
	default:
	}
}

func (b wordBook) copy(s string) string {
	if known, is := b[s]; is {
		return known
	}
	if len(b) >= manyWords {
		clear(b)
	}
	s = strings.Clone(s)
	b[s] = s
	return s
}
