package pdf

import (
	"strings"
	"time"

	"ordertrail/reports/wording"
	"ordertrail/track"
)

// words is the catalogue of one language; {name} stands for what a sentence is told.
type words map[string]string

var languages = map[string]words{"en": english, "de": german}

// Read a row as: <key> is printed as <words>.
var english = words{
	"page":         "Page {page} of {pages}",
	"printed":      "Printed {moment}",
	"months":       "January February March April May June July August September October November December",
	"weekdays":     "Sun Mon Tue Wed Thu Fri Sat",
	"date":         "{weekday} {day} {month} {year}",
	"moment":       "{date}, {time}",
	"slip":         "Packing slip",
	"order":        "Order {order}",
	"placed":       "placed {date}",
	"shipto":       "Ship to",
	"parcel":       "Parcel",
	"parcel.of":    "Parcel {nth} of {of}",
	"carrier":      "Carrier",
	"tracking":     "Tracking number",
	"item":         "Item",
	"ordered":      "Ordered",
	"here":         "In this parcel",
	"later":        "Follows separately",
	"later.say":    "Not in this parcel. You need not do anything.",
	"other":        "In other parcels",
	"units":        "Units",
	"note":         "Note",
	"follow":       "Follow your parcels",
	"total":        "{n} units in this parcel",
	"manifest":     "Handover",
	"manifest.to":  "Handed over to {carrier}",
	"station":      "Station",
	"operator":     "Operator",
	"handed":       "Handed over",
	"count":        "Parcels",
	"number":       "No.",
	"service":      "Service",
	"weight":       "Weight",
	"orderno":      "Order",
	"received":     "Received in good order: {n} parcels",
	"received.one": "Received in good order: 1 parcel",
	"name":         "Name",
	"signature":    "Signature",
	"date.time":    "Date and time",
	"none.parcels": "No parcels in this handover.",
	"exceptions":   "Open tasks",
	"open":         "{n} open, {over} past due",
	"due":          "Due",
	"about":        "Order",
	"task":         "What is wrong and what to do",
	"state":        "State",
	"none.tasks":   "Nothing is open.",
	"past":         "past due",
	"pick":         "Pick list",
	"pick.say":     "{orders} orders, {units} units",
	"bin":          "Bin",
	"quantity":     "Pick",
	"fororders":    "For orders",
	"none.pick":    "Nothing to pick.",
	"done":         "Done",
	"cards":        "Scanner cards",
	"cards.say":    "Cut them out, or hang the sheet beside the scanner.",
	"label.order":  "Order",
	"label.parcel": "Our number",
	"label.from":   "From",
	"return":       "Return slip",
	"return.say":   "Please put this page into the box, so that we know at once what comes back.",
	"return.to":    "Send it to",
	"return.no":    "Return {return}",
	"reason":       "Reason",
	"return.units": "Units",
	"return.steps": "How it works",
	"kpi":          "How we did",
	"kpi.period":   "{from} to {to} · {zone} · {basis}",
	"kpi.name":     "KPI and what it counts",
	"kpi.value":    "Result",
	"kpi.n":        "Counted from",
	"kpi.restated": "Restated today",
	"kpi.frozen":   "As published",
	"kpi.thin":     "grey: fewer than 30 cases, may be chance",
	"kpi.carriers": "Carriers",
	"kpi.carrier":  "Carrier, service",
	"kpi.ontime":   "On time",
	"kpi.first":    "First attempt",
	"kpi.lag":      "First scan after",
	"kpi.problems": "With a problem",
	"kpi.cost":     "Cost each",
}

