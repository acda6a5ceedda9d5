package track

import "strings"

// AnyPost is the carrier of a number of the Universal Postal Union where nothing says which post has it.
const AnyPost = "s10"

// sameCarrier reports whether two statements about one number can mean the same carrier: saying nothing contradicts nobody, any
// post may be each, and a house speaks for its branches.
func sameCarrier(a, b string) bool {
	return a == b || !isNamed(a) || !isNamed(b) || isBranch(a, b) || isBranch(b, a)
}

func isUnnamed(carrier string) bool { return carrier == "" }
func isAnyPost(carrier string) bool { return carrier == AnyPost }

// isNamed reports whether a statement says which carrier is meant.
func isNamed(carrier string) bool { return !isUnnamed(carrier) && !isAnyPost(carrier) }

// isBranch reports whether a carrier is a branch of a house, which its id says: dhl_parcel_de is one of dhl.
func isBranch(id, house string) bool { return house != "" && strings.HasPrefix(id, house+"_") }

// exactCarrier is the one of two statements about the same parcel that says more of who carries it; the first where neither does.
func exactCarrier(newer, older string) string {
	if newer == "" || newer == AnyPost && older != "" || isBranch(older, newer) {
		return older
	}
	return newer
}
