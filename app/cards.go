package app

import (
	"os"

	"ordertrail/reports/pdf"
	"ordertrail/track/scan"
)

// cardWords names the catalogue's words for cards. Read a row as: a card of <verb> is called card.<word>.
var cardWords = map[scan.Verb]string{
	scan.Undo: "undo", scan.Finish: "finish", scan.NextBox: "next_box", scan.Skip: "skip", scan.Hold: "hold", scan.Qty: "qty",
}

// counts are the quantities that a sheet of cards offers; others are typed.
var counts = []int{2, 5, 10}

// CommandCards writes the printed cards that steer a station, each with its barcode, to path.
func (a *App) CommandCards(path string) (ReportFile, error) {
	if _, err := a.ready(); err != nil {
		return ReportFile{}, err
	}
	sheet := pdf.Commands{Head: a.head()}
	for _, c := range scan.Commands() {
		switch word := cardWords[c.Verb]; {
		case word != "":
			sheet.Cards = append(sheet.Cards, pdf.Card{Title: a.say("card." + word), Says: a.say("card." + word + ".does"), Code: c.Card()})
		case c.Verb == scan.Mode && modes[c.Text]:
			sheet.Cards = append(sheet.Cards, pdf.Card{Title: a.say("mode." + c.Text), Says: a.say("station.mode"), Code: c.Card()})
		}
	}
	for _, n := range counts {
		c := scan.Command{Verb: scan.Qty, Quantity: n}
		sheet.Cards = append(sheet.Cards, pdf.Card{Title: a.say("card.qty") + " " + itoa(n), Says: a.say("card.qty.does"), Code: c.Card()})
	}
	return document(path, func(w *os.File) (int, error) { return pdf.CommandCards(w, sheet) })
}
