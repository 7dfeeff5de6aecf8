// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"net"
	"slices"
	"testing"
	"time"
)

// A caller makes calls on a client, and plays its server on the same goroutine.
type caller struct {
	t    *testing.T
	c    *Client
	l    net.Listener
	conn net.Conn // the server's end, nil without a connection

	wire []byte // to be sent, over all connections
	sent []byte // on this one
	seen int    // bytes of sent up to the last one delivered
	held bool   // the server has not closed yet
	sink bytesSink
}

type bytesSink struct{ b []byte }

func (s *bytesSink) Resize(n int) []byte {
	s.b = slices.Grow(s.b[:min(n, len(s.b))], n)[:n]
	return s.b
}

// calls are the methods of a client, each with the statuses that it may lead to; nil: none but the one it found.
var calls = []struct {
	name string
	make func(*caller, byte)
	to   map[Status][]Status
}{
	{"connect", (*caller).connect, everywhere(StatusDisconnected, StatusResolving, StatusConnecting, StatusCantConnect)},
	{"close", func(x *caller, _ byte) { x.c.Close() }, everywhere(StatusDisconnected)},
	{"poll", func(x *caller, _ byte) { x.c.Poll() }, map[Status][]Status{
		StatusResolving:  {StatusResolving, StatusCantResolve, StatusConnecting, StatusCantConnect},
		StatusConnecting: {StatusConnecting, StatusConnected, StatusCantConnect, StatusTLSHandshakeError},
		StatusConnected:  {StatusConnected, StatusConnectionError},
		StatusRequesting: {StatusRequesting, StatusBody, StatusConnected, StatusConnectionError},
	}},
	{"request", (*caller).request, map[Status][]Status{StatusConnected: {StatusConnected, StatusRequesting}}},
	{"read", (*caller).read, map[Status][]Status{StatusBody: {StatusBody, StatusConnected, StatusDisconnected, StatusConnectionError}}},
	{"headers", func(x *caller, _ byte) { x.c.TakeHeaders() }, nil},
	{"reason", func(x *caller, _ byte) { x.c.Reason() }, nil},
	{"chunk size", func(x *caller, v byte) { x.c.SetReadChunkSize(int(v) << (v % 24)) }, nil},
	{"proxy", func(x *caller, v byte) { x.c.SetHTTPProxy(hosts[int(v)%len(hosts)], int(v)-1) }, nil},
	{"blocking", func(x *caller, v byte) { x.c.SetBlocking(v%2 == 0 && !x.held) }, nil}, // else it would rightly wait for ever
	{"stream", (*caller).stream, nil},
	{"the server sends", (*caller).send, nil},
	{"the server ends", (*caller).hangUp, nil},
	{"read available", (*caller).readAvailable, map[Status][]Status{StatusBody: {StatusBody, StatusConnected, StatusDisconnected, StatusConnectionError}}},
}

var hosts = []string{"127.0.0.1", "", "http://127.0.0.1", "[::1]", "::1", "localhost"}

var oddPorts = []int{0, 1, 2, 70000}

func everywhere(to ...Status) map[Status][]Status {
	all := map[Status][]Status{}
	for s := range Status(statusCount) {
		all[s] = to
	}
	return all
}

func (x *caller) connect(v byte) {
	x.drop()
	port := x.l.Addr().(*net.TCPAddr).Port
	x.c.SetBlocking(false)
	switch {
	case v%8 == 7:
		x.c.Connect(hosts[int(v>>3)%len(hosts)], oddPorts[v>>3%4], &TLS{Server: v>>7 == 1}, time.Second)
		return
	case v%8 == 6:
		x.c.Connect("127.0.0.1", oddPorts[v>>3%4], nil, time.Second)
		return
	}
	x.c.SetHTTPProxy("", -1)
	if x.c.Connect("127.0.0.1", port, nil, 0) != OK {
		x.t.Fatal("no connection to our own server")
	}
	conn, err := x.l.Accept()
	if err != nil {
		x.t.Fatal(err)
	}
	x.conn, x.held = conn, true
	for x.c.view.Status() == StatusConnecting && v%8 != 5 {
		x.c.Poll()
	}
}

func (x *caller) drop() {
	if x.conn != nil {
		x.conn.Close()
	}
	x.conn, x.held, x.sent, x.seen = nil, false, nil, 0
}

func (x *caller) request(v byte) {
	headers := []string{"A: b"}
	if v>>4 == 1 {
		headers = []string{"Upgrade: x", ""}[:1+int(v&1)]
	}
	x.c.Request("request", int(v)%(len(Methods)+1), []string{"/", "*", "a:1", "/\r\nX: y"}[int(v>>6)], headers, make([]byte, int(v)*16))
}

