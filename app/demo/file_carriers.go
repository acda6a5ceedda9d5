package demo

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"time"

	"ordertrail/track"
)

// pirateHeader is the header of Pirate Ship's export (35 columns).
var pirateHeader = strings.Split("Created Date,Recipient,Company,Email,Tracking Number,Cost,Status,Batch,Label Size,Saved Package,Ship From,Ship Date,Estimated Delivery Time,Weight (oz),Zone,Package Type,Package Length,Package Width,Package Height,Tracking Status,Tracking Info,Tracking Date,Address Line 1,Address Line 2,City,State,Zipcode,Country,Carrier,Service,Order ID,Rubber Stamp 1,Rubber Stamp 2,Rubber Stamp 3,Order Value", ",")

// pirateWords are the export's words for where a parcel is.
var pirateWords = map[track.Phase]string{
	track.Possession: "In Transit", track.Moving: "In Transit", track.OutForDelivery: "Out for Delivery",
	track.Delivered: "Delivered", track.AttemptFailed: "Delivery Attempted",
}

// pirateRows is the label service's list of labels made between from and now, each with the newest word of its carrier.
func (w *world) pirateRows(from, now time.Time) [][]string {
	rows := [][]string{pirateHeader}
	for _, o := range w.orders {
		for _, p := range o.parcels {
			if p.carrier != "usps" || p.labelled.Before(from) || p.labelled.After(now) {
				continue
			}
			c := map[string]string{
				"Created Date": p.labelled.Format("2006-01-02 15:04:05"), "Recipient": o.person.name(), "Email": o.person.email,
				"Tracking Number": p.tracking, "Cost": "$" + dollars(p.costCents), "Status": "Purchased", "Ship Date": day(p.labelled),
				"Weight (oz)": "22", "Package Type": "Package", "Tracking Status": "Pre-Transit", "Tracking Date": p.labelled.Format("2006-01-02 15:04:05"),
				"Address Line 1": o.person.street, "City": o.person.city, "State": o.person.state, "Zipcode": o.person.zip, "Country": "US",
				"Carrier": "USPS", "Service": p.service, "Order ID": o.number,
			}
			if s := p.last(now); s != nil {
				c["Tracking Status"], c["Tracking Info"], c["Tracking Date"] = pirateWords[s.phase], s.text+", "+s.place, s.at.Format("2006-01-02 15:04:05")
			}
			rows = append(rows, inOrder(pirateHeader, c))
		}
	}
	return rows
}

// last is the newest step that was known at now.
func (p *parcel) last(now time.Time) *step {
	var found *step
	for i, s := range p.steps {
		if !s.at.After(now) && !s.known.After(now) && (found == nil || s.at.After(found.at)) {
			found = &p.steps[i]
		}
	}
	return found
}

func inOrder(header []string, cells map[string]string) []string {
	row := make([]string, len(header))
	for i, h := range header {
		row[i] = cells[h]
	}
	return row
}

// quantumHeader is the header of a UPS Quantum View file; the stray quote in one name is the format's own.
var quantumHeader = strings.Split("Subscriber ID,Subscription Name,Subscription Number,Query Begin Date,Query End Date,Subscription File Name,File Status,Record Type,Shipper Number,Shipper Name,Shipper Address Line 1,Shipper Address Line 2,Shipper Address Line 3,Shipper City,Shipper State/Province,Shipper Postal Code,Shipper Country,Ship To Attention,Ship To Phone,Ship To Name,Ship To Address Line 1,Ship To Address Line 2,Ship To Address Line 3,Ship To City,Ship To State/Province,Ship To Postal Code,Ship To Country,Ship To Location ID,Shipment Reference Number Type 1,Shipment Reference Number Value 1,Shipment Reference Number Type 2,Shipment Reference Number Value 2,UPS Service,Pickup Date,Scheduled Delivery Date,Scheduled Delivery Time,Document Type,Package Activity Date,Package Activity Time,Package Description,Package Count,Package Dimensions Unit of Measurement,Length,Width,Height,Package Dimensional Weight,Package Weight,Oversize Package Type,Tracking Number,Package Reference Number Type 1,Package Reference Number Value 1,Package Reference Number Type 2,Package Reference Number Value 2,Package Reference Number Type 3,Package Reference Number Value 3,Package Reference Number Type 4,Package Reference Number Value 4,Package Reference Number Type 5,Package Reference Number Value 5,COD Currency Type,COD Amount Due,Declared Value,Earliest Delivery Time,Hazardous Materials Type,Hold For Pickup,Saturday Delivery Indicator,Call Tag ARS Type,Manufacture Country,Harmonized Type,Customs Monetary Value,Special Instructions,Shipment Charge Type,Bill Ship To,Collect Bill,UPS Location,UPS Location State/Province,UPS Location Country,Updated Ship To Name,Updated Ship To Street Number,Updated Ship To Street Prefix,Updated Ship To Street Name,Updated Ship To Street Type,Updated Ship To Street Suffix,Updated Ship To Building Name,Updated Ship To Room/Suite/Floor,Updated Ship To Political Division 3,Updated Ship To City,Updated Ship To State/Province,Updated Ship To Country,Updated Ship To Postal Code,Exception Status Description,Exception Reason Description,Exception Resolution Type,Exception Resolution Description,Rescheduled Delivery Date,Rescheduled Delivery Time,Driver Release,Delivery Location,Delivery Name,Delivery Street Number,Delivery Street Prefix,Delivery Street Name,Delivery Street Type,Delivery Street Suffix,Delivery Building Name,Delivery Room/Suite/Floor,Delivery Political Division 3,Delivery City,Delivery State/Province,Delivery Country,Delivery Postal Code,Residential Address,Signed For By,COD Collected Currency Type,COD Amount Collected,COD Amount Decimal,Bill To Account Number,Bill Option,Exception Reason Code,Exception Status Code,Receiving Address Name\",Activity Type", ",")

