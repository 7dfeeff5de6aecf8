// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"net"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
)

func TestStamps(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(1000, int64(ms)*int64(time.Millisecond)) }
	for _, tc := range []struct {
		name  string
		begun map[fault.Stage]int
		over  int
		want  [4]int // resolve, dial, proxy, TLS
	}{
		{"an address", map[fault.Stage]int{fault.Dial: 0}, 7, [4]int{0, 7, 0, 0}},
		{"a name", map[fault.Stage]int{fault.Resolve: 0, fault.Dial: 5}, 7, [4]int{5, 2, 0, 0}},
		{"TLS", map[fault.Stage]int{fault.Dial: 0, fault.TLS: 3}, 7, [4]int{0, 3, 0, 4}},
		{"a tunnel", map[fault.Stage]int{fault.Resolve: 0, fault.Dial: 1, fault.Proxy: 3, fault.TLS: 6}, 10, [4]int{1, 2, 3, 4}},
		{"refused in the tunnel", map[fault.Stage]int{fault.Dial: 0, fault.Proxy: 3}, 10, [4]int{0, 3, 7, 0}},
	} {
		s := stamps{over: at(tc.over)}
		for p, ms := range tc.begun {
			s.begun[p] = at(ms)
		}
		for i, p := range []fault.Stage{fault.Resolve, fault.Dial, fault.Proxy, fault.TLS} {
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
	await(a)
	_, unknown := net.LookupHost("localhost") // there are systems that do not know it
	if got := a.Timings(); got.Resolve <= 0 || (got.Connect <= 0) != (unknown != nil) || got.Proxy != 0 || got.TLS != 0 {
		t.Errorf("timings %+v", got)
	}
	b := Connect(Config{Host: "127.0.0.1", Port: 1})
	defer b.Cancel()
	await(b)
	if got := b.Timings(); got.Resolve != 0 || got.Connect <= 0 {
		t.Errorf("timings %+v", got)
	}
}
