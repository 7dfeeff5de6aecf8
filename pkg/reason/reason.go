// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package reason says why an exchange failed, in words that a script can branch on and in a sentence that a log can
// hold. It is the only place that makes text for scripts of an error: no text of a library gets through.
package reason

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/target"
)

// A Word is what a script branches on. The list is closed; the class reference has it as a table.
type Word string

const (
	Offline       Word = "offline"            // this computer has no way to any network
	Resolver      Word = "resolver"           // the name server fails or does not answer
	NameUnknown   Word = "name_unknown"       // there is no such name
	BadHost       Word = "bad_host"           // the host or port makes no sense
	BadCall       Word = "bad_call"           // the arguments of a call make no sense, or it came at the wrong moment
	Refused       Word = "refused"            // nobody listens there
	Unreachable   Word = "unreachable"        // no way to that address
	Forbidden     Word = "forbidden"          // the system does not let this program connect
	Timeout       Word = "timeout"            // a limit of time ran out
	Reset         Word = "reset"              // the connection broke
	Closed        Word = "closed"             // the server closed before it answered, or while idle
	TLS           Word = "tls"                // the handshake or the encryption failed
	Certificate   Word = "certificate"        // the server is not who it should be
	Pin           Word = "pin"                // the server has none of the keys that the script pinned
	ClientCert    Word = "client_certificate" // the server wants a certificate of ours, or another one
	Proxy         Word = "proxy"              // the proxy is at fault
	NotHTTP       Word = "not_http"           // the answer breaks HTTP
	Truncated     Word = "truncated"          // the answer ended before its end
	Limit         Word = "limit"              // the answer passed a limit
	NoDescriptors Word = "no_descriptors"     // this program has too many files and sockets open
	Cancelled     Word = "cancelled"          // the script ended the call
	BadURL        Word = "bad_url"            // the URL makes no sense
	BadHeader     Word = "bad_header"         // a header line makes no sense
	BadMethod     Word = "bad_method"         // the method makes no sense
	BadBody       Word = "bad_body"           // the body makes no sense, or could not be read
	Redirect      Word = "redirect"           // the answer leads where no one may follow
	RedirectLimit Word = "redirect_limit"     // the answer leads on once too often
	BadCoding     Word = "bad_coding"         // the body cannot be decoded
	File          Word = "file"               // the file of a download cannot be written
	Status        Word = "status"             // the answer is no event stream
	Internal      Word = "internal"           // a defect of this library
)

// A Reason tells a script why an exchange failed.
type Reason struct {
	// Stage is resolve, connect, proxy, tls, write, read or parse; call for what the script asked for, open and save for
	// the file of a download.
	Stage string
	Word  Word
	// Message is one sentence in English for a log or a developer, not for a player.
	Message string
	// Host and Port are what was connected to: the origin, or in the stage proxy and on the way there the proxy.
	// Of leaves them zero where the error does not know them.
	Host string
	Port int
	// Address is the one that was tried last, with its port; empty before there was one.
	Address string
	// NothingSent reports whether no byte of a request can have reached the server, so that a retry is safe. Of knows
	// it only of the stages before the request.
	NothingSent bool

	ProxyStatus int              // of a proxy that refused, of SOCKS the reply code; 0 otherwise
	Alert       string           // of the server that refused the handshake, such as "bad certificate"
	Certificate *CertificateSeen // that was not taken, nil otherwise
	Pins        []string         // of the chain that was not taken, with Pin alone

	// Received and Expected count the bytes of a body that was cut short of its length; -1 where there is no such
	// thing, Expected -1 where the length was open.
	Received, Expected int64
}

// A CertificateSeen is the server's, with what is wrong about it.
type CertificateSeen struct {
	// Fault is expired, not_yet_valid, name, authority, usage, pin, revoked, staple, revocation_list
	// or other.
	Fault               string
	Subject, Issuer     string   // distinguished names, RFC 2253
	Names               []string // that it is good for: DNS names and addresses
	Asked               string   // the name it was held against, where that is the fault
	NotBefore, NotAfter time.Time
}

