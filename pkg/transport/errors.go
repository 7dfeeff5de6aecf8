// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"reflect"
	"runtime/debug"
	"strconv"
)

// A Phase is the part of a connection's life in which it failed.
type Phase uint8

const (
	PhaseResolve Phase = iota + 1 // host name to addresses
	PhaseDial                     // TCP connect, to the proxy if there is one
	PhaseProxy                    // TLS with the proxy, CONNECT, SOCKS
	PhaseTLS                      // handshake
	PhaseRead                     // later, in the stream
	PhaseWrite
)

var phaseNames = [...]string{"?", "resolve", "dial", "proxy", "tls", "read", "write"}

func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return phaseNames[0]
}

// An Error is the one error type of the package besides io.EOF and ErrStopped.
//
// Inside are, for errors.As and errors.Is: *net.DNSError (PhaseResolve),
// syscall.Errno, *x509 errors and tls.AlertError (PhaseTLS, and PhaseProxy when the
// proxy has scheme https), *ProxyStatusError, *h1.ProtocolError, *proxy.SOCKSReplyError,
// *proxy.SOCKSError and *proxy.SOCKSInputError (PhaseProxy), *PanicError;
// context.Canceled after Cancel,
// context.DeadlineExceeded when Config.Timeout ran out, net.ErrClosed after Close,
// io.ErrUnexpectedEOF when a TLS stream was cut without close_notify.
type Error struct {
	Phase Phase
	Host  string // as the Config names it, of the proxy in its phases; may be empty in a Stream
	Addr  string // address and port; empty before there is one
	Err   error  // never nil
}

func (e *Error) Error() string {
	where := e.Addr
	if where == "" && e.Host != "" {
		where = strconv.Quote(e.Host)
	}
	if where != "" {
		where = " " + where
	}
	return "transport: " + e.Phase.String() + where + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Timeout tells whether a limit of time ran out.
func (e *Error) Timeout() bool {
	var t interface{ Timeout() bool }
	return errors.As(e.Err, &t) && t.Timeout()
}

// A ProxyStatusError is a proxy's refusal to open a tunnel.
type ProxyStatusError struct {
	Code   int    // final status, never 2xx
	Reason string // the proxy's own words, unchecked
}

func (e *ProxyStatusError) Error() string {
	reason := e.Reason
	if len(reason) > 80 {
		reason = reason[:80]
	}
	return fmt.Sprintf("proxy answered %d %q", e.Code, reason)
}

// A PanicError is a defect of this project, caught in a goroutine.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v", e.Value) }

// caught makes an error of what recover gave.
func caught(value any) error { return &PanicError{Value: value, Stack: debug.Stack()} }

// ErrStopped is what a Wait method returns when its stop channel was closed.
var ErrStopped = errors.New("transport: wait stopped")

var (
	errNotDone   = errors.New("transport: the attempt is not over")
	errHost      = errors.New("invalid host name")
	errPort      = errors.New("port is outside 1 to 65535")
	errNoAddress = errors.New("name has no address")
	errScheme    = errors.New("unknown proxy scheme")
	errEarly     = errors.New("proxy sent bytes behind the head of its 2xx")
)

// phased wraps err unless it is an *Error already.
func phased(phase Phase, host, addr string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	var op *net.OpError // repeats the address and the phase
	if errors.As(err, &op) && op.Err != nil {
		err = op.Err
		if op.Op == "remote error" {
			err = alertOf(err)
		}
	}
	return &Error{Phase: phase, Host: host, Addr: addr, Err: err}
}

// alertOf gives an alert of the peer the type that callers can name: over TCP crypto/tls
// returns one of its own that nobody can.
func alertOf(err error) error {
	if v := reflect.ValueOf(err); v.Kind() == reflect.Uint8 {
		return tls.AlertError(v.Uint())
	}
	return err
}
