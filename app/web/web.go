// Package web serves the screens and the same use-cases over HTTP on this computer only, so that a browser can stand in
// for the window.
//
// A caller needs the token that Serve was given: once in the address of the first page, which turns it into a cookie, or
// as a bearer token.
package web

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"ordertrail/app"
)

// maxBody bounds one call: an uploaded workbook of the largest size that the importers take, in base64.
const maxBody = 400 << 20

// Server answers calls and serves the screens.
type Server struct {
	app     *app.App
	screens fs.FS // index.html at its root
	token   string
	methods map[string]reflect.Value // "Orders/List"
	hub     *hub
}

// New prepares a server of a's use-cases and of the screens. Whoever knows token may call everything.
func New(a *app.App, screens fs.FS, token string) *Server {
	s := &Server{app: a, screens: screens, token: token, methods: map[string]reflect.Value{}, hub: newHub()}
	for _, bound := range a.Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			s.methods[v.Type().Elem().Name()+"/"+v.Type().Method(i).Name] = v.Method(i)
		}
	}
	a.OnEmit(s.hub.send)
	return s
}

// Handler is everything the server answers.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/{struct}/{method}", s.call)
	mux.HandleFunc("GET /api/events", s.events)
	mux.Handle("GET /", http.FileServerFS(s.screens))
	return s.guard(http.NewCrossOriginProtection().Handler(mux)) // another program's page on this computer sends our cookie too
}

// Serve listens on addr, which must be a loopback address, says the address of the first page, and answers until ctx ends.
func (s *Server) Serve(ctx context.Context, addr string, ready func(url string)) error {
	if err := Loopback(addr); err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	ready(fmt.Sprintf("http://%s/?token=%s", l.Addr(), s.token))
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Loopback refuses an address that is none, or that other computers can reach.
func Loopback(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
		return &app.Error{Code: "bad-address", Message: fmt.Sprintf("%q is no address: write it like 127.0.0.1:8080", addr), Args: []string{addr}}
	}
	ip := net.ParseIP(host)
	if host == "localhost" || (ip != nil && ip.IsLoopback()) {
		return nil
	}
	return &app.Error{
		Code: "bad-address", Args: []string{addr},
		Message: fmt.Sprintf("%q can be reached from other computers: the screens are served to this one only, on 127.0.0.1", addr),
	}
}

const cookieName = "ordertrail"

// guard lets in only who has the token, only under this computer's own names, and forbids everything a page does not need.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		if Loopback(r.Host) != nil && Loopback(r.Host+":80") != nil {
			http.Error(w, "this address is not mine", http.StatusMisdirectedRequest)
			return
		}
		if given := r.URL.Query().Get("token"); r.URL.Path == "/" && s.is(given) {
			http.SetCookie(w, &http.Cookie{Name: cookieName, Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		} else if !s.allowed(r) {
			http.Error(w, "open the address that ordertrail serve printed", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) allowed(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.is(bearer) {
		return true
	}
	c, err := r.Cookie(cookieName)
	return err == nil && s.is(c.Value)
}

func (s *Server) is(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1
}

// call runs one bound method with the JSON array of arguments in the body.
func (s *Server) call(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("struct") + "/" + r.PathValue("method")
	method, ok := s.methods[name]
	if !ok {
		reply(w, http.StatusNotFound, &app.Error{Code: "no-such-call", Message: name + " does not exist", Args: []string{name}})
		return
	}
	args, err := arguments(method.Type(), http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		reply(w, http.StatusBadRequest, &app.Error{Code: "bad-arguments", Message: err.Error(), Args: []string{name}})
		return
	}
	result, err := invoke(method, args)
	if err != nil {
		reply(w, http.StatusUnprocessableEntity, app.Explain(err))
		return
	}
	reply(w, http.StatusOK, result)
}

func arguments(t reflect.Type, body io.Reader) ([]reflect.Value, error) {
	var raw []json.RawMessage
	if err := json.NewDecoder(body).Decode(&raw); err != nil {
		return nil, fmt.Errorf("read arguments: %w", err)
	}
	if len(raw) != t.NumIn() {
		return nil, fmt.Errorf("%d arguments given, %d needed", len(raw), t.NumIn())
	}
	args := make([]reflect.Value, len(raw))
	for i := range raw {
		v := reflect.New(t.In(i))
		if err := json.Unmarshal(raw[i], v.Interface()); err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		if f, ok := v.Interface().(*app.ImportFile); ok && f.Path != "" {
			return nil, fmt.Errorf("argument %d: a browser sends the file itself, not its path", i+1)
		}
		args[i] = v.Elem()
	}
	return args, nil
}

// invoke calls a method that returns (), (T), (error) or (T, error).
func invoke(method reflect.Value, args []reflect.Value) (any, error) {
	var result any
	for _, out := range method.Call(args) {
		if err, ok := out.Interface().(error); ok {
			return nil, err
		}
		if out.Type() != reflect.TypeFor[error]() {
			result = out.Interface()
		}
	}
	return result, nil
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the caller went away; there is nobody left to tell
}
