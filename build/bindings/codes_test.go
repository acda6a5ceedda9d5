package bindings_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ordertrail/app"
	"ordertrail/frontend"
	"ordertrail/importers"
	"ordertrail/reports/kpi"
	"ordertrail/track"
)

var update = flag.Bool("update", false, "write the list of codes that the screens' own tests walk")

const (
	root     = "../../"
	codeList = "testdata/codes.tsv"
)

// spoken is one place of the program that hands out codes, and the families of the catalogue that people read them by.
type spoken struct {
	from     string   // as sources.codes names it
	families []string // <family>.<code> is the text; "task.*.story" puts the code in the middle
	silent   []string // codes of it that are never said by those families
	why      string   // of a place without a family: why nobody reads it
}

// said is the whole list. Read a row as: every code <from> there is said as each of <these families>, except <those>.
// A new type of codes, and a new code of a known one, fails until the catalogue has words for it.
var said = []spoken{
	{from: "type track.Phase", families: list("phase")},
	{from: "type track.Phase", families: list("headline"), silent: list("unmapped")},
	{from: "type track.Kind", families: list("kind")},
	{from: "type track.SourceKind", families: list("source_kind", "says_kind", "authority_kind")},
	{from: "type track.Flag", families: list("flag")},
	{from: "type track.Level", families: list("basis"), silent: list("default")},
	{from: "type track.Level", families: list("lost_basis")},
	{from: "type track.Clash", families: list("clash")},
	{from: "type track.Level", families: list("stalled_says", "scan_says"), silent: list("declared")},
	{from: "type track.Share", families: list("share")},
	{from: "type carrier.Ground", families: list("ground")},
	{from: "type track.State", families: list("state")},
	{from: "type track.TaskState", families: list("state")},
	{from: "type track.PromiseState", why: "promiseStatus says it in a sentence with its day"},
	{from: "type track.Family", why: "it chooses who acts; people read the reason"},
	{from: "type track.Nearer", why: "a report of the command line says it in a sentence"},
	{from: "type kpi.Basis", families: list("basis", "says_against")},
	{from: "type kpi.Date", why: "a day"},
	{from: "type kpi.Unit", families: list("kpi_unit")},
	{from: "type kpi.Table", why: "sheets of the workbook, named in English words"},
	{from: "type imap.Security", families: list("mailbox_security")},
	{from: "type mail.Verdict", why: "it says where a mail goes"},
	{from: "type mail.Mark", why: "marks of the labelled set, for whoever writes patterns"},
	{from: "type scan.Kind", why: "the verdict says what was scanned in its own code"},
	{from: "type scan.Verb", why: "what a command card does is told by the verdict"},
	{from: "type importers.SheetState", families: list("sheet_left", "left"), silent: list("taken")},
	{from: "type importers.shape", why: "it says how a cell is read"},

	{from: "call app.fail 0", families: list("error")},
	{from: "field app.sentinels code", families: list("error")},
	{from: "call track.Refusal 0", families: list("error|scan")},
	{from: "call track.refuse 0", families: list("error|scan")},
	{from: "field app.bounds Setting", families: list("setting")},
	{from: "call app.within 0", families: list("setting")},
	{from: "call app.say 2", families: list("scan")},
	{from: "call imap.fault 0", families: list("mailbox_fault", "mailbox_remedy")},
	{from: "call imap.Fault Code", families: list("mailbox_fault", "mailbox_remedy")},
	{from: "call app.Fault Code", families: list("mailbox_fault", "mailbox_remedy")},

	{from: "call sheet.refuse 0", families: list("refusal", "refusal_do")},
	{from: "field sheet.magics code", families: list("refusal", "refusal_do")},
	{from: "field sheet.tellers code", families: list("refusal", "refusal_do")},
	{from: "field sheet.compoundKinds code", families: list("refusal", "refusal_do")},
	{from: "field sheet.limits code", families: list("refusal", "refusal_do")},
	{from: "call sheet.refuse 1", families: list("refusal_met")},
	{from: "call sheet.damagedCompound 0", families: list("refusal_met")},
	{from: "call sheet.damage 2", families: list("refusal_met")},
	{from: "call sheet.damage 3", families: list("refusal_met")},
	{from: "const sheet.noWorkbook", families: list("refusal_met")},
	{from: "call sheet.damagedIn 0", families: list("refusal_place")},
	{from: "call sheet.read 2", families: list("refusal_place")},
	{from: "call sheet.chain 3", families: list("refusal_place")},

	{from: "tasks", families: list("task", "task.*.story", "headline")},
	{from: "opens", families: list("opens")},
	{from: "clears", families: list("clears")},
	{from: "checks", families: list("check")},
	{from: "owners", families: list("owner")},
	{from: "steps", families: list("step")},
	{from: "endings", families: list("resolve")},
	{from: "waiters", families: list("waiter")},
	{from: "reasons", families: list("reason")},
	{from: "milestones", families: list("milestone", "milestone_says")},
	{from: "causes", families: list("cause")},
	{from: "dispositions", families: list("disposition")},
	{from: "resolutions", families: list("resolution")},
	{from: "answers of suppliers", families: list("warranty")},
	{from: "places", families: list("trackpage.where"), silent: list("elsewhere")},
	{from: "fields", families: list("field")},
	{from: "kpis", families: list("kpi", "kpi.*.counts", "kpi.*.numerator", "kpi.*.denominator", "kpi.*.clock")},
	{from: "listed", families: list("listed")},
	{from: "left out", families: list("left_out", "left_out_why")},
	{from: "counted", families: list("counted", "counted_why")},
	{from: "call kpi.saying 0", families: list("says")},
	{from: "restated", families: list("restated")},

	{from: "note app.OrderQuery.View", families: list("view")},
	{from: "note app.RulingRow.What", families: list("ruled")},
	{from: "note app.RunRow.State", families: list("run_state")},
	{from: "note app.UnmatchedRow.Why", families: list("unmatched_why")},
	{from: "note app.OrderGuess.Why", families: list("guess")},
	{from: "note app.UnreadRow.Kind", families: list("unread_kind")},
	{from: "note app.MailboxRow.State", families: list("mailbox_state")},
	{from: "note app.VoiceRow.Verdict", families: list("weight"), silent: list("same", "before", "shown")},
	{from: "note app.ReturnColumn.Code", families: list("board")},
	{from: "note app.ScanVerdict.Tone", families: list("verdict.*.word", "verdict_says")},
	{from: "note app.Bench.NextCode", families: list("next")},
	{from: "note app.Progress.Code", families: list("progress")},
	{from: "note app.ConflictAnswer.Answer", families: list("conflicts")},
	{from: "note app.SettingsView.Theme", families: list("theme")},
	{from: "note app.SettingsView.Density", families: list("density")},
	{from: "field track.overridable", families: list("set_aside")},
	{from: "field track.returnSteps To", families: list("return")},
	{from: "field track.claimSteps To", families: list("claim")},
	{from: "field track.warrantySteps To", families: list("warranty")},
	{from: "field track.evidence Code", families: list("evidence")},
	{from: "field app.claimKinds", families: list("claim_kind")},
	{from: "const importers.odd*", families: list("odd")},
	{from: "const track.Rule*", families: list("rule")},
	{from: "note track.Proposal.Because", families: list("because"), silent: list("kind")},
	{from: "note track.ReturnState.Kind", families: list("return_kind")},
	{from: "note track.ReturnUnits.SerialSays", families: list("serial_says")},
	{from: "note track.Conflict.Weight", families: list("weight")},
}

