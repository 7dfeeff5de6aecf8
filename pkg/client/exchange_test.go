// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/client"
)

// A server plays one connection after the other with f.
func serve(t testing.TB, f func(net.Conn)) (host string, port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				f(conn)
			}()
		}
	}()
	a := l.Addr().(*net.TCPAddr)
	return "127.0.0.1", a.Port
}

// readHead reads up to the blank line, and whatever came along.
func readHead(conn net.Conn) string {
	var head []byte
	buf := make([]byte, 4096)
	for !strings.Contains(string(head), "\r\n\r\n") {
		n, err := conn.Read(buf)
		head = append(head, buf[:n]...)
		if err != nil {
			break
		}
	}
	return string(head)
}

// array is a Sink.
type array struct{ b []byte }

func (a *array) Resize(n int) []byte {
	for len(a.b) < n {
		a.b = append(a.b, 0)
	}
	a.b = a.b[:n]
	return a.b
}

// patience bounds every wait, so that a hang is a failure with a name.
const patience = 20 * time.Second

// until calls step until it says so.
func until(t testing.TB, what string, step func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !step(); {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for: %s", what)
		}
		time.Sleep(50 * time.Microsecond)
	}
}

func connected(t *testing.T, c *client.Client, host string, port int) {
	t.Helper()
	if code := c.Connect(host, port, nil, 0); code != client.OK {
		t.Fatalf("Connect = %d", code)
	}
	if s := c.View().Status(); s != client.StatusConnecting {
		t.Fatalf("right after Connect the status is %d", s)
	}
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() != client.StatusConnecting })
	if s := c.View().Status(); s != client.StatusConnected {
		t.Fatalf("status %d, want CONNECTED: %v", s, c.LastError())
	}
}

// ask sends one request and polls until its head is read or it failed.
func ask(t *testing.T, c *client.Client, method int, target string) {
	t.Helper()
	if code := c.Request("request", method, target, nil, nil); code != client.OK {
		t.Fatalf("Request = %d", code)
	}
	until(t, "a head", func() bool { c.Poll(); return c.View().Status() != client.StatusRequesting })
}

// drain reads the body to its end; pieces are the reads that gave something.
func drain(t *testing.T, c *client.Client) (pieces []string) {
	t.Helper()
	until(t, "the end of the body", func() bool {
		if c.View().Status() != client.StatusBody {
			return true
		}
		var a array
		c.ReadBody(&a)
		if len(a.b) > 0 {
			pieces = append(pieces, string(a.b))
		}
		return false
	})
	return pieces
}

