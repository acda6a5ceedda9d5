package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordertrail/app"
)

// A task that was put aside stands in the report under words, like every other.
func TestTheExceptionReportNamesWhatWaits(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "frontend", "src", "lib", "i18n", "en.json"))
	if err != nil {
		t.Fatal(err)
	}
	words, err := app.ParseWords(raw)
	if err != nil {
		t.Fatal(err)
	}
	a := app.New()
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	folder := t.TempDir()
	if err := a.Open(t.Context(), app.Config{Folder: folder, Now: func() time.Time { return noon }, Fixed: true, Random: strings.NewReader(strings.Repeat("seed", 99)), Words: words}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s := &shop{App: a, t: t}
	s.take("orders.csv", "order_number,ordered_at,ship_by,sku,quantity\n1001,2026-05-01 10:00,2026-05-04,MUG,1\n")
	tasks, err := a.Today().List("", "past_ship_by")
	if err != nil || len(tasks) != 1 {
		t.Fatalf("tasks %+v, %v; want the passed ship-by day", tasks, err)
	}
	if err := a.Today().Wait([]string{tasks[0].Task}, "2026-05-28", ""); err != nil {
		t.Fatal(err)
	}
	report, err := a.ExceptionReport(filepath.Join(folder, "tasks.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", report.Path, "-").Output()
	if err != nil {
		t.Fatalf("read the report with pdftotext (Debian package poppler-utils): %v", err)
	}
	for _, want := range []string{"Waiting on others", "Past ship-by", "1001"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "owner.") || strings.Contains(string(text), "queue.") {
		t.Errorf("the report shows a key of the catalogue:\n%s", text)
	}
}
