package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// called is the courier by our name, where the public files call it otherwise.
func called(courier string) string {
	if courier == "canadapost" {
		return "canada_post"
	}
	return courier
}

// read collects the numbers in a folder and the ones in it: courier definitions as the public tracking_number_data has them
// (a .json with courier_code and tracking_numbers), and tables (a .tsv with the columns courier_file, serial_type_id,
// number_as_written and expected). Files of other forms are left out; a broken one of these is an error.
func read(folder fs.FS) ([]number, error) {
	var out []number
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		parse := map[string]func(string, []byte) ([]number, error){".json": readCourier, ".tsv": readTable}[path.Ext(name)]
		if parse == nil {
			return nil
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		list, err := parse(name, text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, list...)
		return nil
	})
	return out, err
}

// readCourier reads a courier definition; nothing when the document is none.
func readCourier(name string, text []byte) ([]number, error) {
	var d struct {
		Courier string `json:"courier_code"`
		Formats []struct {
			ID   string `json:"id"`
			Test struct {
				Valid   []string `json:"valid"`
				Invalid []string `json:"invalid"`
			} `json:"test_numbers"`
		} `json:"tracking_numbers"`
	}
	if err := json.Unmarshal(text, &d); err != nil {
		var shape *json.UnmarshalTypeError
		if errors.As(err, &shape) {
			return nil, nil // a document of another form
		}
		return nil, err
	}
	var out []number
	for _, f := range d.Formats {
		for _, n := range f.Test.Valid {
			out = append(out, number{name, called(d.Courier), f.ID, n, true})
		}
		for _, n := range f.Test.Invalid {
			out = append(out, number{name, called(d.Courier), f.ID, n, false})
		}
	}
	return out, nil
}

// readTable reads a table of numbers; nothing when its columns are other ones.
func readTable(name string, text []byte) ([]number, error) {
	lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
	at := map[string]int{}
	for i, column := range strings.Split(strings.TrimRight(lines[0], "\r"), "\t") {
		at[column] = i
	}
	for _, column := range []string{"courier_file", "serial_type_id", "number_as_written", "expected"} {
		if _, there := at[column]; !there {
			return nil, nil
		}
	}
	var out []number
	for i, line := range lines[1:] {
		cells := strings.Split(strings.TrimRight(line, "\r"), "\t")
		cell := func(column string) string { return cells[at[column]] }
		if len(cells) < len(at) || cell("expected") != "valid" && cell("expected") != "invalid" {
			return nil, fmt.Errorf("line %d does not say whether its number is valid", i+2)
		}
		out = append(out, number{name, called(cell("courier_file")), strings.TrimRight(cell("serial_type_id"), "_"), cell("number_as_written"), cell("expected") == "valid"})
	}
	return out, nil
}
