// Package page writes the tracking page a customer opens: where each parcel is, in plain words, without a name, an address,
// a script or a request to anybody else's server.
//
// It says "on its way" only when the carrier has the parcel or we handed it over, and says so when nothing is known.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"time"

	"ordertrail/track"
)

// Shop is who the page speaks for.
type Shop struct {
	Name     string
	HelpMail string // where "Write to us" goes; "" hides the button
	URL      string // the shop's own site, https; "" makes the name plain text
}

// Carrier is what the page says about the carrier of one parcel.
type Carrier struct {
	Name string // as people know it: "UPS", not "ups"
	Link string // the carrier's own page for the parcel, https; "" shows none
}

// Page is all that one tracking page is drawn from. Nothing else reaches it: no customer, no address, no price.
type Page struct {
	Shop     Shop
	Language string            // code of the language of Words, such as "en"
	Words    map[string]string // the catalogue's keys below "trackpage."
	Order    track.OrderState
	Carriers map[string]Carrier // by parcel number
	Now      time.Time          // only its day counts: the same news on the same day are the same bytes
	Zone     *time.Location     // the shop's
	Expires  track.Date         // the last day the page says anything; "" never ends
}

// tokenLength is how many base-32 characters name a page: 26 hold 130 random bits.
const tokenLength = 26

// ValidToken reports whether token can name a page: 26 characters of base 32, as crypto/rand.Text makes them.
func ValidToken(token string) bool {
	if len(token) != tokenLength {
		return false
	}
	for _, c := range token {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}

// Path is where the page of a token lies below the published folder; "" for a token that is none.
func Path(token string) string {
	if !ValidToken(token) {
		return ""
	}
	return "t/" + token + "/index.html"
}

//go:embed page.html
var pageHTML string

//go:embed style.css
var styleCSS string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// policy forbids the browser everything but our one style sheet, which it knows by its hash.
var policy = func() string {
	sum := sha256.Sum256([]byte(styleCSS))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'"
}()

// Render writes the page. After its last day it writes a page that says only that it has ended. The bytes depend on
// nothing but p.
func Render(w io.Writer, p Page) error {
	if p.Zone == nil {
		return fmt.Errorf("render page of order %s: no time zone given", p.Order.Order)
	}
	if len(p.Words) == 0 {
		return fmt.Errorf("render page of order %s: no words given", p.Order.Order)
	}
	v := newView(p)
	v.Style, v.Policy = template.CSS(styleCSS), policy
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, v); err != nil {
		return fmt.Errorf("render page of order %s: %w", p.Order.Order, err)
	}
	_, err := w.Write(b.Bytes())
	return err
}