func list(names ...string) []string { return names }

// TestEveryCodeHasWords is why no bare code reaches a person: it goes through all that the program hands out.
func TestEveryCodeHasWords(t *testing.T) {
	t.Parallel()
	words, err := app.ParseWords(frontend.English)
	if err != nil {
		t.Fatal(err)
	}
	src := readSources(t)
	families := map[string][]string{}
	for _, row := range said {
		codes := src.codes(row.from)
		if len(codes) == 0 {
			t.Errorf("nothing is handed out by %q any more: take the row away, or name it as it is now", row.from)
		}
		for _, family := range row.families {
			for _, code := range codes {
				if slices.Contains(row.silent, code) {
					continue
				}
				key, ok := firstKey(words, family, code)
				if !ok {
					t.Errorf("%s hands out %q, and the catalogue has no %s", row.from, code, key)
				}
				if got := words.Say(key, examples(words, words[key])...); bare.MatchString(got) {
					t.Errorf("%s is said with a bare code: %q", key, got)
				}
				families[family] = append(families[family], code)
			}
		}
	}
	for _, name := range src.types() {
		if !slices.ContainsFunc(said, func(s spoken) bool { return s.from == "type "+name }) {
			t.Errorf("%s is a type of codes: say in this table how people read them, or why nobody does", name)
		}
	}
	sameList(t, families)
}

