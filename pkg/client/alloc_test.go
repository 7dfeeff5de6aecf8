// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"runtime"
	"testing"
	"time"

	"httpclientgo/pkg/client"
)

// A client in its steady state makes no garbage: whatever a game calls in each frame, Go's collector has nothing to do
// for it. The calls are the rows below, on each kind of connection and body.

// A steady is one client in the middle of something that goes on and on.
type steady struct {
	t    testing.TB
	c    *client.Client
	sink roomySink
}

// A roomySink has its memory, as a PackedByteArray's is the engine's and not Go's.
type roomySink struct {
	mem [128 << 10]byte
	n   int
}

func (s *roomySink) Resize(n int) []byte {
	s.n = n
	return s.mem[:n]
}

var steadyBodies = map[string]struct{ head, piece string }{
	"length":  {"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\n", "x"},
	"close":   {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "x"},
	"chunked": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("200\r\n%s\r\n", bytes.Repeat([]byte("x"), 0x200))},
	// Of which no piece is a whole chunk.
	"chunked 100 KiB": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("19000\r\n%s\r\n", bytes.Repeat([]byte("x"), 0x19000))},
	"chunked 16 KiB":  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("4000\r\n%s\r\n", bytes.Repeat([]byte("x"), 0x4000))},
	"silent":          {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", ""},
}

// readyBody lies in the queue of a TLS connection before the first call; it is enough for all reads of a test.
const readyBody = 400 << 10

// newSteady connects; body "" leaves it there, else it has the head of such a body. The server goes on with it for
// ever.
func newSteady(t testing.TB, secure bool, body string) *steady {
	t.Helper()
	s := &steady{t: t, c: client.New(client.Config{})}
	t.Cleanup(s.c.Close)
	var options *client.TLS
	wrap := func(conn net.Conn) net.Conn { return conn }
	if secure {
		cert := makeCertificate(t, func(*x509.Certificate) {})
		options = &client.TLS{}
		options.Roots = x509.NewCertPool()
		options.Roots.AddCert(cert.Leaf)
		wrap = func(conn net.Conn) net.Conn {
			return tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}, SessionTicketsDisabled: true})
		}
	}
	host, port := serve(t, func(conn net.Conn) {
		conn = wrap(conn)
		if readHead(conn) == "" {
			return
		}
		if body == "ready" {
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", int64(1<<40))
			conn.Write(make([]byte, readyBody))
			io.Copy(io.Discard, conn)
			return
		}
		answer := steadyBodies[body]
		io.WriteString(conn, answer.head)
		if answer.piece == "" {
			io.Copy(io.Discard, conn)
			return
		}
		wire := bytes.Repeat([]byte(answer.piece), 1+(128<<10)/len(answer.piece))
		for {
			if _, err := conn.Write(wire); err != nil {
				return
			}
		}
	})
	if code := s.c.Connect(host, port, options, 0); code != client.OK {
		t.Fatalf("Connect = %d", code)
	}
	until(t, "CONNECTED", func() bool { s.c.Poll(); return s.c.View().Status() != client.StatusConnecting })
	if body != "" {
		if code := s.c.Request("request", 0, "/", nil, nil); code != client.OK {
			t.Fatalf("Request = %d: %v", code, s.c.LastError())
		}
		until(t, "BODY", func() bool { s.c.Poll(); return s.c.View().Status() != client.StatusRequesting })
	}
	if body == "ready" {
		s.c.SetReadChunkSize(client.MinReadChunkSize)
		until(t, "the body", func() bool { return s.c.Connection().Available() >= readyBody || !secure })
	}
	want := client.StatusConnected
	if body != "" {
		want = client.StatusBody
	}
	if got := s.c.View().Status(); got != want {
		t.Fatalf("status %d, want %d: %v", got, want, s.c.LastError())
	}
	return s
}

func (s *steady) poll() {
	if code := s.c.Poll(); code != client.OK {
		s.t.Fatalf("Poll = %d: %v", code, s.c.LastError())
	}
}

func (s *steady) getters() {
	v := s.c.View()
	if v.Status() < client.StatusConnected || v.ResponseCode() < 0 || v.BodyLength() < -1 || v.HasResponse() && v.Chunked() && v.Blocking() {
		s.t.Fatalf("status %d", v.Status())
	}
}

