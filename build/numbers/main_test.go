package main

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The public numbers that lie beside the tables of package carrier.
func TestEveryPublicNumberIsRecognised(t *testing.T) {
	t.Parallel()
	list, err := read(os.DirFS("../../track/carrier/testdata/data"))
	var out strings.Builder
	if err != nil || !table(&out, list) {
		t.Errorf("%v\n%s", err, out.String())
	}
	if len(list) < 270 {
		t.Errorf("only %d numbers were read", len(list))
	}
}

const courier = `{"name": "FedEx", "courier_code": "fedex", "tracking_numbers": [{"id": "fedex_12", "test_numbers":
	{"valid": ["986578788855", "287809468872"], "invalid": ["996578788855"]}}]}`

func TestAFolderOfCouriers(t *testing.T) {
	t.Parallel()
	list, err := read(fstest.MapFS{
		"couriers/fedex.json": {Data: []byte(courier)}, "glossary.json": {Data: []byte(`{"SerialNumber": "what counts up"}`)},
		"list.json": {Data: []byte(`[1, 2]`)}, "names.tsv": {Data: []byte("code\tname\nAT\tAustria\n")}, "LICENSE": {Data: []byte("MIT")},
	})
	if err != nil || len(list) != 3 {
		t.Fatalf("%d numbers, %v", len(list), err)
	}
	var out strings.Builder
	if !table(&out, list) || !strings.Contains(out.String(), "3 numbers      2          1      0") {
		t.Errorf("the table is\n%s", out.String())
	}
}

// Read a row as: a number said to be <valid> of <courier> and <format> is wrong.
func TestAWrongNumberFailsTheWhole(t *testing.T) {
	t.Parallel()
	for _, n := range []number{
		{courier: "fedex", format: "fedex_12", written: "996578788855", valid: true},
		{courier: "usps", format: "usps_20", written: "986578788855", valid: true},
		{courier: "fedex", format: "fedex_12", written: "986578788855", valid: false},
		{courier: "nobody", format: "nobody", written: "986578788855", valid: true},
	} {
		var out strings.Builder
		if table(&out, []number{n}) || !strings.Contains(out.String(), "WRONG") {
			t.Errorf("%+v passes:\n%s", n, out.String())
		}
	}
	if table(&strings.Builder{}, nil) {
		t.Error("an empty folder passes")
	}
}

func TestABrokenFileIsAnError(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a.json": `{"courier_code": "fedex", "tracking_numbers": [`,
		"a.tsv":  "courier_file\tserial_type_id\tnumber_as_written\texpected\nups\tups\t1Z\tperhaps\n",
		"b.tsv":  "courier_file\tserial_type_id\tnumber_as_written\texpected\nups\tups\n",
	} {
		if _, err := read(fstest.MapFS{name: {Data: []byte(text)}}); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
