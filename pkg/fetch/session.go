// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"io"

	"httpclientgo/pkg/trust"
)

// A Config is what a Session is made with; the zero value works.
type Config struct {
	// UserAgent is the User-Agent of requests that bring none; empty: none is sent.
	UserAgent string
	// Getenv returns a variable of the environment, "" where there is none; nil: os.Getenv.
	Getenv func(name string) string
	// DefaultTLS returns the options of a call without any, and those for a proxy of scheme https; nil: the zero value.
	DefaultTLS func() *trust.TLSOptions
}

// A Session has connections, cookies and the calls that run. Its methods may be called from any goroutine.
type Session struct{}

// New returns a session without connections.
func New(cfg Config) *Session { return &Session{} }

// Start begins a call and returns at once; what is wrong with o or r is told by its end. wake is called, from any
// goroutine and maybe before Start returned, when there is something new and nothing new was told since the last Take. It
// must not wait, nor call back into the session.
//
// After Close, the call is over from the beginning, as cancelled, and wake is not called.
func (s *Session) Start(o *Options, r *Request, wake func()) *Call { return &Call{} }

// Do makes a call and returns when the head is there; the body is the caller's to read. ctx holds for the body as well.
// CancelAll and Close end it, with the reason cancelled.
//
// Redirects and retries are as in Start. The error is a *reason.Failure.
func (s *Session) Do(ctx context.Context, o *Options, r *Request) (*Response, error) {
	return nil, io.EOF
}

// A Response is what Do returns.
type Response struct {
	Head *Head
	// Body is the decoded body; at its end io.EOF, else a *reason.Failure. Close ends a Read that waits, from any
	// goroutine, and gives the connection back if the body was read whole. It must be called.
	Body io.ReadCloser
	Info *Info
}

// CancelAll ends the calls that run, of Start and of Do, and calls what Join was given.
func (s *Session) CancelAll() {}

// Join has end called by CancelAll and by Close, at most once and on their goroutine, until leave was called. It is for
// what waits between two calls of Do. After Close, end is called at once.
func (s *Session) Join(end func()) (leave func()) { return func() {} }

// CloseIdle closes the connections that no call uses.
func (s *Session) CloseIdle() {}

// ClearCookies forgets all cookies.
func (s *Session) ClearCookies() {}

// Close ends everything. When it returns, no goroutine of the session is left, no wake, array or Body is used any more, and
// what a call held of arrays is freed. It may be called twice.
func (s *Session) Close() {}
