// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/target"
)

// Why a connection that idles is given up. An end that the server announced or simply made is no fault, but it is the
// end of the connection.
var (
	errIdleClosed = &reason.Error{Stage: "read", Word: reason.Closed, Text: "the server closed the connection while it was idle"}
	errSpent      = &reason.Error{Stage: "read", Word: reason.Closed, Text: "the last response ended the connection"}
	errUnasked    = &reason.Error{Stage: "parse", Word: reason.NotHTTP, Text: "the server sent bytes that no request asked for"}
)

// Why a call did nothing.
var (
	errEmptyHost     = &reason.Error{Stage: "resolve", Word: reason.BadHost, Text: "the host is empty"}
	errServerOptions = &reason.Error{Stage: "tls", Word: reason.BadCall, Text: "the TLS options are those of a server: TLSOptions.client() makes a client's"}
	errBusy          = &reason.Error{Stage: "write", Word: reason.BadCall, Text: "the last request is still on its way"}
)

// A circumstance is what the client knows of the moment in which lastErr came.
type circumstance struct {
	address string // of the connection, empty where there was none
	unsent  bool   // no byte of an unanswered request can have reached the server
	cut     bool   // a body, which the two below are of
	// received and expected count its bytes; expected is -1 where the length was open.
	received, expected int64
}

// Reason says why the client is in an error status, or why the last Connect or Request did nothing; false if neither.
func (c *Client) Reason() (reason.Reason, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lastErr == nil {
		return reason.Reason{}, false
	}
	host := target.WithoutUser(c.origin.Host)
	err, atProxy := c.lastErr, false
	if fe, ok := err.(*fault.Error); ok {
		atProxy = fe.Proxy
		if fe.Host == "" { // a stream's, which knows no names
			named := *fe
			named.Host = host
			err = &named
		}
	}
	r := reason.Of(err)
	if !atProxy {
		r.Host, r.Port = host, c.origin.Port
	}
	if r.Address == "" {
		r.Address = c.when.address
	}
	r.NothingSent = c.when.unsent
	if pe := (*h1.ProtocolError)(nil); r.Word == reason.Limit && errors.As(err, &pe) {
		r.Message = strings.TrimSuffix(r.Message, ".") + limitName(pe.Detail) + "."
	}
	if c.when.cut && r.Stage == "read" {
		r.Received, r.Expected = c.when.received, c.when.expected
		c.when.describe(&r, err)
	}
	return r, true
}

// limitName is the property that a script raises a limit of an answer by, for behind it; empty where there is none.
func limitName(detail string) string {
	switch kind, what, _ := strings.Cut(detail, ": "); {
	case kind == h1.KindField.String() && strings.HasPrefix(what, "more than"):
		return " (header_count_limit)"
	case kind == h1.KindField.String(), kind == h1.KindStatusLine.String():
		return " (head_size_limit)"
	}
	return ""
}

// describe says of a body how far it came. That the connection simply ended is nothing more than that.
func (w *circumstance) describe(r *reason.Reason, err error) {
	if r.Word == reason.Limit || r.Word == reason.Internal {
		return
	}
	far := fmt.Sprintf("after %d bytes of the body", w.received)
	if w.expected >= 0 {
		far = fmt.Sprintf("after %d of %d bytes of the body", w.received, w.expected)
	}
	var pe *h1.ProtocolError
	if r.Word != reason.TLS && (errors.As(err, &pe) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) {
		r.Word = reason.Truncated
		r.Message = reason.Sentence("the connection ended " + far)
		return
	}
	r.Message = strings.TrimSuffix(r.Message, ".") + ", " + far + "."
}

// note keeps what is known of the moment, before the connection is closed because of err.
func (c *Client) note() circumstance {
	w := circumstance{unsent: true}
	k := c.conn
	if k == nil {
		return w
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.stream != nil && !k.brought {
		if addr := dial.AddrPort(k.stream.RemoteAddr()); addr.IsValid() {
			w.address = addr.String()
		}
	}
	switch c.view.Status() {
	case StatusRequesting:
		w.unsent = !k.next.empty()
	case StatusBody:
		w.unsent = false
	}
	return w
}

// refuse remembers why a call did nothing, unless the client is in an error status, which has a reason.
func (c *Client) refuse(err error) {
	if c.lastErr == nil || c.refused {
		c.lastErr, c.refused, c.when = err, true, circumstance{unsent: true}
	}
}

// Defect is the error of a method of this project that panicked, which its caller has printed.
func Defect(method string) error {
	return &reason.Error{Stage: "read", Word: reason.Internal,
		Text: "internal error in " + method + "(): this is a defect of the library, please report it"}
}

// badCall is a misuse as a reason.
func badCall(m misuse) error {
	return &reason.Error{Stage: "write", Word: reason.BadCall, Text: string(m)}
}
