package importers

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestColumnsOfAStrangerAreGuessedAndOnlyGuessed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header string
		want   map[string]string
	}{
		"a data set of orders": {"order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date", map[string]string{
			"order_number": "order_id", "fulfilment": "order_status", "ordered_at": "order_purchase_timestamp", "paid_at": "order_approved_at",
			"fulfilled_at": "order_delivered_carrier_date", "promised_on": "order_estimated_delivery_date",
		}},
		"a data set of lines": {"order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value", map[string]string{
			"order_number": "order_id", "line_id": "order_item_id", "sku": "product_id", "ship_by": "shipping_limit_date", "unit_price": "price",
		}},
		"a list of sales": {"Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Product Name,Sales,Quantity,Discount,Profit", map[string]string{
			"order_number": "Order ID", "ordered_at": "Order Date", "fulfilled_at": "Ship Date", "service": "Ship Mode", "customer_name": "Customer Name",
			"ship_country": "Country", "ship_city": "City", "ship_region": "State", "ship_postcode": "Postal Code", "sku": "Product ID", "title": "Product Name",
			"line_total": "Sales", "quantity": "Quantity",
		}},
		"German, with accents and abbreviations": {"Bestell-Nr.;Bestelldatum;Käufer;E-Mail-Adresse;Straße;PLZ;Ort;Land;Artikel-Nr.;Bezeichnung;Stückzahl;Einzelpreis;Versandart", map[string]string{
			"order_number": "Bestell-Nr.", "ordered_at": "Bestelldatum", "customer_name": "Käufer", "email": "E-Mail-Adresse", "ship_address1": "Straße", "ship_postcode": "PLZ",
			"ship_city": "Ort", "ship_country": "Land", "sku": "Artikel-Nr.", "title": "Bezeichnung", "quantity": "Stückzahl", "unit_price": "Einzelpreis", "service": "Versandart",
		}},
		"German, one word each": {"Bestellung;Datum;Kunde;Mail;Artikelnr;Artikel;Menge;Preis;Land", map[string]string{
			"order_number": "Bestellung", "ordered_at": "Datum", "customer_name": "Kunde", "email": "Mail", "sku": "Artikelnr", "title": "Artikel", "quantity": "Menge", "unit_price": "Preis", "ship_country": "Land",
		}},
		"French": {"N° de commande;Date de la commande;Client;Courriel;Adresse;Code postal;Ville;Pays;Référence produit;Désignation;Qté;Prix unitaire;Date d’expédition", map[string]string{
			"order_number": "N° de commande", "ordered_at": "Date de la commande", "customer_name": "Client", "email": "Courriel", "ship_address1": "Adresse", "ship_postcode": "Code postal",
			"ship_city": "Ville", "ship_country": "Pays", "sku": "Référence produit", "title": "Désignation", "quantity": "Qté", "unit_price": "Prix unitaire", "fulfilled_at": "Date d’expédition",
		}},
		"Spanish": {"Número de pedido;Fecha;Cliente;Correo electrónico;Teléfono;Dirección;Código postal;Localidad;País;Referencia;Descripción;Cantidad;Precio", map[string]string{
			"order_number": "Número de pedido", "ordered_at": "Fecha", "customer_name": "Cliente", "email": "Correo electrónico", "phone": "Teléfono", "ship_address1": "Dirección",
			"ship_postcode": "Código postal", "ship_city": "Localidad", "ship_country": "País", "sku": "Referencia", "title": "Descripción", "quantity": "Cantidad", "unit_price": "Precio",
		}},
		"Italian": {"Numero ordine;Data ordine;Cliente;Indirizzo;CAP;Città;Paese;Codice articolo;Descrizione;Q.tà;Quantità;Prezzo;Corriere", map[string]string{
			"order_number": "Numero ordine", "ordered_at": "Data ordine", "customer_name": "Cliente", "ship_address1": "Indirizzo", "ship_postcode": "CAP", "ship_city": "Città",
			"ship_country": "Paese", "sku": "Codice articolo", "title": "Descrizione", "quantity": "Quantità", "unit_price": "Prezzo", "carrier": "Corriere",
		}},
		"Dutch": {"Bestelnummer;Besteldatum;Klant;Telefoon;Straat;Postcode;Plaats;Land;Artikelnummer;Omschrijving;Aantal;Stukprijs", map[string]string{
			"order_number": "Bestelnummer", "ordered_at": "Besteldatum", "customer_name": "Klant", "phone": "Telefoon", "ship_address1": "Straat", "ship_postcode": "Postcode",
			"ship_city": "Plaats", "ship_country": "Land", "sku": "Artikelnummer", "title": "Omschrijving", "quantity": "Aantal", "unit_price": "Stukprijs",
		}},
		"Polish": {"Numer zamówienia;Data zamówienia;Imię i nazwisko;Ulica;Kod pocztowy;Miasto;Kraj;Kod produktu;Nazwa produktu;Ilość;Cena jednostkowa", map[string]string{
			"order_number": "Numer zamówienia", "ordered_at": "Data zamówienia", "customer_name": "Imię i nazwisko", "ship_address1": "Ulica", "ship_postcode": "Kod pocztowy",
			"ship_city": "Miasto", "ship_country": "Kraj", "sku": "Kod produktu", "title": "Nazwa produktu", "quantity": "Ilość", "unit_price": "Cena jednostkowa",
		}},
		"a day of its own is not the order's": {"Order ID,SKU,Delivery date,Datum", map[string]string{"order_number": "Order ID", "sku": "SKU", "ordered_at": "Datum"}},
		"German, under groups": {"Bestellung Nr.;Bestellung Datum;Kunde Name;Kunde Straße;Artikel Artikelnr.;Artikel Menge;Versand Sendungsnummer", map[string]string{
			"order_number": "Bestellung Nr.", "ordered_at": "Bestellung Datum", "customer_name": "Kunde Name", "ship_address1": "Kunde Straße",
			"sku": "Artikel Artikelnr.", "quantity": "Artikel Menge", "tracking_number": "Versand Sendungsnummer",
		}},
		"a shop's own status": {"Order No;SKU;Status", map[string]string{"order_number": "Order No", "sku": "SKU", "fulfilment": "Status"}},
		"the barest names":    {"Nr.;Datum;Name;Artikel;Menge", map[string]string{"order_number": "Nr.", "ordered_at": "Datum", "customer_name": "Name", "title": "Artikel", "quantity": "Menge"}},
		"a carrier's list":    {"Tracking number;Date;Time;Status;Location", map[string]string{"tracking_number": "Tracking number", "occurred_at": "Date", "occurred_time": "Time", "status_text": "Status", "location": "Location"}},
		"a Dutch carrier's list of orders": {"Bestelnummer;Track & Trace;Datum;Tijd;Status;Locatie", map[string]string{
			"order_number": "Bestelnummer", "tracking_number": "Track & Trace", "occurred_at": "Datum", "occurred_time": "Tijd", "status_text": "Status", "location": "Locatie",
		}},
		"German parcels":     {"Sendungsnummer;Paketdienst;Zustelldatum", map[string]string{"tracking_number": "Sendungsnummer", "carrier": "Paketdienst", "occurred_at": "Zustelldatum"}},
		"German articles":    {"Artikelnummer;Bezeichnung;Lagerbestand;Einkaufspreis", map[string]string{"sku": "Artikelnummer", "title": "Bezeichnung", "on_hand": "Lagerbestand", "unit_cost": "Einkaufspreis"}},
		"a list of parcels":  {"AWB No.,Courier,Delivery Date,Town", map[string]string{"tracking_number": "AWB No.", "carrier": "Courier", "occurred_at": "Delivery Date"}},
		"a list of articles": {"Item Code,EAN,Stock Level,Cost Price", map[string]string{"sku": "Item Code", "gtin": "EAN", "on_hand": "Stock Level", "unit_cost": "Cost Price"}},
		"goods go to the recipient, not to who pays": {"order_id,date,status,payment_status,billing_city,billing_postcode,shipping_city,shipping_postcode,item_product_id,item_sku,order_total", map[string]string{
			"order_number": "order_id", "ordered_at": "date", "fulfilment": "status", "payment": "payment_status", "ship_city": "shipping_city", "ship_postcode": "shipping_postcode",
			"sku": "item_sku", "total": "order_total",
		}},
		"to who pays where nobody else is named": {"Order No,SKU,Billing City", map[string]string{"order_number": "Order No", "sku": "SKU", "ship_city": "Billing City"}},
		"and never where they come from":         {"Order No,SKU,Origin country", map[string]string{"order_number": "Order No", "sku": "SKU"}},
		"as people write it who program": {"SalesOrderNo,OrderDate,EmailAddress,BillToCity,ShipToName,ShipToCity,ShipToZipCode,itemSku", map[string]string{
			"order_number": "SalesOrderNo", "ordered_at": "OrderDate", "email": "EmailAddress", "ship_name": "ShipToName", "ship_city": "ShipToCity",
			"ship_postcode": "ShipToZipCode", "sku": "itemSku",
		}},
		"German, from an inventory system": {"Auftragsnummer;Erstelldatum;Zahlungsstatus;Versandstatus;Lieferadresse Name;Lieferadresse Straße;Lieferadresse PLZ;Lieferadresse Ort;Lieferadresse Land (ISO);Artikelnummer;Anzahl", map[string]string{
			"order_number": "Auftragsnummer", "ordered_at": "Erstelldatum", "payment": "Zahlungsstatus", "fulfilment": "Versandstatus", "ship_name": "Lieferadresse Name",
			"ship_address1": "Lieferadresse Straße", "ship_postcode": "Lieferadresse PLZ", "ship_city": "Lieferadresse Ort", "ship_country": "Lieferadresse Land (ISO)",
			"sku": "Artikelnummer", "quantity": "Anzahl",
		}},
		"German, as people write it who program": {"BestellNummer;BestellDatum;KundenName;ArtikelNummer;Menge;LieferLand", map[string]string{
			"order_number": "BestellNummer", "ordered_at": "BestellDatum", "customer_name": "KundenName", "sku": "ArtikelNummer", "quantity": "Menge", "ship_country": "LieferLand",
		}},
		"nothing to make facts of": {"seller_id,seller_zip_code_prefix,seller_city,seller_state", map[string]string{}},
		"no names at all":          {"1,2,3", map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sep := ","
			if strings.Contains(c.header, ";") {
				sep = ";"
			}
			got := suggest(strings.Split(c.header, sep))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			r := read(t, "f.csv", []byte(c.header+"\n"+strings.Repeat("x"+sep, strings.Count(c.header, sep))+"x\n"), Choice{})
			if r.Kind != KindUnknown || len(r.Rejected) != 1 {
				t.Errorf("it was read without asking: %+v", r.Kind)
			}
			for field, column := range c.want {
				if !strings.Contains(r.Problems[0].Args[1], field+"="+column) {
					t.Errorf("the message does not offer %s=%s: %s", field, column, r.Problems[0].Args)
				}
			}
			if len(c.want) > 0 {
				if mapped := read(t, "f.csv", []byte(c.header+"\n"), Choice{Map: got}); mapped.Kind == KindUnknown {
					t.Errorf("what is offered does not work: %+v", mapped.Problems)
				}
			}
		})
	}
}

