package store

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"html"
	"io"
	"mime"
	"mime/quotedprintable"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"ordertrail/track/expr"

	"golang.org/x/text/encoding/htmlindex"
)

// Readings calls f with a kept text in every way it may be read: as it stands, and without each of the ways in which mails and
// pages write their letters otherwise. Broken mails are kept too, so nothing here asks for the form of one. It stops when f
// returns true, and reports that.
func Readings(raw []byte, f func(string) bool) bool { return read(raw, namedCharsets(raw), 3, f) }

// read is Readings of what lies in one another, so many layers deep, in one of the charsets.
func read(raw []byte, charsets []string, layers int, f func(string) bool) bool {
	for _, text := range spellings(raw) {
		if f(text) {
			return true
		}
		for _, inside := range unwrapped(text, layers) {
			if read(inside, charsets, layers-1, f) {
				return true
			}
		}
	}
	return slices.ContainsFunc(inCharsets(raw, charsets), f) // whatever wraps it is spelled the same in all of these
}

// unwrapped are the texts that another holds in some encoding.
func unwrapped(text string, layers int) (out [][]byte) {
	if layers == 0 {
		return nil
	}
	for _, block := range base64Block().FindAllString(text, -1) {
		plain, _ := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.Join(strings.Fields(block), ""), "=")) // as far as it is such a block
		out = append(out, plain)
	}
	if quotedByte().MatchString(text) {
		plain, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(quotable(text)))) // what it read until it no longer could
		out = append(out, plain)
	}
	if strings.Contains(text, "=?") {
		out = append(out, []byte(encodedWord().ReplaceAllStringFunc(betweenWords().ReplaceAllString(text, "?==?"), wordOf)))
	}
	if strings.Contains(text, "&") || strings.Contains(text, "<") {
		if plain := html.UnescapeString(tag().ReplaceAllString(text, "")); plain != text {
			out = append(out, []byte(plain))
		}
	}
	return slices.DeleteFunc(out, func(b []byte) bool { return string(b) == text })
}

var (
	base64Block  = expr.Late(`[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/]+)*={0,2}`)
	quotedByte   = expr.Late(`=[0-9A-Fa-f]{2}|=\r?\n`)
	strayEquals  = expr.Late(`=([^0-9A-Fa-f\r\n]|[0-9A-Fa-f][^0-9A-Fa-f])`)
	encodedWord  = expr.Late(`=\?[^?\s]+\?[bBqQ]\?[^?]*\?=`)
	betweenWords = expr.Late(`\?=\s+=\?`)
	tag          = expr.Late(`(?s)<[^>]{0,1000}>`)
	charset      = expr.Late(`(?i)charset\s*=\s*"?([A-Za-z0-9._-]+)|=\?([A-Za-z0-9._-]+)\?[bq]\?`)
)

// quotable is text whose equals signs that begin no byte are spelled as one, so that reading goes on behind them.
func quotable(text string) string {
	return strings.ReplaceAll(strayEquals().ReplaceAllString(text, "=3D$1"), "=\x00", "=3D")
}

var words = mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(r), nil
}}

// wordOf is an encoded word of a header as people read it, or as it stands.
func wordOf(word string) string {
	plain, err := words.Decode(word)
	if err != nil {
		return word
	}
	return plain
}

// namedCharsets are the charsets a mail says it is written in.
func namedCharsets(raw []byte) (names []string) {
	for _, m := range charset().FindAllSubmatch(raw, 8) {
		if name := strings.ToLower(string(m[1]) + string(m[2])); name != "utf-8" && name != "us-ascii" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// spellings are bytes as they stand, and as two-byte text where many of them are zero.
func spellings(raw []byte) []string {
	out := []string{string(raw)}
	if zeros := bytes.Count(raw, []byte{0}); zeros > 0 && zeros*4 >= len(raw) {
		out = append(out, wide(raw, binary.LittleEndian), wide(raw, binary.BigEndian))
	}
	return out
}

// inCharsets are bytes that are no UTF-8 in the charsets named, and in Latin-1.
func inCharsets(raw []byte, names []string) (out []string) {
	if utf8.Valid(raw) {
		return nil
	}
	for _, name := range append(slices.Clone(names), "iso-8859-1") {
		if e, err := htmlindex.Get(name); err == nil {
			if text, err := e.NewDecoder().Bytes(raw); err == nil {
				out = append(out, string(text))
			}
		}
	}
	return out
}

// wide is two-byte text.
func wide(raw []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}
