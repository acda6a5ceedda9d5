package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"ordertrail/app"
)

type scanCmd struct {
	Station  string `help:"The station's name." default:"bench-1"`
	Mode     string `help:"What the station does: pick, pack or handover." required:"" enum:"receive,pick,pack,handover,return,inspect"`
	Operator string `help:"Who scans."`
}

// line is one answer as the contract prints it.
type line struct {
	Raw     string `json:"raw"`
	Meaning string `json:"meaning"`
	Verdict string `json:"verdict"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Order   string `json:"order"`
	Parcel  string `json:"parcel"`
	Next    string `json:"next"`
}

// longestCode is more than any barcode holds.
const longestCode = 64 << 10

// Run reads codes until standard input ends. Every answer is printed only after its scan is on disk.
func (c *scanCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	in := bufio.NewReaderSize(s.world.Stdin, longestCode)
	mode := c.Mode // of the first code; from then on the station's mode cards count
	for {
		code, err := readCode(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read codes: %w", err)
		}
		if strings.TrimSpace(code) == "" {
			continue
		}
		v, err := s.app.Scans().Scan(app.ScanRequest{Station: c.Station, Mode: mode, Operator: c.Operator, Raw: code})
		if err != nil {
			return err
		}
		mode = ""
		if v.Verdict != "ok" && v.Verdict != "done" && v.Verdict != "duplicate" {
			s.code = exitWaits
		}
		if err := c.tell(s, v); err != nil {
			return err
		}
	}
}

// readCode reads a line without its end. Of a line longer than any code its beginning counts, so that it gets its answer and
// the scans after it have their turn.
func readCode(in *bufio.Reader) (string, error) {
	line, err := in.ReadSlice('\n')
	code := strings.TrimRight(string(line), "\r\n")
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = in.ReadSlice('\n')
	}
	if errors.Is(err, io.EOF) && code != "" {
		err = nil
	}
	return code, err
}

func (c *scanCmd) tell(s *session, v app.ScanVerdict) error {
	if !s.flags.JSON {
		s.say("%-9s %s → %s", strings.ToUpper(v.Verdict), v.Message, v.Next)
		return nil
	}
	return s.printLine(line{v.Raw, v.Meaning, v.Verdict, v.Code, v.Message, v.Order, v.Parcel, v.Next})
}
