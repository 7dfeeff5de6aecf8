// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// scripted is a stream as a script would bring it. It is touched by one goroutine, so
// the race detector tells when another one does.
type scripted struct {
	in    []byte
	ended bool
	out   bytes.Buffer
	room  int // bytes that each Write takes
}

func (s *scripted) Read(p []byte) (int, error) {
	n := copy(p, s.in)
	s.in = s.in[n:]
	if n == 0 && len(p) > 0 {
		return 0, s.End()
	}
	return n, nil
}
func (s *scripted) Write(p []byte) (int, error) {
	n := min(len(p), s.room)
	s.room -= n
	s.out.Write(p[:n])
	return n, nil
}
func (s *scripted) End() error {
	if len(s.in) == 0 && s.ended {
		return io.EOF
	}
	return nil
}
func (s *scripted) Wait()  {}
func (s *scripted) Close() {}

type sink []byte

func (b *sink) Resize(n int) []byte {
	*b = append((*b)[:min(n, len(*b))], make([]byte, n-min(n, len(*b)))...)
	return *b
}

// What lies behind a message stays in a stream that the script keeps itself.
func TestNothingIsReadAhead(t *testing.T) {
	const behind = "HTTP/1.1 is what this is not"
	for _, tc := range []struct{ name, head, body, want string }{
		{"no body", "HTTP/1.1 204 No Content\r\n\r\n", "", ""},
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "hello", "hello"},
		{"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5;x\r\nhello\r\n3\r\n!!!\r\n0\r\nA: b\r\n\r\n", "hello!!!"},
		{"large chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1000001\r\n" + strings.Repeat("x", 1<<24+1) + "\r\n0\r\n\r\n", strings.Repeat("x", 1<<24+1)},
		{"upgrade", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "", ""},
	} {
		for _, most := range []int64{0, 100, MaxAvailable} {
			s := &scripted{in: []byte(tc.head + tc.body + behind), room: 1 << 20}
			c := New(Config{})
			c.Adopt(over(s, true))
			if code := c.Request("request", 0, "/", []string{"Upgrade: x", "Connection: upgrade"}, nil); code != OK {
				t.Fatalf("Request = %d", code)
			}
			c.Poll()
			var body []byte
			for range 200_000 {
				if c.View().Status() != StatusBody {
					break
				}
				body = append(body, take(c, most)...)
			}
			if c.View().Status() != StatusConnected || string(body) != tc.want {
				t.Fatalf("%s, by %d: status %d, %d bytes of body, %v", tc.name, most, c.View().Status(), len(body), c.LastError())
			}
			if string(s.in) != behind {
				t.Errorf("%s, by %d: left in the stream: %.40q", tc.name, most, s.in)
			}
		}
	}
}

// A request that does not fit goes on with each call, reads too, and on no goroutine.
func TestBoundUploadGoesOnWithReads(t *testing.T) {
	s := &scripted{room: 100}
	c := New(Config{})
	c.Adopt(over(s, true))
	body := strings.Repeat("b", 1000)
	c.Request("request", 2, "/", nil, []byte(body))
	c.Poll()
	s.in = []byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
	c.Poll()
	if c.View().Status() != StatusBody || strings.HasSuffix(s.out.String(), body) {
		t.Fatalf("status %d, %d bytes out", c.View().Status(), s.out.Len())
	}
	s.room = 1 << 20
	var piece sink
	c.ReadBody(&piece)
	if !strings.HasSuffix(s.out.String(), body) {
		t.Errorf("%d bytes out", s.out.Len())
	}
	s.in = []byte("ok")
	c.ReadBody(&piece)
	if string(piece) != "ok" || c.View().Status() != StatusConnected {
		t.Errorf("piece %q, status %d", piece, c.View().Status())
	}
}

func TestBoundEnds(t *testing.T) {
	for _, tc := range []struct {
		name, answer string
		want         Status
	}{
		{"in the head", "HTTP/1.1 2", StatusConnectionError},
		{"in a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", StatusConnectionError},
		{"in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", StatusConnectionError},
		{"of a body without length", "HTTP/1.1 200 OK\r\n\r\nhe", StatusDisconnected},
		{"after a body", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhe", StatusConnectionError},
	} {
		s := &scripted{in: []byte(tc.answer), ended: true, room: 1 << 20}
		c := New(Config{})
		c.Adopt(over(s, true))
		c.Request("request", 0, "/", nil, nil)
		for range 100 {
			c.Poll()
			if c.View().Status() == StatusBody {
				var piece sink
				c.ReadBody(&piece)
			}
		}
		if got := c.View().Status(); got != tc.want {
			t.Errorf("%s: status %d, want %d", tc.name, got, tc.want)
		}
	}
}

// Who is behind a stream that the script brought need not be the proxy: credentials do not go there. The absolute form
// stays, as in the engine.
func TestCredentialsStayWithTheProxy(t *testing.T) {
	environment := func(name string) string {
		if name == "HTTP_PROXY" {
			return "http://user:secret@127.0.0.1:1"
		}
		return ""
	}
	for _, fromEnvironment := range []bool{false, true} {
		s := &scripted{room: 1 << 20}
		c := New(Config{Getenv: environment})
		c.SetEnvironmentProxy(fromEnvironment)
		if !fromEnvironment {
			c.SetHTTPProxy("user:secret@127.0.0.1", 1)
		}
		c.Connect("origin.example", -1, nil, 0)
		c.Adopt(over(s, true))
		c.Request("request", 0, "/x", nil, nil)
		c.Poll()
		if got := s.out.String(); !strings.HasPrefix(got, "GET http://origin.example:80/x HTTP/1.1\r\n") || strings.Contains(got, "Proxy-Authorization") {
			t.Errorf("environment %v, on the wire: %q", fromEnvironment, got)
		}
		c.Close()
	}
}
