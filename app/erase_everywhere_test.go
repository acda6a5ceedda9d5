package app_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"ordertrail/app"
)

// Quirina is one customer, and who says everything by which she may be known.
const (
	quirina = "Quirina Zwänziger"
	her     = "quirina.z@example.com"
	who     = quirina + ", Nachtigallenweg 77, ZW7 7QZ, 555-017-7881, " + her
)

// needles are the texts by which she is told, and parts of them.
var needles = []string{quirina, "Quirina", "Zwänziger", her, "Nachtigallenweg 77", "Nachtigallenweg", "ZW7 7QZ", "555-017-7881"}

// spelled are the ways in which a needle can stand in a file.
func spelled(needle string) map[string][]byte {
	wide := func(high bool) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(needle)) {
			if high {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	out := map[string][]byte{"as it is": []byte(needle), "UTF-16LE": wide(false), "UTF-16BE": wide(true)}
	var quoted bytes.Buffer
	w := quotedprintable.NewWriter(&quoted)
	_, _ = w.Write([]byte(needle))
	_ = w.Close()
	out["quoted-printable"] = quoted.Bytes()
	for shift := range 3 { // what stands inside a block, whatever stands before it
		text := base64.StdEncoding.EncodeToString(append(bytes.Repeat([]byte{' '}, shift), needle...))
		out[fmt.Sprint("base64 at ", shift)] = []byte(text[(shift*8+5)/6 : len(text)-4])
	}
	entities := ""
	for _, r := range needle {
		entities += fmt.Sprintf("&#%d;", r)
	}
	out["entities"] = []byte(entities)
	return out
}

// still lists where below a folder she can be found.
func still(t *testing.T, folder string, skip func(string) bool) (found []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || skip(path) {
			return err
		}
		content, err := os.ReadFile(path)
		for _, needle := range needles {
			for how, text := range spelled(needle) {
				if i := bytes.Index(content, text); i >= 0 {
					near := content[max(0, i-60):min(len(content), i+len(text)+60)]
					found = append(found, fmt.Sprintf("%s: %s, %s: %q", filepath.Base(path), needle, how, near))
				}
			}
		}
		return err
	})
	must(t, err)
	return found
}

// mailOf is a carrier's mail that nobody can read, with a body in some encoding.
func mailOf(n int, subject, encoding, charset, kind, body string) string {
	return fmt.Sprintf("From: UPS <mcinfo@ups.com>\r\nSubject: 1Z5R89390357567127 %s\r\nDate: Tue, 19 May 2026 12:00:%02d +0000\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n", subject, n, kind, charset, encoding, body)
}

// mailsAbout are mails about her that nobody can read, in every way letters are written in mails.
func mailsAbout() []string {
	plain := "Something about a parcel.\r\nFor " + who + "\r\n"
	var quoted bytes.Buffer
	w := quotedprintable.NewWriter(&quoted)
	_, _ = w.Write([]byte(plain))
	_ = w.Close()
	block := base64.StdEncoding.EncodeToString([]byte(plain))
	var lines []string
	for ; len(block) > 76; block = block[76:] {
		lines = append(lines, block[:76])
	}
	entities := ""
	for _, r := range who {
		entities += fmt.Sprintf("&#x%x;", r)
	}
	latin := strings.ReplaceAll(plain, "ä", "\xe4")
	return []string{
		mailOf(1, "Odd", "8bit", "utf-8", "text/plain", plain),
		mailOf(2, "Odd", "quoted-printable", "utf-8", "text/plain", quoted.String()),
		mailOf(3, "Odd", "base64", "utf-8", "text/plain", strings.Join(append(lines, block), "\r\n")),
		mailOf(4, "Odd", "8bit", "utf-8", "text/html", "<p>For "+entities+"</p>"),
		mailOf(5, "Odd", "8bit", "utf-8", "text/html", "<p>For <b>Quirina</b> <i>Zwänziger</i>, Nachtigallenweg <b>77</b>, ZW7 7QZ</p>"),
		mailOf(6, mime.BEncoding.Encode("utf-8", "For "+who), "8bit", "utf-8", "text/plain", "Something."),
		mailOf(7, mime.QEncoding.Encode("utf-8", "For "+who), "8bit", "utf-8", "text/plain", "Something else."),
		mailOf(8, "Odd", "8bit", "iso-8859-1", "text/plain", latin),
		mailOf(9, "Odd", "base64", "iso-8859-1", "text/plain", base64.StdEncoding.EncodeToString([]byte(latin))),
		mailOf(10, "Odd", "8bit", "utf-8", "text/html", `<a href="https://x.example/?to=quirina.z%40example.com">Something</a>`),
	}
}

