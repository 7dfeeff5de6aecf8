// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/proxy"
)

// A Reason tells a script why its client is in an error status.
type Reason struct {
	// Stage is resolve, connect, proxy, tls, write, read or parse.
	Stage string
	// Message is one sentence in English for a log or a developer, not for a player.
	Message string
	// Host and Port are what was connected to: the origin, or in the stage proxy and
	// on the way there the proxy.
	Host string
	Port int
	// Address is the one that was tried last, with its port; empty before there was one.
	Address string

	ProxyStatus int          // of a proxy that refused, of SOCKS the reply code; 0 otherwise
	Alert       string       // of the server that refused the handshake, such as "bad certificate"
	Certificate *Certificate // that was not taken, nil otherwise

	// Received and Expected count the bytes of a body that was cut short of its
	// length; -1 where there is no such thing, Expected -1 where the length was open.
	Received, Expected int64
}

// A Certificate is the server's, with what is wrong about it.
type Certificate struct {
	// Fault is expired, not_yet_valid, name, authority, usage or other.
	Fault               string
	Subject, Issuer     string   // distinguished names, RFC 2253
	Names               []string // that it is good for: DNS names and addresses
	Asked               string   // the name it was held against, where that is the fault
	NotBefore, NotAfter time.Time
}

// Reason says why the client is in an error status; false when it is in none.
func (c *Client) Reason() (Reason, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lastErr == nil {
		return Reason{}, false
	}
	r := describe(c.lastErr)
	if r.Host == "" {
		r.Host = c.origin.DialHost()
	}
	r.Port = c.origin.Port
	if host, port, err := net.SplitHostPort(r.Address); err == nil && c.failedAtProxy() {
		r.Port, _ = strconv.Atoi(port)
		if r.Host == "" {
			r.Host = host
		}
	}
	if c.cut != nil && r.Stage == "read" {
		r.Received, r.Expected = c.cut.received, c.cut.expected
		if !errors.As(c.lastErr, new(*bodyTooLarge)) {
			r.Message = sentence(c.cut.String())
		}
	}
	return r, true
}

// A cutShort counts the bytes of a body that ended too soon.
type cutShort struct{ received, expected int64 }

func (c *cutShort) String() string {
	if c.expected < 0 {
		return fmt.Sprintf("the connection ended in the body, after %d bytes of it", c.received)
	}
	return fmt.Sprintf("the connection ended after %d of %d bytes of the body", c.received, c.expected)
}

// failedAtProxy tells whether the error is about the proxy's address, not the
// origin's.
func (c *Client) failedAtProxy() bool {
	var te *fault.Error
	return errors.As(c.lastErr, &te) && te.Host != "" && te.Host != c.origin.DialHost()
}

// describe reads an error without the client around it.
func describe(err error) Reason {
	r := Reason{Stage: "read", Received: -1, Expected: -1}
	var te *fault.Error
	var pe *h1.ProtocolError
	switch {
	case errors.As(err, &te):
		r.Stage, r.Host, r.Address = stages[te.Stage], te.Host, te.Addr
		r.Message = sentence(transportMessage(te, &r))
	case errors.As(err, &pe) && pe.Kind == h1.KindTooLarge:
		r.Stage = "parse"
		r.Message = sentence("the answer is over a limit: " + pe.Detail)
	case errors.As(err, &pe) && pe.Kind != h1.KindTruncated:
		r.Stage = "parse"
		r.Message = sentence("the answer is not valid HTTP: " + pe.Kind.String() + ": " + pe.Detail)
	case errors.As(err, &pe):
		r.Message = sentence("the connection ended before the answer did: " + pe.Detail)
	default:
		r.Message = sentence(err.Error())
	}
	return r
}

var stages = map[fault.Stage]string{
	fault.Resolve: "resolve", fault.Dial: "connect", fault.Proxy: "proxy",
	fault.TLS: "tls", fault.Read: "read", fault.Write: "write",
}

