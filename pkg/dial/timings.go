// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"time"

	"httpclientgo/pkg/fault"
)

// Timings are how long the stages of an Attempt took. A stage that was not entered is 0; one that is not
// over yet, or in which the attempt ended, has its time so far.
type Timings struct {
	Resolve time.Duration
	Connect time.Duration // TCP connect, with the addresses that were tried in vain
	Proxy   time.Duration // the talk with the proxy
	TLS     time.Duration // handshake
}

// stamps are the moments at which stages began, by fault.Stage, and the end.
type stamps struct {
	begun [fault.TLS + 1]time.Time
	over  time.Time
}

// enter is called with the attempt locked, at the begin of each stage.
func (s *stamps) enter(p fault.Stage) {
	if p <= fault.TLS && s.begun[p].IsZero() {
		s.begun[p] = time.Now()
	}
}

func (s *stamps) end() { s.over = time.Now() }

// of returns the time from the begin of p to that of the next stage, or to the end.
func (s *stamps) of(p fault.Stage) time.Duration {
	if s.begun[p].IsZero() {
		return 0
	}
	for next := p + 1; next <= fault.TLS; next++ {
		if !s.begun[next].IsZero() {
			return s.begun[next].Sub(s.begun[p])
		}
	}
	if s.over.IsZero() {
		return time.Since(s.begun[p])
	}
	return s.over.Sub(s.begun[p])
}

// Timings returns the times of the stages up to now.
func (a *Attempt) Timings() Timings {
	a.mu.Lock()
	defer a.mu.Unlock()
	return Timings{
		Resolve: a.stamps.of(fault.Resolve),
		Connect: a.stamps.of(fault.Dial),
		Proxy:   a.stamps.of(fault.Proxy),
		TLS:     a.stamps.of(fault.TLS),
	}
}
