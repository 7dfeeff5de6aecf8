// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"time"

	"httpclientgo/pkg/dial"
)

// Info describes a connection. What a stream that a script brought does not know is left zero.
type Info struct {
	dial.Info
	FirstByte time.Duration // of the last response, from Request to the call that found it
}

// Info is about the connection as it stands; false when there is none, not yet or not
// any more.
func (c *Client) Info() (Info, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return Info{}, false
	}
	s := c.conn.Stream()
	if s == nil {
		return Info{}, false
	}
	k := c.conn
	k.mu.Lock()
	defer k.mu.Unlock()
	return Info{
		dial.Describe(s.LocalAddr(), s.RemoteAddr(), k.cfg.Proxy, s.ConnectionState(), k.times), k.firstByte,
	}, true
}

// answered notes that the first byte of a response is here. The caller holds the lock.
func (k *Connection) answered() {
	if !k.asked.IsZero() {
		k.firstByte, k.asked = time.Since(k.asked), time.Time{}
	}
}