// read takes body bytes. Each piece lies behind the one before it in what the server sent.
func (x *caller) read(byte) {
	x.sink.b = x.sink.b[:0]
	x.c.ReadBody(&x.sink)
	at := bytes.Index(x.sent[x.seen:], x.sink.b)
	if at < 0 {
		x.t.Fatalf("the body bytes %q were not sent, or not in this order: %q", x.sink.b, x.sent)
	}
	x.seen += at + len(x.sink.b)
}

// readAvailable takes body bytes. Of chunks they lie apart in what the server sent, so that here each is looked for
// behind the one before it, which may find it too early and never too late.
func (x *caller) readAvailable(v byte) {
	x.sink.b = x.sink.b[:0]
	chunked := x.c.view.Chunked()
	most := []int64{MaxAvailable, 1, 3, 100, 0}[int(v)%5]
	x.c.ReadAvailable(&x.sink, most)
	if int64(len(x.sink.b)) > most {
		x.t.Fatalf("%d bytes where %d were asked for", len(x.sink.b), most)
	}
	pieces := [][]byte{x.sink.b}
	if chunked {
		pieces = bytes.SplitAfter(x.sink.b, nil)
	}
	for _, piece := range pieces {
		at := bytes.Index(x.sent[x.seen:], piece)
		if at < 0 {
			x.t.Fatalf("the body bytes %q were not sent, or not in this order: %q", x.sink.b, x.sent)
		}
		x.seen += at + len(piece)
	}
}

// stream is what a script does that holds the connection.
func (x *caller) stream(v byte) {
	k := x.c.Connection()
	if k == nil {
		return
	}
	switch v % 4 {
	case 0:
		k.Available()
	case 1:
		k.Write([]byte("x"))
	case 2:
		k.Lend()
	case 3:
		var b [3]byte
		n, _ := k.Read(b[:])
		if at := bytes.Index(x.sent[x.seen:], b[:n]); at >= 0 {
			x.seen += at + n
		} else {
			x.t.Fatalf("the stream gave %q, which was not sent: %q", b[:n], x.sent)
		}
	}
}

func (x *caller) send(v byte) {
	if x.conn == nil || !x.held {
		return
	}
	n := min(int(v), len(x.wire))
	if _, err := x.conn.Write(x.wire[:n]); err == nil {
		x.sent = append(x.sent, x.wire[:n]...)
		x.wire = x.wire[n:]
	}
}

func (x *caller) hangUp(v byte) {
	if x.conn == nil || !x.held {
		return
	}
	x.held = false
	if tcp := x.conn.(*net.TCPConn); v%2 == 0 {
		tcp.CloseWrite()
	} else {
		tcp.SetLinger(0)
		tcp.Close()
	}
}

// FuzzCalls: any calls in any order, against a server that sends anything at any time: no panic, no hang, each status
// follows from the one before, every delivered byte was sent and comes in order, and the client holds no more than the
// server sent plus its fixed buffers.
func FuzzCalls(f *testing.F) {
	whole := []byte{0, 0, 3, 0, 2, 0, 11, 255, 2, 0, 4, 0, 4, 0, 5, 0, 2, 0, 12, 0, 2, 0, 4, 0, 4, 0, 6, 0, 1, 0}
	available := slices.Clone(whole)
	for i := 0; i < len(available); i += 2 {
		if available[i] == 4 {
			available[i] = 13
		}
	}
	for _, answer := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\nX: y\r\n\r\n",
		"HTTP/1.1 200 OK\r\n\r\nuntil the end",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\nanything", "HTTP/1.1 2000 OK\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000\r\nhello",
	} {
		f.Add(whole, []byte(answer))
		f.Add(available, []byte(answer))
		f.Add(append(slices.Clone(whole), 0, 0, 3, 16, 2, 0, 11, 20, 10, 2, 10, 3, 11, 30, 2, 0, 12, 1, 2, 0, 4, 0), []byte(answer+answer))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { l.Close() })
	f.Fuzz(func(t *testing.T, script, wire []byte) {
		x := &caller{t: t, c: New(Config{}), l: l, wire: wire}
		defer func() { x.drop(); x.c.Close() }()
		for i := 0; i+1 < min(len(script), 400); i += 2 {
			call := &calls[int(script[i])%len(calls)]
			before := x.c.view.Status()
			call.make(x, script[i+1])
			after := x.c.view.Status()
			if call.name == "connect" {
				before = after // it polls as well
			}
			if after != before && !slices.Contains(call.to[before], after) {
				t.Fatalf("call %d, %s: status %d after %d", i/2, call.name, after, before)
			}
			if held := x.c.heldBytes(); held > 4*len(x.sent)+fixedBytes {
				t.Fatalf("call %d, %s: holds %d bytes after %d were sent", i/2, call.name, held, len(x.sent))
			}
		}
	})
}