// knowHer lets the shop come to know her through every door it has.
func knowHer(t *testing.T, s *shop) {
	t.Helper()
	cell := `"` + who + `"`
	s.take("orders "+quirina+".csv", "order_number,ordered_at,promised_on,customer_name,email,phone,ship_name,ship_company,ship_address1,ship_address2,"+
		"ship_city,ship_region,ship_postcode,ship_country,note,tags,hold,hold_reason,sku,title,quantity,unit_price,service,currency\n"+
		"7000,2026-04-10 10:00,2026-04-20,"+quirina+","+her+",555-017-7881,"+quirina+",,Nachtigallenweg 77,,Springfield,IL,ZW7 7QZ,US,,,no,,MUG,Mug engraved "+
		quirina+",1,10.00,Courier for "+quirina+",USD\n"+
		"7005,2026-05-02 10:00,2026-05-21,"+quirina+","+her+",555-017-7881,"+quirina+",,Nachtigallenweg 77,,Springfield,IL,ZW7 7QZ,US,,,no,,CUP,Cup,1,3.00,Courier,USD\n"+
		"7001,2026-05-01 10:00,2026-05-20,"+quirina+","+her+",555-017-7881,"+quirina+",Nachtigallenweg & Co,Nachtigallenweg 77,c/o "+quirina+
		",Springfield,IL,ZW7 7QZ,US,"+cell+","+cell+",no,"+cell+",MUG,Mug engraved "+quirina+",2,10.00,Courier,USD\n"+
		"7002,2026-05-01 10:00,2026-05-20,Ada Sample,ada@example.com,555-0111,Ada Sample,,Elm Street 4,,Springfield,IL,62701,US,,gift,no,,TEA,Tea,1,5.00,Courier,USD\n")
	s.take("tracking.csv", "order_number,carrier,tracking_number,phase,status_text,status_detail,location,occurred_at,signed_by,left_at,cost,currency\n"+
		"7000,ups,1Z999AA10123456793,delivered,"+cell+",,"+cell+",2026-04-20 10:00,"+quirina+",,8.00,USD\n"+
		"7001,ups,1Z999AA10123456784,delivered,"+cell+","+cell+","+cell+",2026-05-20 10:00,"+quirina+","+cell+",8.00,USD\n"+
		"7001,ups,1Z999AA10123456784,,Handed to "+quirina+" ("+her+"),,"+cell+",2026-05-20 11:00,,,,\n"+
		"9999,ups,1Z999AA10123456785,moving,"+cell+",,"+cell+",2026-05-20 10:00,"+quirina+",,,\n"+
		"7002,ups,1Z999AA10123456786,delivered,Left at the door,,Springfield,2026-05-20 10:00,,,4.00,USD\n")
	s.take("stock.csv", "sku,title,gtin,pack_quantity,aliases,unit_cost,currency,on_hand,bin,counted_at\n"+
		"MUG,Mug engraved "+quirina+",,1,,2.00,USD,1,Made for "+quirina+",2026-05-02\nTEA,Tea,,1,,1.00,USD,5,A1,2026-05-02\n")
	s.take("broken.csv", "order_number,ordered_at,customer_name,email,sku,quantity\n7003,no day,"+quirina+","+her+",MUG,1\n")
	id := s.show("7001").State.ID
	o, r := s.Orders(), s.Returns()
	must(t, o.Note(id, who))
	must(t, o.Contact(id, "damaged", who))
	must(t, o.Hold(id, who))
	must(t, o.Release(id))
	must(t, o.Edit(id, "tags", who))
	must(t, o.SayWhere(id, "1Z999AA10123456784", "delivered", who))
	must(t, o.Edit(s.show("7000").State.ID, "tags", who))
	must(t, o.Edit(s.show("7005").State.ID, "tags", who))
	s.take("later.csv", "order_number,ordered_at,customer_name,email,tags,sku,title,quantity,currency\n7001,2026-05-01 10:00,"+quirina+","+her+
		",other for "+quirina+",MUG,Mug,2,USD\n7000,2026-04-10 10:00,"+quirina+","+her+",another for "+quirina+",MUG,Mug,1,USD\n"+
		"7005,2026-05-02 10:00,"+quirina+","+her+",a third for "+quirina+",CUP,Cup,1,USD\n")
	answered, err := s.Imports().AnswerConflicts([]app.ConflictAnswer{{Order: "7005", Answer: "mine"}, {Order: "7000", Answer: "file"}})
	must(t, err)
	if answered < 2 {
		t.Fatalf("%d conflicts were answered", answered)
	}
	knowHowHerFilesAreRead(t, s)
	returned, err := r.Open(app.ReturnRequest{OrderID: id, Why: who, Lines: []app.ReturnLine{{Line: "1", Quantity: 1}}})
	must(t, err)
	must(t, r.Receive(returned, []app.ReturnLine{{Line: "1", Quantity: 1}}))
	must(t, r.Inspect(app.Inspection{Return: returned, Grade: "D", Note: who}))
	loose, err := r.Unannounced(app.ArrivedGoods{Goods: "Mug of " + who})
	must(t, err)
	must(t, r.SetAside(loose.Return, who))
	claim, err := s.Claims().Open(app.ClaimRequest{OrderID: id, Kind: "damaged", Against: "ups"})
	must(t, err)
	must(t, s.Claims().File(claim, who, 500, ""))
	must(t, s.Claims().Refuse(claim, who))
	for i, raw := range mailsAbout() {
		s.take(fmt.Sprint("mail-", i, ".eml"), raw)
	}
	unread, err := s.Imports().Unread()
	must(t, err)
	if len(unread) < len(mailsAbout())-1 {
		t.Fatalf("%d of %d mails wait to be read", len(unread), len(mailsAbout()))
	}
	for _, u := range unread {
		if strings.Contains(u.Text, "For "+quirina) {
			_, err := s.Imports().TeachNotice(u.ID, app.TaughtWords{Place: "body", Means: "never", Words: "For " + who, Lang: "en"})
			must(t, err)
			break
		}
	}
	s.scan("pick", "QR "+who, "")
	for _, task := range s.show("7001").State.Tasks {
		if task.IsOpen() {
			must(t, s.Today().Wait([]string{task.Task}, "2026-06-05", "customer"))
			must(t, s.Today().Resolve([]string{task.Task}, "done", who))
			break
		}
	}
	must(t, writeBeside(s))
	tellHer(t, s, id)
}

