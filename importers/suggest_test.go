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
		"German parcels":                      {"Sendungsnummer;Paketdienst;Zustelldatum", map[string]string{"tracking_number": "Sendungsnummer", "carrier": "Paketdienst", "occurred_at": "Zustelldatum"}},
		"German articles":                     {"Artikelnummer;Bezeichnung;Lagerbestand;Einkaufspreis", map[string]string{"sku": "Artikelnummer", "title": "Bezeichnung", "on_hand": "Lagerbestand", "unit_cost": "Einkaufspreis"}},
		"a list of parcels":                   {"AWB No.,Courier,Delivery Date,Town", map[string]string{"tracking_number": "AWB No.", "carrier": "Courier", "occurred_at": "Delivery Date"}},
		"a list of articles":                  {"Item Code,EAN,Stock Level,Cost Price", map[string]string{"sku": "Item Code", "gtin": "EAN", "on_hand": "Stock Level", "unit_cost": "Cost Price"}},
		"nothing to make facts of":            {"seller_id,seller_zip_code_prefix,seller_city,seller_state", map[string]string{}},
		"no names at all":                     {"1,2,3", map[string]string{}},
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
	for _, h := range hints {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == h.Field }) || len(h.words)+len(h.alone) == 0 {
			t.Errorf("columns.json hints at %q, which is no field, or gives it no name", h.Field)
		}
		for _, name := range slices.Concat(h.Words, h.Alone) {
			if plain(name) != name {
				t.Errorf("%s: %q is compared as %q and never found", h.Field, name, plain(name))
			}
			if other := seen[name]; other != "" {
				t.Errorf("%q stands for %s and for %s: the second never counts", name, other, h.Field)
			}
			seen[name] = h.Field
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
