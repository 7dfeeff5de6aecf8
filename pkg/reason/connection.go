// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
)

// ofConnection is about a connection that did not come about or broke. What the system says wins over the stage that
// it said it in, and everything that a proxy does is the proxy's.
func (r *Reason) ofConnection(fe *fault.Error) string {
	text, known := r.ofSystem(fe)
	if !known {
		switch fe.Stage {
		case fault.Resolve:
			text = r.ofLookup(fe)
		case fault.Dial:
			text = r.ofDial(fe)
		case fault.Proxy:
			text = r.ofProxy(fe)
		case fault.TLS:
			text = r.ofHandshake(fe)
		default:
			text = r.ofStream(fe)
		}
	}
	if fe.Proxy && r.Word != Offline && r.Word != NoDescriptors {
		r.Word = Proxy
	}
	return text
}

// peer is the host that was spoken to, as a sentence names it.
func peer(fe *fault.Error) string {
	name := fe.Host
	if name == "" {
		name = fe.Addr
	} else if fe.Proxy {
		name = fmt.Sprintf("%s:%d", name, fe.Port)
	}
	switch {
	case fe.Proxy:
		return "the proxy " + name
	case name == "":
		return "the server"
	}
	return "the server " + name
}

// ofSystem is about what this computer lacks, at any stage.
func (r *Reason) ofSystem(fe *fault.Error) (text string, known bool) {
	var lookup *dial.LookupError
	switch {
	case fault.NoDescriptors(fe):
		r.Word = NoDescriptors
		return "too many files and connections are open in this program", true
	case errors.As(fe, &lookup) && lookup.Offline:
		r.Word = Offline
		return fmt.Sprintf("the name %s could not be looked up: this computer is not connected to a network", fe.Host), true
	}
	return "", false
}

func (r *Reason) ofLookup(fe *fault.Error) string {
	var lookup *dial.LookupError
	whose := "the name"
	if fe.Proxy {
		whose = "the name of the proxy,"
	}
	switch {
	case errors.As(fe, &lookup) && lookup.NotFound, errors.Is(fe, dial.ErrNoAddress):
		r.Word = NameUnknown
		return fmt.Sprintf("%s %s is not known: no server has it", whose, fe.Host)
	case errors.As(fe, &lookup) && lookup.Timeout, errors.Is(fe, context.DeadlineExceeded):
		r.Word = Timeout
		return fmt.Sprintf("%s %s could not be looked up: the name server did not answer in time", whose, fe.Host)
	case errors.Is(fe, dial.ErrHost), errors.Is(fe, dial.ErrPort):
		return r.ofDial(fe)
	case errors.As(fe, &lookup):
		r.Word = Resolver
		return fmt.Sprintf("%s %s could not be looked up: the name server failed", whose, fe.Host)
	}
	r.Word = BadHost
	return badProxy(fe, r)
}

func (r *Reason) ofDial(fe *fault.Error) string {
	switch {
	case errors.Is(fe, dial.ErrHost):
		r.Word = BadHost
		return badHost(fe.Host)
	case errors.Is(fe, dial.ErrPort):
		r.Word = BadHost
		return fmt.Sprintf("the port %d is not between 1 and 65535", fe.Port)
	case errors.Is(fe, dial.ErrNoAddress):
		r.Word = NameUnknown
		return fmt.Sprintf("the name %s has no address", fe.Host)
	}
	to := peer(fe)
	if fe.Addr != "" {
		to += " at " + fe.Addr
	}
	switch causeOf(fe) {
	case refused:
		r.Word = Refused
		return "no connection to " + to + ": it was refused, nobody listens there"
	case unreachable:
		r.Word = Unreachable
		return "no connection to " + to + ": there is no way to that address from here"
	case forbidden:
		r.Word = Forbidden
		return "no connection to " + to + ": this system does not let this program connect (a firewall, or the permission INTERNET on Android)"
	case reset:
		r.Word = Reset
		return "no connection to " + to + ": it was reset"
	case timedOut:
		r.Word = Timeout
		return "no connection to " + to + ": nobody answered in time"
	}
	r.Word = Unreachable
	return "no connection to " + to
}

func (r *Reason) ofStream(fe *fault.Error) string {
	if text, ok := r.ofTLSStream(fe); ok {
		return text
	}
	to := peer(fe)
	switch causeOf(fe) {
	case reset:
		r.Word = Reset
		return "the connection to " + to + " was reset by the other side"
	case timedOut:
		r.Word = Timeout
		return "the connection to " + to + " broke: the other side does not answer any more"
	case unreachable:
		r.Word = Unreachable
		return "the connection to " + to + " broke: the network is gone"
	}
	switch {
	case errors.Is(fe, net.ErrClosed), errors.Is(fe, io.EOF), errors.Is(fe, io.ErrUnexpectedEOF):
		r.Word = Closed
		return "the connection to " + to + " was closed"
	}
	r.Word = Reset
	return "the connection to " + to + " broke"
}

// A cause is what the system said, by what a user can do about it.
type cause uint8

const (
	otherCause cause = iota
	refused
	unreachable
	forbidden
	reset
	timedOut
)

// causeOf returns the cause inside an error; a limit of ours that ran out is timedOut as well.
func causeOf(err error) cause {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		if c, ok := causes[errno]; ok {
			return c
		}
	}
	var t interface{ Timeout() bool }
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout() {
		return timedOut
	}
	return otherCause
}
