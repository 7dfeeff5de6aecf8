// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/target"
)

// Request prepares a request; the next Poll sends it. method is the index into
// Methods, caller what a report is headed with. The lines of headers go out verbatim and in order, then Host,
// Content-Length (only with a body), User-Agent and Accept, each unless headers
// has it. body is copied.
//
// ErrInvalidParameter, with one report: a method or url Godot does not take, a
// status other than CONNECTED, a header without a name, or a CR, LF or NUL that
// would split the message (RFC 9112 Section 11.1). Nothing is sent then.
//
// Nor is anything sent where the connection has ended, or holds bytes that nobody asked for: OK, and the next Poll ends
// in CONNECTION_ERROR.
func (c *Client) Request(caller string, method int, url string, headers []string, body []byte) Code {
	return c.RequestHolding(caller, method, url, headers, body, nil)
}

// RequestHolding is Request for a body that need not be copied: hold is called if, and
// only if, it is to last longer than the call.
func (c *Client) RequestHolding(caller string, method int, url string, headers []string, body []byte, hold Hold) Code {
	code, bad := c.request(method, url, headers, body, hold)
	c.report(caller, bad)
	return code
}

func (c *Client) request(method int, url string, headers []string, body []byte, hold Hold) (code Code, bad misuse) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() {
		if bad != "" {
			c.refuse(badCall(bad))
		}
	}()
	if method < 0 || method >= len(Methods) {
		return ErrInvalidParameter, misuse(fmt.Sprintf("Index method = %d is out of bounds (METHOD_MAX = %d).", method, len(Methods)))
	}
	name := Methods[method]
	if !target.CheckForm(name, url) {
		return ErrInvalidParameter, "The URL is not a request target: it must start with \"/\", \"http://\" or \"https://\", be \"*\" for OPTIONS, or host:port for CONNECT."
	}
	if c.view.Status() != StatusConnected || c.conn == nil {
		return ErrInvalidParameter, "The client is not connected: a request needs STATUS_CONNECTED."
	}
	if bad := checkHeaders(headers); bad != "" {
		return ErrInvalidParameter, bad
	}
	requestTarget := url
	if c.forward != nil {
		requestTarget = target.AbsoluteForm(c.origin, url)
		// Whoever is behind a stream that the script brought need not be the proxy, and must not see what is for it.
		if a := c.forward.Authorization(); a != "" && !c.conn.brought && !hasField(headers, proxyAuthorization) {
			headers = append(slices.Clip(headers), proxyAuthorization+" "+a)
		}
	}
	r := h1.Request{
		Method:     name,
		Target:     requestTarget,
		Fields:     headers,
		Host:       c.origin.HostField(),
		UserAgent:  c.cfg.UserAgent,
		BodyLength: int64(len(body)),
	}
	// RFC 9112 Section 9.2: what is there before a request is no answer to it. The engine's request() returns OK for a
	// connection that has ended, too.
	doomed := c.spent
	if !c.conn.brought {
		doomed = c.leftOver()
	}
	err := c.conn.ask(r.Append, body, hold)
	if pe := (*h1.ProtocolError)(nil); errors.As(err, &pe) {
		return ErrInvalidParameter, misuse("The request must not be sent: " + pe.Detail + ".")
	}
	if err != nil {
		return ErrInvalidParameter, misuse(err.Error() + ".")
	}
	c.lastErr, c.refused = nil, false
	c.doomed = doomed
	c.method = name
	c.resp.Limit(c.allowed.ofHead())
	c.resp.Reset(name, hasField(headers, upgrade))
	c.move(evRequest)
	return OK, ""
}

// checkHeaders asks of each line what the engine asks: that it is not blank and
// has a name.
func checkHeaders(headers []string) misuse {
	for i, line := range headers {
		switch trimmed := strings.TrimFunc(line, IsEdge); {
		case trimmed == "":
			return misuse(fmt.Sprintf("Invalid HTTP header at index %d: empty.", i))
		case strings.IndexByte(trimmed, ':') < 1:
			return misuse(fmt.Sprintf("Invalid HTTP header at index %d: String must contain header-value pair, delimited by ':', but was: '%s'.", i, line))
		}
	}
	return ""
}

// IsEdge is what Godot's String.strip_edges takes off: all up to the space.
func IsEdge(r rune) bool { return r <= ' ' }

const (
	proxyAuthorization = "Proxy-Authorization:"
	upgrade            = "Upgrade:" // asks for a 101, RFC 9110 Section 7.8
)

// hasField reports whether one of the caller's lines is the field; name ends in a colon.
func hasField(lines []string, name string) bool {
	return slices.ContainsFunc(lines, func(line string) bool {
		return len(line) >= len(name) && strings.EqualFold(line[:len(name)], name)
	})
}