// quantumFile is a Quantum View file of what UPS did after from and told us by now. It is written by hand and not by a
// CSV writer, because the header's stray quote must stay stray.
func (w *world) quantumFile(from, now time.Time) []byte {
	var b strings.Builder
	b.WriteString(strings.Join(quantumHeader, ",") + "\n")
	rows := 0
	w.eachStep("ups", from, now, func(o *order, p *parcel, s step) {
		rows++
		c := map[string]string{
			"Subscriber ID": "marlow", "Subscription Name": "Outbound", "File Status": "N", "Shipper Number": "000T10", "Shipper Name": ShopName,
			"Ship To Name": quoted(o.person.name()), "Ship To City": o.person.city, "Ship To State/Province": o.person.state, "Ship To Postal Code": o.person.zip,
			"Ship To Country": "US", "UPS Service": "Ground", "Pickup Date": p.labelled.Format("20060102"), "Package Activity Date": s.at.Format("20060102"),
			"Package Activity Time": s.at.Format("150405"), "Tracking Number": p.tracking, "Package Reference Number Value 3": o.number,
			"UPS Location": quoted(s.place), "Record Type": quantumType(s),
		}
		if s.phase == track.Possession {
			c["Scheduled Delivery Date"] = workdays(p.labelled, upsDays).Format("20060102")
		}
		if s.phase == track.Delivered {
			c["Delivery Location"], c["Driver Release"] = "FRONT DOOR", "Y"
		} else if quantumType(s) == "Exception" {
			c["Exception Reason Description"] = quoted(s.text)
			c["Exception Status Description"] = quoted(s.text)
		}
		b.WriteString(strings.Join(inOrder(quantumHeader, c), ",") + "\n")
	})
	if rows == 0 {
		return nil
	}
	return []byte(b.String())
}

// upsDays is how many working days UPS itself says that a parcel takes.
const upsDays = 3

