// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"context"
	"io"
	"net"
	"strconv"
	"time"

	"httpclientgo/pkg/h1"
)

// defaultUserAgent is sent to a proxy when Config.UserAgent is empty.
const defaultUserAgent = "HTTPClientGo"

// tunnel asks the proxy at the other end of conn for a way to Config.Host, RFC 9110
// Section 9.3.6.
//
// Any 2xx opens it (the engine's class takes 200 alone) and has no body, whatever
// its fields say. Another final status is a *ProxyStatusError; its body is not
// read. A byte behind the head is an error, since the server has nothing to say
// before our ClientHello: it is the proxy's, trying to pass for the server's.
func (a *Attempt) tunnel(conn net.Conn) error {
	ctx, cancel := a.limit()
	defer cancel()
	defer breakOff(ctx, conn)()

	err := a.exchange(conn)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (a *Attempt) exchange(conn net.Conn) error {
	authority, err := a.authority()
	if err != nil {
		return err
	}
	request := h1.Request{Method: "CONNECT", Target: authority, Host: authority, UserAgent: a.cfg.UserAgent}
	if request.UserAgent == "" {
		request.UserAgent = defaultUserAgent
	}
	head, err := request.Append(nil)
	if err != nil {
		return err
	}
	if _, err := conn.Write(head); err != nil {
		return err
	}

	var reader h1.HeadReader
	reader.Reset(request.Method, false)
	buf := make([]byte, 4<<10)
	for {
		n, err := conn.Read(buf)
		used, done, bad := reader.Read(buf[:n])
		if bad != nil {
			return bad
		}
		if !done {
			if err == io.EOF {
				return reader.EOF()
			}
			if err != nil {
				return err
			}
			continue
		}
		if h := reader.Head(); h.Status < 200 || h.Status > 299 {
			return &ProxyStatusError{Code: h.Status, Reason: h.Reason}
		}
		if used < n {
			return errEarly
		}
		return nil
	}
}

// authority is Config's host and port as CONNECT names them, RFC 9112 Section
// 3.2.3.
func (a *Attempt) authority() (string, error) {
	port := a.cfg.Port
	if port < 1 || port > 65535 {
		return "", errPort
	}
	if ip, ok := literal(a.cfg.Host); ok {
		return net.JoinHostPort(ip.WithZone("").String(), strconv.Itoa(port)), nil
	}
	name, err := ascii(a.cfg.Host)
	if err != nil {
		return "", err
	}
	return net.JoinHostPort(name, strconv.Itoa(port)), nil
}

// breakOff ends what conn waits for when ctx ends. The function it returns takes
// that back; conn is as before if ctx had not ended.
func breakOff(ctx context.Context, conn net.Conn) (cancel func() bool) {
	return context.AfterFunc(ctx, func() {
		defer func() { _ = recover() }() // nothing here can panic; the rule has no exception
		conn.SetDeadline(time.Unix(1, 0))
	})
}