func TestEveryHintIsOfAField(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, h := range hints() {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == h.Field }) || len(h.words)+len(h.alone) == 0 {
			t.Errorf("columns.json hints at %q, which is no field, or gives it no name", h.Field)
		}
		for _, name := range slices.Concat(h.Words, h.Alone) {
			if plain(name) != name {
				t.Errorf("%s: %q is compared as %q and never found", h.Field, name, plain(name))
			}
			for _, kind := range []string{KindOrders, KindCarrier, KindStock} {
				if _, filled := fieldNamed(kind, h.Field); !filled {
					continue
				}
				if other := seen[kind+name]; other != "" {
					t.Errorf("%q stands for %s and for %s in %s: the second never counts", name, other, h.Field, kind)
				}
				seen[kind+name] = h.Field
			}
		}
	}
}

func TestColumnsThatAMappingByHandLeftOutAreOffered(t *testing.T) {
	t.Parallel()
	table := []byte("Bestellung;Datum;Artikelnr;Menge;Farbe;Lagerbestand\nA-1;2026-04-03;MUG;2;rot;7\n")
	likely := func(r *Reading) (fields []string) {
		for _, h := range r.Headers {
			fields = append(fields, h.Likely)
		}
		return fields
	}
	offer := func(r *Reading) string {
		for _, p := range r.Problems {
			if p.Code == "likely-unread" {
				return p.Args[0]
			}
		}
		return ""
	}
	for name, c := range map[string]struct {
		mapped map[string]string
		fields []string
		offer  string
	}{
		"two are left": {
			map[string]string{"order_number": "Bestellung", "sku": "Artikelnr"},
			[]string{"", "ordered_at", "", "quantity", "", ""},
			`--map "ordered_at=Datum" --map "quantity=Menge"`,
		},
		"one of them stays empty on purpose": {
			map[string]string{"order_number": "Bestellung", "sku": "Artikelnr", "ordered_at": ""},
			[]string{"", "", "", "quantity", "", ""},
			`--map "quantity=Menge"`,
		},
		"a column that is read as something else is not offered": {
			map[string]string{"order_number": "Bestellung", "sku": "Artikelnr", "ordered_at": "Datum", "note": "Menge"},
			[]string{"", "", "", "", "", ""},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", table, Choice{Map: c.mapped})
			if diff := cmp.Diff(c.fields, likely(r)); r.Profile != handName || diff != "" {
				t.Error(r.Profile, diff)
			}
			if got := offer(r); got != c.offer {
				t.Errorf("it offers %q, want %q", got, c.offer)
			}
		})
	}
}

