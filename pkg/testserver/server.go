// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package testserver is a scripted loopback server for tests, benchmarks and the demo.
//
// A test describes what a server shall do as data, a list of [Step]s, and gets a port of its own where exactly that
// happens once: read a head, send these bytes, wait for a word of the test, reset the connection. Afterwards it asks
// for the [Record]: each byte that the client sent, and how the client ended the connection. The package knows no
// client and no HTTP beyond finding the end of a request head, so it can misbehave in every way that a script spells
// out.
//
// The way in is [Start]. Scripts arrive as lines of JSON over the control port (see [Server.ControlAddr] and
// control.go), so that a test in any language can drive it. The endpoints of endpoint.go are an ordinary well-behaved
// server beside it; net/http's own (standard.go) and nginx (nginx.go) write in other patterns.
//
// Everything listens on 127.0.0.1 only, and the proxy steps dial loopback addresses only.
package testserver

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
)

// Server is one running test server. Its methods may be called from any goroutine.
type Server struct {
	authority *Authority
	dir       string // holds the CA files, removed by Close

	control        net.Listener
	plain          net.Listener // endpoints
	secure         net.Listener // endpoints over TLS
	standard       *http.Server // net/http's own, on the next two
	standardPlain  net.Listener
	standardSecure net.Listener
	nginx          *nginx // nil: not started

	mu      sync.Mutex
	scripts map[int]*script
	lastID  int
	closed  bool
}

// Ready is what a started server tells its user, one line of JSON on the standard output of the command.
type Ready struct {
	Control     string `json:"control"`             // host:port of the control protocol
	Plain       string `json:"plain"`               // host:port of the endpoints
	TLS         string `json:"tls"`                 // host:port of the endpoints over TLS, certificate "good"
	Standard    string `json:"standard"`            // host:port of net/http's server, see standard.go
	StandardTLS string `json:"standard_tls"`        // the same over TLS, certificate "good"
	Nginx       string `json:"nginx,omitempty"`     // host:port of nginx, if it was started
	NginxTLS    string `json:"nginx_tls,omitempty"` // the same over TLS, certificate "good"
	CA          string `json:"ca"`                  // path of the PEM file with the root that signs "good"
	OtherCA     string `json:"other_ca"`            // path of the PEM file with the root that signs "untrusted"
	Folder      string `json:"folder"`              // of these and more PEM files, see Authority.writeFiles
	PID         int    `json:"pid"`
}

// Start makes the certificates, opens the ports and serves until Close.
func Start() (*Server, error) { return StartAt(0) }

// StartAt is Start with the plain endpoints on the given port of 127.0.0.1, so that a server can come back where
// another one was; 0 is any port.
func StartAt(plain int) (*Server, error) {
	authority, err := NewAuthority()
	if err != nil {
		return nil, err
	}
	s := &Server{authority: authority, scripts: map[int]*script{}}
	if s.dir, err = os.MkdirTemp("", "testserver-"); err != nil {
		return nil, fmt.Errorf("testserver: folder for the CA files: %w", err)
	}
	if err := authority.writeFiles(s.dir); err != nil {
		s.Close()
		return nil, fmt.Errorf("testserver: CA file: %w", err)
	}
	for _, l := range []struct {
		to   *net.Listener
		port int
	}{{&s.control, 0}, {&s.plain, plain}, {&s.secure, 0}, {&s.standardPlain, 0}, {&s.standardSecure, 0}} {
		if *l.to, err = listen(l.port); err != nil {
			s.Close()
			return nil, err
		}
	}
	config, err := authority.ServerConfig(TLSOptions{Certificate: "good"})
	if err != nil {
		s.Close()
		return nil, err
	}
	go acceptAll(s.control, s.serveControl)
	go acceptAll(s.plain, func(c net.Conn) { serveEndpoints(c, nil) })
	go acceptAll(s.secure, func(c net.Conn) { serveEndpoints(c, config) })
	s.standard = newStandard()
	go serveStandard(s.standard, s.standardPlain, nil)
	go serveStandard(s.standard, s.standardSecure, config)
	return s, nil
}

// Ready returns the addresses and files of the server.
func (s *Server) Ready() Ready {
	ready := Ready{
		Control:     s.control.Addr().String(),
		Plain:       s.plain.Addr().String(),
		TLS:         s.secure.Addr().String(),
		Standard:    s.standardPlain.Addr().String(),
		StandardTLS: s.standardSecure.Addr().String(),
		CA:          filepath.Join(s.dir, "ca.pem"),
		OtherCA:     filepath.Join(s.dir, "other_ca.pem"),
		Folder:      s.dir,
		PID:         os.Getpid(),
	}
	if s.nginx != nil {
		ready.Nginx, ready.NginxTLS = s.nginx.plain.String(), s.nginx.secure.String()
	}
	return ready
}

// ControlAddr returns the host:port that speaks the control protocol.
func (s *Server) ControlAddr() string { return s.control.Addr().String() }

// Close ends all scripts and what else was started, closes all ports and removes all files. Open endpoint connections
// end with their clients.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	scripts := make([]*script, 0, len(s.scripts))
	for _, sc := range s.scripts {
		scripts = append(scripts, sc)
	}
	s.scripts = map[int]*script{}
	s.mu.Unlock()

	for _, sc := range scripts {
		sc.drop()
	}
	for _, l := range []net.Listener{s.control, s.plain, s.secure, s.standardPlain, s.standardSecure} {
		if l != nil {
			l.Close()
		}
	}
	if s.standard != nil {
		s.standard.Close()
	}
	if s.nginx != nil {
		s.nginx.close()
	}
	os.RemoveAll(s.dir)
}

// add starts a script and returns its number, unique in this server.
func (s *Server) add(steps []Step, secure *TLSOptions) (*script, error) {
	sc, err := newScript(steps)
	if err != nil {
		return nil, err
	}
	if secure != nil {
		sc.seals = secure.Records
		if sc.tls, err = s.authority.ServerConfig(*secure); err != nil {
			return nil, err
		}
	}
	sc.authority = s.authority
	if sc.listener, err = listen(0); err != nil {
		return nil, err
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		sc.listener.Close()
		return nil, errors.New("testserver: closed")
	}
	s.lastID++
	sc.id = s.lastID
	s.scripts[sc.id] = sc
	s.mu.Unlock()
	go sc.play()
	return sc, nil
}

func (s *Server) script(id int) (*script, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sc := s.scripts[id]; sc != nil {
		return sc, nil
	}
	return nil, fmt.Errorf("testserver: no script %d", id)
}

func (s *Server) remove(id int) {
	s.mu.Lock()
	sc := s.scripts[id]
	delete(s.scripts, id)
	s.mu.Unlock()
	if sc != nil {
		sc.drop()
	}
}

func listen(port int) (net.Listener, error) {
	l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, fmt.Errorf("testserver: %w", err)
	}
	return l, nil
}

// acceptAll gives each connection its goroutine, until the listener is closed.
func acceptAll(l net.Listener, serve func(net.Conn)) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			serve(c)
		}()
	}
}
