// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"

	"httpclientgo/pkg/fault"
)

// classify is the one place where an error becomes an event of the state table
// and one of Godot's numbers. A failed TLS handshake is ERR_CANT_CONNECT in the
// call that finds it and ERR_CONNECTION_ERROR in every poll after (parity).
//
// While connecting, a script that ended the stream itself is a connect that failed.
//
// Everything else that is not a *fault.Error is a breach of the protocol found by
// package h1, or an end of the stream in the wrong place: the connection is lost.
func classify(s Status, err error) (event, Code) {
	var te *fault.Error
	if !errors.As(err, &te) {
		if s == StatusResolving || s == StatusConnecting {
			return evCantConnect, ErrCantConnect
		}
		return evLost, ErrConnectionError
	}
	switch te.Stage {
	case fault.Resolve:
		return evCantResolve, ErrCantResolve
	case fault.Dial, fault.Proxy:
		return evCantConnect, ErrCantConnect
	case fault.TLS:
		return evTLSFailed, ErrCantConnect
	default:
		return evLost, ErrConnectionError
	}
}

// A misuse is a call that the engine answers with an error line: the boundary
// prints it after the client's lock is released, since a line may run a script.
type misuse string

// faultOf is what a defect of this project is worth: one error line. It was caught in
// a goroutine, where no line may be printed, so the call that meets it reports it.
func faultOf(err error) misuse {
	var p *fault.PanicError
	if !errors.As(err, &p) {
		return ""
	}
	return misuse(p.Error() + "\n" + string(p.Stack))
}
