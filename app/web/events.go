package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub hands every announcement to every open page.
type hub struct {
	mu    sync.Mutex
	pages map[chan message]bool
}

type message struct {
	name string
	body []byte
}

func newHub() *hub { return &hub{pages: map[chan message]bool{}} }

// send never waits: a page that does not keep up misses an announcement and fetches on its next one.
func (h *hub) send(name string, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for page := range h.pages {
		select {
		case page <- message{name, b}:
		default:
		}
	}
}

func (h *hub) join() chan message {
	page := make(chan message, 64)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pages[page] = true
	return page
}

func (h *hub) leave(page chan message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.pages, page)
}

// events streams announcements as server-sent events until the page goes away.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page := s.hub.join()
	defer s.hub.leave(page)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	if _, err := fmt.Fprint(w, ": open\n\n"); err != nil || out.Flush() != nil {
		return
	}
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case m := <-page:
			_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", m.name, m.body)
		case <-alive.C:
			_, err = fmt.Fprint(w, ": alive\n\n")
		}
		if err != nil || out.Flush() != nil {
			return
		}
	}
}
