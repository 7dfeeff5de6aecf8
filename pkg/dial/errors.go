// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"errors"
	"fmt"

	"httpclientgo/pkg/target"
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

// What an attempt fails with, inside a *fault.Error, before or without a word of the peer's. A host that
// IDNA refuses is an ErrHost as well.
var (
	ErrHost      = target.ErrHost
	ErrPort      = errors.New("port is outside 1 to 65535")
	ErrNoAddress = errors.New("name has no address")
	ErrScheme    = errors.New("unknown proxy scheme")
	ErrEarly     = errors.New("proxy sent bytes behind the head of its 2xx")
)

var errNotDone = errors.New("dial: the attempt is not over")
