// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"io"
	"net"
	"sync"
	"testing"

	"httpclientgo/pkg/client"
)

func TestConnectArguments(t *testing.T) {
	var reports int
	c := client.New(client.Config{Report: func(string, string) { reports++ }})
	defer c.Close()
	for _, tc := range []struct {
		name    string
		host    string
		port    int
		tls     *client.TLS
		code    client.Code
		status  client.Status
		reports int
	}{
		{"empty host", "", 80, nil, client.ErrInvalidParameter, client.StatusDisconnected, 1},
		{"scheme only", "http://", 80, nil, client.ErrInvalidParameter, client.StatusDisconnected, 1},
		{"server options", "127.0.0.1", 80, &client.TLS{Server: true}, client.ErrInvalidParameter, client.StatusDisconnected, 1},
		{"server options dropped by the scheme", "http://127.0.0.1", 80, &client.TLS{Server: true}, client.OK, client.StatusConnecting, 0},
		{"port 0", "127.0.0.1", 0, nil, client.ErrInvalidParameter, client.StatusCantConnect, 1},
		{"port 70000", "127.0.0.1", 70000, nil, client.ErrInvalidParameter, client.StatusCantConnect, 1},
		{"a name", "localhost", 80, nil, client.OK, client.StatusResolving, 0},
		{"an address", "127.0.0.1", 1, nil, client.OK, client.StatusConnecting, 0},
	} {
		reports = 0
		if code := c.Connect(tc.host, tc.port, tc.tls, 0); code != tc.code {
			t.Errorf("%s: code %d, want %d", tc.name, code, tc.code)
		}
		if s := c.View().Status(); s != tc.status {
			t.Errorf("%s: status %d, want %d", tc.name, s, tc.status)
		}
		if reports != tc.reports {
			t.Errorf("%s: %d reports, want %d", tc.name, reports, tc.reports)
		}
	}
}

func TestNamesAreResolvedFirst(t *testing.T) {
	if _, err := net.LookupHost("localhost"); err != nil {
		t.Skip("this system does not know localhost, which is the one name to try it with")
	}
	_, port := serve(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
	c := client.New(client.Config{})
	defer c.Close()
	c.Connect("localhost", port, nil, 0)
	seen := []client.Status{c.View().Status()}
	until(t, "CONNECTED", func() bool {
		c.Poll()
		if s := c.View().Status(); s != seen[len(seen)-1] {
			seen = append(seen, s)
		}
		return seen[len(seen)-1] != client.StatusResolving && seen[len(seen)-1] != client.StatusConnecting
	})
	want := [3]client.Status{client.StatusResolving, client.StatusConnecting, client.StatusConnected}
	if len(seen) != 3 || [3]client.Status(seen) != want {
		t.Errorf("statuses %v, want %v (%v)", seen, want, c.LastError())
	}
}

func TestRefusedConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	c := client.New(client.Config{})
	defer c.Close()
	c.Connect("127.0.0.1", port, nil, 0)
	until(t, "a refusal", func() bool { return c.Poll() == client.ErrCantConnect })
	for range 3 {
		if code := c.Poll(); code != client.ErrCantConnect || c.View().Status() != client.StatusCantConnect {
			t.Errorf("poll %d, status %d", code, c.View().Status())
		}
	}
	if c.LastError() == nil {
		t.Error("no reason is kept")
	}
}

func TestReadChunkSizeBounds(t *testing.T) {
	reports := 0
	c := client.New(client.Config{Report: func(string, string) { reports++ }})
	for _, n := range []int{255, 1<<24 + 1, -1, 0} {
		c.SetReadChunkSize(n)
	}
	if reports != 4 || c.View().ReadChunkSize() != 65536 {
		t.Errorf("%d reports, size %d", reports, c.View().ReadChunkSize())
	}
	c.SetReadChunkSize(256)
	if c.View().ReadChunkSize() != 256 {
		t.Errorf("size %d", c.View().ReadChunkSize())
	}
}

func TestReadOutsideBodyIsReported(t *testing.T) {
	reports := 0
	c := client.New(client.Config{Report: func(string, string) { reports++ }})
	var a array
	c.ReadBody(&a)
	if reports != 1 || len(a.b) != 0 {
		t.Errorf("%d reports, %d bytes", reports, len(a.b))
	}
}

