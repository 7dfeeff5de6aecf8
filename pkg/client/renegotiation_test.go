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
	"httpclientgo/pkg/testserver"
)

// serveRecords accepts one client over TLS of one version, whose server says what crypto/tls cannot.
func serveRecords(t *testing.T, version uint16, f func(*testserver.RecordConn)) (host string, port int) {
	cert := makeCertificate(t, func(*x509.Certificate) {})
	return serve(t, func(conn net.Conn) {
		c, err := testserver.ServeRecords(conn, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: version, MaxVersion: version})
		if err != nil {
			t.Error(err)
			return
		}
		f(c)
	})
}

func connectedUnsafe(t *testing.T, host string, port int) *client.Client {
	t.Helper()
	options := &client.TLS{}
	options.Unsafe = true
	c := client.New(client.Config{})
	t.Cleanup(c.Close)
	c.Connect(host, port, options, 0)
	if settle(t, c) != client.StatusConnected {
		t.Fatalf("not connected: %v", c.LastError())
	}
	return c
}

// A server of TLS 1.2 may ask for a new handshake anywhere. It is declined, the answer is read to its end, and the
// connection carries no further request.
func TestRenegotiationInAnAnswer(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	for name, tc := range map[string]struct {
		answer string
		after  client.Status // of the body
	}{
		"length":      {ok + "Content-Length: 5\r\n\r\nhello", client.StatusConnected},
		"chunked":     {ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", client.StatusConnected},
		"until close": {ok + "Connection: close\r\n\r\nhello", client.StatusDisconnected},
	} {
		for _, at := range []int{0, 10, len(tc.answer) - 3, len(tc.answer)} {
			for _, blocking := range []bool{false, true} {
				later := make(chan string, 1)
				host, port := serveRecords(t, tls.VersionTLS12, func(s *testserver.RecordConn) {
					readHead(s)
					io.WriteString(s, tc.answer[:at])
					s.HelloRequest()
					io.WriteString(s, tc.answer[at:])
					if tc.after == client.StatusDisconnected {
						s.CloseWrite()
					}
					later <- readHead(s)
				})
				c := connectedUnsafe(t, host, port)
				c.SetBlocking(blocking)
				ask(t, c, 0, "/")
				body := ""
				for _, piece := range drain(t, c) {
					body += piece
				}
				if body != "hello" || c.View().Status() != tc.after || c.View().ResponseCode() != 200 && tc.after == client.StatusConnected {
					t.Errorf("%s, at %d: %q, status %d, code %d: %v", name, at, body, c.View().Status(), c.View().ResponseCode(), c.LastError())
				}
				if tc.after == client.StatusConnected {
					c.SetBlocking(false)
					// Behind the answer it may still be on its way.
					until(t, "the end", func() bool { return c.Poll() != client.OK })
					want := lost
					want.stage, want.text = "write", "asked for a new handshake over the open TLS connection, which is not supported"
					if r := judge(t, c, want); !r.NothingSent {
						t.Errorf("reason %+v", r)
					}
				}
				c.Close()
				if got := <-later; got != "" {
					t.Errorf("%s: another request went out: %q", name, got)
				}
			}
		}
	}
}

// Who does not poll between two requests is told by the poll behind the second, which is not sent.
func TestRenegotiationBetweenRequests(t *testing.T) {
	asked := make(chan bool)
	host, port := serveRecords(t, tls.VersionTLS12, func(s *testserver.RecordConn) {
		readHead(s)
		io.WriteString(s, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
		s.HelloRequest()
		io.WriteString(s, "k")
		if got := readHead(s); got != "" {
			t.Errorf("another request went out: %q", got)
		}
		close(asked)
	})
	c := connectedUnsafe(t, host, port)
	ask(t, c, 0, "/")
	drain(t, c)
	if code := c.Request("request", 0, "/second", nil, nil); code != client.OK || c.View().Status() != client.StatusRequesting {
		t.Fatalf("Request = %d, status %d", code, c.View().Status())
	}
	if code := c.Poll(); code != client.ErrConnectionError {
		t.Errorf("Poll = %d", code)
	}
	if r, _ := c.Reason(); r.Word != reason.TLS || !r.NothingSent {
		t.Errorf("reason %+v", r)
	}
	c.Close()
	<-asked
}

// A server that gives up because it was declined: the reason names that, and not what the end looked like.
func TestEndAfterRenegotiation(t *testing.T) {
	for name, tc := range map[string]struct {
		answer string
		far    int64 // bytes of the body, -1: no body
	}{
		"before the answer": {"", -1},
		"in the body":       {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", 5},
	} {
		host, port := serveRecords(t, tls.VersionTLS12, func(s *testserver.RecordConn) {
			readHead(s)
			io.WriteString(s, tc.answer)
			s.HelloRequest()
		})
		c := connectedUnsafe(t, host, port)
		ask(t, c, 0, "/")
		drain(t, c)
		want := lost
		want.text = "asked for a new handshake over the open TLS connection, which is not supported"
		if r := judge(t, c, want); r.Received != tc.far {
			t.Errorf("%s: reason %+v", name, r)
		}
		c.Close()
	}
}

// Session tickets in a body are taken as well, and a flood of them is refused, by the same count.
func TestTicketsInABody(t *testing.T) {
	for tickets, taken := range map[int]bool{1: true, 16: true, 17: false} {
		host, port := serveRecords(t, tls.VersionTLS13, func(s *testserver.RecordConn) {
			readHead(s)
			io.WriteString(s, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe")
			for range tickets {
				if err := s.Ticket(); err != nil {
					t.Error(err)
				}
			}
			io.WriteString(s, "llo")
			io.Copy(io.Discard, s.NetConn())
		})
		c := connectedUnsafe(t, host, port)
		ask(t, c, 0, "/")
		body := ""
		for _, piece := range drain(t, c) {
			body += piece
		}
		if taken {
			if body != "hello" || c.View().Status() != client.StatusConnected {
				t.Errorf("%d tickets: %q, status %d: %v", tickets, body, c.View().Status(), c.LastError())
			}
		} else {
			want := lost
			want.text = "it sends one message without content after the other, after 2 of 5 bytes of the body"
			judge(t, c, want)
		}
		c.Close()
	}
}

// Key updates of TLS 1.3 are taken; a flood of them in a body is refused, and the reason says so.
func TestKeyUpdatesInABody(t *testing.T) {
	for _, tc := range []struct {
		updates, rounds, bytes int
		asked, taken           bool
	}{{16, 100, 1000, false, true}, {16, 500, 10, true, true}, {17, 100, 1000, false, false}, {17, 100, 1000, true, false}} {
		length := tc.rounds * tc.bytes
		host, port := serveRecords(t, tls.VersionTLS13, func(s *testserver.RecordConn) {
			readHead(s)
			fmt.Fprintf(s, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", length)
			for range tc.rounds {
				for range tc.updates {
					s.KeyUpdate(tc.asked)
				}
				s.Write(make([]byte, tc.bytes))
				if !tc.taken {
					break
				}
			}
			io.Copy(io.Discard, s.NetConn())
		})
		c := connectedUnsafe(t, host, port)
		ask(t, c, 0, "/")
		n := 0
		for _, piece := range drain(t, c) {
			n += len(piece)
		}
		if tc.taken {
			if n != length || c.View().Status() != client.StatusConnected {
				t.Errorf("%+v: %d bytes, status %d: %v", tc, n, c.View().Status(), c.LastError())
			}
		} else {
			want := lost
			want.text = "it sends one message without content after the other, after 0 of 100000 bytes of the body"
			judge(t, c, want)
		}
		c.Close()
	}
}
