// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// A Request is a request head to be written, RFC 9112 Section 3.
//
// What the caller sets goes out to the letter. That the target fits the method, or a Content-Length the body, is
// theirs to see to: the engine's class promises scripts the same freedom.
type Request struct {
	Method     string   // a token, such as "GET"
	Target     string   // request-target as it goes out
	Fields     []string // the caller's field lines, "Name: value", in their order
	Host       string   // value of Host, used if Fields has none
	UserAgent  string   // value of User-Agent, used if Fields has none
	BodyLength int64    // bytes; Content-Length is written if this is above 0 and Fields frames the body in no way
	Omit       []string // names of those of the last four fields that are not written though Fields has none
}

// Append appends the head to dst, up to and with the empty line. The order is the engine's: request line, Fields, Host,
// Content-Length, User-Agent, "Accept: */*". A field of the last four is left out if a line of Fields begins with its
// name and a colon, in any case, or Omit has the name; Content-Length also for a Transfer-Encoding, beside which it
// must not stand (RFC 9112 Section 6.2).
//
// The error is a *ProtocolError of KindRequest with Remote unset; dst is then returned as it was. It means that a part
// has CR, LF or NUL in it, or else would let its owner write more of the request than is theirs: a method that is no
// token, an empty field line.
func (r *Request) Append(dst []byte) ([]byte, error) {
	if err := r.check(); err != nil {
		return dst, err
	}
	dst = append(dst, r.Method...)
	dst = append(dst, ' ')
	dst = append(dst, r.Target...)
	dst = append(dst, " HTTP/1.1\r\n"...)
	for _, line := range r.Fields {
		dst = append(dst, line...)
		dst = append(dst, "\r\n"...)
	}
	dst = r.appendUnlessGiven(dst, "Host", r.Host)
	if r.BodyLength > 0 && !r.given("Content-Length") && !r.given("Transfer-Encoding") {
		dst = append(dst, "Content-Length: "...)
		dst = strconv.AppendInt(dst, r.BodyLength, 10)
		dst = append(dst, "\r\n"...)
	}
	dst = r.appendUnlessGiven(dst, "User-Agent", r.UserAgent)
	dst = r.appendUnlessGiven(dst, "Accept", "*/*")
	return append(dst, "\r\n"...), nil
}

func (r *Request) check() error {
	if !httpguts.ValidHeaderFieldName(r.Method) {
		return local("method is not a token: %q", excerpt(r.Method))
	}
	if err := CheckTarget(r.Target); err != nil {
		return err
	}
	for _, line := range r.Fields {
		if err := CheckField(line); err != nil {
			return err
		}
	}
	if err := checkLine("host", r.Host); err != nil {
		return err
	}
	return checkLine("user agent", r.UserAgent)
}

// given reports whether the field is the caller's business, who has written it or does not want it.
func (r *Request) given(name string) bool {
	for _, line := range r.Fields {
		if hasFieldName(line, name) {
			return true
		}
	}
	for _, omitted := range r.Omit {
		if equalFold(omitted, name) {
			return true
		}
	}
	return false
}

func (r *Request) appendUnlessGiven(dst []byte, name, value string) []byte {
	if r.given(name) {
		return dst
	}
	dst = append(dst, name...)
	dst = append(dst, ": "...)
	dst = append(dst, value...)
	return append(dst, "\r\n"...)
}

// CheckTarget returns a *ProtocolError of KindRequest if target has CR, LF or NUL in it: with them, a part of the
// target would be read as fields or as another request. All other bytes pass; parity.
func CheckTarget(target string) error { return checkLine("target", target) }

// CheckField returns a *ProtocolError of KindRequest if line has CR, LF or NUL in it, or is empty, which would end the
// head. All other bytes pass; parity.
func CheckField(line string) error {
	if line == "" {
		return local("field line is empty")
	}
	return checkLine("field line", line)
}

func checkLine(what, text string) error {
	if i := strings.IndexAny(text, "\r\n\x00"); i >= 0 {
		return local("%s has byte %q: %q", what, text[i:i+1], excerpt(text))
	}
	return nil
}

// local makes the error for what our caller asked for.
func local(format string, args ...any) error {
	return &ProtocolError{Kind: KindRequest, Detail: fmt.Sprintf(format, args...)}
}
