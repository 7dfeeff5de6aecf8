// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// A brokenTape panics where it is told to; "goroutine" takes nothing of a request at first, so that the rest of it is
// written by a goroutine.
type brokenTape struct {
	tape
	where  string
	writes int
}

func (s *brokenTape) Write(p []byte) (int, error) {
	s.writes++
	if s.where == "goroutine" && s.writes == 1 {
		return 0, nil
	}
	if s.where == "goroutine" {
		panic("planted")
	}
	return len(p), nil
}

func (s *brokenTape) Close() {
	if s.where == "close" {
		panic("planted")
	}
}

// A panic in the goroutine that writes a request is one report, by the poll that meets it, and an error status.
func TestPanicInAGoroutineIsReported(t *testing.T) {
	var reports []string
	c := New(Config{Report: func(method, message string) { reports = append(reports, method+": "+message) }})
	c.Adopt(&brokenTape{where: "goroutine"})
	c.Request("request", 2, "/", nil, []byte("body"))
	for deadline := time.Now().Add(20 * time.Second); c.Poll() == OK; time.Sleep(100 * time.Microsecond) {
		if time.Now().After(deadline) {
			t.Fatal("no error in 20 s")
		}
	}
	c.Poll()
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
	c.Adopt(&brokenTape{where: "close"})
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
