// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"testing"
)

// The time to a connection where a name has an IPv6 address that nobody reaches and an IPv4 address that is good: one
// Connection Attempt Delay (RFC 8305 Section 5) where IPv6 is silent, nothing where it refuses.
func BenchmarkDeadIPv6(b *testing.B) {
	silent := fullListener(b)
	refusing := listen(b)
	for name, port := range map[string]int{"silent": silent, "refused": refusing.port} {
		b.Run(name, func(b *testing.B) {
			if name == "silent" {
				l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
				if err != nil {
					b.Skip(err)
				}
				defer l.Close()
			}
			h := &hooks{lookup: func(context.Context, string, string) ([]netip.Addr, error) { return addrs("::1 127.0.0.1"), nil }}
			for range b.N {
				s, err := outcome(Connect(Config{Host: "a.example", Port: port, hooks: h}))
				if err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		})
	}
}

// fullListener gives a port of ::1 on which no connection comes about and none is refused: its queue is full.
func fullListener(b *testing.B) int {
	b.Helper()
	open := func() int {
		fd, err := syscall.Socket(syscall.AF_INET6, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
		if err != nil {
			b.Skip(err)
		}
		b.Cleanup(func() { syscall.Close(fd) })
		return fd
	}
	loopback := netip.IPv6Loopback().As16()
	fd := open()
	if err := syscall.Bind(fd, &syscall.SockaddrInet6{Addr: loopback}); err != nil {
		b.Skip(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		b.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		b.Fatal(err)
	}
	for range 4 {
		syscall.Connect(open(), name) // EINPROGRESS, for good once the queue is full
	}
	return name.(*syscall.SockaddrInet6).Port
}
