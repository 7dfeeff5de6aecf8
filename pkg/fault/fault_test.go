// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fault

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
)

// An alert is what crypto/tls has for one of the peer over TCP: a uint8 of a type without a name outside.
type alert uint8

func (a alert) Error() string { return "alert" }

func TestIn(t *testing.T) {
	inner := &Error{Stage: Proxy, Host: "proxy.example", Addr: "192.0.2.1:3128", Err: io.ErrUnexpectedEOF}
	wrapped := fmt.Errorf("a tunnel: %w", inner)
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	for _, c := range []struct {
		name string
		err  error
		says string
		is   error
	}{
		{"plain", io.ErrUnexpectedEOF, "connection: tls 192.0.2.2:443: unexpected EOF", io.ErrUnexpectedEOF},
		{"cancelled", context.Canceled, "connection: tls 192.0.2.2:443: context canceled", context.Canceled},
		{"of the system", refused, "connection: tls 192.0.2.2:443: connect: connection refused", syscall.ECONNREFUSED},
		{"an alert", &net.OpError{Op: "remote error", Err: alert(42)}, "connection: tls 192.0.2.2:443: tls: bad certificate", tls.AlertError(42)},
		{"a remote error that is no alert", &net.OpError{Op: "remote error", Err: io.ErrNoProgress}, "connection: tls 192.0.2.2:443: " + io.ErrNoProgress.Error(), io.ErrNoProgress},
		{"of a stage already", inner, `connection: proxy 192.0.2.1:3128: unexpected EOF`, io.ErrUnexpectedEOF},
		{"of a stage already, wrapped", wrapped, `a tunnel: connection: proxy 192.0.2.1:3128: unexpected EOF`, io.ErrUnexpectedEOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := In(TLS, "origin.example", "192.0.2.2:443", c.err)
			if got.Error() != c.says {
				t.Errorf("says %q, want %q", got, c.says)
			}
			if !errors.Is(got, c.is) {
				t.Errorf("%v is not %v", got, c.is)
			}
			var e *Error
			if !errors.As(got, &e) {
				t.Fatalf("%T holds no *Error", got)
			}
			if errors.Is(c.err, inner) {
				if got != c.err {
					t.Errorf("the stage %v was put above %v", e.Stage, inner.Stage)
				}
			} else if e.Stage != TLS || e.Host != "origin.example" || e.Addr != "192.0.2.2:443" || e.Err == nil {
				t.Errorf("got %+v", *e)
			}
		})
	}
}

func TestErrorNamesThePlace(t *testing.T) {
	for _, c := range []struct {
		err  Error
		want string
	}{
		{Error{Stage: Resolve, Host: "a b", Err: io.EOF}, `connection: resolve "a b": EOF`},
		{Error{Stage: Dial, Host: "a", Addr: "[::1]:80", Err: io.EOF}, "connection: dial [::1]:80: EOF"},
		{Error{Stage: Proxy, Err: io.EOF}, "connection: proxy: EOF"},
		{Error{Stage: TLS, Err: io.EOF}, "connection: tls: EOF"},
		{Error{Stage: Read, Err: io.EOF}, "connection: read: EOF"},
		{Error{Stage: Write, Err: io.EOF}, "connection: write: EOF"},
		{Error{Err: io.EOF}, "connection: ?: EOF"},
		{Error{Stage: Write + 1, Err: io.EOF}, "connection: ?: EOF"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestTimeout(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{context.DeadlineExceeded, true},
		{os.ErrDeadlineExceeded, true},
		{fmt.Errorf("a lookup: %w", &net.DNSError{IsTimeout: true}), true},
		{&net.DNSError{IsNotFound: true}, false},
		{context.Canceled, false},
		{io.EOF, false},
	} {
		if got := (&Error{Stage: Dial, Err: c.err}).Timeout(); got != c.want {
			t.Errorf("%v: Timeout() = %t, want %t", c.err, got, c.want)
		}
	}
}

func TestCaught(t *testing.T) {
	err := func() (err error) {
		defer func() { err = Caught(recover()) }()
		panic("a defect")
	}()
	var p *PanicError
	if !errors.As(In(Read, "", "", err), &p) {
		t.Fatalf("%T is no *PanicError", err)
	}
	if p.Value != "a defect" || err.Error() != "internal error: a defect" {
		t.Errorf("value %v, says %q", p.Value, err)
	}
	if !strings.Contains(string(p.Stack), "TestCaught") {
		t.Errorf("the stack does not lead to the panic:\n%s", p.Stack)
	}
}

func TestContain(t *testing.T) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer Contain()
		panic("nobody is told")
	}()
	<-ended // what is not contained ends the process
}
