// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"strings"
	"testing"

	"httpclientgo/pkg/fault"
)

// A brokenTape fails to write with failure, and panics when it is closed if that is nil.
type brokenTape struct {
	tape
	failure error
}

func (s *brokenTape) Write(p []byte) (int, error) { return 0, s.failure }

func (s *brokenTape) Close() {
	if s.failure == nil {
		panic("planted")
	}
}

// A panic that a goroutine of the stream's caught is one report, by the poll that meets it, and an error status.
func TestPanicInAGoroutineIsReported(t *testing.T) {
	var reports []string
	c := New(Config{Report: func(method, message string) { reports = append(reports, method+": "+message) }})
	caught := &fault.Error{Stage: fault.Write, Err: &fault.PanicError{Value: "planted", Stack: []byte("stack")}}
	c.Adopt(over(&brokenTape{failure: caught}, false))
	c.Request("request", 2, "/", nil, []byte("body"))
	for range 3 {
		c.Poll()
	}
	if len(reports) != 1 || !strings.HasPrefix(reports[0], "poll: internal error: planted\n") {
		t.Errorf("reports %q", reports)
	}
	if s := c.view.Status(); s != StatusConnectionError {
		t.Errorf("status %d", s)
	}
}

// Abort is what the boundary calls after a panic. It must come to its end even if what is broken cannot be closed.
func TestAbortSurvivesABrokenStream(t *testing.T) {
	c := New(Config{})
	c.Adopt(over(&brokenTape{}, false))
	cause := errors.New("cause")
	if didPanic(func() { c.Abort(cause) }) {
		t.Error("Abort panicked")
	}
	if c.view.Status() != StatusConnectionError || c.LastError() != cause {
		t.Errorf("status %d, error %v", c.view.Status(), c.LastError())
	}
	if code := c.Connect("127.0.0.1", 1, nil, 0); code != OK {
		t.Errorf("Connect afterwards = %d", code)
	}
	c.Close()
}