// bare is a code as a program writes it, standing in a text for people.
var bare = regexp.MustCompile(`\b[a-z]+(_[a-z]+)+\b|undefined|\[object|\{\d`)

var coded = regexp.MustCompile(`\{(\d),@(\w+)\}`)

// examples are arguments that a text can be said with: a code of the family it asks for, else a number. The text of a code may
// ask for further ones.
func examples(words app.Words, text string) []string {
	args := list("1", "2", "3", "4", "5", "6", "7")
	for texts := list(text); len(texts) > 0; texts = texts[1:] {
		for _, place := range coded.FindAllStringSubmatch(texts[0], -1) {
			n, _ := strconv.Atoi(place[1])
			for _, key := range slices.Sorted(maps.Keys(words)) {
				if code, ok := strings.CutPrefix(key, place[2]+"."); ok {
					args[n] = code
					texts = append(texts, words[key])
					break
				}
			}
		}
	}
	return args
}

// firstKey is the key that a family has for a code; "a|b" is a, or else b.
func firstKey(words app.Words, family, code string) (key string, ok bool) {
	for one := range strings.SplitSeq(family, "|") {
		key = one + "." + code
		if before, after, middle := strings.Cut(one, "*"); middle {
			key = before + code + after
		}
		if _, ok = words[key]; ok {
			return key, true
		}
	}
	return key, false
}