// read reads until something has come.
func (s *steady) read() { s.readBy(s.c.ReadBody) }

func (s *steady) readAvailable() {
	s.readBy(func(sink client.Sink) { s.c.ReadAvailable(sink, int64(len(s.sink.mem))) })
}

func (s *steady) readBy(read func(client.Sink)) {
	for deadline := time.Now().Add(patience); ; runtime.Gosched() {
		s.sink.n = 0
		read(&s.sink)
		if s.sink.n > 0 {
			return
		}
		if s.c.View().Status() != client.StatusBody || time.Now().After(deadline) {
			s.t.Fatalf("no byte came: status %d, %v", s.c.View().Status(), s.c.LastError())
		}
	}
}

// readNothing is a read of a body of which nothing has come.
func (s *steady) readNothing() {
	s.sink.n = 0
	if s.c.ReadBody(&s.sink); s.sink.n != 0 {
		s.t.Fatalf("%d bytes came", s.sink.n)
	}
}

func (s *steady) readNothingAvailable() {
	s.sink.n = 0
	if s.c.ReadAvailable(&s.sink, client.MaxAvailable); s.sink.n != 0 {
		s.t.Fatalf("%d bytes came", s.sink.n)
	}
}

// atMost is how many objects a call may make: none of ours. crypto/tls makes one of 24 bytes each time that it asks the
// socket for a record: once where the record is there as a whole, three times where its header and a part of it come
// first.
type atMost struct{ plain, tls float64 }

var steadyCalls = []struct {
	name, body string
	call       func(*steady)
	most       atMost
}{
	{"poll, idle", "", (*steady).poll, atMost{}},
	{"getters", "silent", (*steady).getters, atMost{}},
	{"poll in a body", "silent", (*steady).poll, atMost{}},
	{"read of nothing", "silent", (*steady).readNothing, atMost{}},
	{"read of what lies ready", "ready", (*steady).read, atMost{}},
	{"read, length", "length", (*steady).read, atMost{tls: 15}},
	{"read, until close", "close", (*steady).read, atMost{tls: 15}},
	{"read, chunks of 512 B", "chunked", (*steady).read, atMost{tls: 1}},
	{"read, chunks of 16 KiB", "chunked 16 KiB", (*steady).read, atMost{tls: 6}},
	{"read, chunks of 100 KiB", "chunked 100 KiB", (*steady).read, atMost{tls: 24}},
	{"what is there, nothing", "silent", (*steady).readNothingAvailable, atMost{}},
	{"what is there, length", "length", (*steady).readAvailable, atMost{tls: 30}},
	{"what is there, until close", "close", (*steady).readAvailable, atMost{tls: 30}},
	{"what is there, chunks of 512 B", "chunked", (*steady).readAvailable, atMost{tls: 30}},
	{"what is there, chunks of 100 KiB", "chunked 100 KiB", (*steady).readAvailable, atMost{tls: 30}},
}

func eachSteady(run func(name string, secure bool, body string, call func(*steady), most float64)) {
	for _, row := range steadyCalls {
		run(row.name, false, row.body, row.call, row.most.plain)
		run(row.name+", TLS", true, row.body, row.call, row.most.tls)
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	eachSteady(func(name string, secure bool, body string, call func(*steady), most float64) {
		t.Run(name, func(t *testing.T) {
			s := newSteady(t, secure, body)
			for range 200 {
				call(s) // fills the pools
			}
			// The server's goroutine counts as well, and the collector may empty a pool in between; so it is the average
			// that counts, which AllocsPerRun cuts to a whole number.
			if n := testing.AllocsPerRun(1000, func() { call(s) }); n > most+dropped {
				t.Errorf("%v allocations a call, at most %v are expected", n, most)
			}
		})
	})
}

func BenchmarkSteady(b *testing.B) {
	eachSteady(func(name string, secure bool, body string, call func(*steady), _ float64) {
		b.Run(name, func(b *testing.B) {
			if body == "ready" {
				b.Skip("what lies ready has an end")
			}
			s := newSteady(b, secure, body)
			for range 200 {
				call(s)
			}
			b.ReportAllocs()
			for b.Loop() {
				call(s)
			}
			if s.sink.n > 0 {
				b.SetBytes(int64(s.sink.n))
			}
		})
	})
}
