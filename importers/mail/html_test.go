package mail

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHTMLText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, page, want string }{
		{"table cells stay apart", "<table><tr><td>Tracking</td><td>1Z999</td><td>Status</td></tr></table>", "Tracking\n1Z999\nStatus\n"},
		{"inline elements do not part words", "<p>deli<b>vered</b> to&nbsp;you</p>", "delivered to you\n"},
		{"styles and scripts are not text", "<style>p{}</style><script>alert(1)</script><title>t</title>x", "x\n"},
		{"hidden elements are not text", `<div style="display: none !important">a<div>b</div>c</div><p hidden>d</p><span style="visibility:hidden">e</span><div style="max-height:0;overflow:hidden">f</div>g`, "g\n"},
		{"small type is not hidden: layouts use it around columns", `<td style="font-size:0px"><div style="font-size:16px">seen</div></td>`, "seen\n"},
		{"a coloured box of full height is not hidden", `<div style="max-height:100px">seen</div>`, "seen\n"},
		{"a hidden paragraph ends at the next one", `<p style="display:none">a<p>b`, "b\n"},
		{"invisible characters", "De\u00adli\u200bver\u200ded", "Delivered\n"},
		{"pictures count by their alternative text", `<img alt="Delivered" src="x">`, "Delivered\n"},
		{"comments are not text", "<!--[if mso]>delivered<![endif]-->x", "x\n"},
		{"entities", "&lt;b&gt; &amp; &eacute;", "<b> & é\n"},
		{"a page cut off", "<p>half <b", "half\n"},
		{"line breaks", "a<br>b<br/>c", "a\nb\nc\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, _ := HTMLText(tt.page)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHTMLTextKeepsLinks(t *testing.T) {
	t.Parallel()
	_, links := HTMLText(`<a href="https://example.org/?trknbr=986578788855&amp;x=1">track</a><div style="display:none"><a href="https://hidden.example">x</a></div>`)
	if diff := cmp.Diff([]string{"https://example.org/?trknbr=986578788855&x=1"}, links); diff != "" {
		t.Error(diff)
	}
	if _, links := HTMLText(strings.Repeat(`<a href=x>y</a>`, 10_000)); len(links) > 500 {
		t.Errorf("%d links kept", len(links))
	}
}
