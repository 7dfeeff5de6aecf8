// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
)

// A server that does not speak TLS, or breaks off.
func TestHandshakeFails(t *testing.T) {
	tests := []struct {
		name   string
		answer string
		close  bool
		check  func(*fault.Error) bool
	}{
		{"plain HTTP", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", false, func(e *fault.Error) bool { return errors.As(e, new(tls.RecordHeaderError)) }},
		{"random bytes", "\x8a\x01\xf3\x99\x00\x17\x42\x42", false, nil},
		{"alert", "\x15\x03\x03\x00\x02\x02\x28", false, func(e *fault.Error) bool { return errors.Is(e, tls.AlertError(40)) }},
		{"huge record", "\x16\x03\x03\xff\xff" + strings.Repeat("x", 100), false, nil},
		{"close after ClientHello", "", true, func(e *fault.Error) bool { return errors.Is(e, io.ErrUnexpectedEOF) }},
		{"close in a record", "\x16\x03\x03\x00\x50abc", true, func(e *fault.Error) bool { return errors.Is(e, io.ErrUnexpectedEOF) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "127.0.0.1"}})
			c := p.accept(t)
			if _, err := io.ReadAtLeast(c, make([]byte, 4096), 100); err != nil {
				t.Fatal(err)
			}
			io.WriteString(c, test.answer)
			if test.close {
				c.CloseWrite()
			}
			_, err := outcome(a)
			if e := failed(t, err, fault.TLS); test.check != nil && !test.check(e) {
				t.Errorf("%v", e)
			}
			peertest.WantClosed(t, c)
		})
	}
}

func TestHandshakeStallIsCut(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}, Timeout: 30 * time.Millisecond, hooks: &hooks{dial: patient}})
	c := p.accept(t)
	_, err := outcome(a)
	if e := failed(t, err, fault.TLS); !e.Timeout() {
		t.Fatal(e)
	}
	peertest.WantClosed(t, c)
}

// Also between two records, where crypto/tls alone would take it for an end.
func TestCutWithoutCloseNotify(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			data := peertest.Pattern(40000)
			f.Write(data)
			f.tcp.CloseWrite()
			if got, err := io.ReadAll(s); !bytes.Equal(got, data) || !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%d bytes of %d, %v", len(got), len(data), err)
			}
		})
	}
}
