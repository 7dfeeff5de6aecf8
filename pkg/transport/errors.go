// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"errors"
	"fmt"
)

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
