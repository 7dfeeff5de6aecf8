// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// held counts what is held and let go of.
type held struct{ holds, releases atomic.Int32 }

func (h *held) hold() (release func()) {
	h.holds.Add(1)
	return func() { h.releases.Add(1) }
}

func (h *held) want(t *testing.T, n int32) {
	t.Helper()
	step(t, "the body to be let go of", func() bool { return h.releases.Load() >= n })
	if h.holds.Load() != n || h.releases.Load() != n {
		t.Errorf("held %d times, released %d times, want %d", h.holds.Load(), h.releases.Load(), n)
	}
}

func listenPlain(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func connectPlain(t *testing.T, c *Client, l net.Listener) {
	t.Helper()
	c.Connect("127.0.0.1", l.Addr().(*net.TCPAddr).Port, nil, 0)
	step(t, "CONNECTED", func() bool { c.Poll(); return c.view.Status() == StatusConnected })
}

// Bodies of every size arrive as they are, over plain TCP and TLS; only large ones are held, and only until they are
// written.
func TestBodiesAreHeldUntilWritten(t *testing.T) {
	body := make([]byte, 3<<20)
	for i := range body {
		body[i] = byte(i>>8) ^ byte(i)*3
	}
	for _, secure := range []bool{false, true} {
		l, connect := listenPlain(t), connectPlain
		if secure {
			l, connect = listenTLS(t), connectTLS
		}
		got := make(chan []byte, 1)
		go func() {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			for r := bufio.NewReader(conn); ; {
				request, err := http.ReadRequest(r)
				if err != nil {
					return
				}
				b, _ := io.ReadAll(request.Body)
				got <- b
				io.WriteString(conn, "HTTP/1.1 204 No Content\r\n\r\n")
			}
		}()
		c := New(Config{})
		connect(t, c, l)
		var h held
		wantHeld := int32(0)
		for _, size := range []int{0, 1, firstPiece, copiedBody, copiedBody + 1, len(body), 5, len(body)} {
			if code := c.RequestHolding("request", 2, "/", nil, body[:size], h.hold); code != OK {
				t.Fatalf("%d bytes: %d", size, code)
			}
			step(t, "an answer", func() bool { c.Poll(); return c.view.Status() != StatusRequesting })
			if b := <-got; !bytes.Equal(b, body[:size]) || c.view.Status() != StatusConnected {
				t.Fatalf("%d of %d bytes arrived, or not the same ones; status %d", len(b), size, c.view.Status())
			}
			if size > copiedBody {
				wantHeld++
			}
			h.want(t, wantHeld)
		}
		c.Close()
	}
}

// However a request comes to nothing, its body is let go of, once.
func TestBodiesAreLetGoOf(t *testing.T) {
	body := []byte(strings.Repeat("x", 8<<20)) // more than any socket takes
	for _, tc := range []struct {
		name string
		end  func(c *Client, peer net.Conn)
	}{
		{"closed before the first poll", func(c *Client, _ net.Conn) { c.Close() }},
		{"closed on the way", func(c *Client, _ net.Conn) { c.Poll(); c.Poll(); c.Close() }},
		{"reset before the first poll", func(c *Client, peer net.Conn) {
			peer.(*net.TCPConn).SetLinger(0)
			peer.Close()
			step(t, "an error", func() bool { c.Poll(); return c.view.Status() == StatusConnectionError })
		}},
		{"reset on the way", func(c *Client, peer net.Conn) {
			c.Poll()
			peer.(*net.TCPConn).SetLinger(0)
			peer.Close()
			step(t, "an error", func() bool { c.Poll(); return c.view.Status() == StatusConnectionError })
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l := listenPlain(t)
			c := New(Config{})
			defer c.Close()
			connectPlain(t, c, l)
			peer, err := l.Accept()
			if err != nil {
				t.Fatal(err)
			}
			defer peer.Close()
			var h held
			if code := c.RequestHolding("request_raw", 2, "/", nil, body, h.hold); code != OK {
				t.Fatal(code)
			}
			tc.end(c, peer)
			h.want(t, 1)
		})
	}
	t.Run("refused", func(t *testing.T) {
		var h held
		if code := New(Config{}).RequestHolding("request_raw", 2, "/", nil, body, h.hold); code != ErrInvalidParameter {
			t.Fatal(code)
		}
		h.want(t, 0)
	})
}