// knowHowHerFilesAreRead saves a profile and choices that name her: tables without a header, and columns called as she is.
func knowHowHerFilesAreRead(t *testing.T, s *shop) {
	t.Helper()
	headed := app.ImportFile{
		Name: "hers.csv", Content: base64.StdEncoding.EncodeToString([]byte("Number of " + quirina + ",Item,Pieces\n7004,TEA,1\n")),
		Options: app.ImportOptions{Map: map[string]string{"order_number": "Number of " + quirina, "sku": "Item", "quantity": "Pieces"}, Source: "webshop"},
	}
	plan, err := s.Imports().Look(headed)
	must(t, err)
	_, err = s.Imports().SaveProfile(plan.ID, "Orders of "+quirina)
	must(t, err)
	_, err = s.Imports().Apply(plan.ID)
	must(t, err)
}

// tellHer puts messages to her and about her into the outbox: one that waits, one that was refused, one to a colleague.
func tellHer(t *testing.T, s *shop, id string) {
	t.Helper()
	const put = `INSERT INTO messages (order_id, milestone, channel, recipient, subject, body, state, tries, error, queued_at, sent_at)
		VALUES (?, ?, 'mail', ?, ?, ?, ?, 1, ?, 1, 0)`
	db := opened(t, s)
	for _, m := range [][7]string{
		{id, "delivered", her, "Your parcel, " + quirina, who, "waiting", ""},
		{id, "delayed", her, "Your parcel", who, "given_up", "550 5.1.1 <" + her + ">: no such user"},
		{"", "digest", "desk@shop.example", "Today", "Call " + quirina, "sent", ""},
		{"", "bounce", "desk@shop.example", "A mail came back", "Look", "given_up", "for <" + her + ">"},
	} {
		_, err := db.Exec(put, m[0], m[1], m[2], m[3], m[4], m[5], m[6])
		must(t, err)
	}
}

