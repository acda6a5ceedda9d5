package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ordertrail/track"
)

// shopifyHeader is the header of a Shopify orders export, in its order (75 columns).
var shopifyHeader = strings.Split("Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References", ",")

const shopifyTime = "2006-01-02 15:04:05 -0700"

// shopifyRows is an export of the web shop's orders placed since from, as the shop knew them at now.
func (w *world) shopifyRows(from, now time.Time) [][]string {
	rows := [][]string{shopifyHeader}
	for _, o := range w.orders {
		if o.channel != webShop || o.placed.Before(from) || o.placed.After(now) {
			continue
		}
		for i, l := range o.lines {
			rows = append(rows, shopifyRow(o, l, i == 0, now))
		}
	}
	return rows
}

func shopifyRow(o *order, l line, first bool, now time.Time) []string {
	c := map[string]string{
		"Name": "#" + o.number, "Email": o.person.email,
		"Lineitem quantity": strconv.Itoa(l.quantity), "Lineitem name": l.item.title, "Lineitem price": dollars(l.item.cents),
		"Lineitem sku": l.item.sku, "Lineitem requires shipping": "true", "Lineitem taxable": "true",
		"Lineitem fulfillment status": "pending", "Vendor": ShopName, "Created at": o.placed.Format(shopifyTime),
	}
	fulfilled := o.fulfilled()
	if done := !fulfilled.IsZero() && !fulfilled.After(now); done {
		c["Lineitem fulfillment status"] = "fulfilled"
	}
	if first {
		o.shopifyOrderCells(c, fulfilled, now)
	}
	row := make([]string, len(shopifyHeader))
	for i, h := range shopifyHeader {
		row[i] = c[h]
	}
	return row
}

func (o *order) shopifyOrderCells(c map[string]string, fulfilled, now time.Time) {
	total := 0
	for _, l := range o.lines {
		total += l.quantity * l.item.cents
	}
	p := o.person
	for k, v := range map[string]string{
		"Financial Status": "paid", "Paid at": o.placed.Add(5 * time.Second).Format(shopifyTime), "Fulfillment Status": "unfulfilled",
		"Accepts Marketing": "no", "Currency": Currency, "Subtotal": dollars(total), "Shipping": "0.00", "Taxes": "0.00", "Total": dollars(total),
		"Shipping Method": o.service, "Shipping Name": p.name(), "Shipping Street": p.street, "Shipping Address1": p.street,
		"Shipping City": p.city, "Shipping Zip": "'" + p.zip, "Shipping Province": p.state, "Shipping Country": p.country, "Shipping Phone": p.phone,
		"Billing Name": p.name(), "Billing City": p.city, "Billing Country": p.country, "Id": o.id, "Risk Level": "Low", "Source": "web", "Notes": o.note,
	} {
		c[k] = v
	}
	if !fulfilled.IsZero() && !fulfilled.After(now) {
		c["Fulfillment Status"], c["Fulfilled at"] = "fulfilled", fulfilled.Format(shopifyTime)
	}
}

// fulfilled is when the web shop was told that the order is shipped: when its last label was made.
func (o *order) fulfilled() time.Time {
	var last time.Time
	for _, p := range o.parcels {
		if p.labelled.IsZero() {
			return time.Time{}
		}
		if p.labelled.After(last) {
			last = p.labelled
		}
	}
	return last
}

// marketHeader is the plain orders form.
var marketHeader = strings.Split("order_number,source,ordered_at,promised_on,ship_by,customer_name,email,phone,ship_name,ship_address1,ship_address2,ship_city,ship_region,ship_postcode,ship_country,sku,title,quantity,unit_price,currency,service,tags,note", ",")

// marketRows is the market's list of orders placed since from.
func (w *world) marketRows(from, now time.Time) [][]string {
	rows := [][]string{marketHeader}
	for _, o := range w.orders {
		if o.channel != market || o.placed.Before(from) || o.placed.After(now) {
			continue
		}
		for i, l := range o.lines {
			p := o.person
			row := []string{
				o.number, market, o.placed.Format("2006-01-02 15:04"), string(o.promised), string(o.shipBy), p.name(), p.email, p.phone, p.name(),
				p.street, "", p.city, p.state, p.zip, p.country, l.item.sku, l.item.title, strconv.Itoa(l.quantity), dollars(l.item.cents), Currency, o.service, "", "",
			}
			if i > 0 {
				for k := 1; k < 15; k++ {
					row[k] = ""
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// stockRows is the plain stock form: what a scanner may read and where things lie.
func stockRows() [][]string {
	rows := [][]string{strings.Split("sku,title,gtin,pack_quantity,aliases,unit_cost,currency,on_hand,bin,counted_at", ",")}
	for i, it := range catalogue {
		rows = append(rows, []string{it.sku, it.title, it.gtin, "1", "", dollars(it.cents * 4 / 10), Currency, strconv.Itoa(20 + i*3%17), it.bin, "2026-02-22 18:00"})
	}
	return rows
}

// withTwoBadRows spoils the export of the last morning as real exports are spoilt: half a unit, and a day that does not exist.
func withTwoBadRows(rows [][]string) [][]string {
	col := map[string]int{}
	for i, h := range rows[0] {
		col[h] = i
	}
	bad := func(number, created, quantity string) []string {
		row := append([]string(nil), rows[len(rows)-1]...)
		row[col["Name"]], row[col["Id"]] = "#"+number, "58700"+strings.TrimPrefix(number, "MH-")
		row[col["Created at"]], row[col["Lineitem quantity"]] = created, quantity
		row[col["Email"]], row[col["Shipping Name"]] = "ada.sample@example.com", "Ada Sample"
		row[col["Fulfilled at"]], row[col["Fulfillment Status"]] = "", "unfulfilled"
		return row
	}
	return append(rows, bad("MH-20497", "2026-05-21 08:02:11 -0500", "1.5"), bad("MH-20498", "2026-04-31 09:15:00 -0500", "1"))
}

func dollars(cents int) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// asCSV writes rows the way exports come: comma, quotes where needed, lines ended by LF.
func asCSV(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // a buffer takes everything
	return b.Bytes()
}

// day is the date of t as the forms write it.
func day(t time.Time) string { return string(track.DateOf(t, zone())) }

// asWorkbook writes rows as a workbook whose cells are all text, as shop exports do.
func asWorkbook(rows [][]string) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			panic("demo: " + err.Error()) // fixed texts in a small sheet
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		panic("demo: " + err.Error())
	}
	return b.Bytes()
}