func TestExchanges(t *testing.T) {
	const get, head, connect = 0, 1, 7
	for _, tc := range []struct {
		name   string
		method int
		answer string
		closes bool

		status client.Status // after the body
		next   client.Code   // of the poll after that
		code   int
		length int64
		body   []string // exact pieces when chunked, otherwise joined
		lines  []string
	}{
		{name: "length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
			status: client.StatusConnected, code: 200, length: 5, body: []string{"hello"}, lines: []string{"Content-Length: 5"}},
		{name: "length zero", answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			status: client.StatusConnected, code: 200, length: 0, lines: []string{"Content-Length: 0"}},
		{name: "chunks are pieces", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nT: v\r\n\r\n",
			status: client.StatusConnected, code: 200, length: -1, body: []string{"ab", "cde"}, lines: []string{"Transfer-Encoding: chunked"}},
		{name: "until close", answer: "HTTP/1.1 200 OK\r\nX: y\r\n\r\nabc", closes: true,
			status: client.StatusDisconnected, next: client.ErrUnconfigured, code: 0, length: -1, body: []string{"abc"}},
		{name: "HTTP/1.0 until close", answer: "HTTP/1.0 200 OK\r\nX: y\r\n\r\nabc", closes: true,
			status: client.StatusDisconnected, next: client.ErrUnconfigured, code: 0, length: -1, body: []string{"abc"}},
		{name: "204", answer: "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
			status: client.StatusConnected, code: 204, length: -1, lines: []string{"X: y"}},
		{name: "304 with a length", answer: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
			status: client.StatusConnected, code: 304, length: -1, lines: []string{"Content-Length: 5"}},
		{name: "HEAD", method: head, answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
			status: client.StatusConnected, code: 200, length: 0, lines: []string{"Content-Length: 5"}},
		{name: "HEAD with chunked", method: head, answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
			status: client.StatusConnected, code: 200, length: 0, lines: []string{"Transfer-Encoding: chunked"}},
		{name: "interim answers", answer: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
			status: client.StatusConnected, code: 200, length: 1, body: []string{"x"}, lines: []string{"Content-Length: 1"}},
		{name: "no header lines", answer: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
			status: client.StatusConnected, code: 200, length: 1, body: []string{"x"}, lines: []string{"Content-Length: 1"}},
		{name: "bytes after the body", answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloEXTRA",
			status: client.StatusConnected, next: client.ErrConnectionError, code: 200, length: 5, body: []string{"hello"}, lines: []string{"Content-Length: 5"}},
		{name: "announced close", answer: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
			status: client.StatusConnected, next: client.ErrConnectionError, code: 200, length: 1, body: []string{"x"}, lines: []string{"Connection: close", "Content-Length: 1"}},
		{name: "short of its length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", closes: true,
			status: client.StatusConnectionError, next: client.ErrConnectionError, code: 200, length: 5, body: []string{"hel"}, lines: []string{"Content-Length: 5"}},
		{name: "cut in a chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n5\r\ncd", closes: true,
			status: client.StatusConnectionError, next: client.ErrConnectionError, code: 200, length: -1, body: []string{"ab", "cd"}, lines: []string{"Transfer-Encoding: chunked"}},
		{name: "a chunk that lies", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncdX\r\n0\r\n\r\n",
			status: client.StatusConnectionError, next: client.ErrConnectionError, code: 200, length: -1, body: []string{"ab", "cd"}, lines: []string{"Transfer-Encoding: chunked"}},
		{name: "no HTTP", answer: "hello\r\n\r\n",
			status: client.StatusConnectionError, next: client.ErrConnectionError, code: 0, length: -1},
		{name: "nothing", answer: "", closes: true,
			status: client.StatusConnectionError, next: client.ErrConnectionError, code: 0, length: -1},
		{name: "CONNECT hands the stream over", method: connect, answer: "HTTP/1.1 200 OK\r\nX: y\r\n\r\nother protocol",
			status: client.StatusConnected, code: 200, length: -1, lines: []string{"X: y"}},
	} {
		for _, bytewise := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/bytewise=%v", tc.name, bytewise), func(t *testing.T) {
				held := make(chan struct{})
				defer close(held)
				host, port := serve(t, func(conn net.Conn) {
					readHead(conn)
					if bytewise {
						for i := range len(tc.answer) {
							conn.Write([]byte{tc.answer[i]})
						}
					} else {
						conn.Write([]byte(tc.answer))
					}
					if !tc.closes {
						<-held
					}
				})
				c := client.New(client.Config{})
				defer c.Close()
				connected(t, c, host, port)
				target := "/"
				if tc.method == connect {
					target = "a:1"
				}
				ask(t, c, tc.method, target)
				pieces := drain(t, c)
				chunked := c.View().Chunked()
				if chunked && tc.status != client.StatusConnectionError {
					if !slices.Equal(pieces, tc.body) {
						t.Errorf("pieces %q, want %q", pieces, tc.body)
					}
				} else if got, want := strings.Join(pieces, ""), strings.Join(tc.body, ""); got != want {
					t.Errorf("body %q, want %q", got, want)
				}
				v := c.View()
				if v.Status() != tc.status || v.ResponseCode() != tc.code || v.BodyLength() != tc.length {
					t.Errorf("status %d, code %d, length %d; want %d, %d, %d (last error: %v)",
						v.Status(), v.ResponseCode(), v.BodyLength(), tc.status, tc.code, tc.length, c.LastError())
				}
				if lines := c.TakeHeaders(); !slices.Equal(lines, tc.lines) {
					t.Errorf("header lines %q, want %q", lines, tc.lines)
				}
				if v.HasResponse() {
					t.Error("the list of headers is not empty after it was taken")
				}
				until(t, fmt.Sprintf("poll = %d", tc.next), func() bool { return c.Poll() == tc.next })
			})
		}
	}
}

func TestKeepAlive(t *testing.T) {
	const rounds = 50
	host, port := serve(t, func(conn net.Conn) {
		for range rounds {
			readHead(conn)
			conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
		}
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	for i := range rounds {
		ask(t, c, 0, "/")
		if got := strings.Join(drain(t, c), ""); got != "ok" {
			t.Fatalf("round %d: body %q", i, got)
		}
	}
	until(t, "the server's close to be seen", func() bool { return c.Poll() == client.ErrConnectionError })
}

func TestLargeChunkComesInPieces(t *testing.T) {
	const size = 1<<24 + 70000
	host, port := serve(t, func(conn net.Conn) {
		readHead(conn)
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", size)
		conn.Write(make([]byte, size))
		conn.Write([]byte("\r\n3\r\nend\r\n0\r\n\r\n"))
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	ask(t, c, 0, "/")
	pieces := drain(t, c)
	total := 0
	for _, p := range pieces[:len(pieces)-1] {
		total += len(p)
		if len(p) > client.DefaultReadChunkSize {
			t.Fatalf("a piece of %d bytes", len(p))
		}
	}
	if total != size || pieces[len(pieces)-1] != "end" {
		t.Errorf("%d bytes in %d pieces, last %q", total, len(pieces), pieces[len(pieces)-1][:3])
	}
}
