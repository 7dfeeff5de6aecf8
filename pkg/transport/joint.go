// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"crypto/tls"
	"errors"
	"net"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
)

// ErrStopped is what a Wait method returns when its stop channel was closed.
var ErrStopped = errors.New("transport: wait stopped")

// errWouldBlock is what a wire says instead of waiting. It looks like a deadline
// that passed, which crypto/tls takes as temporary for reads: the record that is
// half there stays, and a later Read goes on with it.
var errWouldBlock net.Error = new(wouldBlock)

type wouldBlock struct{}

func (*wouldBlock) Error() string   { return "nothing to read yet" }
func (*wouldBlock) Timeout() bool   { return true }
func (*wouldBlock) Temporary() bool { return true }

// A Config is what a stream needs besides its connection.
type Config struct {
	// Buffers is where the stream gets the memory that it reads ahead into; then it is a
	// Giver. nil: Go's.
	Buffers *Buffers

	hooks *hooks // tests only
}

// hooks let a test look into the goroutines.
type hooks struct {
	enter  func(fault.Stage) // called by each goroutine as it starts
	pumped bool              // pump plain streams
}

func (h *hooks) entered(p fault.Stage) {
	if h != nil && h.enter != nil {
		h.enter(p)
	}
}

// Under is the dial.Config.Under of connections that New makes streams of.
func Under(conn *net.TCPConn) (net.Conn, error) { return newWire(conn) }

// New makes a stream of a connection that was dialled with Under. If it fails, the
// connection is closed.
func New(c *dial.Conn, cfg Config) (Stream, error) {
	if client, ok := c.Conn.(*tls.Conn); ok {
		s := pumpTLS(client, c, &cfg)
		if c.TLS == nil {
			return toProxy{s}, nil
		}
		return s, nil
	}
	s, err := openPlain(c.TCP, &cfg)
	if err != nil {
		c.Under.Close()
	}
	return s, err
}

// pumpTLS makes the pump of a TLS client that has shaken hands, directly over c.Under or
// over one that is.
func pumpTLS(client *tls.Conn, c *dial.Conn, cfg *Config) *pump {
	w, state := c.Under.(*wire), client.ConnectionState()
	s := makePump(client, c.TCP, w.pump(), &state, cfg)
	if s.prompt = w.prompt(); s.prompt != nil {
		s.prompt.late(func() { wake(s.out.data) })
	}
	s.start()
	return s
}

// A toProxy is plain for Host, however it is wrapped for the proxy.
type toProxy struct{ *pump }

func (toProxy) ConnectionState() *tls.ConnectionState { return nil }
