// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package peertest has what tests of connections share about the peer's side.
package peertest

import (
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

const patience = time.Minute

// Pattern returns n bytes that tell their place.
func Pattern(n int) []byte {
	p := make([]byte, n)
	for i := range p {
		p[i] = byte(i ^ i>>8 ^ i>>16)
	}
	return p
}

// WantClosed waits until the client closed, as the server sees it: an end or a reset. It replaces the read deadline of
// c.
func WantClosed(t testing.TB, c net.Conn) {
	t.Helper()
	c.SetReadDeadline(time.Now().Add(patience))
	if _, err := io.Copy(io.Discard, c); err != nil {
		var op *net.OpError
		if !errors.As(err, &op) || op.Timeout() || errors.Is(err, net.ErrClosed) {
			t.Errorf("server saw %v", err)
		}
	}
}
