// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"net"
	"sync/atomic"
	"syscall"
	"time"
)

// A socket is the TCP connection under a link. Reads and writes wait, unless it is prompt: then they do what can be
// done at once, as far as the system lets them; see prompt_unix.go and prompt_other.go.
type socket struct {
	*net.TCPConn
	raw      syscall.RawConn
	isPrompt atomic.Bool
}

// newSocket is a dial.Config's Under.
func newSocket(tcp *net.TCPConn) (net.Conn, error) {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &socket{TCPConn: tcp, raw: raw}, nil
}

func (s *socket) Read(p []byte) (int, error) {
	if s.isPrompt.Load() {
		return s.readPromptly(p)
	}
	return s.TCPConn.Read(p)
}

func (s *socket) Write(p []byte) (int, error) {
	if s.isPrompt.Load() {
		return s.writePromptly(p)
	}
	return s.TCPConn.Write(p)
}

// past is a deadline that has passed.
var past = time.Unix(1, 0)

// errNothing is what a prompt socket says instead of waiting. It looks like a deadline that passed, which crypto/tls
// takes as temporary for reads: what is half there stays, and a later read goes on with it.
var errNothing net.Error = new(nothing)

type nothing struct{}

func (*nothing) Error() string   { return "nothing can be done without waiting" }
func (*nothing) Timeout() bool   { return true }
func (*nothing) Temporary() bool { return true }
