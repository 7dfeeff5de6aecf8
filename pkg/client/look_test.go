// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/reason"
)

// What is there before a request is no answer to it, RFC 9112 Section 9.2: the request is not sent, whatever went
// before, and the next poll says why.
func TestRequestLooksFirst(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	cert := makeCertificate(t, func(*x509.Certificate) {})
	for _, tc := range []struct {
		name, first string // answer to a request before; empty: there is none
		unasked     string
		ends        string // how the server ends the connection then; empty: not at all
		lend        bool
		want        reason.Word // empty: the request goes out
	}{
		{name: "an answer doubled", first: ok + "Content-Length: 2\r\n\r\nok", unasked: ok + "Content-Length: 2\r\n\r\nno", want: reason.NotHTTP},
		{name: "a timeout announced", first: ok + "Content-Length: 2\r\n\r\nok", unasked: "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", ends: "close", want: reason.NotHTTP},
		{name: "behind chunks", first: ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", unasked: "x", want: reason.NotHTTP},
		{name: "behind a 204", first: "HTTP/1.1 204 No Content\r\n\r\n", unasked: ok + "\r\n", want: reason.NotHTTP},
		{name: "before the first request", unasked: ok + "Content-Length: 0\r\n\r\n", want: reason.NotHTTP},
		{name: "stray line ends", first: ok + "Content-Length: 2\r\n\r\nok", unasked: "\r\n\r\n"},
		{name: "stray line ends and more", first: ok + "Content-Length: 2\r\n\r\nok", unasked: "\r\n" + ok, want: reason.NotHTTP},
		{name: "the script's own bytes", first: ok + "Content-Length: 2\r\n\r\nok", unasked: ok + "Content-Length: 0\r\n\r\n", lend: true},
		{name: "closed", first: ok + "Content-Length: 2\r\n\r\nok", ends: "close", want: reason.Closed},
		{name: "closed before the first request", ends: "close", want: reason.Closed},
		{name: "cut", first: ok + "Content-Length: 2\r\n\r\nok", ends: "cut", want: reason.Closed},
		{name: "closed, lent", first: ok + "Content-Length: 2\r\n\r\nok", ends: "close", lend: true, want: reason.Closed},
		{name: "reset", first: ok + "Content-Length: 2\r\n\r\nok", ends: "reset", want: reason.Reset},
	} {
		for _, secure := range []bool{false, true} {
			for _, blocking := range []bool{false, true} {
				name := tc.name
				if secure {
					name += ", TLS"
				}
				if blocking {
					name += ", blocking"
				}
				t.Run(name, func(t *testing.T) {
					late, sent, idle := make(chan string, 1), make(chan bool), make(chan bool)
					host, port := serve(t, func(tcp net.Conn) {
						conn := tcp
						if secure {
							conn = tls.Server(tcp, &tls.Config{Certificates: []tls.Certificate{cert}})
						}
						if tc.first != "" {
							readHead(conn)
							io.WriteString(conn, tc.first)
						} else if s, ok := conn.(*tls.Conn); ok {
							s.Handshake()
						}
						<-idle
						io.WriteString(conn, tc.unasked)
						switch tc.ends {
						case "close":
							if s, ok := conn.(*tls.Conn); ok {
								s.CloseWrite()
							}
							tcp.(*net.TCPConn).CloseWrite()
						case "cut":
							tcp.(*net.TCPConn).CloseWrite()
						case "reset":
							tcp.(*net.TCPConn).SetLinger(0)
							tcp.Close()
						}
						b := make([]byte, 1)
						if _, err := io.ReadFull(conn, b); err != nil {
							late <- ""
							return
						}
						close(sent)
						rest, _ := io.ReadAll(conn)
						late <- string(append(b, rest...))
					})
					c := client.New(client.Config{})
					defer c.Close()
					options := (*client.TLS)(nil)
					if secure {
						options = &client.TLS{}
						options.Unsafe = true
					}
					c.Connect(host, port, options, 0)
					if settle(t, c) != client.StatusConnected {
						t.Fatal("not connected")
					}
					c.SetBlocking(blocking)
					if tc.first != "" {
						ask(t, c, 0, "/")
						drain(t, c)
					}
					close(idle)
					k := c.Connection()
					if tc.lend {
						k.Lend()
					}
					if tc.unasked != "" {
						until(t, "the bytes", func() bool { return k.Available() >= len(tc.unasked) })
					} else {
						until(t, "the end", func() bool { k.Look(); return k.Over() })
					}
					if code := c.Request("request", 0, "/second", nil, nil); code != client.OK || c.View().Status() != client.StatusRequesting {
						t.Fatalf("Request = %d, status %d", code, c.View().Status())
					}
					if tc.want == "" {
						c.SetBlocking(false)
						if code := c.Poll(); code != client.OK {
							t.Errorf("Poll = %d: %v", code, c.LastError())
						}
						until(t, "the request", func() bool { // on Windows, a goroutine writes it
							select {
							case <-sent:
								return true
							default:
								return false
							}
						})
						return
					}
					if code := c.Poll(); code != client.ErrConnectionError || c.View().Status() != client.StatusConnectionError {
						t.Errorf("Poll = %d, status %d", code, c.View().Status())
					}
					if r, ok := c.Reason(); !ok || r.Word != tc.want || !r.NothingSent || r.Host != host || r.Address == "" {
						t.Errorf("reason %+v", r)
					}
					if got := <-late; got != "" {
						t.Errorf("on the wire: %q", got)
					}
				})
			}
		}
	}
}

// A request that was sent, or has an answer that began, is not safe to send again.
func TestNothingSent(t *testing.T) {
	for name, tc := range map[string]struct {
		answer string
		want   bool
	}{
		"no answer":      {"", false},
		"half a head":    {"HTTP/1.1 200", false},
		"half a body":    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", false},
		"between":        {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true},
		"the last there": {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", true},
	} {
		host, port := serve(t, func(conn net.Conn) {
			readHead(conn)
			io.WriteString(conn, tc.answer)
		})
		c := client.New(client.Config{})
		connected(t, c, host, port)
		c.Request("request", 0, "/", nil, nil)
		until(t, "the end", func() bool {
			if c.View().Status() == client.StatusBody {
				var a array
				c.ReadBody(&a)
			}
			return c.Poll() != client.OK
		})
		if r, ok := c.Reason(); !ok || r.NothingSent != tc.want {
			t.Errorf("%s: %+v", name, r)
		}
		c.Close()
	}
}

// Who polls while the connection idles is told the same, whatever ended it: nothing was sent that has no answer.
func TestPollsWhileIdle(t *testing.T) {
	const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
	cert := makeCertificate(t, func(*x509.Certificate) {})
	for _, tc := range []struct {
		name, unasked, ends string
		want                reason.Word
		text                string
	}{
		{"a timeout announced", "HTTP/1.1 408 Request Timeout\r\n\r\n", "", reason.NotHTTP, "no request asked for"},
		{"a timeout announced, and the end", "HTTP/1.1 408 Request Timeout\r\n\r\n", "close", reason.NotHTTP, "no request asked for"},
		{"an answer doubled", answer, "", reason.NotHTTP, "no request asked for"},
		{"closed", "", "close", reason.Closed, "closed the connection while it was idle"},
		{"cut", "", "cut", reason.Closed, "closed the connection while it was idle"},
		{"reset", "", "reset", reason.Reset, "was reset by the other side"},
	} {
		for _, secure := range []bool{false, true} {
			for _, asked := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, TLS %v, a request before %v", tc.name, secure, asked), func(t *testing.T) {
					idle := make(chan bool)
					host, port := serve(t, func(tcp net.Conn) {
						conn := tcp
						if secure {
							s := tls.Server(tcp, &tls.Config{Certificates: []tls.Certificate{cert}})
							s.Handshake()
							conn = s
						}
						if asked {
							readHead(conn)
							io.WriteString(conn, answer)
						}
						<-idle
						io.WriteString(conn, tc.unasked)
						switch tc.ends {
						case "close":
							conn.(interface{ CloseWrite() error }).CloseWrite()
						case "cut":
							tcp.(*net.TCPConn).CloseWrite()
						case "reset":
							tcp.(*net.TCPConn).SetLinger(0)
							tcp.Close()
						}
						io.Copy(io.Discard, tcp)
					})
					c := client.New(client.Config{})
					defer c.Close()
					options := (*client.TLS)(nil)
					if secure {
						options = &client.TLS{}
						options.Unsafe = true
					}
					c.Connect(host, port, options, 0)
					if settle(t, c) != client.StatusConnected {
						t.Fatalf("not connected: %v", c.LastError())
					}
					if asked {
						ask(t, c, 0, "/")
						drain(t, c)
					}
					close(idle)
					until(t, "the end", func() bool { return c.Poll() != client.OK })
					want := lost
					if want.text = tc.text; tc.want == reason.NotHTTP {
						want.stage = "parse"
					}
					if r := judge(t, c, want); r.Word != tc.want || !r.NothingSent || r.Host != host || r.Port != port || r.Address == "" {
						t.Errorf("reason %+v", r)
					}
				})
			}
		}
	}
}
