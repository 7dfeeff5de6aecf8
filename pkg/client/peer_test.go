// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"errors"
	"net"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/h1"
)

// A peer is a server on a real socket that the test plays on its own goroutine, between the calls on the client: what
// the client sees at each call is decided by the test and not by a scheduler.
type peer struct {
	l    net.Listener
	port int
}

func listen(t testing.TB) *peer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return &peer{l: l, port: l.Addr().(*net.TCPAddr).Port}
}

// A question is what the client asks before the wire comes.
type question struct {
	method  int // index into client.Methods
	upgrade bool
	set     func(*client.Client) // before all else; may be nil
	joined  bool                 // the body is read by ReadAvailable
}

// An outcome is what a script sees of one exchange.
type outcome struct {
	status client.Status // after the body
	code   int           // of the final head, 0 without one
	length int64
	lines  string // of the head, joined by LF
	body   string
	kind   h1.Kind // of the fault, 0 without one
}

// A run is one client with the server's end of its connection.
type run struct {
	t    testing.TB
	c    *client.Client
	conn net.Conn
	read func(client.Sink)
	got  outcome
}

// ask connects a new client and sends a request, which the server has read.
func (p *peer) ask(t testing.TB, q question) *run {
	t.Helper()
	r := &run{t: t, c: client.New(client.Config{})}
	if r.read = r.c.ReadBody; q.joined {
		r.read = func(to client.Sink) { r.c.ReadAvailable(to, client.MaxAvailable) }
	}
	if q.set != nil {
		q.set(r.c)
	}
	if code := r.c.Connect("127.0.0.1", p.port, nil, 0); code != client.OK {
		t.Fatalf("Connect = %d", code)
	}
	conn, err := p.l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	r.conn = conn
	until(t, "CONNECTED", func() bool { r.c.Poll(); return r.c.View().Status() != client.StatusConnecting })
	target, headers := "/", []string(nil)
	if client.Methods[q.method] == "CONNECT" {
		target = "a:1"
	}
	if q.upgrade {
		headers = []string{"Upgrade: x"}
	}
	if code := r.c.Request("request", q.method, target, headers, nil); code != client.OK {
		t.Fatalf("Request = %d: %v", code, r.c.LastError())
	}
	r.c.Poll()
	readHead(conn)
	return r
}

func (r *run) end() {
	r.conn.Close()
	r.c.Close()
}

// feed sends the pieces, and lets the client take each before the next.
func (r *run) feed(pieces ...[]byte) {
	for _, piece := range pieces {
		for len(piece) > 0 {
			// No more than the socket's buffers hold, since nobody reads while we write.
			n := min(len(piece), 32<<10)
			if _, err := r.conn.Write(piece[:n]); err != nil {
				return // the client gave up, as it may
			}
			piece = piece[n:]
			r.drain()
		}
	}
}

func (r *run) drain() {
	for r.step() {
	}
}

// step makes the call that a script would make now, and tells whether that moved anything.
func (r *run) step() bool {
	before, n := r.c.View().Status(), 0
	switch before {
	case client.StatusRequesting:
		r.c.Poll()
	case client.StatusBody:
		var a array
		r.read(&a)
		n = len(a.b)
		r.got.body += string(a.b)
	default:
		return false
	}
	after := r.c.View().Status()
	if before == client.StatusRequesting && (after == client.StatusBody || after == client.StatusConnected) {
		r.got.code, r.got.length = r.c.View().ResponseCode(), r.c.View().BodyLength()
		r.got.lines = strings.Join(r.c.TakeHeaders(), "\n")
	}
	return n > 0 || after != before
}

// finish waits until the exchange is over.
func (r *run) finish() outcome {
	r.t.Helper()
	until(r.t, "the end of the exchange", func() bool {
		r.drain()
		s := r.c.View().Status()
		return s != client.StatusRequesting && s != client.StatusBody
	})
	r.got.status = r.c.View().Status()
	if err := r.c.LastError(); err != nil {
		r.got.kind = kindOf(err)
	}
	return r.got
}

func kindOf(err error) h1.Kind {
	var pe *h1.ProtocolError
	if errors.As(err, &pe) {
		return pe.Kind
	}
	return 0
}

// play makes one exchange of it: the pieces, then the server's close, or none when it holds the connection.
func (p *peer) play(t testing.TB, q question, hold bool, pieces ...[]byte) outcome {
	t.Helper()
	r := p.ask(t, q)
	defer r.end()
	r.feed(pieces...)
	if !hold {
		r.conn.Close()
	}
	return r.finish()
}

// decode is what the codec alone makes of a wire with a close behind it: the exchange without a socket and without a
// client.
func decode(q question, wire []byte) outcome {
	var got outcome
	fault := func(err error) outcome {
		got.status, got.kind = client.StatusConnectionError, kindOf(err)
		return got
	}
	method := client.Methods[q.method]
	var r h1.Response
	r.Reset(method, q.upgrade)
	got.status = client.StatusConnected
	for {
		n, ev, err := r.Next(wire)
		if err != nil {
			return fault(err)
		}
		switch ev {
		case h1.EventHead:
			got.code, got.length = r.Head().Status, r.Framing().Length
			got.lines = strings.Join(slices.Clone(r.Head().Lines), "\n")
			if method == "HEAD" {
				got.length = 0
			}
		case h1.EventData:
			got.body += string(wire[:n])
		case h1.EventNeed:
			if err := r.EOF(); err != nil {
				return fault(err)
			}
			got.status = client.StatusDisconnected
			return got
		case h1.EventEnd:
			return got
		}
		wire = wire[n:]
	}
}

func bytewise(wire []byte) [][]byte {
	pieces := make([][]byte, len(wire))
	for i := range wire {
		pieces[i] = wire[i : i+1]
	}
	return pieces
}
