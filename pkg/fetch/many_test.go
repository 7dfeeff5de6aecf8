// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"httpclientgo/pkg/reason"
)

// descriptors counts those of the process; -1 where nobody can.
func descriptors() int {
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(all)
}

// A thousand calls at once are all whole, over no more connections than there may be, and leave nothing.
func TestThousandCalls(t *testing.T) {
	p := serve(t, answers(func(a asked) string {
		n := 0
		fmt.Sscanf(a.target, "/%d", &n)
		return ok(strings.Repeat(a.target, 1+n%100))
	}))
	before := descriptors()
	s := newSession(t)
	made := new(arrays)
	var calls []*Call
	for i := range 1000 {
		calls = append(calls, s.Start(options(), &Request{URL: fmt.Sprintf("%s/%d", p.url, i), NewArray: made.make}, func() {}))
	}
	for i, c := range calls {
		got(t, fmt.Sprint("call ", i), c.Done())
		u := c.Take()
		if body := text(u.End.Body, u.End.Size); u.End.Err != nil || body != strings.Repeat(fmt.Sprintf("/%d", i), 1+i%100) {
			t.Fatalf("%d: %v, %d bytes", i, u.End.Err, len(body))
		}
	}
	if n := p.accepted.Load(); n > 6 {
		t.Errorf("%d connections", n)
	}
	wait(t, "the goroutines to end", func() bool { return goroutines(ofCalls...) == 0 })
	s.Close()
	wait(t, "the connections to close", func() bool { return p.open.Load() == 0 })
	wait(t, "the descriptors to close", func() bool { return descriptors() <= before })
	if n := made.live.Load(); n != 0 {
		t.Errorf("%d arrays", n)
	}
}

// Calls of every kind begin, and are cancelled, taken from and forgotten at random; at the end nothing is left.
func TestRandomCalls(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	gz := coded(t, strings.Repeat("hello", 1000), "gzip")
	p := serve(t, func(c *peerConn) {
		for {
			a, whole := c.request()
			if !whole {
				return
			}
			answered := true
			switch rand.IntN(12) {
			case 0:
				return
			case 1:
				c.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
				return
			case 2:
				answered = c.say(answer(302, "moved", "Location: /"+a.method))
			case 3:
				answered = c.say(answer(307, "moved", "Location: /"+a.method))
			case 4:
				answered = c.say(answer(503, "busy"))
			case 5:
				answered = c.say(ok(gz, "Content-Encoding: gzip"))
			case 6:
				answered = c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
			case 7:
				c.say("HTTP/1.1 200 OK\r\n\r\n")
				io.CopyN(c, zeros{}, rand.Int64N(1<<20))
				return
			case 8:
				c.say(ok("hello") + "unasked")
			default:
				answered = c.say(ok("hello"))
			}
			if !answered || a.method == "HEAD" {
				return
			}
		}
	})
	s := newSession(t)
	noWaits(s)
	made := new(arrays)
	dir := t.TempDir()
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(w)))
			for i := range 60 {
				o := options()
				o.MaxRetries, o.Cookies, o.MaxConnections = r.IntN(3), r.IntN(2) == 0, r.IntN(4)
				q := &Request{Method: []string{"GET", "POST", "PUT", "HEAD"}[r.IntN(4)], URL: p.url + "/x", NewArray: made.make}
				if q.Method == "POST" || q.Method == "PUT" {
					q.Body = newText(strings.Repeat("x", r.IntN(200_000)))
				}
				if r.IntN(5) == 0 {
					q.Download = fmt.Sprintf("%s/%d-%d", dir, w, r.IntN(3))
				}
				c := s.Start(o, q, func() {})
				pieces, cancelAt := r.IntN(2) == 0, r.IntN(40)
				for n := 0; ; n++ {
					if n == cancelAt {
						c.Cancel()
					}
					if c.Head() != nil {
						c.Decide(pieces)
					}
					u := c.Take()
					for _, piece := range u.Pieces {
						text(piece.Array, piece.Size)
					}
					if u.End == nil {
						time.Sleep(100 * time.Microsecond)
						continue
					}
					text(u.End.Body, u.End.Size)
					if u.End.Err != nil && reason.Of(u.End.Err).Word == reason.Internal {
						t.Errorf("%d of %d: %v", i, w, u.End.Err)
					}
					break
				}
			}
		})
	}
	workers.Wait()
	wait(t, "the goroutines to end", func() bool { return goroutines(ofCalls...) == 0 })
	if n := made.live.Load(); n != 0 {
		t.Errorf("%d arrays", n)
	}
}
