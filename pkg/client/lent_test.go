// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"io"
	"net"
	"testing"

	"httpclientgo/pkg/client"
)

// Bytes that nobody asked for are the script's only while it has to do with the stream.
func TestUnaskedBytes(t *testing.T) {
	for _, tc := range []struct {
		name string
		lend func(*client.Connection)
		want client.Code
	}{
		{"nobody has looked", func(*client.Connection) {}, client.ErrConnectionError},
		{"not held any more", func(k *client.Connection) { k.Watch(func() bool { return false }) }, client.ErrConnectionError},
		{"held", func(k *client.Connection) { k.Watch(func() bool { return true }) }, client.OK},
		{"used", func(k *client.Connection) { k.Watch(func() bool { return false }); k.Lend() }, client.OK},
	} {
		t.Run(tc.name, func(t *testing.T) {
			host, port := serve(t, func(conn net.Conn) {
				io.WriteString(conn, "surprise")
				io.Copy(io.Discard, conn)
			})
			c := client.New(client.Config{})
			defer c.Close()
			connected(t, c, host, port)
			k := c.Connection()
			tc.lend(k)
			until(t, "the bytes", func() bool { return k.Available() == len("surprise") })
			if code := c.Poll(); code != tc.want {
				t.Errorf("Poll = %d, want %d", code, tc.want)
			}
		})
	}
}

func TestLookFindsTheEndBehindTheLastByte(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) { io.WriteString(conn, "x") })
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	k := c.Connection()
	k.Lend()
	until(t, "the byte", func() bool { return k.Available() == 1 })
	if k.Look(); k.Over() {
		t.Error("over before the last byte was read")
	}
	if n, err := k.Read(make([]byte, 2)); n != 1 || err != nil {
		t.Fatalf("Read = %d, %v", n, err)
	}
	until(t, "the end", func() bool { k.Look(); return k.Over() })
	if !k.Open() {
		t.Error("Look closed the connection")
	}
}

// A script that reads a body from the stream itself learns of its end by polling.
func TestPollMeetsTheEndOfABodyThatAScriptReads(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\n"
	for _, tc := range []struct {
		name, answer string
		lend         func(*client.Client)
		take         int // bytes that the script reads
		want         client.Status
	}{
		{"until close", head + "\r\nhello", func(c *client.Client) { c.Show().Lend() }, 5, client.StatusDisconnected},
		{"chunked", head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", func(c *client.Client) { c.Show().Lend() }, 10, client.StatusConnectionError},
		{"length", head + "Content-Length: 9\r\n\r\nhello", func(c *client.Client) { c.Show().Lend() }, 5, client.StatusConnectionError},
		{"bytes left", head + "\r\nhello", func(c *client.Client) { c.Show().Lend() }, 4, client.StatusBody},
		{"only looked at", head + "\r\nhello", func(c *client.Client) { c.Show() }, 5, client.StatusBody},
		{"length zero", head + "Content-Length: 0\r\n\r\n", func(c *client.Client) { c.Show().Lend() }, 0, client.StatusBody},
	} {
		t.Run(tc.name, func(t *testing.T) {
			host, port := serve(t, func(conn net.Conn) {
				conn.Read(make([]byte, 1000))
				io.WriteString(conn, tc.answer)
			})
			c := client.New(client.Config{})
			defer c.Close()
			connected(t, c, host, port)
			ask(t, c, 0, "/")
			k := c.Connection()
			for left := tc.take; left > 0; {
				n, err := k.Read(make([]byte, left))
				if left -= n; err != nil {
					t.Fatalf("%d bytes missing: %v", left, err)
				}
			}
			tc.lend(c)
			until(t, "the end, or a byte before it", func() bool { k.Look(); return k.Over() || k.Available() > 0 })
			for range 3 {
				c.Poll()
			}
			if s := c.View().Status(); s != tc.want {
				t.Errorf("status %d, want %d", s, tc.want)
			}
		})
	}
}

// What a script writes between request() and the poll behind it goes out at once, before
// the head; it does not wait for a poll that its own call keeps from coming.
func TestWriteBehindARequestThatWaitsForThePoll(t *testing.T) {
	p := listen(t)
	c := client.New(client.Config{})
	defer c.Close()
	if code := c.Connect("127.0.0.1", p.port, nil, 0); code != client.OK {
		t.Fatalf("Connect = %d", code)
	}
	conn, err := p.l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	if code := c.Request("request", 0, "/", nil, nil); code != client.OK {
		t.Fatalf("Request = %d", code)
	}
	if n, err := c.Connection().Write([]byte("ping")); n != 4 || err != nil {
		t.Fatalf("Write = %d, %v", n, err)
	}
	c.Poll()
	got := make([]byte, len("pingGET / "))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "pingGET / " {
		t.Errorf("%q, %v", got, err)
	}
}