// An Error says itself what to tell. Packages above this one return it for what only they can know.
type Error struct {
	Stage string // as Reason.Stage
	Word  Word
	Text  string // without capital and full stop
	Err   error  // optional cause
}

func (e *Error) Error() string { return e.Text }

func (e *Error) Unwrap() error { return e.Err }

// A Failure is an error whose reason is complete: its maker knew of the circumstances, too.
type Failure struct {
	Reason Reason
	Err    error // optional cause
}

func (e *Failure) Error() string { return e.Reason.Message }

func (e *Failure) Unwrap() error { return e.Err }

// stages are the names that scripts know stages by.
var stages = map[fault.Stage]string{
	fault.Resolve: "resolve", fault.Dial: "connect", fault.Proxy: "proxy",
	fault.TLS: "tls", fault.Read: "read", fault.Write: "write",
}

// Of returns the reason for err, which is not nil: of a *Failure, an *Error, a *fault.Error, a *h1.ProtocolError, or of
// anything else as Internal.
func Of(err error) Reason {
	if f := (*Failure)(nil); errors.As(err, &f) {
		return f.Reason
	}
	r := Reason{Stage: "read", Received: -1, Expected: -1}
	var own *Error
	var fe *fault.Error
	var pe *h1.ProtocolError
	var text string
	switch {
	case errors.As(err, &own):
		r.Stage, r.Word, text = own.Stage, own.Word, own.Text
	case errors.As(err, new(*fault.PanicError)):
		r.Word, text = Internal, "internal error: this is a defect of the library, please report it"
		if errors.As(err, &fe) {
			r.at(fe)
		}
	case errors.As(err, &fe):
		r.at(fe)
		r.NothingSent = fe.Stage < fault.Read
		text = r.ofConnection(fe)
	case errors.As(err, &pe):
		text = r.ofAnswer(pe)
	case errors.Is(err, io.EOF):
		r.Word, text = Closed, "the server closed the connection"
	case errors.Is(err, context.DeadlineExceeded):
		r.Word, text = Timeout, "the time ran out"
	default:
		r.Word, text = Internal, "internal error: an error without a reason"
	}
	r.Message = Sentence(text)
	return r
}

func (r *Reason) at(fe *fault.Error) {
	r.Stage, r.Host, r.Port, r.Address = stages[fe.Stage], target.WithoutUser(fe.Host), fe.Port, fe.Addr
}

// ofAnswer is about an answer that breaks HTTP.
func (r *Reason) ofAnswer(pe *h1.ProtocolError) string {
	switch {
	case pe.Kind == h1.KindTooLarge:
		r.Stage, r.Word = "parse", Limit
		return "the answer is over a limit: " + pe.Detail
	case pe.Kind == h1.KindStatusLine && strings.HasPrefix(pe.Detail, tlsAlert):
		r.Stage, r.Word = "parse", NotHTTP
		return "the server answered in TLS, not in plain HTTP: https:// belongs in front of the host, or this port is for TLS alone"
	case pe.Kind != h1.KindTruncated:
		r.Stage, r.Word = "parse", NotHTTP
		return "the answer is not valid HTTP: " + pe.Kind.String() + ": " + pe.Detail
	case pe.Detail == h1.ClosedBeforeAnswer:
		r.Word = Closed
	default:
		r.Word = Truncated
	}
	return "the connection ended before the answer did: " + pe.Detail
}

// tlsAlert is how package h1 quotes the record in which a server of TLS refuses a plain request, from its first byte
// on.
const tlsAlert = `not HTTP/1.x: "\x15`

// Sentence makes one of a text: a capital, one full stop, no line breaks and no bytes that a log could take for
// commands.
func Sentence(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	text = strings.TrimRight(text, " .")
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}
