// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !((linux && !386) || darwin)

package transport

import "net"

// openPlain pumps: the system offers package syscall no read that does not wait.
func openPlain(conn *net.TCPConn, cfg *Config) (Stream, error) {
	return newPump(conn, conn, nil, nil, cfg), nil
}

// A wire is the TCP connection under a TLS client. It reads by waiting, also when
// pumped: an idle stream holds one block.
type wire struct{ *net.TCPConn }

func newWire(conn *net.TCPConn) (*wire, error) { return &wire{conn}, nil }

func (w *wire) pump() (idle func() error) { return nil }

// prompt: there is none, the goroutines do everything.
func (w *wire) prompt() prompt { return nil }
