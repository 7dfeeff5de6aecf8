// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/iotest"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/proxy"
)

// answering is a proxy's end of a connection whose answer is known before the request.
type answering struct {
	net.Conn
	read func([]byte) (int, error)
}

func (c answering) Read(p []byte) (int, error)  { return c.read(p) }
func (c answering) Write(p []byte) (int, error) { return len(p), nil }

// FuzzTunnel: a tunnel opens for a whole 2xx head and not one byte more, any other answer to CONNECT is a
// *ProxyStatusError with a final status or a *ProtocolError of the proxy's, and the cuts between reads change neither,
// but for bytes behind a 2xx.
func FuzzTunnel(f *testing.F) {
	for _, v := range corporatest.Seeds(f) {
		f.Add(v.Wire)
	}
	for _, answer := range []string{
		"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 Connection established\r\nVia: x\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 407 No\r\n\r\n",
		"HTTP/1.1 200 OK\r\n\r\nearly", "HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 20", "", "<html>",
	} {
		f.Add([]byte(answer))
	}
	a := &Attempt{cfg: Config{Host: "origin.example", Port: 443, Proxy: &Proxy{Scheme: proxy.HTTP, Host: "p", Port: 1}}}
	f.Fuzz(func(t *testing.T, answer []byte) {
		whole := a.exchange(answering{read: bytes.NewReader(answer).Read})
		bytewise := a.exchange(answering{read: iotest.OneByteReader(bytes.NewReader(answer)).Read})
		if errors.Is(whole, ErrEarly) {
			whole = nil // byte by byte the head ends before what is early; that meets the handshake
		} else if whole == nil && !bytes.HasSuffix(answer, []byte("\n\r\n")) && !bytes.HasSuffix(answer, []byte("\n\n")) {
			t.Fatalf("%q opens a tunnel", answer)
		}
		if got, want := outcomeOf(bytewise), outcomeOf(whole); got != want {
			t.Fatalf("%q: byte by byte %s, whole %s", answer, got, want)
		}
		var status *ProxyStatusError
		var protocol *h1.ProtocolError
		switch {
		case whole == nil:
			if !strings.HasPrefix(strings.TrimLeft(string(answer), "\r\n"), "HTTP/1.") {
				t.Errorf("%q opens a tunnel", answer)
			}
		case errors.As(whole, &status):
			if status.Code/100 == 2 {
				t.Errorf("%q: refused with %d", answer, status.Code)
			}
		case errors.As(whole, &protocol):
			if !protocol.Remote {
				t.Errorf("%q: %v is no fault of the proxy's", answer, whole)
			}
		default:
			t.Errorf("%q: %v", answer, whole)
		}
	})
}

// outcomeOf is what must not depend on the cuts. Details do: they quote what had come.
func outcomeOf(err error) string {
	if protocol := (*h1.ProtocolError)(nil); errors.As(err, &protocol) {
		return protocol.Kind.String()
	}
	return fmt.Sprint(err)
}
