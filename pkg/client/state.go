// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// The life of a connection as a script sees it. All bits that decide which call
// is legal live in the status; this table is the only place that changes it.
//
//	status                event            next
//	any                   close            DISCONNECTED
//	any                   adopt            CONNECTED            a stream given by the script
//	DISCONNECTED          connectName      RESOLVING
//	DISCONNECTED          connectAddress   CONNECTING
//	DISCONNECTED          cantConnect      CANT_CONNECT         a port no dialler takes
//	RESOLVING             resolved         CONNECTING
//	RESOLVING             cantResolve      CANT_RESOLVE
//	RESOLVING, CONNECTING cantConnect      CANT_CONNECT
//	CONNECTING            connected        CONNECTED
//	CONNECTING            tlsFailed        TLS_HANDSHAKE_ERROR
//	CONNECTED             request          REQUESTING
//	REQUESTING            headWithBody     BODY
//	REQUESTING            headOnly         CONNECTED
//	BODY                  bodyEnd          CONNECTED
//	BODY                  bodyEndByClose   DISCONNECTED         a body that only the close ends
//	CONNECTED, REQUESTING, BODY  lost      CONNECTION_ERROR
//
// connectName and connectAddress are only met in DISCONNECTED because
// connect_to_host closes first.
type event uint8

const (
	evClose event = iota
	evAdopt
	evConnectName
	evConnectAddress
	evCantConnect
	evResolved
	evCantResolve
	evConnected
	evTLSFailed
	evRequest
	evHeadWithBody
	evHeadOnly
	evBodyEnd
	evBodyEndByClose
	evLost

	eventCount = int(evLost) + 1
)

const illegal Status = -1

var transitions = buildTransitions()

func buildTransitions() (t [statusCount][eventCount]Status) {
	for s := range t {
		for e := range t[s] {
			t[s][e] = illegal
		}
		t[s][evClose] = StatusDisconnected
		t[s][evAdopt] = StatusConnected
	}
	t[StatusDisconnected][evConnectName] = StatusResolving
	t[StatusDisconnected][evConnectAddress] = StatusConnecting
	t[StatusDisconnected][evCantConnect] = StatusCantConnect
	t[StatusResolving][evResolved] = StatusConnecting
	t[StatusResolving][evCantResolve] = StatusCantResolve
	t[StatusResolving][evCantConnect] = StatusCantConnect
	t[StatusConnecting][evCantConnect] = StatusCantConnect
	t[StatusConnecting][evConnected] = StatusConnected
	t[StatusConnecting][evTLSFailed] = StatusTLSHandshakeError
	t[StatusConnected][evRequest] = StatusRequesting
	t[StatusConnected][evLost] = StatusConnectionError
	t[StatusRequesting][evHeadWithBody] = StatusBody
	t[StatusRequesting][evHeadOnly] = StatusConnected
	t[StatusRequesting][evLost] = StatusConnectionError
	t[StatusBody][evBodyEnd] = StatusConnected
	t[StatusBody][evBodyEndByClose] = StatusDisconnected
	t[StatusBody][evLost] = StatusConnectionError
	return t
}

// move follows the table. An event that the table does not know is a bug of this
// package; the guard at the boundary turns the panic into one error line.
func (c *Client) move(e event) {
	next := transitions[c.view.Status()][e]
	if next == illegal {
		panic("client: internal error: illegal event in this status")
	}
	c.view.enter(next)
}

// standing is what Poll answers in a status that nothing moves but a call of the
// script.
func standing(s Status) Code {
	switch s {
	case StatusDisconnected:
		return ErrUnconfigured
	case StatusCantResolve:
		return ErrCantResolve
	case StatusCantConnect:
		return ErrCantConnect
	case StatusConnectionError, StatusTLSHandshakeError:
		return ErrConnectionError
	}
	return OK
}
