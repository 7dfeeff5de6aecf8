// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/stream"
	"httpclientgo/pkg/trust"
)

// fixedBytes is what a client and its connection may hold whatever a server sends: a chunk's memory and a request that
// are kept, and the readers' own buffers.
const fixedBytes = limits.KeptChunk + 2*limits.KeptRequest + 4*limits.KeptBuffer

// heldBytes counts the memory that a client holds for bytes on their way in either direction.
func (c *Client) heldBytes() int {
	n := cap(c.chunk)
	for _, line := range c.headers {
		n += len(line) + 16
	}
	if k := c.conn; k != nil {
		n += cap(k.head) + cap(k.next.head) + cap(k.next.body) + k.unread
	}
	return n
}

// heap counts the bytes in use after everything unused is gone; pools need two collections.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// A tape is a stream that plays a server's bytes without a socket, at most step of them a read, and counts the calls.
type tape struct {
	text  string // played over and over, times times
	times int
	step  int
	at    int
	reads int
	total int
}

func (s *tape) Read(p []byte) (int, error) {
	s.reads++
	n := 0
	for n < min(len(p), s.step) && s.times > 0 {
		m := copy(p[n:min(len(p), s.step)], s.text[s.at:])
		n += m
		if s.at += m; s.at == len(s.text) {
			s.at = 0
			s.times--
		}
	}
	s.total += n
	return n, nil
}

func (s *tape) Write(p []byte) (int, error) { return len(p), nil }
func (s *tape) End() error                  { return nil }
func (s *tape) Wait()                       {}
func (s *tape) Close()                      {}

// playing is a client whose request the tape answers; set comes before it.
func playing(t *testing.T, s player, set ...func(*Client)) *Client {
	t.Helper()
	c := New(Config{})
	for _, f := range set {
		if f != nil {
			f(c)
		}
	}
	c.Adopt(over(s, false))
	if code := c.Request("request", 0, "/", nil, nil); code != OK {
		t.Fatalf("Request = %d", code)
	}
	return c
}

// A head or a framing without an end is given up, and until then it holds no more than its limit says.
func TestEndlessFloodsAreBounded(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
	headOf1MiB := func(c *Client) { c.SetHeadSizeLimit(1 << 20) }
	bodyOf100KB := func(c *Client) { c.SetBodySizeLimit(100_000) }
	for _, tc := range []struct {
		name  string
		first string
		flood string
		heap  int64 // bytes at most while it lasts
		taken int   // bytes at most before it is given up
		set   func(*Client)
	}{
		{"fields", ok, "A: b\r\n", 256 << 10, 32 << 10, nil},
		{"long fields", ok, "A: " + strings.Repeat("b", 60000) + "\r\n", 3 * limits.Head, limits.Head + 2*stream.BufferSize, nil},
		{"one line", ok, "aaaaaaaaaa", 4 * limits.Line, 2*limits.Line + stream.BufferSize, nil},
		{"interim answers", "", "HTTP/1.1 100 Continue\r\n\r\n", 256 << 10, 32 << 10, nil},
		{"chunk extension", chunked, "5;aaaaaaaaaa", 256 << 10, 2*limits.ChunkLine + stream.BufferSize, nil},
		{"small chunks with extensions", chunked, "1;" + strings.Repeat("a", 2000) + "\r\nx\r\n", 256 << 10, 3*limits.ChunkOverhead + stream.BufferSize, nil},
		{"trailers", chunked + "0\r\n", "A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n", 256 << 10, 2*limits.Trailers + stream.BufferSize, nil},
		{"long fields under a limit of the script's", ok, "A: " + strings.Repeat("b", 60000) + "\r\n", 3 << 20, 1<<20 + 2*stream.BufferSize, headOf1MiB},
		{"a body over a limit of the script's", ok + "\r\n", "aaaaaaaaaa", 256 << 10, 100_000 + 2*stream.BufferSize, bodyOf100KB},
		{"chunks over a limit of the script's", chunked, "64\r\n" + strings.Repeat("a", 100) + "\r\n", 256 << 10, 110_000 + 2*stream.BufferSize, bodyOf100KB},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := heap()
			s := &tape{text: tc.first, times: 1, step: 1 << 10}
			if s.text == "" {
				s.text = tc.flood
			}
			c := playing(t, &floodTape{tape: s, flood: tc.flood}, tc.set)
			var sink bytesSink
			most := int64(0)
			for calls := 0; c.view.Status() == StatusRequesting || c.view.Status() == StatusBody; calls++ {
				if calls > 10000 {
					t.Fatal("still going on")
				}
				c.Poll()
				if c.view.Status() == StatusBody {
					sink.b = sink.b[:0]
					c.ReadBody(&sink)
				}
				if calls%64 == 0 {
					most = max(most, heap()-before)
				}
			}
			most = max(most, heap()-before)
			if c.view.Status() != StatusConnectionError || s.total > tc.taken {
				t.Errorf("status %d after %d bytes, want an error after at most %d", c.view.Status(), s.total, tc.taken)
			}
			if most > tc.heap {
				t.Errorf("held %d bytes, want at most %d", most, tc.heap)
			}
			if left := heap() - before; left > 64<<10 {
				t.Errorf("holds %d bytes after it is given up", left)
			}
			t.Logf("%d bytes taken, %d held at most", s.total, most)
			runtime.KeepAlive(c)
		})
	}
}