// sameList compares the codes by family with the list that the screens' own tests walk.
func sameList(t *testing.T, families map[string][]string) {
	t.Helper()
	var b strings.Builder
	for _, family := range slices.Sorted(maps.Keys(families)) {
		codes := families[family]
		slices.Sort(codes)
		b.WriteString(family + "\t" + strings.Join(slices.Compact(codes), " ") + "\n")
	}
	want := b.String()
	if *update {
		if err := os.WriteFile(codeList, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if readFile(t, codeList) != want {
		t.Errorf("%s is not what the program hands out: run go test ./build/bindings -run EveryCode -update", codeList)
	}
}

// sources are the codes in the program's source, by where they stand: "type track.Phase" are the constants of a type,
// "call app.fail 0" what is written as an argument (or field) of a call or literal, "note app.RunRow.State" the codes that
// the comment of a field lists; and the tables that can be asked, by a word.
type sources map[string][]string

// codes are those of one place; one that ends in * is every place that begins so.
func (s sources) codes(from string) []string {
	codes := slices.Clone(s[from])
	if start, any := strings.CutSuffix(from, "*"); any {
		for name := range s {
			if strings.HasPrefix(name, start) {
				codes = append(codes, s[name]...)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func (s sources) add(from string, codes ...string) { s[from] = append(s[from], codes...) }

// types names every type of codes.
func (s sources) types() []string {
	var out []string
	for _, from := range slices.Sorted(maps.Keys(s)) {
		if name, ok := strings.CutPrefix(from, "type "); ok {
			out = append(out, name)
		}
	}
	return out
}

func readSources(t *testing.T) sources {
	t.Helper()
	s := sources{}
	s.askTables()
	for folder, files := range parsed(t) {
		structs := structsOf(files)
		for _, file := range files {
			s.read(file, structs)
		}
		if len(files) == 0 {
			t.Errorf("%s has no source", folder)
		}
	}
	return s
}

// parsed are the files of the program that may hand out a code, by their folder.
func parsed(t *testing.T) map[string][]*ast.File {
	t.Helper()
	files := map[string][]*ast.File{}
	for _, folder := range list("track", "app", "importers", "reports") {
		err := filepath.WalkDir(root+folder, func(path string, _ os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			files[filepath.Dir(path)] = append(files[filepath.Dir(path)], file)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// structsOf are the structs that a package declares, by their names.
func structsOf(files []*ast.File) map[string]*ast.StructType {
	out := map[string]*ast.StructType{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if of, ok := spec.Type.(*ast.StructType); ok {
					out[spec.Name.Name] = of
				}
			}
			return true
		})
	}
	return out
}

// askTables takes what the program's own tables list.
func (s sources) askTables() {
	for _, e := range track.Exceptions() {
		s.add("tasks", e.Code)
		s.add("opens", e.Opens)
		s.add("clears", e.Clears...)
		s.add("checks", e.Checks...)
		s.add("owners", e.Owner)
		s.add("steps", e.Step)
	}
	for _, step := range track.Steps() {
		s.add("steps", step.Step)
	}
	for _, row := range track.DefaultAuthority() {
		s.add("milestones", row.Milestone)
	}
	for _, r := range track.Reasons() {
		s.add("reasons", string(r))
	}
	s.add("endings", track.Endings()...)
	s.add("waiters", track.Waiters()...)
	s.add("causes", track.ReturnCauses()...)
	s.add("dispositions", track.Dispositions()...)
	s.add("resolutions", track.Resolutions()...)
	s.add("answers of suppliers", track.SupplierAnswers()...)
	s.add("places", track.LeftPlaces()...)
	for _, kind := range list(importers.KindOrders, importers.KindCarrier, importers.KindStock) {
		for _, f := range importers.Fields(kind) {
			s.add("fields", f.Name)
		}
	}
	s.add("restated", kpi.ReasonCodes()...)
	for _, d := range kpi.Definitions() {
		s.add("kpis", d.Name)
		for _, x := range d.Excluded {
			s.add("left out", x.Says)
		}
		for _, l := range d.Listed {
			s.add("listed", l.Code)
			s.add("counted", l.Says)
		}
	}
}

// read takes what is written in one file.
func (s sources) read(file *ast.File, structs map[string]*ast.StructType) {
	in := file.Name.Name
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				s.constants(in, n)
			}
			s.table(in, n, structs)
		case *ast.CallExpr:
			s.arguments(in, nameOf(n.Fun), n.Args)
		case *ast.CompositeLit:
			s.arguments(in, nameOf(n.Type), n.Elts)
		case *ast.TypeSpec:
			s.notes(in, n)
		}
		return true
	})
}

// constants takes the values of constants, by their type of ours or else by their name.
func (s sources) constants(in string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		v := spec.(*ast.ValueSpec)
		kind := nameOf(v.Type)
		for i, value := range v.Values {
			code, ok := text(value)
			switch {
			case !ok || !codeLike.MatchString(code) && kind == "":
			case kind == "" || kind == "string":
				s.add("const "+in+"."+v.Names[i].Name, code)
			case code != "":
				s.add("type "+in+"."+kind, code)
			}
		}
	}
}

// table takes a package's table: the texts of a list, or of its rows by the names of their fields.
func (s sources) table(in string, decl *ast.GenDecl, structs map[string]*ast.StructType) {
	for _, spec := range decl.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			continue
		}
		lit, ok := v.Values[0].(*ast.CompositeLit)
		if !ok {
			continue
		}
		name := "field " + in + "." + v.Names[0].Name
		var row *ast.StructType
		if array, ok := lit.Type.(*ast.ArrayType); ok {
			if row, ok = array.Elt.(*ast.StructType); !ok {
				row = structs[nameOf(array.Elt)]
			}
		}
		for _, elt := range lit.Elts {
			if pair, ok := elt.(*ast.KeyValueExpr); ok {
				s.texts(name, pair.Value)
			}
			if code, ok := text(elt); ok {
				s.add(name, code)
			} else if cells, ok := elt.(*ast.CompositeLit); ok && row != nil {
				s.row(name, cells, row)
			}
		}
	}
}

