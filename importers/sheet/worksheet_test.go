package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCellsAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	// Read a case as: these rows of a sheet come so.
	for _, c := range []struct {
		name, rows string
		want       []string
	}{
		{"a shared string", `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v> 0 </v></c></row>`, []string{"1|one|zero"}},
		{"a number without type and one with", `<row r="1"><c r="A1"><v>12.50</v></c><c r="B1" t="n"><v>3</v></c></row>`, []string{"1|n:12.5|n:3"}},
		{"a number in scientific form", `<row r="1"><c r="A1"><v>1.234E3</v></c></row>`, []string{"1|n:1234"}},
		{
			"an order number that was destroyed", `<row r="1"><c r="A1"><v>9.4001112062064098E+21</v></c><c r="B1"><v>9400111206206406260787</v></c></row>`,
			[]string{"1|!n:9400111206206409800000|!n:9400111206206406260787"},
		},
		{"a text that was destroyed", `<row r="1"><c r="A1" t="str"><v>1.23E+21</v></c></row>`, []string{"1|!1.23E+21"}},
		{"an id with leading zeros kept as text", `<row r="1"><c r="A1" t="inlineStr"><is><t>00123</t></is></c></row>`, []string{"1|00123"}},
		{
			"dates by built-in and custom style", `<row r="1"><c r="A1" s="1"><v>44197</v></c><c r="B1" s="2"><v>44197.5</v></c><c r="C1" s="3"><v>44198</v></c><c r="D1" s="5"><v>0.25</v></c></row>`,
			[]string{"1|d:2021-01-01|d:2021-01-01T12:00:00|d:2021-01-02|d:06:00:00"},
		},
		{"a style that only looks like a date", `<row r="1"><c r="A1" s="4"><v>44197</v></c></row>`, []string{"1|n:44197"}},
		{"a style that is not defined", `<row r="1"><c r="A1" s="99"><v>44197</v></c><c r="B1" s=""><v>1</v></c></row>`, []string{"1|n:44197|n:1"}},
		{"a date style on what is no date", `<row r="1"><c r="A1" s="1"><v>-5</v></c><c r="B1" s="1"><v>0</v></c></row>`, []string{"1|n:-5|n:0"}},
		{"an ISO date", `<row r="1"><c r="A1" t="d"><v>2021-01-02T03:04:05.000Z</v></c><c r="B1" t="d"><v>soon</v></c></row>`, []string{"1|d:2021-01-02T03:04:05|soon"}},
		{"truth and error values", `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#N/A</v></c></row>`, []string{"1|b:TRUE|b:FALSE|e:#N/A"}},
		{"a formula with its result", `<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f t="shared" si="0"/><v>4</v></c></row>`, []string{"1|=ab|=n:4"}},
		{"a formula without result is empty, not missing", `<row r="1"><c r="A1"><f>1+1</f></c></row>`, []string{"1|="}},
		{"gaps are empty cells", `<row r="1"><c r="B1"><v>1</v></c><c r="E1"><v>2</v></c></row>`, []string{"1||n:1|||n:2"}},
		{"columns beyond Z", `<row r="1"><c r="AB1"><v>1</v></c></row>`, []string{"1|" + strings.Repeat("|", 27) + "n:1"}},
		{"rows and cells without numbers", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c t="s"><v>0</v></c></row>`, []string{"1|n:1|n:2", "2|zero"}},
		{"a cell without number behind one with", `<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, []string{"4|||n:1|n:2", "5|n:3"}},
		{"row numbers with gaps", `<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>`, []string{"2|n:1", "1048576|n:2"}},
		{
			"rows without a value are passed over", `<row r="1"><c r="A1"><v>1</v></c></row><row r="2" spans="1:3"/><row r="3"><c r="A3" s="1"/><c r="B3"><v></v></c><c r="C3" t="inlineStr"><is><t/></is></c></row><row r="4"><c r="A4"><v>2</v></c></row>`,
			[]string{"1|n:1", "4|n:2"},
		},
		{"empty cells at the end are dropped", `<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="XFD1" s="1"/></row>`, []string{"1|n:1"}},
		{"a merged cell has its value in the first only", `<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1"><v>3</v></c></row>`, []string{"1|n:1||n:3"}},
		{
			"rich text without how it is pronounced", `<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">Order </t></r><r><t>17</t></r><rPh sb="0" eb="1"><t>no</t></rPh><phoneticPr fontId="1"/></is></c></row>`,
			[]string{"1|Order 17"},
		},
		{"blanks count only where the file says so", `<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c><c r="B1" t="inlineStr"><is><t> b </t></is></c></row>`, []string{"1| a |b"}},
		{
			"escapes of characters that XML does not allow", `<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_c_xD83D__xDE00_d_x0000_e_xD83D_f_x00zz_</t></is></c></row>`,
			[]string{"1|a\rb_x000D_c😀d_x0000_e_xD83D_f_x00zz_"},
		},
		{"escapes in the result of a formula, not in an error", `<row r="1"><c r="A1" t="str"><v>a_x0009_b</v></c><c r="B1" t="e"><v>#REF!</v></c></row>`, []string{"1|a\tb|e:#REF!"}},
		{"entities and numbers of characters", `<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;&amp;&gt;&quot;&apos;&#228;&#xe4;&#x1F600;</t></is></c></row>`, []string{"1|<&>\"'ää😀"}},
		{"CDATA and comments inside a text", `<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a & <b>]]>c<!-- no -->d</t></is></c></row>`, []string{"1|a & <b>cd"}},
		{"line ends become one", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a\r\nb\rc&#13;d<![CDATA[\r\n]]>e</t></is></c></row>", []string{"1|a\nb\nc\rd\ne"}},
		{"an inline type with a plain value", `<row r="1"><c r="A1" t="inlineStr"><v>x</v></c><c r="B1"><is><t>12</t></is></c></row>`, []string{"1|x|12"}},
		{"a text where a number should be stays a text", `<row r="1"><c r="A1"><v>abc</v></c><c r="B1"><v>NaN</v></c></row>`, []string{"1|abc|NaN"}},
		{"blanks between the tags", "\n <row r = '1' >\n\t<c r='A1'\n t=\"s\" > <v>0</v> </c >\n </row>\n", []string{"1|zero"}},
		{"attributes of other vocabularies", `<row r="1" x:r="9" xmlns:x="urn:x"><c x:t="b" r="A1"><v>1</v></c></row>`, []string{"1|n:1"}},
		{"extensions", `<row r="1"><c r="A1"><v>1</v><extLst><ext><row r="7"/></ext></extLst></c><extLst/></row>`, []string{"1|n:1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll("orders.xlsx", zipped(t, parts(sheetXML(c.rows))), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const oneRow = `<row r="1"><c r="A1" t="s"><v>1</v></c></row>`

func TestWorkbooksOfManyWritersAreRead(t *testing.T) {
	t.Parallel()
	prefixed := strings.NewReplacer("<?xml", "<?xml", "</", "</x:", "<", "<x:", "xmlns=", "xmlns:x=")
	prefix := func(s string) string { return strings.ReplaceAll(prefixed.Replace(s), "<x:?xml", "<?xml") }
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace
	standard := parts(sheetXML(oneRow))
	every := func(change func(string) string) []entry {
		var changed []entry
		for _, e := range standard {
			changed = append(changed, entry{e.name, change(e.body)})
		}
		return changed
	}
	for _, c := range []struct {
		name  string
		parts []entry
	}{
		{"an ordinary one", standard},
		{"namespace prefixes on every element", every(prefix)},
		{"strict OOXML", every(strict)},
		{"a byte order mark before every part", every(func(s string) string { return "\xef\xbb\xbf" + s })},
		{"no links at the top", without(parts(sheetXML(oneRow)), "_rels/.rels")},
		{"no styles", without(parts(sheetXML(oneRow)), "xl/styles.xml")},
		{"absolute targets", with(parts(sheetXML(oneRow)), "xl/_rels/workbook.xml.rels", strings.ReplaceAll(bookLinks, `Target="`, `Target="/xl/`))},
		{"targets that go up", with(parts(sheetXML(oneRow)), "xl/_rels/workbook.xml.rels", strings.ReplaceAll(bookLinks, `Target="`, `Target="../xl/`))},
		{"names in another case", with(without(parts(sheetXML(oneRow)), "xl/sharedStrings.xml"), "xl/SharedStrings.xml", stringsPart)},
		{"backslashes in the names", with(without(parts(sheetXML(oneRow)), sheetPart), `xl\worksheets\sheet1.xml`, sheetXML(oneRow))},
		{"a folder entry", with(parts(sheetXML(oneRow)), "xl/worksheets/", "")},
		{"a stylesheet instruction", with(parts(sheetXML(oneRow)), sheetPart, strings.Replace(sheetXML(oneRow), "\n", `<?xml-stylesheet href="a"?><!-- by hand -->`, 1))},
		{"shared strings with runs", with(parts(sheetXML(oneRow)), "xl/sharedStrings.xml",
			`<sst count="9" uniqueCount="99999999"><si/><si><r><t>o</t></r><r><t>ne</t></r><rPh><t>wan</t></rPh></si><extLst><ext/></extLst></sst>`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll("orders.xlsx", zipped(t, c.parts), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"1|one"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// threeSheets is a workbook with an empty, a hidden and a full sheet, one chart and a module of Excel 5, days counted from 1904.
func threeSheets(t testing.TB) []byte {
	link := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="http://x/` + kind + `" Target="` + target + `"/>`
	}
	all := parts(sheetXML(""))
	all = with(all, "xl/workbook.xml", `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Chart" r:id="d"/><sheet name="Module" r:id=""/><sheet name="Empty" r:id="a"/>`+
		`<sheet name="Notes" state="hidden" r:id="b"/><sheet name="Orders &amp; more" r:id="c"/></sheets></workbook>`)
	all = with(all, "xl/_rels/workbook.xml.rels", `<Relationships>`+link("c", "worksheet", "worksheets/full.xml")+link("a", "worksheet", "worksheets/sheet1.xml")+
		link("b", "worksheet", "worksheets/hidden.xml")+link("d", "chartsheet", "chartsheets/one.xml")+link("e", "styles", "styles.xml")+`</Relationships>`)
	all = append(all, entry{"xl/worksheets/hidden.xml", sheetXML(`<row><c><v>1</v></c></row>`)},
		entry{"xl/worksheets/full.xml", sheetXML(`<row><c s="1"><v>1</v></c></row>`)})
	return zipped(t, all)
}

func TestTheFirstVisibleSheetWithAValueIsRead(t *testing.T) {
	t.Parallel()
	file := threeSheets(t)
	for _, c := range []struct{ choice, sheet, row, code string }{
		{"", "Orders & more", "1|d:1904-01-02", ""},
		{"Notes", "Notes", "1|n:1", ""},
		{"Orders & more", "Orders & more", "1|d:1904-01-02", ""},
		{"Empty", "", "", "empty"},
		{"Chart", "", "", "no-such-sheet"},
		{"Module", "", "", "no-such-sheet"},
		{"orders", "", "", "no-such-sheet"},
	} {
		got, err := readAll("orders.xlsx", file, Options{Sheet: c.choice})
		if codeOf(err) != c.code || strings.Join(got, "") != c.row {
			t.Errorf("sheet %q: %q %v, want %q %q", c.choice, got, err, c.row, c.code)
		}
		if c.code == "" {
			want := Found{Format: "xlsx", Encoding: "utf-8", Sheet: c.sheet, Sheets: []string{"Empty", "Orders & more"}, Hidden: []string{"Notes"}, Date1904: true}
			if diff := cmp.Diff(want, foundIn(t, file, Options{Sheet: c.choice})); diff != "" {
				t.Error(diff)
			}
		}
	}
}