// Blocking: one poll waits for the head, one read for the whole chunk, and Close on
// another goroutine ends either.
func TestBlocking(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) {
		readHead(conn)
		conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-"))
		conn.Write([]byte("Length: 6\r\n\r\nab"))
		conn.Write([]byte("cdef"))
		io.Copy(io.Discard, conn)
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	c.SetBlocking(true)
	c.Request("request", 0, "/", nil, nil)
	if code := c.Poll(); code != client.OK || c.View().Status() != client.StatusBody {
		t.Fatalf("poll %d, status %d", code, c.View().Status())
	}
	var a array
	c.ReadBody(&a)
	if string(a.b) != "abcdef" || c.View().Status() != client.StatusConnected {
		t.Errorf("body %q, status %d", a.b, c.View().Status())
	}
}

func TestCloseEndsABlockedCall(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer string
		call   func(*client.Client)
	}{
		{"poll", "", func(c *client.Client) { c.Poll() }},
		{"read", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nab", func(c *client.Client) {
			c.Poll()
			var a array
			c.ReadBody(&a)
		}},
		{"chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nab", func(c *client.Client) {
			c.Poll()
			var a array
			c.ReadBody(&a)
		}},
		{"what is available", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", func(c *client.Client) {
			c.Poll()
			var a array
			c.ReadAvailable(&a, client.MaxAvailable)
		}},
		{"what is available of a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n", func(c *client.Client) {
			c.Poll()
			var a array
			c.ReadAvailable(&a, client.MaxAvailable)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			asked := make(chan struct{})
			host, port := serve(t, func(conn net.Conn) {
				readHead(conn)
				conn.Write([]byte(tc.answer))
				close(asked)
				io.Copy(io.Discard, conn)
			})
			c := client.New(client.Config{})
			connected(t, c, host, port)
			c.SetBlocking(true)
			c.Request("request", 0, "/", nil, nil)
			done := make(chan struct{})
			go func() {
				defer close(done)
				tc.call(c)
			}()
			<-asked
			c.Close()
			<-done
			if s := c.View().Status(); s != client.StatusDisconnected {
				t.Errorf("status %d", s)
			}
		})
	}
}

// Many goroutines call everything at once on one client: no race, no deadlock, no
// panic.
func TestAnyThreadAnyTime(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) {
		for readHead(conn) != "" {
			if _, err := conn.Write([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")); err != nil {
				return
			}
		}
	})
	c := client.New(client.Config{})
	defer c.Close()
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 300 {
				switch (n + i) % 9 {
				case 0:
					c.Connect(host, port, nil, 0)
				case 1, 2, 3:
					c.Poll()
				case 4:
					c.Request("request", 0, "/", nil, nil)
				case 5:
					var a array
					c.ReadBody(&a)
				case 6:
					c.TakeHeaders()
				case 7:
					if k := c.Connection(); k != nil && n%64 == 7 {
						k.Available()
						c.Close()
					}
				case 8:
					var a array
					c.ReadAvailable(&a, client.MaxAvailable)
				}
			}
		}()
	}
	wg.Wait()
}

// The connection that a script holds shares its bytes with the client: what the
// client read ahead comes first.
func TestConnectionSharesItsBytes(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) {
		readHead(conn)
		conn.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nfirst"))
		buf := make([]byte, 4)
		io.ReadFull(conn, buf)
		conn.Write(buf)
		io.Copy(io.Discard, conn)
	})
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	c.Request("request", 0, "/", []string{"Upgrade: x"}, nil)
	until(t, "101", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	k := c.Connection()
	read := func(want string) {
		t.Helper()
		got := ""
		until(t, want, func() bool {
			buf := make([]byte, 64)
			n, err := k.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			got += string(buf[:n])
			return len(got) >= len(want)
		})
		if got != want {
			t.Errorf("read %q, want %q", got, want)
		}
	}
	read("first")
	if n, err := k.Write([]byte("ping")); n != 4 || err != nil {
		t.Fatalf("write: %d, %v", n, err)
	}
	read("ping")
	if code := c.Poll(); code != client.OK {
		t.Errorf("poll = %d after the stream was handed over", code)
	}
	c.Close()
	if _, err := k.Read(make([]byte, 1)); err == nil {
		t.Error("a read after Close gives no error")
	}
}
