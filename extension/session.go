// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/trust"
)

// A session is the Go side of one HTTPSessionGo. It stays until the object is gone and all that it began is over.
type session struct {
	core *fetch.Session
	// environment and trust are as of the last call: goroutines ask neither the process nor the engine.
	environment atomic.Pointer[map[string]string]
	trust       atomic.Pointer[trust.TLSOptions]
	beyond      trustSettings

	mu sync.Mutex
	// options are replaced, never changed: calls have them.
	options *fetch.Options
	users   int // the object, and what runs
	running map[endable]struct{}
}

// An endable is what cancel_all() ends.
type endable interface{ cancel() }

func newSession() *session {
	s := &session{users: 1, running: map[endable]struct{}{}, beyond: trustSettings{class: sessionClassName}, options: &fetch.Options{
		ConnectTimeout: 30 * time.Second, MaxRedirects: 8, MaxConnections: 6, Decompress: true, BodySizeLimit: -1,
	}}
	s.core = openCore(fetch.Config{UserAgent: userAgent, Getenv: s.getenv, DefaultTLS: s.trust.Load})
	return s
}

// getShared returns the session of the process, which the library keeps.
func getShared(c godot.Call) {
	shared := sharedSession()
	c.ReturnRef(shared.Object())
	if !isKept(shared) {
		shared.Release()
	}
}

// sharedSession makes the session at first. At the engine's end it makes one that is not kept.
func sharedSession() godot.Reference {
	kept.mu.Lock()
	shared := kept.shared
	kept.mu.Unlock()
	if !shared.IsEmpty() {
		return shared
	}
	made := godot.Make(sessionClassName, func(godot.Instance) any { return newSession() })
	kept.mu.Lock()
	switch {
	case kept.ended:
		shared, made = made, godot.Reference{}
	case kept.shared.IsEmpty():
		kept.shared = made
		shared, made = made, godot.Reference{}
	default: // another thread was quicker
		shared = kept.shared
	}
	kept.mu.Unlock()
	made.Release()
	return shared
}

func isKept(shared godot.Reference) bool {
	kept.mu.Lock()
	defer kept.mu.Unlock()
	return kept.shared == shared
}

// release is called when the object is gone.
func (s *session) release() { s.left(nil) }

// join counts something that runs.
func (s *session) join(e endable) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users++
	s.running[e] = struct{}{}
}

// left is called when it is over, and with nil when the object is gone.
func (s *session) left(e endable) {
	s.mu.Lock()
	delete(s.running, e)
	s.users--
	users := s.users
	s.mu.Unlock()
	if users == 0 {
		closeCore(s.core)
	}
}

func (s *session) cancelAll() {
	s.mu.Lock()
	running := slices.Collect(maps.Keys(s.running))
	s.mu.Unlock()
	for _, e := range running {
		e.cancel()
	}
	s.core.CancelAll()
}

// methods are the names of HTTPClient.Method.
var methods = [...]string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"}

// methodName returns what is no method for a number that is none, which package fetch then refuses.
func methodName(number int64) string {
	if number < 0 || number >= int64(len(methods)) {
		return fmt.Sprintf("method %d", number)
	}
	return methods[number]
}

// request makes a request of the arguments that requestArgs describes.
func (s *session) request(c godot.Call) *fetch.Request {
	r := &fetch.Request{Method: methodName(c.Int(2)), URL: c.Text(0), Headers: godot.Texts(c.Arg(1))}
	r.Body, r.ContentType, r.Refused = newBody(c.Variant(3))
	return r
}

func (s *session) fetch(c godot.Call) {
	r := s.request(c)
	r.NewArray = newArray
	s.begin(c, "fetch", s.callOptions(), r)
}

func (s *session) download(c godot.Call) {
	r := &fetch.Request{Method: "GET", URL: c.Text(0), Headers: godot.Texts(c.Arg(2))}
	r.Download = godot.Singleton("ProjectSettings").CallText("globalize_path", godot.String(c.Text(1)))
	if r.Download == "" {
		r.Refused = "the path of the file is empty"
	}
	s.begin(c, "download", s.callOptions(), r)
}

// begin starts a call and returns its response.
func (s *session) begin(c godot.Call, method string, o *fetch.Options, request *fetch.Request) {
	var r *response
	ref := godot.Make(responseClassName, func(i godot.Instance) any {
		r = newResponse(i, s, method)
		return r
	})
	if ref.Object().IsNull() {
		return
	}
	c.ReturnRef(ref.Object())
	if !r.begin(ref, o, request) { // the engine ends: the call is over from the beginning, and no signal comes
		r.settle()
		ref.Release()
	}
}

// callOptions returns the options as they are, for one call.
func (s *session) callOptions() *fetch.Options {
	s.mu.Lock()
	o := s.options
	s.mu.Unlock()
	if o.EnvironmentProxy {
		s.readEnvironment()
	}
	own := &defaultTLS().TLSOptions
	s.trust.Store(own)
	with := *o
	if o.TLS != nil {
		own = o.TLS
	}
	with.TLS = own.With(s.beyond.current())
	return &with
}

// environmentNames are the variables that package proxy asks for.
var environmentNames = []string{"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "REQUEST_METHOD"}

func (s *session) readEnvironment() {
	values := map[string]string{}
	for _, name := range environmentNames {
		values[name] = getenv(name)
	}
	s.environment.Store(&values)
}

// getenv is asked by goroutines, at a time when the script may change the environment of the process.
func (s *session) getenv(name string) string {
	if values := s.environment.Load(); values != nil {
		return (*values)[name]
	}
	return ""
}

// change replaces the options.
func (s *session) change(with func(*fetch.Options)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := *s.options
	with(&changed)
	s.options = &changed
}

func (s *session) current() *fetch.Options {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.options
}

// withHeader returns lines with one field set, or without it where value is empty.
func withHeader(lines []string, name, value string) []string {
	lines = slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return isField(line, name) || strings.EqualFold(line, name) })
	if value != "" {
		lines = append(lines, name+": "+value)
	}
	return lines
}
