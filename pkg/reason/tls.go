// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/stream"
	"httpclientgo/pkg/trust"
)

// alerts are the descriptions of RFC 8446 Section 6 and RFC 5246 Section 7.2, by number.
var alerts = map[tls.AlertError]string{
	0: "close notify", 10: "unexpected message", 20: "bad record MAC", 21: "decryption failed", 22: "record overflow",
	30: "decompression failure", 40: "handshake failure", 41: "no certificate", 42: "bad certificate",
	43: "unsupported certificate", 44: "certificate revoked", 45: "certificate expired", 46: "certificate unknown",
	47: "illegal parameter", 48: "unknown CA", 49: "access denied", 50: "decode error", 51: "decrypt error",
	60: "export restriction", 70: "protocol version", 71: "insufficient security", 80: "internal error",
	86: "inappropriate fallback", 90: "user canceled", 100: "no renegotiation", 109: "missing extension",
	110: "unsupported extension", 111: "certificate unobtainable", 112: "unrecognized name",
	113: "bad certificate status response", 114: "bad certificate hash value", 115: "unknown PSK identity",
	116: "certificate required", 120: "no application protocol",
}

// alertCures are what to do about an alert, for behind it.
var alertCures = map[tls.AlertError]string{
	40:  " (it takes no version or cipher suite of ours, or wants a client certificate)",
	70:  " (it speaks no version of TLS from 1.2 on)",
	112: " (it does not know this name)",
}

// ofClient are alerts about a client's certificate: a server has no other that it could mean.
var ofClient = []tls.AlertError{41, 42, 43, 44, 45, 46, 48, 49, 116}

// refusal returns what to say behind an alert, and sets the word where the alert is about our certificate.
func (r *Reason) refusal(err error, alert tls.AlertError) string {
	var refused *trust.ClientCertificateError
	known := errors.As(err, &refused)
	if !known && !slices.Contains(ofClient, alert) {
		return alertCures[alert]
	}
	r.Word = ClientCert
	if known && refused.Sent || !known && alert != 41 && alert != 116 {
		return " (it does not take the client certificate)"
	}
	return " (it wants a client certificate: set_client_certificate() sets one)"
}

func alertText(a tls.AlertError) string {
	if text, ok := alerts[a]; ok {
		return text
	}
	return fmt.Sprintf("alert %d", uint8(a))
}

// isTLS reports whether err comes of TLS itself and not of what is below it.
func isTLS(err error) bool {
	var alert tls.AlertError
	var header tls.RecordHeaderError
	var verification *tls.CertificateVerificationError
	return errors.As(err, &alert) || errors.As(err, &header) || errors.As(err, &verification) || library(err) != ""
}

// library returns the text of an error of crypto/tls that has no type, without its prefix; "" if err is none.
func library(err error) string {
	for ; err != nil; err = errors.Unwrap(err) {
		if text, ok := strings.CutPrefix(err.Error(), "tls: "); ok {
			return text
		}
	}
	return ""
}

// ofHandshake is about TLS with a server or a proxy before the first byte.
func (r *Reason) ofHandshake(fe *fault.Error) string {
	who := peer(fe)
	var alert tls.AlertError
	var header tls.RecordHeaderError
	r.Word = TLS
	switch {
	case r.seeCertificate(fe):
		return r.ofCertificate(fe)
	case errors.As(fe, &alert):
		r.Alert = alertText(alert)
		return fmt.Sprintf("%s refused the TLS handshake with the alert %q%s", who, r.Alert, r.refusal(fe, alert))
	case errors.As(fe, new(*trust.ClientCertificateError)):
		r.Word = ClientCert
		return who + " takes no signature that the key of the client certificate can make"
	case errors.As(fe, &header):
		return who + " does not speak TLS on this port"
	}
	if detail := library(fe); detail != "" {
		if text, ok := strings.CutPrefix(detail, "failed to parse certificate from server: "); ok {
			r.Word = Certificate
			return fmt.Sprintf("the certificate of %s is malformed%s, and no option makes it readable: the server needs another one",
				who, certificateDefects.in(text))
		}
		return fmt.Sprintf("the TLS handshake with %s failed: %s", who, handshakeDefect(detail))
	}
	switch causeOf(fe) {
	case timedOut:
		r.Word = Timeout
		return "the TLS handshake with " + who + " did not end in time"
	case reset:
		r.Word = Reset
		return who + " reset the connection in the TLS handshake" + helloCure
	}
	if errors.Is(fe, io.EOF) || errors.Is(fe, io.ErrUnexpectedEOF) {
		return who + " closed the connection in the TLS handshake" + helloCure
	}
	return "the TLS handshake with " + who + " failed"
}

// helloCure is about boxes on the way that take a ClientHello in one segment only.
const helloCure = " (a device on the way may not bear its size: the environment variable GODEBUG=tlsmlkem=0 makes it smaller)"

// defects are words for errors of a library that have no type, by a part of their text; the first one counts.
type defects []struct{ part, text string }

// in returns the words for an error with that text, "" if there are none.
func (all defects) in(text string) string {
	for _, d := range all {
		if strings.Contains(text, d.part) {
			return d.text
		}
	}
	return ""
}

// handshakeDefects tell errors of crypto/tls without a type apart by a part of their text.
var handshakeDefects = defects{
	{"protocol version", "it speaks no version of TLS that is taken, 1.2 and 1.3"},
	{"cipher suite", "it chose a cipher suite that was not offered"},
	{"unsupported curve", "it has no elliptic curve in common with us"},
	{"CurveID", "it has no elliptic curve in common with us"},
	{"signature", "its signature is not right"},
	{"ALPN", "it chose a protocol that was not offered"},
	{"unexpected message", "it broke the protocol"},
	{"too large", "one of its messages is too large"},
	{"exceeds maximum", "one of its messages is too large"},
	{"too many", "it sends one message without content after the other"},
	{"didn't send a certificate", "it sent no certificate"},
	{"no certificate", "it sent no certificate"},
	{"key size too small", "its key is too short"},
}

func handshakeDefect(detail string) string {
	return cmp.Or(handshakeDefects.in(detail), "it broke the protocol")
}

// ofTLSStream is about TLS after the handshake.
func (r *Reason) ofTLSStream(fe *fault.Error) (text string, ok bool) {
	who := peer(fe)
	var alert tls.AlertError
	r.Word = TLS
	if errors.As(fe, &alert) {
		r.Alert = alertText(alert)
	}
	if errors.Is(fe, stream.ErrRenegotiation) {
		return who + " asked for a new handshake over the open TLS connection, which is not supported (it may want a client certificate)", true
	}
	if r.Alert != "" {
		return fmt.Sprintf("%s ended TLS with the alert %q%s", who, r.Alert, r.refusal(fe, alert)), true
	}
	if detail := library(fe); detail != "" {
		return fmt.Sprintf("the TLS connection to %s was given up: %s", who, handshakeDefect(detail)), true
	}
	return "", false
}
