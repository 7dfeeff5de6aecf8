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
