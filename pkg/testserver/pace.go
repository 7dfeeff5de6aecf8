// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"net"
	"net/http"
	"strconv"
	"time"
)

// A pacedConn writes as a link of a given speed delivers: each millisecond what the link carries in one.
type pacedConn struct {
	net.Conn
	rate int64     // bytes a second; 0: as fast as the connection takes them
	next time.Time // when the link is free for the next byte
}

// paceBehind is how far a writer that woke up late, or was held up by its reader, may catch up.
const paceBehind = 50 * time.Millisecond

// pace is the speed that a request asks for by "mbit" in its query, in bytes a second, or 0.
func pace(req *http.Request) int64 {
	megabits, err := strconv.ParseInt(req.URL.Query().Get("mbit"), 10, 32)
	if err != nil || megabits < 0 {
		return 0
	}
	return megabits * 1e6 / 8
}

func (c *pacedConn) Write(b []byte) (n int, err error) {
	if c.rate == 0 {
		return c.Conn.Write(b)
	}
	for n < len(b) && err == nil {
		if early := time.Now().Add(-paceBehind); c.next.Before(early) {
			c.next = early
		}
		time.Sleep(time.Until(c.next))
		part := min(int64(len(b)-n), max(c.rate/1000, 1))
		c.next = c.next.Add(time.Duration(part * int64(time.Second) / c.rate))
		var wrote int
		wrote, err = c.Conn.Write(b[n : n+int(part)])
		n += wrote
	}
	return n, err
}