// texts takes what stands in the list that a map holds under one key.
func (s sources) texts(name string, value ast.Expr) {
	if list, ok := value.(*ast.CompositeLit); ok {
		for _, elt := range list.Elts {
			if code, ok := text(elt); ok {
				s.add(name, code)
			}
		}
	}
}

func (s sources) row(name string, cells *ast.CompositeLit, row *ast.StructType) {
	var fields []string
	for _, f := range row.Fields.List {
		for _, field := range f.Names {
			fields = append(fields, field.Name)
		}
	}
	for i, cell := range cells.Elts {
		if code, ok := text(cell); ok && code != "" && i < len(fields) {
			s.add(name+" "+fields[i], code)
		}
	}
}

// arguments takes the texts that are written out in a call or a literal, by their place or their field.
func (s sources) arguments(in, name string, args []ast.Expr) {
	for i, arg := range args {
		place := strconv.Itoa(i)
		if field, ok := arg.(*ast.KeyValueExpr); ok {
			place, arg = nameOf(field.Key), field.Value
		}
		if code, ok := text(arg); ok && codeLike.MatchString(code) {
			s.add("call "+in+"."+name+" "+place, code)
		}
	}
}

var (
	codeLike = regexp.MustCompile(`^[a-z]+([_-][a-z]+)*$`)
	// A comment that lists codes begins with them, or with "code:".
	codesIn = regexp.MustCompile(`^// (?:code: )?([a-z_]+(?:-[a-z]+)*(?: \([^)]*\))?(?:, (?:or )?[a-z_]+(?:-[a-z]+)*(?: \([^)]*\))?)+)`)
	aside   = regexp.MustCompile(` \([^)]*\)|\bor `)
)

// notes takes the codes that comments of a struct's fields list.
func (s sources) notes(in string, spec *ast.TypeSpec) {
	of, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range of.Fields.List {
		if field.Comment == nil || len(field.Names) != 1 {
			continue
		}
		if found := codesIn.FindStringSubmatch(field.Comment.List[0].Text); found != nil {
			codes := strings.Split(aside.ReplaceAllString(found[1], ""), ", ")
			s.add("note "+in+"."+spec.Name.Name+"."+field.Names[0].Name, codes...)
		}
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// TestNoTextStandsTwice: of two texts under one key the later is read everywhere, and the other is written for nobody.
func TestNoTextStandsTwice(t *testing.T) {
	key := regexp.MustCompile(`(?m)^  "([^"]+)":`)
	for _, name := range list("en.json", "de.json") {
		text, err := os.ReadFile(filepath.Join(root, "frontend/src/lib/i18n", name))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range key.FindAllSubmatch(text, -1) {
			if k := string(m[1]); seen[k] {
				t.Errorf("%s has %q twice", name, k)
			} else {
				seen[k] = true
			}
		}
		if len(seen) < 100 {
			t.Errorf("%s has %d texts", name, len(seen))
		}
	}
}
