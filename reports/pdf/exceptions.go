package pdf

import (
	"io"
	"strconv"
	"time"

	"ordertrail/track"
)

// Exceptions is the report of all open tasks, by who has to act.
type Exceptions struct {
	Head
	Owners []OwnerTasks
}

// OwnerTasks is what one owner has to do, most urgent first.
type OwnerTasks struct {
	Owner string // as people know it
	Tasks []ExceptionRow
}

// ExceptionRow is one open task. Story says what is wrong and what to do, in the reader's language.
type ExceptionRow struct {
	Order, Subject string
	Title, Story   string
	State          string
	Due            time.Time
}

// ExceptionReport writes the open tasks grouped by owner; what is past due at the head's now is marked. It returns the number of pages.
func ExceptionReport(w io.Writer, e Exceptions) (pages int, err error) {
	return draw(w, e.Head, e.words()["exceptions"], func(s *sheet) error { s.exceptions(e); return nil })
}

func (s *sheet) exceptions(e Exceptions) {
	open, over := 0, 0
	for _, o := range e.Owners {
		open += len(o.Tasks)
		for _, row := range o.Tasks {
			if s.past(row.Due) {
				over++
			}
		}
	}
	s.opening(s.words["exceptions"], s.tally(open, over))
	if open == 0 {
		s.paragraph(margin, s.width, bodyFace, s.words["none.tasks"])
	}
	for _, o := range e.Owners {
		if len(o.Tasks) > 0 {
			s.owner(o)
		}
	}
}

func (s *sheet) tally(open, over int) string {
	return s.words.say("open", "n", strconv.Itoa(open), "over", strconv.Itoa(over))
}

func (s *sheet) past(due time.Time) bool { return !due.IsZero() && due.Before(s.head.Now) }

func (s *sheet) owner(o OwnerTasks) {
	w, over := s.words, 0
	for _, row := range o.Tasks {
		if s.past(row.Due) {
			over++
		}
	}
	s.need(40)
	s.text(margin, s.y, headFace, clean(o.Owner))
	s.right(margin+s.width, s.y+1, smallFace, s.tally(len(o.Tasks), over))
	s.y += headFace.height() + 2.5
	t := s.table(
		column{Title: w["due"], Width: 32, Face: bodyFace},
		column{Title: w["about"], Width: 30, Face: boldFace},
		column{Title: w["task"], Face: boldFace},
		column{Title: w["state"], Width: 20, Face: bodyFace.in(muted)},
	)
	late := face{9, true, alarm}
	for _, row := range o.Tasks {
		due := cell{}
		if !row.Due.IsZero() {
			due = cell{Text: w.date(track.DateOf(row.Due, s.head.Zone)), Under: row.Due.In(s.head.Zone).Format("15:04")}
		}
		if s.past(row.Due) {
			due.Face, due.Under = &late, due.Under+" · "+w["past"]
		}
		t.row(due, cell{Text: row.Order, Under: row.Subject}, cell{Text: row.Title, Under: row.Story, Story: true}, cell{Text: row.State})
	}
	t.end()
	s.y += 5
}
