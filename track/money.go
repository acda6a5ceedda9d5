package track

import (
	"strconv"
	"strings"
)

// Money is an amount in minor units of an ISO 4217 currency (cents for EUR, yen for JPY).
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// IsZero reports whether nothing is said at all: no amount and no currency.
func (m Money) IsZero() bool { return m == Money{} }

// of is what n of all equal units have of an amount, rounded down to minor units.
func (m Money) of(n, all int) int64 {
	whole, rest := m.Minor/int64(all), m.Minor%int64(all)
	return whole*int64(n) + rest*int64(n)/int64(all)
}

// String is the amount as it is written, with its currency: "12.50 EUR", "1200 JPY".
func (m Money) String() string {
	digits := MinorDigits(m.Currency)
	n := strconv.FormatInt(max(m.Minor, -m.Minor), 10)
	if short := digits + 1 - len(n); short > 0 {
		n = strings.Repeat("0", short) + n
	}
	if digits > 0 {
		n = n[:len(n)-digits] + "." + n[len(n)-digits:]
	}
	if m.Minor < 0 {
		n = "-" + n
	}
	return strings.TrimSpace(n + " " + m.Currency)
}

// minorDigits holds the currencies whose minor unit is not a hundredth (ISO 4217 list one).
var minorDigits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
	"UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}

// MinorDigits is how many decimals the currency writes: 2 unless ISO 4217 says otherwise.
func MinorDigits(currency string) int {
	if d, ok := minorDigits[currency]; ok {
		return d
	}
	return 2
}
