// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"testing"
	"time"
)

func TestStamps(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(1000, int64(ms)*int64(time.Millisecond)) }
	for _, tc := range []struct {
		name  string
		begun map[Phase]int
		over  int
		want  [4]int // resolve, dial, proxy, TLS
	}{
		{"an address", map[Phase]int{PhaseDial: 0}, 7, [4]int{0, 7, 0, 0}},
		{"a name", map[Phase]int{PhaseResolve: 0, PhaseDial: 5}, 7, [4]int{5, 2, 0, 0}},
		{"TLS", map[Phase]int{PhaseDial: 0, PhaseTLS: 3}, 7, [4]int{0, 3, 0, 4}},
		{"a tunnel", map[Phase]int{PhaseResolve: 0, PhaseDial: 1, PhaseProxy: 3, PhaseTLS: 6}, 10, [4]int{1, 2, 3, 4}},
		{"refused in the tunnel", map[Phase]int{PhaseDial: 0, PhaseProxy: 3}, 10, [4]int{0, 3, 7, 0}},
	} {
		s := stamps{over: at(tc.over)}
		for p, ms := range tc.begun {
			s.begun[p] = at(ms)
		}
		for i, p := range []Phase{PhaseResolve, PhaseDial, PhaseProxy, PhaseTLS} {
			if got, want := s.of(p), time.Duration(tc.want[i])*time.Millisecond; got != want {
				t.Errorf("%s: phase %d took %v, want %v", tc.name, p, got, want)
			}
		}
	}
}

// Stages that were entered have a time, the others none.
func TestTimingsOfAnAttempt(t *testing.T) {
	a := Connect(Config{Host: "localhost", Port: 1})
	defer a.Cancel()
	<-a.Finished()
	if got := a.Timings(); got.Resolve <= 0 || got.Connect <= 0 || got.Proxy != 0 || got.TLS != 0 {
		t.Errorf("timings %+v", got)
	}
	b := Connect(Config{Host: "127.0.0.1", Port: 1})
	defer b.Cancel()
	<-b.Finished()
	if got := b.Timings(); got.Resolve != 0 || got.Connect <= 0 {
		t.Errorf("timings %+v", got)
	}
}
