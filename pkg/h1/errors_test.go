// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

func TestProtocolError(t *testing.T) {
	err := &h1.ProtocolError{Kind: h1.KindChunk, Remote: true, Detail: "size has byte 'x'", Err: io.ErrUnexpectedEOF}
	if got, want := err.Error(), "h1: remote: chunk: size has byte 'x': unexpected EOF"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (&h1.ProtocolError{Kind: h1.KindRequest}).Error(), "h1: local: request"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is not found")
	}
	wrapped := fmt.Errorf("get: %w", err)
	for _, test := range []struct {
		target error
		want   bool
	}{
		{&h1.ProtocolError{Kind: h1.KindChunk, Remote: true}, true},
		{&h1.ProtocolError{Kind: h1.KindChunk, Remote: true, Detail: "other"}, true},
		{&h1.ProtocolError{Kind: h1.KindChunk}, false},
		{&h1.ProtocolError{Kind: h1.KindField, Remote: true}, false},
		{errors.New("h1: remote: chunk"), false},
	} {
		if got := errors.Is(wrapped, test.target); got != test.want {
			t.Errorf("is %v: %t", test.target, got)
		}
	}
}

func TestKindNames(t *testing.T) {
	seen := map[string]bool{}
	for kind := h1.KindStatusLine; kind <= h1.KindRequest; kind++ {
		name := kind.String()
		if name == "" || strings.HasPrefix(name, "kind") || seen[name] {
			t.Errorf("kind %d is called %q", kind, name)
		}
		seen[name] = true
	}
	for _, kind := range []h1.Kind{0, h1.KindRequest + 1, 255} {
		if got, want := kind.String(), fmt.Sprintf("kind %d", uint8(kind)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestErrorsShowLittle sends long and ugly data wherever an error shows some of it.
func TestErrorsShowLittle(t *testing.T) {
	ugly := strings.Repeat("\x1b[2J\u202e", 5000)
	for _, wire := range []string{
		ugly,
		"HTTP/1.1" + ugly + "\r\n",
		"HTTP/1.1 200 \x00" + ugly,
		"HTTP/1.1 2\xff" + strings.Repeat("\xff", 1000) + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\n" + strings.Repeat("\xff", 1000) + ": x\r\n\r\n",
		"HTTP/1.1 200 OK\r\n" + strings.Repeat("\xff", 1000) + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX: \x00" + ugly + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX" + ugly + ": y\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: " + strings.Repeat("\xff", 1000) + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: " + strings.Repeat("\xff", 1000) + "\r\n\r\n",
		chunkedHead + strings.Repeat("\xff", 1000) + "\r\n",
		chunkedHead + "5" + strings.Repeat("\xff", 1000) + "\r\n",
		chunkedHead + strings.Repeat("f", 1000) + "\r\n",
		chunkedHead + "1\r\nx" + ugly,
	} {
		_, _, err := newExchange("GET", false).Feed([]byte(wire))
		if err == nil {
			t.Errorf("%.50q: no error", wire)
			continue
		}
		// 32 bytes of up to four characters each, and our own words.
		if text := err.Error(); len(text) > 32*4+100 {
			t.Errorf("%.50q: error of %d bytes: %s", wire, len(text), text)
		}
		for _, c := range err.Error() {
			if c < ' ' || c > '~' {
				t.Errorf("%.50q: character %U in %q", wire, c, err)
			}
		}
	}
}
