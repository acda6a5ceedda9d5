package track

// Reason says why something did not go as planned; its family says who must act.
type Reason string

// Family is the group that must act on a reason.
type Family string

// The five families of reasons, and the one for reasons nobody can act on yet.
const (
	FamilyCarrier  Family = "carrier"
	FamilyShop     Family = "shop"
	FamilyCustomer Family = "customer"
	FamilyCustoms  Family = "customs"
	FamilyWeather  Family = "weather"
	FamilyNone     Family = ""
)

// Flag marks a parcel as slowed or stopped without changing its phase.
type Flag string

// A delayed parcel moves later than said; a held one does not move until somebody acts.
const (
	Delayed Flag = "delayed"
	Held    Flag = "held"
)

// reasonRow is one reason, its family, and whether somebody on our side or the customer's must act before it moves again.
type reasonRow struct {
	Reason Reason
	Family Family
	Action bool
}

// Read a row as: <reason> lies with <family>, and does it need an action. The set follows the 35 incident reasons that
// carrier connectors agree on (karrio's units), regrouped by who acts.
var reasons = []reasonRow{
	{"carrier_damaged", FamilyCarrier, true},
	{"carrier_sorting_error", FamilyCarrier, false},
	{"carrier_address_not_found", FamilyCarrier, true},
	{"carrier_lost", FamilyCarrier, true},
	{"carrier_not_enough_time", FamilyCarrier, false},
	{"carrier_vehicle_issue", FamilyCarrier, false},
	{"carrier_capacity", FamilyCarrier, false},
	{"carrier_mechanical_delay", FamilyCarrier, false},
	{"carrier_researching", FamilyCarrier, false},
	{"shop_cancelled", FamilyShop, true},
	{"shop_incorrect_data", FamilyShop, true},
	{"shop_not_ready", FamilyShop, true},
	{"shop_incorrect_parcel", FamilyShop, true},
	{"shop_packaging", FamilyShop, true},
	{"customer_refused", FamilyCustomer, true},
	{"customer_business_closed", FamilyCustomer, false},
	{"customer_not_available", FamilyCustomer, true},
	{"customer_not_home", FamilyCustomer, false},
	{"customer_cancelled", FamilyCustomer, true},
	{"customer_verification_failed", FamilyCustomer, true},
	{"customer_incorrect_address", FamilyCustomer, true},
	{"customer_access_restricted", FamilyCustomer, true},
	{"customer_safe_place_unavailable", FamilyCustomer, false},
	{"customer_requested_later", FamilyCustomer, false},
	{"customs_delay", FamilyCustoms, false},
	{"customs_documents", FamilyCustoms, true},
	{"customs_duties_unpaid", FamilyCustoms, true},
	{"customs_prohibited", FamilyCustoms, true},
	{"customs_inspection", FamilyCustoms, false},
	{"weather_delay", FamilyWeather, false},
	{"weather_disaster", FamilyWeather, false},
	{"security_issue", FamilyCarrier, false},
	{"regulatory_hold", FamilyCustoms, true},
	{"unknown", FamilyNone, false},
}

var reasonIndex = func() map[Reason]reasonRow {
	m := make(map[Reason]reasonRow, len(reasons))
	for _, r := range reasons {
		m[r.Reason] = r
	}
	return m
}()

// Reasons lists every reason in the order of its family.
func Reasons() []Reason {
	out := make([]Reason, len(reasons))
	for i, r := range reasons {
		out[i] = r.Reason
	}
	return out
}

// Known reports whether r is one of the words above; the empty reason is not.
func (r Reason) Known() bool { _, ok := reasonIndex[r]; return ok }

// Family says who must act on r.
func (r Reason) Family() Family { return reasonIndex[r].Family }

// NeedsAction reports whether the parcel waits for somebody until r is dealt with.
func (r Reason) NeedsAction() bool { return reasonIndex[r].Action }
