package app

import "ordertrail/reports/wording"

// Words is a message catalogue: the one the screens use, so that a document says what the screen says.
type Words = wording.Words

// ParseWords reads a catalogue.
func ParseWords(raw []byte) (Words, error) { return wording.ParseWords(raw) }
