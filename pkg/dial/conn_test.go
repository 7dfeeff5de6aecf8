// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/trust"
)

// A tap is a connection that can say that it would wait.
type tap struct {
	*net.TCPConn
	dry   atomic.Bool
	reads atomic.Int64
}

var errDry net.Error = new(dryError)

type dryError struct{}

func (*dryError) Error() string   { return "nothing to read yet" }
func (*dryError) Timeout() bool   { return true }
func (*dryError) Temporary() bool { return true }

func (c *tap) Read(p []byte) (int, error) {
	c.reads.Add(1)
	if c.dry.Swap(false) {
		return 0, errDry
	}
	return c.TCPConn.Read(p[:min(len(p), 1000)])
}

// Every layer reads through what Under made, and what that says instead of waiting reaches the reader as it is and
// harms no record that is half there.
func TestUnder(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		var made *tap
		c, f := pair(t, kind, func(cfg *Config) {
			cfg.Under = func(tcp *net.TCPConn) (net.Conn, error) {
				made = &tap{TCPConn: tcp}
				return made, nil
			}
		})
		if c.Under != net.Conn(made) || c.TCP != made.TCPConn || (c.Conn == c.Under) != (kind == "plain") {
			t.Errorf("%T over %T", c.Conn, c.Under)
		}
		if (c.TLS != nil) != (kind == "tls12" || kind == "tls13" || kind == "nested") {
			t.Error("state of TLS")
		}
		want := peertest.Pattern(40_000)
		go func() {
			f.Write(want)
			f.closeWrite()
		}()
		var got []byte
		for buf, dry := make([]byte, 3000), 0; ; {
			made.dry.Store(true)
			n, err := c.Read(buf)
			got = append(got, buf[:n]...)
			if err == error(errDry) {
				dry++
				n, err = c.Read(buf) // goes on where it was
				got = append(got, buf[:n]...)
			}
			if err != nil {
				if err != io.EOF || string(got) != string(want) || dry == 0 {
					t.Errorf("%d bytes of %d, %d times nothing, %v", len(got), len(want), dry, err)
				}
				return
			}
		}
	})
}

func TestUnderFails(t *testing.T) {
	p := listen(t)
	no := errors.New("no")
	_, err := outcome(Connect(Config{Host: "127.0.0.1", Port: p.port, Under: func(*net.TCPConn) (net.Conn, error) {
		return nil, no
	}}))
	if e := failed(t, err, fault.Dial); !errors.Is(e, no) {
		t.Error(e)
	}
	peertest.WantClosed(t, p.accept(t))
}

// What is offered by ALPN is the caller's to say, and what was chosen is told.
func TestProtocol(t *testing.T) {
	tests := []struct {
		offer, take []string
		want        string
	}{
		{nil, []string{"h2"}, ""},
		{[]string{"h2", "http/1.1"}, []string{"h2"}, "h2"},
		{[]string{"h2", "http/1.1"}, []string{"http/1.1", "h2"}, "http/1.1"},
		{[]string{"h2"}, nil, ""},
	}
	for _, test := range tests {
		ca := tlstest.NewAuthority(t)
		p := listen(t)
		cfg := Config{Host: "127.0.0.1", Port: p.port, TLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1")}
		cfg.TLS.NextProtos = test.offer
		a := Connect(cfg)
		server := ca.Serve(t, []string{"127.0.0.1"})
		server.NextProtos = test.take
		if err := tls.Server(p.accept(t), server).Handshake(); err != nil {
			t.Fatal(err)
		}
		c, err := outcome(a)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Under.Close()
		if got := c.TLS.NegotiatedProtocol; got != test.want {
			t.Errorf("offered %q, chosen %q, want %q", test.offer, got, test.want)
		}
	}
}
