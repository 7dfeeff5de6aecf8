// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"httpclientgo/pkg/client"
)

func TestRequestBytes(t *testing.T) {
	for _, tc := range []struct {
		name    string
		method  int
		url     string
		headers []string
		body    string
		want    string // PORT stands for the port
	}{
		{"defaults", 0, "/", nil, "", "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: ua\r\nAccept: */*\r\n\r\n"},
		{"caller's lines first and verbatim", 2, "/a?b", []string{"x-Y:z ", "HOST: h", "content-length: 99"}, "body",
			"POST /a?b HTTP/1.1\r\nx-Y:z \r\nHOST: h\r\ncontent-length: 99\r\nUser-Agent: ua\r\nAccept: */*\r\n\r\nbody"},
		{"GET with a body", 0, "/", []string{"Accept: a", "User-Agent: b"}, "é",
			"GET / HTTP/1.1\r\nAccept: a\r\nUser-Agent: b\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 2\r\n\r\né"},
		{"OPTIONS *", 5, "*", nil, "", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: ua\r\nAccept: */*\r\n\r\n"},
		{"absolute", 8, "http://other/x", nil, "", "PATCH http://other/x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: ua\r\nAccept: */*\r\n\r\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := make(chan string, 1)
			host, port := serve(t, func(conn net.Conn) {
				head := readHead(conn)
				rest := make([]byte, len(tc.body))
				_, after, _ := strings.Cut(head, "\r\n\r\n")
				io.ReadFull(conn, rest[len(after):])
				got <- head + string(rest[len(after):])
			})
			c := client.New(client.Config{UserAgent: "ua"})
			defer c.Close()
			connected(t, c, host, port)
			if code := c.Request("request", tc.method, tc.url, tc.headers, []byte(tc.body)); code != client.OK {
				t.Fatalf("Request = %d", code)
			}
			c.Poll()
			want := strings.ReplaceAll(tc.want, "PORT", fmt.Sprint(port))
			if g := <-got; g != want {
				t.Errorf("on the wire:\n%q, want\n%q", g, want)
			}
		})
	}
}

func TestRefusedRequests(t *testing.T) {
	var reports []string
	host, port := serve(t, func(conn net.Conn) {
		if b, _ := io.ReadAll(conn); len(b) > 0 {
			t.Errorf("refused, yet on the wire: %q", b)
		}
	})
	c := client.New(client.Config{Report: func(method, message string) { reports = append(reports, method+": "+message) }})
	refuse := func(name string, method int, url string, headers ...string) {
		t.Helper()
		reports = nil
		if code := c.Request("request", method, url, headers, nil); code != client.ErrInvalidParameter {
			t.Errorf("%s: code %d", name, code)
		}
		c.Poll()
		if len(reports) != 1 {
			t.Errorf("%s: %d reports: %q", name, len(reports), reports)
		}
	}
	refuse("not connected", 0, "/")
	connected(t, c, host, port)
	refuse("method below", -1, "/")
	refuse("method above", 9, "/")
	refuse("relative target", 0, "x")
	refuse("empty target", 0, "")
	refuse("asterisk for GET", 0, "*")
	refuse("CONNECT without a port", 7, "host")
	refuse("CR in the target", 0, "/a\rb")
	refuse("LF in the target", 0, "/a\nb")
	refuse("NUL in the target", 0, "/a\x00b")
	refuse("empty header", 0, "/", "")
	refuse("blank header", 0, "/", " \t")
	refuse("no name", 0, "/", ": x")
	refuse("no colon", 0, "/", "x")
	refuse("CR LF in a header", 0, "/", "a: b\r\nEvil: x")
	refuse("LF in a header", 0, "/", "a: b\nEvil: x")
	refuse("NUL in a header", 0, "/", "a: b\x00")
	if s := c.View().Status(); s != client.StatusConnected {
		t.Errorf("status %d after refusals", s)
	}
	c.Close()
}

// An upload larger than any socket buffer goes on without further polls, and its
// answer is found by one.
func TestLargeUploadNeedsNoPolls(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789abcdef"), 2<<20)
	received := make(chan int, 1)
	host, port := serve(t, func(conn net.Conn) {
		head := readHead(conn)
		_, after, _ := strings.Cut(head, "\r\n\r\n")
		n, _ := io.CopyN(io.Discard, conn, int64(len(body)-len(after)))
		received <- int(n) + len(after)
		conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
		io.Copy(io.Discard, conn)
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	if code := c.Request("request_raw", 3, "/", nil, body); code != client.OK {
		t.Fatalf("Request = %d", code)
	}
	c.Poll()
	if n := <-received; n != len(body) {
		t.Fatalf("%d of %d bytes arrived", n, len(body))
	}
	until(t, "the answer", func() bool { c.Poll(); return c.View().Status() == client.StatusBody })
}

// A server that answers before it has read all, then closes: the answer counts
// (RFC 9112 Section 9.5).
func TestEarlyAnswerToAnUpload(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) {
		readHead(conn)
		conn.Write([]byte("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"))
		io.Copy(io.Discard, conn)
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	c.Request("request_raw", 2, "/", nil, make([]byte, 8<<20))
	until(t, "the answer", func() bool { c.Poll(); return c.View().Status() != client.StatusRequesting })
	if s, code := c.View().Status(), c.View().ResponseCode(); s != client.StatusBody || code != 413 {
		t.Errorf("status %d, code %d: %v", s, code, c.LastError())
	}
}

// The answer may be there before the goroutine that writes a long request has said
// that it is done: the connection is good for the next request all the same.
func TestNextRequestWaitsBehindAnUpload(t *testing.T) {
	for _, blocking := range []bool{false, true} {
		t.Run(fmt.Sprintf("blocking=%t", blocking), func(t *testing.T) {
			const length = 8 << 20
			read := make(chan struct{})
			host, port := serve(t, func(conn net.Conn) {
				r := bufio.NewReader(conn)
				upload, err := http.ReadRequest(r)
				if err != nil {
					return
				}
				io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
				<-read
				if n, err := io.Copy(io.Discard, upload.Body); n != length {
					t.Errorf("%d bytes of the upload: %v", n, err)
				}
				if _, err := http.ReadRequest(r); err != nil {
					t.Errorf("the second request: %v", err)
				}
				io.WriteString(conn, "HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nnext")
			})
			c := client.New(client.Config{})
			defer c.Close()
			connected(t, c, host, port)
			c.Request("request_raw", 2, "/", nil, make([]byte, length))
			until(t, "the first answer", func() bool { c.Poll(); return c.View().Status() == client.StatusBody })
			if pieces := drain(t, c); strings.Join(pieces, "") != "ok" {
				t.Errorf("first body %q", pieces)
			}
			if code := c.Poll(); code != client.OK {
				t.Fatalf("Poll = %d between the two", code)
			}
			if code := c.Request("request", 0, "/", nil, nil); code != client.OK {
				t.Fatalf("Request = %d", code)
			}
			c.SetBlocking(blocking)
			go close(read)
			until(t, "the second answer", func() bool { c.Poll(); return c.View().Status() != client.StatusRequesting })
			if pieces := drain(t, c); c.View().ResponseCode() != 201 || strings.Join(pieces, "") != "next" {
				t.Errorf("second answer %d %q: %v", c.View().ResponseCode(), pieces, c.LastError())
			}
		})
	}
}
