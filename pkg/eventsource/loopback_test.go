// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

// A peer is a server on a port of its own that plays one script a connection, in order, and then holds what comes. A
// script gets the request, body read.
type peer struct {
	url     string
	mu      sync.Mutex
	scripts []func(conn net.Conn, r *http.Request)
	asked   []*http.Request
	bodies  []string
	ended   chan struct{} // has an element for each connection whose client went
}

func listen(t testing.TB, scripts ...func(conn net.Conn, r *http.Request)) *peer {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{url: "http://" + l.Addr().String() + "/x", scripts: scripts, ended: make(chan struct{}, 100)}
	var all sync.WaitGroup
	t.Cleanup(func() {
		l.Close()
		all.Wait()
	})
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { p.serve(conn) })
		}
	})
	return p
}

func (p *peer) serve(conn net.Conn) {
	defer conn.Close()
	r, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	p.asked, p.bodies = append(p.asked, r), append(p.bodies, string(body))
	script := hold
	if len(p.scripts) > 0 {
		script, p.scripts = p.scripts[0], p.scripts[1:]
	}
	p.mu.Unlock()
	script(conn, r)
	p.ended <- struct{}{}
}

func (p *peer) requests() []*http.Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// hold waits until the client goes.
func hold(conn net.Conn, _ *http.Request) { io.Copy(io.Discard, conn) }

// says writes a text, in pieces where there are more, and closes.
func says(pieces ...string) func(net.Conn, *http.Request) {
	return func(conn net.Conn, _ *http.Request) {
		for _, piece := range pieces {
			io.WriteString(conn, piece)
		}
	}
}

// keeps is says, and then hold.
func keeps(pieces ...string) func(net.Conn, *http.Request) {
	return func(conn net.Conn, r *http.Request) {
		says(pieces...)(conn, r)
		hold(conn, r)
	}
}

const (
	streamHead  = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
	chunkedHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
	noContent   = "HTTP/1.1 204 No Content\r\n\r\n"
)

// chunk is one chunk of a body.
func chunk(text string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(text), text) }

// A real source is one over sockets, with the waits of a clock of the tests.
func open(t testing.TB, session *fetch.Session, c *consumer, clock *fakeClock, config eventsource.Config) *eventsource.Source {
	config.Session, config.Wake, config.Clock = session, c.wake, clock.clock(0)
	config.Options.MaxRedirects, config.Options.Decompress = 8, true
	s := eventsource.Open(config)
	t.Cleanup(s.Close)
	return s
}

func newSession(t testing.TB) *fetch.Session {
	s := fetch.New(fetch.Config{UserAgent: "test"})
	t.Cleanup(s.Close)
	return s
}