func TestRivalsAreWhoWouldMakeARecognitionAQuestion(t *testing.T) {
	t.Parallel()
	p := stall("first", "beleg a", "b c d e f g h i")
	for name, c := range map[string]struct {
		other Profile
		rival bool
	}{
		"as many":              {stall("other", "beleg b", "a c d e f g h i"), true},
		"nine of ten":          {stall("other", "beleg b", "a c d e f g h"), true},
		"less particular":      {stall("other", "beleg", "b c d e f g h i"), false},
		"eight of ten":         {stall("other", "beleg b", "a c d e f g"), false},
		"it does not fit":      {stall("other", "beleg z", "a b c d e f g h i"), false},
		"the same name":        {stall("first", "beleg b", "a c d e f g h i"), false},
		"fewer but particular": {stall("other", "beleg a b", "c d e f g h"), true},
	} {
		if got := len(p.Rivals([]Profile{c.other})) == 1; got != c.rival {
			t.Errorf("%s: rival %v, want %v", name, got, c.rival)
		}
	}
}

func TestAFormOfOursIsNotReadByHalf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		table string
		kind  string
		offer string // what the question offers besides the columns of the form
	}{
		"a stranger's table with our three names": {
			"Order Number,Order Date,Customer,E-Mail,SKU,Quantity,Price\nW1,2026-11-20,Mia Rossi,mia@example.it,SOFA,1,899.00\n", KindUnknown,
			`--map "customer_name=Customer" --map "email=E-Mail" --map "order_number=Order Number" --map "ordered_at=Order Date" --map "quantity=Quantity" --map "sku=SKU" --map "unit_price=Price"`,
		},
		"parcels with more to say": {
			"Order Number,Tracking Number,Status,Date\nW1,1Z999AA10123456784,delivered,2026-11-20\n", KindUnknown,
			`--map "occurred_at=Date" --map "order_number=Order Number" --map "status_text=Status" --map "tracking_number=Tracking Number"`,
		},
		"a shelf list":                              {"SKU,Product,On hand\nMUG,Mug,3\n", KindUnknown, `--map "on_hand=On hand" --map "sku=SKU" --map "title=Product"`},
		"our form as it is":                         {"order_number,customer_name,sku,quantity\nW1,Mia,SOFA,1\n", KindOrders, ""},
		"our form spelt as people do":               {"Order Number,Customer Name,SKU,Quantity\nW1,Mia,SOFA,1\n", KindOrders, ""},
		"our form with columns of the shop's own":   {"order_number,sku,quantity,colour,old_order_number_of_shop\nW1,SOFA,1,red,7\n", KindOrders, ""},
		"our form with a field said by another too": {"order_number,sku,item,title,product\nW1,SOFA,x,Sofa,y\n", KindOrders, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", []byte(c.table), Choice{})
			if r.Kind != c.kind {
				t.Fatalf("it is read as %s, want %s: %+v", r.Kind, c.kind, r.Problems)
			}
			if c.kind != KindUnknown {
				return
			}
			if p := r.Problems[0]; p.Says != "not-recognised.half" || len(r.Rejected) != 1 || len(r.Drafts) != 0 {
				t.Fatalf("want a question and nothing taken in, got %+v, %d drafts", p, len(r.Drafts))
			} else if diff := cmp.Diff(c.offer, p.Args[2]); diff != "" {
				t.Error(diff)
			}
			mapped := map[string]string{}
			for _, h := range r.Headers {
				if h.Likely != "" {
					mapped[h.Likely] = h.Name
				}
			}
			if all := read(t, "f.csv", []byte(c.table), Choice{Map: mapped}); all.Kind == KindUnknown || len(all.Rejected) != 0 {
				t.Errorf("what is offered does not work: %+v", all.Problems)
			}
			if bare := read(t, "f.csv", []byte(c.table), Choice{Profile: r.Problems[0].Args[3]}); bare.Kind == KindUnknown || len(bare.Rejected) != 0 {
				t.Errorf("the form does not read it even when it is asked to: %+v", bare.Problems)
			}
		})
	}
}
