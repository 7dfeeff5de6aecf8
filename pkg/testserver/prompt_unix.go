// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package testserver

import (
	"io"
	"net"
	"syscall"
	"time"
)

// promptTime is how long a read asks again and again before it lets its thread go. A client that polls in a tight loop
// sends its next request within microseconds, and waking a thread takes longer than that.
const promptTime = 30 * time.Microsecond

// A promptConn is a connection whose server answers as fast as a client asks.
type promptConn struct {
	*net.TCPConn
	raw syscall.RawConn
}

func prompt(c net.Conn) net.Conn {
	t, ok := c.(*net.TCPConn)
	if !ok {
		return c
	}
	raw, err := t.SyscallConn()
	if err != nil {
		return c
	}
	return &promptConn{t, raw}
}

func (c *promptConn) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	var failure error
	err = c.raw.Read(func(fd uintptr) bool {
		for started := time.Now(); ; {
			n, failure = syscall.Read(int(fd), p)
			switch {
			case failure == syscall.EINTR:
			case failure != syscall.EAGAIN:
				return true
			case time.Since(started) > promptTime:
				return false
			}
		}
	})
	switch {
	case err != nil:
		return 0, err
	case failure != nil:
		return 0, &net.OpError{Op: "read", Net: "tcp", Addr: c.RemoteAddr(), Err: failure}
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}