// packed is an archive of some files.
func packed(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // its text stands in the archive as it is
		must(t, err)
		_, err = f.Write([]byte(content))
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

// opened is the shop's file, beside the program that owns it.
func opened(t *testing.T, s *shop) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folderOf(s), "ordertrail.db")+"?_pragma=busy_timeout(5000)&_pragma=secure_delete(1)")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

// packedTexts are the published months as they read when they are unpacked: a search of the file's bytes does not see into them.
func packedTexts(t *testing.T, s *shop) (texts []string) {
	t.Helper()
	rows, err := opened(t, s).Query("SELECT body FROM publications")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var body []byte
		must(t, rows.Scan(&body))
		r, err := gzip.NewReader(bytes.NewReader(body))
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		texts = append(texts, string(text))
	}
	must(t, rows.Err())
	return texts
}

// namesHer reports whether a text holds one of the needles.
func namesHer(text string) bool {
	return slices.ContainsFunc(needles, func(needle string) bool { return strings.Contains(text, needle) })
}

// writeBeside makes what the program writes beside its file.
func writeBeside(s *shop) error {
	id := s.show("7001").State.ID
	if _, err := s.Reports().PackingSlip(id); err != nil {
		return err
	}
	if _, err := s.Reports().Exceptions(); err != nil {
		return err
	}
	if _, err := s.Reports().Publish(); err != nil {
		return err
	}
	if _, err := s.Freeze("2026-04", false); err != nil {
		return err
	}
	runs, err := s.Imports().History("")
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.Rejected > 0 {
			if _, err := s.Imports().SaveRejects(run.Run); err != nil {
				return err
			}
		}
	}
	done := filepath.Join(folderOf(s), "mails", "done")
	if err := os.MkdirAll(done, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(done, "dropped.eml"), []byte(mailsAbout()[2]), 0o600)
}

