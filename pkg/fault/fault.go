// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package fault has the one error type of everything that opens a connection or moves bytes over it: packages dial,
// stream and pool return it, those above read it.
package fault

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"reflect"
	"runtime/debug"
	"strconv"
	"syscall"
)

// A Stage is the part of a connection's life in which it failed.
type Stage uint8

const (
	Resolve Stage = iota + 1 // host name to addresses
	Dial                     // TCP connect, to the proxy if there is one
	Proxy                    // TLS with the proxy, CONNECT, SOCKS
	TLS                      // handshake
	Read                     // later, in the stream
	Write
)

var stageNames = [...]string{"?", "resolve", "dial", "proxy", "tls", "read", "write"}

// String returns the name of the stage in lower case.
func (s Stage) String() string {
	if int(s) < len(stageNames) {
		return stageNames[s]
	}
	return stageNames[0]
}

// An Error is a connection that failed. Besides it, a stream returns io.EOF alone.
//
// Inside are, for errors.As and errors.Is: *net.DNSError (Resolve), syscall.Errno, *x509 errors and
// tls.AlertError (TLS, and Proxy when the proxy has scheme https), *dial.ProxyStatusError,
// *h1.ProtocolError, *proxy.SOCKSReplyError, *proxy.SOCKSError and *proxy.SOCKSInputError (Proxy),
// *PanicError; context.Canceled after a cancel, context.DeadlineExceeded when a limit of time ran
// out, net.ErrClosed after Close, io.ErrUnexpectedEOF when a TLS stream was cut without close_notify.
type Error struct {
	Stage Stage
	Host  string // as the caller named it, of the proxy in its stages; may be empty in a stream
	Port  int    // that Host was asked on; 0: not known here
	Proxy bool   // Host and Port are a proxy's
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
	return "connection: " + e.Stage.String() + where + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Timeout reports whether a limit of time ran out.
func (e *Error) Timeout() bool {
	var t interface{ Timeout() bool }
	return errors.As(e.Err, &t) && t.Timeout()
}

// In wraps err as an *Error of that stage, unless it is an *Error already.
func In(stage Stage, host, addr string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	var op *net.OpError // repeats the address and the stage
	if errors.As(err, &op) && op.Err != nil {
		if alert, ok := Alert(err); ok {
			err = alert
		} else {
			err = op.Err
		}
	}
	return &Error{Stage: stage, Host: host, Addr: addr, Err: err}
}

// NoDescriptors reports whether err is that the process, or the system, has no descriptor left.
func NoDescriptors(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && noDescriptors(errno)
}

// Reset reports whether err is that the connection was reset, by the other side or by the system.
func Reset(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && isReset(errno)
}

// Ended reports whether err, of a write, is that the other side has ended the connection in order before.
func Ended(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && isEnded(errno)
}

// Alert returns the alert of the peer that err is, as a type that callers can name: over TCP, crypto/tls returns one of
// its own that nobody can.
func Alert(err error) (alert tls.AlertError, ok bool) {
	if errors.As(err, &alert) {
		return alert, true
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "remote error" {
		if v := reflect.ValueOf(op.Err); v.Kind() == reflect.Uint8 {
			return tls.AlertError(v.Uint()), true
		}
	}
	return 0, false
}

// A PanicError is a defect of this project, caught in a goroutine.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v", e.Value) }

// Caught returns what recover gave as an error, with the stack of the panic. It is for the function
// that recovered.
func Caught(value any) error { return &PanicError{Value: value, Stack: debug.Stack()} }

// Contain is deferred first in a goroutine or a timer that nobody waits for. A panic there has nobody to report to, and
// must not end the process.
func Contain() { _ = recover() }
