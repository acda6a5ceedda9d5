package sheet

// errorSigns are what spreadsheet programs show instead of a value, in English, German, French, Spanish and Italian. A text table
// that they write holds the sign as it is shown.
var errorSigns = map[string]bool{
	"#NULL!": true, "#DIV/0!": true, "#VALUE!": true, "#REF!": true, "#NAME?": true, "#NUM!": true, "#N/A": true, "#GETTING_DATA": true,
	"#SPILL!": true, "#CALC!": true, "#NV": true, "#WERT!": true, "#BEZUG!": true, "#ZAHL!": true, "#VALEUR!": true, "#NOM?": true,
	"#NOMBRE!": true, "#¡VALOR!": true, "#¿NOMBRE?": true, "#¡REF!": true, "#¡DIV/0!": true, "#¡NUM!": true, "#VALORE!": true, "#RIF!": true,
}

// IsErrorSign reports whether a text is the sign of an error, whatever kind of cell it stands in.
func IsErrorSign(text string) bool { return len(text) > 2 && text[0] == '#' && errorSigns[text] }
