// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"crypto/tls"
	"errors"
	"net"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// Up to TLS 1.2 a server may ask for a new handshake at any time (RFC 5246 Section 7.4.1.1), mostly because it wants a
// client certificate for what was requested. crypto/tls can do that, but waits for the server then, inside Read, and
// every Write waits for it: on the main thread. It also means that who the server is may change in the middle of an
// answer. So it is declined by the alert no_renegotiation, and the server decides whether to go on, as the engine does
// it. crypto/tls sends that alert and goes on reading, but writes nothing more: the answer is read to its end, and the
// connection carries no further request.

// ErrRenegotiation is in the *fault.Error of every write after the server asked for a new handshake, and of the end
// that it made because there was none.
var ErrRenegotiation = errors.New("the server asked for a new handshake")

// afterDeclining is an end that came after a new handshake was declined.
type afterDeclining struct{ end error }

func (e *afterDeclining) Error() string { return ErrRenegotiation.Error() + ", then: " + e.end.Error() }

func (e *afterDeclining) Unwrap() []error { return []error{ErrRenegotiation, e.end} }

// isDeclined reports whether err is crypto/tls's for a new handshake that it has declined.
func isDeclined(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "local error" && op.Err.Error() == noRenegotiation
}

// noRenegotiation is the text of an alert whose type crypto/tls keeps to itself, RFC 5246 Section 7.2.
var noRenegotiation = tls.AlertError(100).Error()

// decline notes that a new handshake was declined, and reports whether reading goes on. For the holder of reading.
func (s *Stream) decline() bool {
	s.out.stop(s.fault(fault.Write, ErrRenegotiation))
	return s.declined.Add(1) <= limits.HelloRequests
}
