package pdf

import (
	"fmt"
	"image/color"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// code128At draws text as Code 128 of the given height with its left edge at x, quiet zones inside the width. A text that
// Code 128 cannot hold is an error.
func (s *sheet) code128At(x, y, width, height float64, text string) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("draw %q as Code 128: %w", text, err)
	}
	const quiet = 10 // modules on either side, as the standard asks
	module := width / float64(code.Bounds().Dx()+2*quiet)
	s.bars(code, x+quiet*module, y, module, height)
	return nil
}

// qrAt draws text as a QR code in a square of the given side, quiet zone inside.
func (s *sheet) qrAt(x, y, side float64, text string) error {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return fmt.Errorf("draw %q as a QR code: %w", text, err)
	}
	const quiet = 4 // modules on every side
	module := side / float64(code.Bounds().Dx()+2*quiet)
	s.modules(code, x+quiet*module, y+quiet*module, module)
	return nil
}

func dark(code barcode.Barcode, x, y int) bool {
	gray := color.GrayModel.Convert(code.At(code.Bounds().Min.X+x, code.Bounds().Min.Y+y)).(color.Gray)
	return gray.Y < 128
}

// bars draws a one-dimensional code, one rectangle for each bar.
func (s *sheet) bars(code barcode.Barcode, x, y, module, height float64) {
	s.paint(black)
	defer s.paint(ink)
	n := code.Bounds().Dx()
	for i := 0; i < n; i++ {
		start := i
		for i < n && dark(code, i, 0) {
			i++
		}
		if i > start {
			s.pdf.Rect(x+float64(start)*module, y, float64(i-start)*module, height, "F")
		}
	}
}

// modules draws a two-dimensional code in as few rectangles as greedy merging finds: dark runs of a row, drawn down as far
// as the rows below are dark in the same places.
func (s *sheet) modules(code barcode.Barcode, x, y, module float64) {
	s.paint(black)
	defer s.paint(ink)
	n := code.Bounds().Dx()
	done := make([]bool, n*n)
	free := func(col, row int) bool { return !done[row*n+col] && dark(code, col, row) }
	for row := range n {
		for col := 0; col < n; col++ {
			width := 0
			for col+width < n && free(col+width, row) {
				width++
			}
			if width == 0 {
				continue
			}
			height := 1
			for row+height < n && allFree(free, col, row+height, width) {
				height++
			}
			for i := range width * height {
				done[(row+i/width)*n+col+i%width] = true
			}
			s.pdf.Rect(x+float64(col)*module, y+float64(row)*module, float64(width)*module, float64(height)*module, "F")
		}
	}
}

func allFree(free func(col, row int) bool, col, row, width int) bool {
	for i := range width {
		if !free(col+i, row) {
			return false
		}
	}
	return true
}