var german = words{
	"page":         "Seite {page} von {pages}",
	"printed":      "Gedruckt {moment}",
	"months":       "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
	"weekdays":     "So Mo Di Mi Do Fr Sa",
	"date":         "{weekday} {day}. {month} {year}",
	"moment":       "{date}, {time} Uhr",
	"slip":         "Lieferschein",
	"order":        "Bestellung {order}",
	"placed":       "vom {date}",
	"shipto":       "Lieferadresse",
	"parcel":       "Paket",
	"parcel.of":    "Paket {nth} von {of}",
	"carrier":      "Zusteller",
	"tracking":     "Sendungsnummer",
	"item":         "Artikel",
	"ordered":      "Bestellt",
	"here":         "In diesem Paket",
	"later":        "Folgt getrennt",
	"later.say":    "Nicht in diesem Paket. Sie müssen nichts tun.",
	"other":        "In anderen Paketen",
	"units":        "Stück",
	"note":         "Hinweis",
	"follow":       "Pakete verfolgen",
	"total":        "{n} Stück in diesem Paket",
	"manifest":     "Übergabe",
	"manifest.to":  "Übergeben an {carrier}",
	"station":      "Platz",
	"operator":     "Von",
	"handed":       "Übergeben",
	"count":        "Pakete",
	"number":       "Nr.",
	"service":      "Dienst",
	"weight":       "Gewicht",
	"orderno":      "Bestellung",
	"received":     "Unbeschädigt erhalten: {n} Pakete",
	"received.one": "Unbeschädigt erhalten: 1 Paket",
	"name":         "Name",
	"signature":    "Unterschrift",
	"date.time":    "Datum und Uhrzeit",
	"none.parcels": "Keine Pakete in dieser Übergabe.",
	"exceptions":   "Offene Aufgaben",
	"open":         "{n} offen, {over} überfällig",
	"due":          "Fällig",
	"about":        "Bestellung",
	"task":         "Was nicht stimmt und was zu tun ist",
	"state":        "Stand",
	"none.tasks":   "Nichts ist offen.",
	"past":         "überfällig",
	"pick":         "Pickliste",
	"pick.say":     "{orders} Bestellungen, {units} Stück",
	"bin":          "Fach",
	"quantity":     "Menge",
	"fororders":    "Für Bestellungen",
	"none.pick":    "Nichts zu holen.",
	"done":         "Erledigt",
	"cards":        "Scannerkarten",
	"cards.say":    "Ausschneiden oder das Blatt neben den Scanner hängen.",
	"label.order":  "Bestellung",
	"label.parcel": "Unsere Nummer",
	"label.from":   "Von",
	"return":       "Rücksendeschein",
	"return.say":   "Bitte legen Sie dieses Blatt in den Karton, damit wir gleich wissen, was zurückkommt.",
	"return.to":    "Senden an",
	"return.no":    "Rücksendung {return}",
	"reason":       "Grund",
	"return.units": "Stück",
	"return.steps": "So geht es",
	"kpi":          "Wie es lief",
	"kpi.period":   "{from} bis {to} · {zone} · {basis}",
	"kpi.name":     "Kennzahl und was sie zählt",
	"kpi.value":    "Ergebnis",
	"kpi.n":        "Gezählt aus",
	"kpi.restated": "Heutiger Stand",
	"kpi.frozen":   "Veröffentlicht",
	"kpi.thin":     "grau: weniger als 30 Fälle, kann Zufall sein",
	"kpi.carriers": "Zusteller",
	"kpi.carrier":  "Zusteller, Dienst",
	"kpi.ontime":   "Pünktlich",
	"kpi.first":    "Erster Versuch",
	"kpi.lag":      "Erster Scan nach",
	"kpi.problems": "Mit Problem",
	"kpi.cost":     "Kosten je Paket",
}

// say is the sentence of a key with its arguments put in: name, value, name, value.
func (w words) say(key string, args ...string) string { return wording.Fill(w[key], args...) }

// date writes a day as people say it; "" for no day.
func (w words) date(d track.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return ""
	}
	return w.say("date", "weekday", strings.Fields(w["weekdays"])[t.Weekday()], "day", t.Format("2"),
		"month", strings.Fields(w["months"])[t.Month()-1], "year", t.Format("2006"))
}

// moment writes an instant as day and time of day; "" for the zero time.
func (w words) moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return w.say("moment", "date", w.date(track.DateOf(t, zone)), "time", t.In(zone).Format("15:04"))
}