func quantumType(s step) string {
	switch s.phase {
	case track.Announced:
		return "Manifest"
	case track.Possession:
		return "Origin"
	case track.Delivered:
		return "Delivery"
	}
	return "Exception"
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// eachStep visits what a carrier did and let us know between from and now. Quantum View tells of hand-over, delivery and
// trouble, not of every scan between.
func (w *world) eachStep(carrier string, from, now time.Time, visit func(*order, *parcel, step)) {
	for _, o := range w.orders {
		for _, p := range o.parcels {
			if p.carrier != carrier {
				continue
			}
			for _, s := range p.steps {
				known := s.at
				if s.known.After(known) {
					known = s.known
				}
				if known.After(from) && !known.After(now) && (carrier != "ups" || s.phase != track.Moving) {
					visit(o, p, s)
				}
			}
		}
	}
}

var trackingHeader = strings.Split("order_number,parcel,carrier,service,tracking_number,phase,reason,status_text,occurred_at,location,cost,currency,estimated_on", ",")

// labelRows is the list of FedEx and UPS labels that the shop's own label program writes, with what each cost.
func (w *world) labelRows(from, now time.Time) [][]string {
	rows := [][]string{trackingHeader}
	for _, o := range w.orders {
		for _, p := range o.parcels {
			if (p.carrier != "fedex" && p.carrier != "ups") || p.labelled.Before(from) || !p.labelled.Before(now) {
				continue
			}
			rows = append(rows, []string{o.number, "", p.carrier, p.service, p.tracking, "announced", "", "Label made", p.labelled.Format("2006-01-02 15:04"), "", dollars(p.costCents), Currency, ""})
		}
	}
	return rows
}

// freightWords are the freight carrier's words for where a crate is.
var freightWords = map[track.Phase]string{
	track.Possession: "Picked up", track.Moving: "In transit", track.AttemptFailed: "Delivery attempted, recipient not available",
	track.Delivered: "Delivered",
}

// freightMap says which column of the freight carrier's file is which of our fields.
var freightMap = map[string]string{
	"carrier": "Carrier", "tracking_number": "Pro No", "order_number": "Your Ref", "occurred_at": "Event Date", "occurred_time": "Event Time",
	"status_text": "Status", "status_detail": "Remark", "location": "Terminal", "cost": "Charges USD",
}

// freightRows is the freight carrier's own file, in its own columns: it is read by a mapping made by hand.
func (w *world) freightRows(now time.Time) [][]string {
	rows := [][]string{strings.Split("Carrier,Pro No,Your Ref,Event Date,Event Time,Status,Remark,Terminal,Charges USD", ",")}
	w.eachStep("northline", start(), now, func(o *order, p *parcel, s step) {
		rows = append(rows, []string{"Northline", p.tracking, o.number, s.at.Format("2006-01-02"), s.at.Format("15:04"), freightWords[s.phase], s.text, s.place, dollars(p.costCents)})
	})
	return rows
}

// fedexMails are the notices that came between from and now, one message each.
func (w *world) fedexMails(from, now time.Time) []file {
	var out []file
	w.eachStep("fedex", from, now, func(o *order, p *parcel, s step) {
		subject, body := fedexWords(p, s)
		out = append(out, file{"", mail("FedEx Tracking Updates <TrackingUpdates@fedex.com>", subject, s.at, body), s.at})
	})
	return out
}

// fedexSays are the words of FedEx's notices. Read a row as: when a parcel is <phase>, the subject is <subject> and the text says <text>.
var fedexSays = map[track.Phase]struct{ subject, text string }{
	track.Possession:     {"We have your package", "We have your package."},
	track.Moving:         {"Your package is on its way", "Your package is on its way."},
	track.OutForDelivery: {"Your package is now out for delivery", "Your package is now out for delivery."},
	track.AttemptFailed:  {"FedEx Shipment %s: Delivery exception", "Customer not available or business closed"},
	track.Delivered:      {"Your package has been delivered", "Your package has been delivered."},
}

func fedexWords(p *parcel, s step) (subject, body string) {
	says := fedexSays[s.phase]
	subject = strings.ReplaceAll(says.subject, "%s", p.tracking)
	return subject, fmt.Sprintf("%s\r\n\r\nTracking number: %s\r\n%s\r\n%s\r\n", says.text, p.tracking, s.at.Format("Mon 01/02/2006 3:04 PM"), s.place)
}

// riddle is the one notice that nobody can read yet: it comes from the carrier, about a parcel of ours, in words that the
// carrier's table does not hold.
func (w *world) riddle() file {
	number := ""
	for _, o := range w.orders {
		if o.number == "MH-20355" {
			number = o.parcels[0].tracking
		}
	}
	when := at(21, 11, 20)
	return file{"ups-interline.eml", mail("UPS <pkginfo@ups.com>", "UPS Update: Tendered to interline partner, Tracking Number "+number, when,
		"Tracking Number: "+number+"\r\n\r\nTendered to interline partner MWX at 10:48.\r\nA new appointment request is pending with the consignee.\r\n"), when}
}

func mail(from, subject string, when time.Time, body string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\r\nTo: tracking@marlow-home.example\r\nSubject: %s\r\nDate: %s\r\n", from, subject, when.Format(time.RFC1123Z))
	fmt.Fprintf(&b, "Message-ID: <%x@sample.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s", when.Unix()*31+int64(len(subject)), body)
	return []byte(b.String())
}

// asMailbox puts mails into one mailbox file (mbox), the oldest first.
func asMailbox(mails []file) []byte {
	sort.SliceStable(mails, func(i, j int) bool { return mails[i].at.Before(mails[j].at) })
	var b bytes.Buffer
	for _, m := range mails {
		fmt.Fprintf(&b, "From tracking@marlow-home.example %s\n", m.at.Format(time.ANSIC))
		b.Write(bytes.ReplaceAll(m.body, []byte("\r\n"), []byte("\n")))
		b.WriteString("\n")
	}
	return b.Bytes()
}

// file is one file of the sample shop's inbox and when it came.
type file struct {
	name string
	body []byte
	at   time.Time
}
