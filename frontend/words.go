package frontend

import _ "embed"

// English is the message catalogue that the screens speak from; documents speak from the same one.
//
//go:embed src/lib/i18n/en.json
var English []byte

// German is the catalogue in German: all that customers read, on tracking pages and on paper. What it does not say is said
// in English.
//
//go:embed src/lib/i18n/de.json
var German []byte

// Catalogues are the message catalogues by language.
func Catalogues() map[string][]byte { return map[string][]byte{"en": English, "de": German} }
