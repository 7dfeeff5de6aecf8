// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
)

// The table in the head of state.go, once more and by hand: status by status, what
// each event leads to. Everything that is not here is illegal.
var legal = map[Status]map[event]Status{
	StatusDisconnected: {evConnectName: StatusResolving, evConnectAddress: StatusConnecting, evCantConnect: StatusCantConnect},
	StatusResolving:    {evResolved: StatusConnecting, evCantResolve: StatusCantResolve, evCantConnect: StatusCantConnect},
	StatusConnecting:   {evConnected: StatusConnected, evCantConnect: StatusCantConnect, evTLSFailed: StatusTLSHandshakeError},
	StatusConnected:    {evRequest: StatusRequesting, evLost: StatusConnectionError},
	StatusRequesting:   {evHeadWithBody: StatusBody, evHeadOnly: StatusConnected, evLost: StatusConnectionError},
	StatusBody:         {evBodyEnd: StatusConnected, evBodyEndByClose: StatusDisconnected, evLost: StatusConnectionError},
}

func TestEveryStatusMeetsEveryEvent(t *testing.T) {
	for s := range Status(statusCount) {
		for e := range event(eventCount) {
			want, ok := legal[s][e]
			switch {
			case e == evClose:
				want, ok = StatusDisconnected, true
			case e == evAdopt:
				want, ok = StatusConnected, true
			}
			c := New(Config{})
			c.view.status.Store(int32(s))
			panicked := didPanic(func() { c.move(e) })
			if panicked == ok {
				t.Errorf("status %d, event %d: panicked %v, legal %v", s, e, panicked, ok)
			}
			if got := c.view.Status(); ok && got != want {
				t.Errorf("status %d, event %d: went to %d, want %d", s, e, got, want)
			} else if !ok && got != s {
				t.Errorf("status %d, event %d: moved to %d by an illegal event", s, e, got)
			}
		}
	}
}

func didPanic(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}

func TestStandingAnswers(t *testing.T) {
	for s, want := range map[Status]Code{
		StatusDisconnected: 3, StatusResolving: 0, StatusCantResolve: 26, StatusConnecting: 0, StatusCantConnect: 25,
		StatusConnected: 0, StatusRequesting: 0, StatusBody: 0, StatusConnectionError: 27, StatusTLSHandshakeError: 27,
	} {
		if got := standing(s); got != want {
			t.Errorf("standing(%d) = %d, want %d", s, got, want)
		}
	}
}

// Every phase and kind of error has an event that the statuses where it can occur
// know.
func TestClassifyIsTotal(t *testing.T) {
	connecting := []Status{StatusResolving, StatusConnecting}
	connected := []Status{StatusConnected, StatusRequesting, StatusBody}
	for _, tc := range []struct {
		err    error
		in     []Status
		event  event
		code   Code
		reason string
	}{
		{&fault.Error{Stage: fault.Resolve}, []Status{StatusResolving}, evCantResolve, ErrCantResolve, "resolve"},
		{&fault.Error{Stage: fault.Dial}, connecting, evCantConnect, ErrCantConnect, "dial"},
		{&fault.Error{Stage: fault.Proxy}, connecting, evCantConnect, ErrCantConnect, "proxy"},
		{&fault.Error{Stage: fault.TLS}, []Status{StatusConnecting}, evTLSFailed, ErrCantConnect, "tls"},
		{&fault.Error{Stage: fault.Read}, connected, evLost, ErrConnectionError, "read"},
		{&fault.Error{Stage: fault.Write}, connected, evLost, ErrConnectionError, "write"},
		{&h1.ProtocolError{Kind: h1.KindStatusLine, Remote: true}, connected, evLost, ErrConnectionError, "protocol"},
		{errors.New("anything"), connected, evLost, ErrConnectionError, "other, connected"},
		{errors.New("anything"), connecting, evCantConnect, ErrCantConnect, "other, connecting"},
	} {
		for _, s := range tc.in {
			e, code := classify(s, tc.err)
			if e != tc.event || code != tc.code {
				t.Errorf("%s in status %d: event %d, code %d; want %d, %d", tc.reason, s, e, code, tc.event, tc.code)
			}
			if transitions[s][e] == illegal {
				t.Errorf("%s in status %d: event %d is illegal there", tc.reason, s, e)
			}
		}
	}
}