// TestOverSockets: what servers do, on real connections.
func TestOverSockets(t *testing.T) {
	gzipped := func(conn net.Conn, _ *http.Request) {
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n")
		z := gzip.NewWriter(conn)
		for i := range 3 {
			fmt.Fprintf(z, "data: %d\n\n", i)
			z.Flush()
		}
		z.Close()
	}
	for _, test := range []struct {
		name    string
		scripts []func(net.Conn, *http.Request)
		config  eventsource.Config
		want    string
		ids     string
	}{
		{name: "until the close", scripts: []func(net.Conn, *http.Request){says(streamHead, "data: a\n", "\nid: 5\n\n"), says(noContent)},
			config: eventsource.Config{Reconnect: true}, want: "opened message|a| closed", ids: "|5"},
		{name: "chunked, cut inside of a line end", scripts: []func(net.Conn, *http.Request){says(chunkedHead, chunk("id: 1\r\ndata: a\r\n\r"), chunk("\ndata: b\r\n\r\n"), "0\r\n\r\n"), says(noContent)},
			config: eventsource.Config{Reconnect: true}, want: "opened message|a|1 message|b|1 closed", ids: "|1"},
		{name: "cut in a chunk", scripts: []func(net.Conn, *http.Request){says(chunkedHead, "ff\r\nid: 1\ndata: a\n\ndata: b\n"), says(noContent)},
			config: eventsource.Config{Reconnect: true}, want: "opened message|a|1 closed", ids: "|1"},
		{name: "cut in a chunk, once", scripts: []func(net.Conn, *http.Request){says(chunkedHead, "ff\r\ndata: a\n\ndata: b\n")},
			want: "opened message|a| failed truncated closed", ids: ""},
		{name: "closed without an answer", scripts: []func(net.Conn, *http.Request){says(), says(noContent)}, config: eventsource.Config{Reconnect: true}, want: "closed", ids: "|"},
		{name: "no HTTP", scripts: []func(net.Conn, *http.Request){says("SSH-2.0-x\r\n")}, config: eventsource.Config{Reconnect: true}, want: "failed not_http closed", ids: ""},
		{name: "busy, then a stream", scripts: []func(net.Conn, *http.Request){says("HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno"), says(streamHead, "data\n\n"), says(noContent)},
			config: eventsource.Config{Reconnect: true}, want: "opened message|| closed", ids: "||"},
		{name: "gzip", scripts: []func(net.Conn, *http.Request){gzipped}, want: "opened message|0| message|1| message|2| closed", ids: ""},
		{name: "a broken gzip", scripts: []func(net.Conn, *http.Request){says("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\nno gzip at all, not a bit")},
			config: eventsource.Config{Reconnect: true}, want: "opened failed bad_coding closed", ids: ""},
		{name: "a redirect", scripts: []func(net.Conn, *http.Request){says("HTTP/1.1 307 No\r\nLocation: /y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), says(streamHead, "data: a\n\n")},
			want: "opened message|a| closed", ids: "|"},
		{name: "the head does not come", scripts: []func(net.Conn, *http.Request){hold, says(noContent)},
			config: eventsource.Config{Reconnect: true, Options: fetch.Options{Timeout: 50 * time.Millisecond}}, want: "closed", ids: "|"},
		{name: "the head does not come, once", scripts: []func(net.Conn, *http.Request){hold},
			config: eventsource.Config{Options: fetch.Options{Timeout: 50 * time.Millisecond}}, want: "failed timeout closed", ids: ""},
		{name: "nothing comes any more", scripts: []func(net.Conn, *http.Request){keeps(streamHead, "id: 1\ndata: a\n\n"), says(noContent)},
			config: eventsource.Config{Reconnect: true, Options: fetch.Options{IdleTimeout: 50 * time.Millisecond}}, want: "opened message|a|1 closed", ids: "|1"},
		{name: "timeout does not count in a stream", scripts: []func(net.Conn, *http.Request){func(conn net.Conn, _ *http.Request) {
			io.WriteString(conn, streamHead)
			time.Sleep(200 * time.Millisecond) // longer than the limit; slower is as good
			io.WriteString(conn, "data: a\n\n")
		}}, config: eventsource.Config{Options: fetch.Options{Timeout: 100 * time.Millisecond}}, want: "opened message|a| closed", ids: ""},
		{name: "body_size_limit is of an event", scripts: []func(net.Conn, *http.Request){says(streamHead, strings.Repeat("data: 12345\n\n", 3), "data: 123456\n\n")},
			config: eventsource.Config{Options: fetch.Options{BodySizeLimit: 5}}, want: "opened message|12345| message|12345| message|12345| failed limit closed", ids: ""},
		{name: "an id that is no field", config: eventsource.Config{Reconnect: true, LastEventID: "a\r\nEvil: 1"}, want: "failed bad_header closed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, c, clock := listen(t, test.scripts...), newConsumer(t), &fakeClock{auto: true}
			before := runtime.NumGoroutine()
			session := fetch.New(fetch.Config{UserAgent: "test"})
			test.config.Request.URL = p.url
			s := open(t, session, c, clock, test.config)
			if got := strings.Join(c.finish(s), " "); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
			var ids []string
			for _, r := range p.requests() {
				ids = append(ids, r.Header.Get("Last-Event-ID"))
				if a, n := r.Header["Accept"], r.Header["Cache-Control"]; len(a) != 1 || a[0] != "text/event-stream" || len(n) != 1 || n[0] != "no-store" {
					t.Errorf("asked with Accept %q, Cache-Control %q", a, n)
				}
			}
			if got := strings.Join(ids, "|"); got != test.ids {
				t.Errorf("asked with the ids %q, want %q", got, test.ids)
			}
			session.Close()
			until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
		})
	}
}

// TestEventsAsTheyCome: an event is there while the stream goes on, also through a coding.
func TestEventsAsTheyCome(t *testing.T) {
	for _, coding := range []string{"", "gzip"} {
		next := make(chan struct{})
		p := listen(t, func(conn net.Conn, _ *http.Request) {
			var w io.Writer = conn
			flush := func() error { return nil }
			head := streamHead
			if coding != "" {
				head = strings.TrimSuffix(head, "\r\n") + "Content-Encoding: gzip\r\n\r\n"
				z := gzip.NewWriter(conn)
				w, flush = z, z.Flush
			}
			io.WriteString(conn, head)
			for i := range 5 {
				fmt.Fprintf(w, "data: %d\n\n", i)
				flush()
				if _, ok := <-next; !ok {
					return
				}
			}
		})
		c := newConsumer(t)
		s := open(t, newSession(t), c, &fakeClock{}, eventsource.Config{Request: fetch.Request{URL: p.url}})
		for i := range 5 {
			c.until(s, "an event", func() bool { return len(c.items) == i+2 })
			next <- struct{}{}
		}
		if got := strings.Join(c.told(), " "); !strings.HasPrefix(got, "opened message|0| message|1| message|2| message|3| message|4|") {
			t.Errorf("%q: %s", coding, got)
		}
		s.Close()
		within(t, "the goroutine to end", s.Done())
	}
}

// TestPOSTOverSockets: the question goes out again with the id, and only then.
func TestPOSTOverSockets(t *testing.T) {
	p := listen(t, says(streamHead, "id: 1\ndata: a\n\n"), says(streamHead, "data: b\n\n"), says(noContent))
	c := newConsumer(t)
	s := open(t, newSession(t), c, &fakeClock{auto: true}, eventsource.Config{
		Request: fetch.Request{URL: p.url, Method: "POST", Headers: []string{"Content-Type: application/json"}, Body: &rewinding{text: `{"a":1}`}}, Reconnect: true,
	})
	if got := strings.Join(c.finish(s), " "); got != "opened message|a|1 opened message|b|1 closed" {
		t.Errorf("%s", got)
	}
	if got := strings.Join(p.bodies, " "); got != `{"a":1} {"a":1} {"a":1}` {
		t.Errorf("sent %s", got)
	}
}

// TestCloseOverSockets: in each state the connection goes with the source, and the goroutines with it.
func TestCloseOverSockets(t *testing.T) {
	flood := func(conn net.Conn, _ *http.Request) {
		io.WriteString(conn, streamHead)
		for {
			if _, err := io.WriteString(conn, "data: "+strings.Repeat("x", 1<<16)+"\n\n"); err != nil {
				return
			}
		}
	}
	for name, test := range map[string]struct {
		script func(net.Conn, *http.Request)
		reach  func(p *peer, c *consumer, clock *fakeClock, s *eventsource.Source)
	}{
		"before the head": {hold, func(p *peer, _ *consumer, _ *fakeClock, _ *eventsource.Source) {
			until(t, "the request", func() bool { return len(p.requests()) == 1 })
		}},
		"in the stream": {keeps(streamHead, "data: a\n\n"), func(_ *peer, c *consumer, _ *fakeClock, s *eventsource.Source) {
			c.until(s, "the event", func() bool { return c.has(eventsource.KindEvent) })
		}},
		"events not taken": {flood, func(_ *peer, c *consumer, _ *fakeClock, _ *eventsource.Source) {
			until(t, "something new", func() bool { return len(c.woken) == 1 })
		}},
		"waiting": {says(), func(_ *peer, _ *consumer, clock *fakeClock, _ *eventsource.Source) { <-clock.set }},
		"explaining": {keeps("HTTP/1.1 404 No\r\n\r\nno"), func(_ *peer, _ *consumer, clock *fakeClock, _ *eventsource.Source) {
			<-clock.set
		}},
	} {
		for how, end := range map[string]func(*fetch.Session, *eventsource.Source){
			"Close":           func(_ *fetch.Session, s *eventsource.Source) { s.Close() },
			"CancelAll":       func(f *fetch.Session, _ *eventsource.Source) { f.CancelAll() },
			"session's Close": func(f *fetch.Session, _ *eventsource.Source) { f.Close() },
		} {
			t.Run(name+"/"+how, func(t *testing.T) {
				p := listen(t, test.script)
				before := runtime.NumGoroutine()
				session, c, clock := fetch.New(fetch.Config{}), newConsumer(t), &fakeClock{}
				s := open(t, session, c, clock, eventsource.Config{Request: fetch.Request{URL: p.url}, Reconnect: true})
				test.reach(p, c, clock, s)
				c.items = nil
				end(session, s)
				c.until(s, "the end", func() bool { return c.has(eventsource.KindClosed) })
				if got := strings.Join(c.told(), " "); got != "closed" {
					t.Errorf("%s", got)
				}
				within(t, "the goroutine to end", s.Done())
				within(t, "the server to see it", p.ended)
				session.Close()
				until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
			})
		}
	}
}

// TestBackPressure: a server that sends more than a consumer takes has to wait, for as long as that takes, and then all
// of it comes.
func TestBackPressure(t *testing.T) {
	const one, count = 1 << 16, 400 // 25 MiB
	var sent atomic.Int64
	p := listen(t, func(conn net.Conn, _ *http.Request) {
		conn.(*net.TCPConn).SetWriteBuffer(1 << 18)
		io.WriteString(conn, streamHead)
		event := "data: " + strings.Repeat("x", one) + "\n\n"
		for range count {
			if _, err := io.WriteString(conn, event); err != nil {
				return
			}
			sent.Add(1)
		}
	})
	c := newConsumer(t)
	s := open(t, newSession(t), c, &fakeClock{}, eventsource.Config{
		Request: fetch.Request{URL: p.url}, Options: fetch.Options{IdleTimeout: 300 * time.Millisecond},
	})
	last, since := int64(-1), time.Now()
	until(t, "the server to wait", func() bool {
		if n := sent.Load(); n != last {
			last, since = n, time.Now()
		}
		return last > 0 && time.Since(since) > 600*time.Millisecond // twice the limit: a consumer that rests is not idle
	})
	if last == count {
		t.Errorf("all %d MiB went", count*one>>20)
	}
	c.finish(s)
	events := 0
	for _, i := range c.items {
		if i.Kind == eventsource.KindEvent {
			events++
		}
	}
	if events != count || c.has(eventsource.KindFailed) {
		t.Errorf("%d events of %d, %v", events, count, c.told()[len(c.items)-2:])
	}
	if most := int64(limits.EventQueue/one + 16<<20/one); last > most {
		t.Errorf("%d events went, at most %d should", last, most)
	}
}

// TestSourcesDoNotCount: streams take no place of those that a session has for one host.
func TestSourcesDoNotCount(t *testing.T) {
	p := listen(t, keeps(streamHead, ":\n"), keeps(streamHead, ":\n"), keeps(streamHead, ":\n"), says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
	session, o := newSession(t), fetch.Options{MaxConnections: 1, BodySizeLimit: -1}
	for range 3 {
		c := newConsumer(t)
		s := open(t, session, c, &fakeClock{}, eventsource.Config{Request: fetch.Request{URL: p.url}, Options: o})
		c.until(s, "Opened", func() bool { return c.has(eventsource.KindOpened) })
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r, err := session.Do(ctx, &o, &fetch.Request{URL: p.url})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if b, err := io.ReadAll(r.Body); string(b) != "ok" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
}

// TestFailureOverSockets: what a language model says with its 401 is there to be shown.
func TestFailureOverSockets(t *testing.T) {
	const why = `{"error":{"message":"invalid key"}}`
	p := listen(t, says(fmt.Sprintf("HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(why), why)))
	c := newConsumer(t)
	s := open(t, newSession(t), c, &fakeClock{}, eventsource.Config{Request: fetch.Request{URL: p.url, Method: "POST"}, Reconnect: true})
	c.finish(s)
	f := c.items[0].Failure
	if f == nil || string(f.Body) != why || f.Head.Code != 401 || len(f.Head.Lines) != 2 {
		t.Fatalf("%+v", f)
	}
	if r := reason.Of(f.Err); r.Word != reason.Status || r.Host != "127.0.0.1" || r.Port == 0 {
		t.Errorf("%+v", r)
	}
}