// transportMessage says what went wrong, and fills what belongs to its stage.
func transportMessage(te *fault.Error, r *Reason) string {
	var dns *net.DNSError
	var refusal *dial.ProxyStatusError
	var reply *proxy.SOCKSReplyError
	var words *proxy.ParseError
	var alert tls.AlertError
	var errno syscall.Errno
	var header tls.RecordHeaderError
	switch {
	case errors.As(te, &refusal):
		r.ProxyStatus = refusal.Code
		return fmt.Sprintf("the proxy %s answered %d %s", te.Host, refusal.Code, strings.ToValidUTF8(refusal.Reason, "?"))
	case errors.As(te, &reply):
		r.ProxyStatus = int(reply.Code)
		return fmt.Sprintf("the proxy %s gives no way to the server: the %s", te.Host, reply)
	case errors.As(te, &words):
		return fmt.Sprintf("the proxy that is set makes no sense: its %s: %s", words.Part, words.Detail)
	case (te.Stage == fault.TLS || te.Stage == fault.Proxy) && describeCertificate(te, r):
		return certificateMessage(r, te)
	case errors.As(te, &alert):
		r.Alert = strings.TrimPrefix(alert.Error(), "tls: ")
		if te.Stage == fault.TLS || te.Stage == fault.Proxy {
			return fmt.Sprintf("%s refused the TLS handshake: %s", te.Host, r.Alert)
		}
		return fmt.Sprintf("the server ended TLS with the alert: %s", r.Alert)
	case errors.As(te, &header):
		return te.Host + " does not speak TLS on this port"
	case errors.As(te, &dns) && dns.IsNotFound:
		return fmt.Sprintf("no address is known for %s", te.Host)
	case errors.Is(te, context.DeadlineExceeded) || te.Timeout():
		return fmt.Sprintf("the time for the stage %s of %s ran out", r.Stage, te.Host)
	case errors.As(te, &errno) && te.Stage == fault.Dial:
		return fmt.Sprintf("no connection to %s: %s", te.Addr, errno.Error())
	case errors.As(te, &errno):
		return fmt.Sprintf("the connection to %s broke: %s", te.Addr, errno.Error())
	case te.Stage == fault.TLS && (errors.Is(te, io.EOF) || errors.Is(te, io.ErrUnexpectedEOF)):
		return fmt.Sprintf("%s ended the connection in the TLS handshake", te.Host)
	}
	text := te.Err.Error()
	if detail, ok := strings.CutPrefix(text, "tls: "); ok {
		return fmt.Sprintf("the TLS connection to %s failed: %s", te.Addr, detail)
	}
	return text
}

// describeCertificate fills r.Certificate when err is about the server's.
func describeCertificate(err error, r *Reason) bool {
	var verification *tls.CertificateVerificationError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var cert *x509.Certificate
	fault, asked := "other", ""
	if errors.As(err, &verification) && len(verification.UnverifiedCertificates) > 0 {
		cert = verification.UnverifiedCertificates[0]
	}
	switch {
	case errors.As(err, &invalid):
		switch {
		case invalid.Reason == x509.Expired && invalid.Cert != nil && time.Now().Before(invalid.Cert.NotBefore):
			fault = "not_yet_valid"
		case invalid.Reason == x509.Expired:
			fault = "expired"
		case invalid.Reason == x509.IncompatibleUsage:
			fault = "usage"
		}
		if invalid.Cert != nil {
			cert = invalid.Cert
		}
	case errors.As(err, &name):
		fault, cert, asked = "name", name.Certificate, name.Host
	case errors.As(err, &authority):
		fault = "authority"
		if cert == nil {
			cert = authority.Cert
		}
	}
	if cert == nil {
		return false
	}
	c := &Certificate{
		Fault: fault, Asked: asked, Subject: cert.Subject.String(), Issuer: cert.Issuer.String(),
		Names: append([]string(nil), cert.DNSNames...), NotBefore: cert.NotBefore, NotAfter: cert.NotAfter,
	}
	for _, ip := range cert.IPAddresses {
		c.Names = append(c.Names, ip.String())
	}
	r.Certificate = c
	return true
}

func certificateMessage(r *Reason, te *fault.Error) string {
	c := r.Certificate
	day := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
	whose := "the certificate of " + te.Host
	var verification *tls.CertificateVerificationError
	found := errors.As(te, &verification) && len(verification.UnverifiedCertificates) > 0
	if found && verification.UnverifiedCertificates[0].Subject.String() != c.Subject {
		whose = fmt.Sprintf("the certificate of %s, an authority behind %s,", c.Subject, te.Host)
	}
	switch c.Fault {
	case "expired":
		return fmt.Sprintf("%s expired on %s", whose, day(c.NotAfter))
	case "not_yet_valid":
		return fmt.Sprintf("%s is valid from %s on", whose, day(c.NotBefore))
	case "name":
		return fmt.Sprintf("the certificate is made out to %s, not to %s", strings.Join(c.Names, ", "), c.Asked)
	case "authority":
		return fmt.Sprintf("%s is signed by an authority that is not trusted: %s", whose, c.Issuer)
	case "usage":
		return whose + " is not made for servers"
	}
	if found && verification.Err != nil {
		return fmt.Sprintf("%s is not valid: %s", whose, strings.TrimPrefix(verification.Err.Error(), "x509: "))
	}
	return whose + " is not valid"
}

// sentence makes one of an error text: a capital, a full stop, no line breaks and no
// bytes that a log could take for commands.
func sentence(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
