package frontend

import _ "embed"

// English is the message catalogue that the screens speak from; documents speak from the same one.
//
//go:embed src/lib/i18n/en.json
var English []byte
