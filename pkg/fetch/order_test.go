// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"sync"
	"testing"
)

// Calls that wait for a connection get it in the order in which they began, whichever of their goroutines is first.
func TestOrder(t *testing.T) {
	const calls = 200
	done := make(chan struct{})
	release := sync.OnceFunc(func() { close(done) })
	p := serve(t, answers(func(a asked) string {
		if a.target == "/first" {
			<-done
		}
		return ok("x")
	}))
	t.Cleanup(release)
	s := newSession(t)
	o := options()
	o.MaxConnections = 1
	first := s.Start(o, &Request{URL: p.url + "/first"}, nil)
	wait(t, "the first one", func() bool { return len(p.requests()) == 1 })
	var all []*Call
	var want []string
	for i := range calls {
		path := fmt.Sprintf("/%d", i)
		all = append(all, s.Start(o, &Request{URL: p.url + path}, nil))
		want = append(want, path)
	}
	wait(t, "all to be in line", func() bool { return goroutines("pool.(*Pool).await") == calls })
	release()
	for _, c := range append(all, first) {
		got(t, "a call", c.Done())
	}
	var order []string
	for _, a := range p.requests()[1:] {
		order = append(order, a.target)
	}
	if fmt.Sprint(order) != fmt.Sprint(want) {
		t.Fatalf("asked in the order %v", order)
	}
}
