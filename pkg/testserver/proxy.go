// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"time"
)

// tunnel joins the client with 127.0.0.1:N. The bytes of the tunnel are in the record like all others.
func (p *player) tunnel(s Step) error {
	return p.join(net.JoinHostPort("127.0.0.1", strconv.FormatInt(s.N, 10)), nil)
}

// proxy takes one request head. CONNECT is answered with 200 and tunnelled; a request in absolute-form goes to its
// origin in origin-form, everything after it as it comes. RFC 9112 Section 3.2.2 and RFC 9110 Section 9.3.6.
func (p *player) proxy(Step) error {
	head, err := p.takeHead()
	if err != nil {
		return err
	}
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	parts := bytes.Fields(line)
	if len(parts) != 3 {
		return p.write([]byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	}
	target := string(parts[1])
	if string(parts[0]) == "CONNECT" {
		if err := p.write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
			return err
		}
		return p.join(target, nil)
	}
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return p.write([]byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	}
	return p.join(u.Host, fmt.Appendf(nil, "%s %s HTTP/1.1\r\n%s", parts[0], u.RequestURI(), rest))
}

// join dials a loopback address, sends first, and copies both ways until both directions ended.
func (p *player) join(address string, first []byte) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%q is no loopback address", host)
	}
	far, err := net.DialTimeout("tcp", address, stepLimit)
	if err != nil {
		return err
	}
	defer far.Close()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-p.script.ended:
		case <-stop:
		}
		far.Close()
	}()
	if _, err := far.Write(append(first, p.input...)); err != nil {
		return err
	}
	p.input = nil

	back := make(chan struct{})
	near := p.link
	go func() {
		defer close(back)
		io.Copy(linkWriter{near}, far)
		near.tcp.CloseWrite()
	}()
	p.conn.SetReadDeadline(time.Now().Add(stepLimit))
	for {
		err := p.fill()
		if _, werr := far.Write(p.input); werr != nil {
			err = werr
		}
		p.input = p.input[:0]
		if err != nil {
			break
		}
	}
	if half, ok := far.(*net.TCPConn); ok {
		half.CloseWrite()
	}
	<-back
	return nil
}

// linkWriter counts what goes to the client.
type linkWriter struct{ *link }

func (w linkWriter) Write(b []byte) (int, error) {
	if err := w.write(b); err != nil {
		return 0, err
	}
	return len(b), nil
}