// TestAnEraseReachesEveryDoor lets a shop come to know a customer through every door, erases her, and looks for her in every byte.
func TestAnEraseReachesEveryDoor(t *testing.T) {
	s := newShop(t)
	knowHer(t, s)
	figures := countedFigures(t, s)
	if before := still(t, folderOf(s), func(string) bool { return false }); len(before) < 30 {
		t.Fatalf("before the erase she is found only %d times: the test looks in the wrong place\n%s", len(before), strings.Join(before, "\n"))
	}
	if months := packedTexts(t, s); len(months) == 0 || !namesHer(strings.Join(months, "")) {
		t.Fatalf("before the erase none of %d published months names her: the test looks in the wrong place", len(months))
	}
	restated, err := s.Reports().Restated("2026-04", "latest")
	must(t, err)
	drop := t.TempDir()
	_, err = s.Drops().Save(app.DropForm{Name: "exports", Path: drop})
	must(t, err)
	must(t, os.MkdirAll(filepath.Join(drop, "done"), 0o700))
	must(t, os.WriteFile(filepath.Join(drop, "done", "left.csv"), []byte("a,b\n"+quirina+",1\nAda,2\n"+her+",3\n"), 0o600))
	must(t, os.MkdirAll(filepath.Join(drop, "failed"), 0o700))
	must(t, os.WriteFile(filepath.Join(drop, "failed", "packed.zip"), packed(t, map[string]string{"a.csv": "x\n", "b.csv": quirina}), 0o600))
	must(t, os.WriteFile(filepath.Join(drop, "coming.csv"), []byte("for "+her), 0o600))
	e, err := s.Erase(her)
	must(t, err)
	if e.Erased != 3 || e.Kept != 0 {
		t.Errorf("erased %+v", e)
	}
	want := []app.LeftPlace{
		{File: "mails/done/dropped.eml", Folder: "mails", Lies: "done", Lines: []int{}, Parts: []string{}},
		{File: filepath.Join(drop, "done", "left.csv"), Folder: "exports", Lies: "done", Lines: []int{2, 4}, Parts: []string{}},
		{File: filepath.Join(drop, "failed", "packed.zip"), Folder: "exports", Lies: "failed", Lines: []int{}, Parts: []string{"b.csv"}},
		{File: filepath.Join(drop, "coming.csv"), Folder: "exports", Lies: "waiting", Lines: []int{1}, Parts: []string{}},
	}
	if !reflect.DeepEqual(e.Places, want) {
		t.Errorf("left where people put it: %+v, want %+v", e.Places, want)
	}
	for i, p := range e.Places {
		if i >= len(e.Left) || e.Left[i] != p.File {
			t.Errorf("left %v", e.Left)
		}
	}
	if left := still(t, folderOf(s), func(path string) bool { return filepath.Base(path) == "dropped.eml" }); len(left) > 0 {
		t.Errorf("she is still found:\n%s", strings.Join(left, "\n"))
	}
	for _, month := range packedTexts(t, s) {
		if namesHer(month) {
			t.Errorf("a published month still names her: %s", month)
		}
	}
	if after, err := s.Reports().Restated("2026-04", "latest"); err != nil || !reflect.DeepEqual(after, restated) {
		t.Errorf("the published month was restated as\n%+v\nand is as\n%+v (%v)", restated, after, err)
	}
	var waiting int
	must(t, opened(t, s).QueryRow("SELECT count(*) FROM messages WHERE state = 'waiting'").Scan(&waiting))
	if waiting > 0 {
		t.Errorf("%d messages without words wait to be sent", waiting)
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after the erase: %+v, %v", c, err)
	}
	if after := countedFigures(t, s); after != figures {
		t.Errorf("figures were\n%s\nand are\n%s", figures, after)
	}
	if o := s.show("7002"); o.State.Facts.Tags != "gift" || o.Events[0].Text == "" && o.Events[1].Text == "" {
		t.Errorf("of another customer's order is left %+v", o.State.Facts)
	}
	if c := s.take("orders again.csv", "order_number,ordered_at,customer_name,email,tags,sku,title,quantity,currency\n7001,2026-05-01 10:00,"+quirina+","+her+
		",other for "+quirina+",MUG,Mug,2,USD\n"); c.New+c.Changed > 0 {
		t.Errorf("her order again is %d new and %d changed rows", c.New, c.Changed)
	}
}

// countedFigures are the figures of the month as text.
func countedFigures(t *testing.T, s *shop) string {
	t.Helper()
	_, list, err := s.Figures(app.KPIQuery{From: "2026-05-01", To: "2026-05-31"})
	must(t, err)
	text, err := json.Marshal(list)
	must(t, err)
	return string(text)
}