// A floodTape goes on with the flood for ever, a kilobyte a poll: each Read is followed by one that gives nothing.
type floodTape struct {
	*tape
	flood string
	odd   bool
}

func (s *floodTape) Read(p []byte) (int, error) {
	if s.odd = !s.odd; !s.odd {
		return 0, nil
	}
	if s.times == 0 {
		s.text, s.times = s.flood, 1<<30
	}
	return s.tape.Read(p)
}

// A size line makes no memory: a chunk takes what its bytes take, whatever was announced.
func TestAnnouncedChunkTakesNoMemory(t *testing.T) {
	const announced = limits.WholeChunk
	before := heap()
	s := &tape{text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000\r\n", times: 1, step: 1 << 10}
	c := playing(t, s)
	c.Poll()
	var sink bytesSink
	for _, part := range []int{0, 1, 1 << 10, 64 << 10, 1 << 20, 4 << 20} {
		s.text, s.times, s.at = "x", part, 0
		for s.times > 0 {
			c.ReadBody(&sink)
		}
		c.ReadBody(&sink)
		received := s.total
		if len(sink.b) != 0 {
			t.Fatalf("%d bytes of an unfinished chunk were delivered", len(sink.b))
		}
		if c.heldBytes() > 2*received+fixedBytes {
			t.Errorf("holds %d bytes after %d of %d came", c.heldBytes(), received, announced)
		}
		if grown := heap() - before; grown > int64(3*received+fixedBytes) {
			t.Errorf("the heap grew by %d bytes after %d of %d came", grown, received, announced)
		}
	}
	c.Close()
	if held := c.heldBytes(); held != 0 {
		t.Errorf("holds %d bytes after Close", held)
	}
	runtime.KeepAlive(c)
}

// A peer that dribbles costs as much work as its bytes, however large the script's reads are: each read makes an array
// for what is there and not for what it might take.
func TestWorkIsLinearInBytes(t *testing.T) {
	for _, tc := range []struct{ name, head, body string }{
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n", "x"},
		{"until close", "HTTP/1.1 200 OK\r\n\r\n", "x"},
		{"small chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
		{"one large chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000000\r\n", "x"},
		{"chunk extensions", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4;aaaaaaaaaa\r\nxxxx\r\n"},
	} {
		for _, read := range []func(*Client, Sink){(*Client).ReadBody, func(c *Client, to Sink) { c.ReadAvailable(to, MaxAvailable) }} {
			work := func(n int) (reads, resized, bytes int) {
				s := &tape{text: tc.head, times: 1, step: 1}
				c := playing(t, s)
				defer c.Close()
				c.SetReadChunkSize(MaxReadChunkSize)
				for c.view.Status() == StatusRequesting {
					c.Poll()
				}
				s.text, s.times, s.at = tc.body, n, 0
				var sink countingSink
				for calls := 0; s.times > 0 && calls < 100*n; calls++ {
					sink.b = sink.b[:0]
					read(c, &sink)
				}
				return s.reads, sink.resized, s.total
			}
			for _, n := range []int{1000, 8000} {
				reads, resized, bytes := work(n)
				if s := 3*bytes + 100; reads > s || resized > 4*bytes+100 {
					t.Errorf("%s: %d bytes took %d reads and arrays of %d bytes together", tc.name, bytes, reads, resized)
				}
			}
		}
	}
}

type countingSink struct {
	bytesSink
	resized int
}

func (s *countingSink) Resize(n int) []byte {
	s.resized += n
	return s.bytesSink.Resize(n)
}

// listenTLS serves with a certificate that nobody verifies.
func listenTLS(t *testing.T) net.Listener {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func connectTLS(t *testing.T, c *Client, l net.Listener) {
	t.Helper()
	c.Connect("127.0.0.1", l.Addr().(*net.TCPAddr).Port, &TLS{TLSOptions: trust.TLSOptions{Unsafe: true}}, 0)
	step(t, "CONNECTED", func() bool { c.Poll(); return c.view.Status() == StatusConnected })
}

// step waits until done says so.
func step(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); time.Sleep(100 * time.Microsecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for: %s", what)
		}
	}
}

// A server that sends faster than the script reads waits for it: over TLS a connection holds what its queue may hold.
func TestSlowReaderOverTLSIsBounded(t *testing.T) {
	l := listenTLS(t)
	ended := make(chan int, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = conn.Read(make([]byte, 4096)) // an answer before the request would be none
		n, _ := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		block := make([]byte, 32<<10)
		for err == nil {
			var m int
			m, err = conn.Write(block)
			n += m
		}
		ended <- n
	}()
	before := heap()
	c := New(Config{})
	connectTLS(t, c, l)
	c.Request("request", 0, "/", nil, nil)
	step(t, "a head", func() bool { c.Poll(); return c.view.Status() == StatusBody })
	step(t, "a full queue", func() bool { return c.conn.Available() >= limits.ReadQueue-stream.BufferSize })
	if n := c.conn.Available(); n > limits.ReadQueue+stream.BufferSize {
		t.Errorf("%d bytes are read ahead", n)
	}
	// The server's own side of TLS is in this process too.
	if grown := heap() - before; grown > limits.ReadQueue+1<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	c.Close()
	t.Logf("the server sent %d bytes", <-ended)
}
