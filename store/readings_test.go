package store

import (
	"strings"
	"testing"
)

func TestReadingsFindWhatIsWrittenOtherwise(t *testing.T) {
	t.Parallel()
	in := func(text string) bool { return strings.Contains(text, "Zwänziger 77") }
	for name, raw := range map[string]string{
		"as it is":                        "to Zwänziger 77.",
		"a quoted line that is broken":    "to Zw=C3=A4nziger =\r\n77, a=b, 5 = 5",
		"a block":                         "\r\n\r\nVG8gWnfDpG56aWdlciA3NywgYnkgeW91\r\n\r\n",
		"a block in lines":                "\r\n\r\nVG8gWnfDpG56aWdl\r\nciA3NywgYnkgeW91\r\n--end",
		"a block in a block":              "VkY4Z1duZkRwRzU2YVdkbGNpQTNOeXdnWW5rZ2VXOTE= Vkc4Z1duZkRwRzU2YVdkbGNpQTNOeXdnWW5rZ2VXOTE=",
		"words of a header":               "Subject: =?utf-8?q?Zw=C3=A4nz?=\r\n =?UTF-8?B?aWdlciA3Nw==?=",
		"words in another charset":        "Subject: =?iso-8859-1?Q?Zw=E4nziger_77?=",
		"names of letters":                "<p>Zw&auml;nziger&#32;7&#x37;</p>",
		"letters under tags":              "<p>Zwänziger <b>7</b>7</p>",
		"bytes of Latin-1":                "Zw\xe4nziger 77",
		"bytes of another charset, named": "Content-Type: text/plain; charset=\"windows-1250\"\r\n\r\nZw\xe4nziger 77",
		"two bytes a letter":              "Z\x00w\x00\xe4\x00n\x00z\x00i\x00g\x00e\x00r\x00 \x007\x007\x00",
		"two bytes a letter, high first":  "\x00Z\x00w\x00\xe4\x00n\x00z\x00i\x00g\x00e\x00r\x00 \x007\x007",
	} {
		if !Readings([]byte(raw), in) {
			t.Errorf("%s: not found in %q", name, raw)
		}
	}
	if Readings([]byte("Zwanziger 77 =?utf-8?q?x?= &amp; VG8gWnfDpG56aWdl="), in) {
		t.Error("found where it is not")
	}
}

func FuzzReadings(f *testing.F) {
	for _, raw := range []string{"a=3D=?utf-8?b?QUJD?= <b>&lt;", "charset=utf-16\r\n\r\nQUJDREVGR0hJSktMTU5PUFFSU1Q=", "=\r\n=E4=", "\x00=\x00?"} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := 0
		Readings(raw, func(string) bool { n++; return false })
		if n == 0 || n > 5000+len(raw) {
			t.Errorf("%d readings of %d bytes", n, len(raw))
		}
	})
}
