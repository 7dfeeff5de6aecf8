// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"errors"
	"io"
	"net"
	"strconv"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/target"
)

// defaultUserAgent is sent to a proxy when Config.UserAgent is empty.
const defaultUserAgent = "HTTPClientGo"

// exchange asks the HTTP proxy at the other end of conn for a tunnel to Config.Host, RFC 9110 Section 9.3.6.
//
// Any 2xx opens it (the engine's class takes 200 alone) and has no body, whatever its fields say. Another
// final status is a *ProxyStatusError; its body is not read. A byte behind the head is an error, since the
// server has nothing to say before our ClientHello: it is the proxy's, trying to pass for the server's.
//
// This is the only place where credentials for the proxy are sent: what goes through the tunnel never has
// them.
func (a *Attempt) exchange(conn net.Conn) error {
	authority, err := a.authority()
	if err != nil {
		return err
	}
	request := h1.Request{Method: "CONNECT", Target: authority, Host: authority, UserAgent: a.cfg.UserAgent}
	if request.UserAgent == "" {
		request.UserAgent = defaultUserAgent
	}
	if value := a.cfg.Proxy.Authorization(); value != "" {
		request.Fields = []string{"Proxy-Authorization: " + value}
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
			if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) { // the latter over TLS
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
			return ErrEarly
		}
		return nil
	}
}

// authority returns Config's host and port as CONNECT names them, RFC 9112 Section 3.2.3.
func (a *Attempt) authority() (string, error) {
	port := a.cfg.Port
	if port < 1 || port > 65535 {
		return "", ErrPort
	}
	name, err := a.targetName()
	if err != nil {
		return "", err
	}
	return net.JoinHostPort(name, strconv.Itoa(port)), nil
}

// targetName returns Config's host as proxies are told it: an address without brackets and zone, or a name
// in ASCII.
func (a *Attempt) targetName() (string, error) {
	host := a.cfg.Host
	if _, ok := target.Address(host); !ok {
		name, err := target.ASCII(host)
		if err != nil {
			return "", err
		}
		host = name // IDNA may make an address of it
	}
	if ip, ok := target.Address(host); ok {
		return ip.WithZone("").String(), nil
	}
	return host, nil
}
