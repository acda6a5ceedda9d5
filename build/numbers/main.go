// Command numbers recognises every public tracking number of a folder and prints, by courier, how many were recognised right,
// how many may be of several carriers, and how many wrong. Nothing is stored.
//
//	go run ./build/numbers FOLDER
//
// It reads what read.go names. A valid number is right when its courier alone claims it; when others claim it too it is
// ambiguous, and its courier must come first as soon as the sender names it. A valid number that its courier does not
// claim is wrong, and so is an invalid one that it does. It exits with 1 when a number is wrong or none was found.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"ordertrail/track/carrier"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./build/numbers FOLDER")
		os.Exit(2)
	}
	list, err := read(os.DirFS(os.Args[1]))
	if err == nil && !table(os.Stdout, list) {
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "numbers:", err)
		os.Exit(1)
	}
}

// number is one public number and what its courier says of it.
type number struct {
	file, courier string
	format        string // "" when the file does not name it
	written       string
	valid         bool
}

// The words for what recognition made of a number.
const (
	right     = "right"
	ambiguous = "ambiguous"
	wrong     = "wrong"
)

// judge is what recognition makes of n, and why when that is wrong.
func judge(n number) (verdict, why string) {
	claims := carrier.Recognise(n.written, carrier.Hints{})
	mine := slices.ContainsFunc(claims, n.isOf)
	switch {
	case !n.valid && mine && n.format != "":
		return wrong, "its courier says it is none, and it is claimed"
	case !n.valid:
		return right, ""
	case !mine:
		return wrong, fmt.Sprintf("its courier does not claim it; %d others do", len(claims))
	case !slices.ContainsFunc(claims, func(c carrier.Claim) bool { return !n.isCarrier(c) }):
		return right, ""
	}
	named := carrier.Recognise(n.written, carrier.Hints{Carrier: claims[slices.IndexFunc(claims, n.isOf)].Carrier})
	if !n.isCarrier(named[0]) {
		return wrong, "its courier does not come first, not even when the sender names it"
	}
	return ambiguous, ""
}

// isCarrier reports whether a claim is of the courier: the public files have one DHL, which is two carriers to us.
func (n number) isCarrier(c carrier.Claim) bool {
	return c.Carrier == n.courier || n.courier == "dhl" && c.Carrier == "dhl_ecommerce"
}

// isOf reports whether a claim is of the courier and, of a number that is none, of the format it is none of.
func (n number) isOf(c carrier.Claim) bool {
	return n.isCarrier(c) && (n.valid || c.Format == n.format)
}

// table prints what became of the numbers, by courier, and reports whether all went well.
func table(out io.Writer, list []number) bool {
	count := map[string]map[string]int{}
	var order []string
	all := map[string]int{}
	for _, n := range list {
		if count[n.courier] == nil {
			count[n.courier], order = map[string]int{}, append(order, n.courier)
		}
		verdict, why := judge(n)
		count[n.courier][verdict]++
		all[verdict]++
		if verdict == wrong {
			fmt.Fprintf(out, "WRONG  %s: %q (%s, valid %v): %s\n", n.file, n.written, n.format, n.valid, why)
		}
	}
	slices.Sort(order)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "courier\tright\tambiguous\twrong\t")
	for _, c := range order {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t\n", c, count[c][right], count[c][ambiguous], count[c][wrong])
	}
	fmt.Fprintf(w, "%d numbers\t%d\t%d\t%d\t\n", len(list), all[right], all[ambiguous], all[wrong])
	return w.Flush() == nil && all[wrong] == 0 && len(list) > 0
}
