// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"io"
	"net"
	"runtime"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/internal/corporatest"
)

const hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

// What a server does to a connection between answers ends the connection, and never becomes part of the next answer.
func TestHostileIdleConnections(t *testing.T) {
	p := listen(t)
	for _, tc := range []struct {
		name string
		wire string
		then func(*net.TCPConn) // while the connection idles
		want string             // of the status after that
	}{
		{"a second answer behind the first", hello + hello, nil, "lost"},
		{"a second answer later", hello, func(c *net.TCPConn) { io.WriteString(c, hello) }, "lost"},
		{"one byte later", hello, func(c *net.TCPConn) { io.WriteString(c, "x") }, "lost"},
		{"an empty line later", hello, func(c *net.TCPConn) { io.WriteString(c, "\r\n") }, "connected"},
		{"closed while idle", hello, func(c *net.TCPConn) { c.Close() }, "lost"},
		{"half closed while idle", hello, func(c *net.TCPConn) { c.CloseWrite() }, "lost"},
		{"reset while idle", hello, func(c *net.TCPConn) { c.SetLinger(0); c.Close() }, "lost"},
		{"close announced, and stays", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", nil, "lost"},
		{"close announced in a list", "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 5\r\n\r\nhello", nil, "lost"},
		{"HTTP/1.0 without keep-alive", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", nil, "lost"},
		{"chunked beside a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", nil, "lost"},
		{"nothing", hello, nil, "connected"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := p.ask(t, question{})
			defer r.end()
			r.feed([]byte(tc.wire))
			if got := r.finish(); got.status != client.StatusConnected || got.body != "hello" {
				t.Fatalf("the first answer: %+v", got)
			}
			if tc.then != nil {
				tc.then(r.conn.(*net.TCPConn))
			}
			if tc.want == "connected" {
				if code := r.c.Poll(); code != client.OK {
					t.Errorf("poll = %d", code)
				}
				return
			}
			until(t, "the end of the connection", func() bool { return r.c.Poll() == client.ErrConnectionError })
			if code := r.c.Request("request", 0, "/", nil, nil); code != client.ErrInvalidParameter {
				t.Errorf("a request on a lost connection = %d", code)
			}
			if _, err := io.Copy(io.Discard, r.conn); tc.then == nil && err != nil {
				t.Errorf("the server sees no orderly end: %v", err)
			}
		})
	}
}

// A request that was asked while the server was closing is an error, and nothing sends it a second time.
func TestNothingIsSentTwice(t *testing.T) {
	p := listen(t)
	r := p.ask(t, question{})
	defer r.end()
	r.feed([]byte(hello))
	r.finish()
	r.conn.Close()
	r.c.Request("request", 2, "/", nil, []byte("pay"))
	until(t, "an error", func() bool { r.c.Poll(); return r.c.View().Status() == client.StatusConnectionError })
	// Had the client connected again, it would stand in the queue before this one.
	marker, err := net.Dial("tcp", p.l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer marker.Close()
	conn, err := p.l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if conn.RemoteAddr().String() != marker.LocalAddr().String() {
		t.Error("there was another connection")
	}
}

// A reset in the middle of a body is an error after the bytes before it, and never an end.
func TestResetInTheBody(t *testing.T) {
	p := listen(t)
	for name, wire := range map[string]string{
		"length":      "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhel",
		"chunked":     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n",
		"until close": "HTTP/1.1 200 OK\r\n\r\nhel",
	} {
		t.Run(name, func(t *testing.T) {
			r := p.ask(t, question{})
			defer r.end()
			r.feed([]byte(wire))
			until(t, "the bytes", func() bool { r.drain(); return r.got.body == "hel" })
			r.conn.(*net.TCPConn).SetLinger(0)
			r.conn.Close()
			if got := r.finish(); got.status != client.StatusConnectionError || got.body != "hel" {
				t.Errorf("%+v", got)
			}
		})
	}
}

// A server that never reads an upload keeps nobody: Close ends it at once, and so does the goroutine that writes.
func TestUploadThatNobodyReads(t *testing.T) {
	before := runtime.NumGoroutine()
	p := listen(t)
	c := client.New(client.Config{})
	c.Connect("127.0.0.1", p.port, nil, 0)
	conn, err := p.l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	c.Request("request", 2, "/", nil, make([]byte, 64<<20))
	for range 100 {
		c.Poll()
	}
	if s := c.View().Status(); s != client.StatusRequesting {
		t.Fatalf("status %d", s)
	}
	c.Close()
	until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}

// A client that is closed at any byte of an answer leaves neither a goroutine nor a connection.
func TestClosedAtEveryByte(t *testing.T) {
	p := listen(t)
	before := runtime.NumGoroutine()
	for _, wire := range []string{hello, corporatest.ChunkedHead + "5\r\nhello\r\n0\r\nX: y\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nuntil"} {
		for at := range len(wire) + 1 {
			r := p.ask(t, question{})
			r.feed([]byte(wire[:at]))
			r.c.Close()
			if s := r.c.View().Status(); s != client.StatusDisconnected {
				t.Fatalf("at %d: status %d", at, s)
			}
			io.Copy(io.Discard, r.conn) // until the server sees the end, or a reset for what was not read
			r.conn.Close()
		}
	}
	until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}
