package pdf

import "io"

// Commands is a sheet of cards that steer a scanner.
type Commands struct {
	Head
	Cards []Card
}

// Card is one command. Code is what the barcode carries.
type Card struct {
	Title, Says, Code string
}

// CommandCards writes the cards, two beside each other, each with its Code 128. It returns the number of pages.
func CommandCards(w io.Writer, c Commands) (pages int, err error) {
	return draw(w, c.Head, c.words()["cards"], func(s *sheet) error { return s.cards(c.Cards) })
}

func (s *sheet) cards(cards []Card) error {
	const high, gap = 46.0, 6.0
	s.opening(s.words["cards"], s.words["cards.say"])
	wide := (s.width - gap) / 2
	for i := 0; i < len(cards); i += 2 {
		s.need(high)
		for j, card := range cards[i:min(i+2, len(cards))] {
			if err := s.card(card, margin+float64(j)*(wide+gap), s.y, wide, high-gap); err != nil {
				return err
			}
		}
		s.y += high
	}
	return nil
}

// card draws one card inside a line to cut along.
func (s *sheet) card(c Card, x, y, width, height float64) error {
	s.pen(0.2, rule)
	s.pdf.Rect(x, y, width, height, "D")
	s.centre(x+width/2, y+3.5, headFace, s.wrap(headFace, clean(c.Title), width-8)[0])
	if err := s.code128At(x+5, y+11, width-10, 15, c.Code); err != nil {
		return err
	}
	lines := s.wrap(smallFace, clean(c.Says), width-8)
	for i, line := range lines[:min(2, len(lines))] {
		s.centre(x+width/2, y+28.5+float64(i)*smallFace.height(), smallFace, line)
	}
	return nil
}
