// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/reason"
)

// Who sends which field, in this order. A field that stands further up is not sent again further down; "taken" is a
// line "Name:" without a value.
//
//	lines of the call         verbatim, but taken ones
//	lines of the session      verbatim, unless the call has that name; secrets as secret says
//	Content-Type              of the body
//	Accept-Encoding           with Options.Decompress, see accept; identity for a download, which is stored as it is sent
//	Authorization             Basic, of the user and the password in the URL
//	Cookie                    with Options.Cookies
//	Range, If-Range           of a download that goes on
//	Proxy-Authorization       where the request is written to a proxy, of that proxy
//	Transfer-Encoding         for a body of unknown length
//	Host, Content-Length,     as package h1 writes them
//	User-Agent, Accept
//
// After a redirect to another origin, those that secret names are sent of nobody's lines any more. After one that drops
// the body, the fields that describe it go as well.

// A line is a field line of the script's.
type line struct {
	name, value string // value without OWS around it
	text        string // verbatim
}

// parseLines checks field lines. The error is a *reason.Error with bad_header: a line without a name, or with a byte
// that would end it (RFC 9110 Section 5.5), or whose name is no token: two readers need not agree on what that is.
//
// With lenient, blanks around the name and all other bytes in it pass.
func parseLines(texts []string, lenient bool) ([]line, error) {
	lines := make([]line, 0, len(texts))
	for i, text := range texts {
		name, value, found := strings.Cut(text, ":")
		if lenient {
			name = strings.Trim(name, " \t")
		}
		switch {
		case strings.ContainsAny(text, "\r\n\x00"):
			return nil, badHeader("the header line %d has a line break or a NUL in it", i)
		case !found:
			return nil, badHeader("the header line %d has no colon: it must be \"Name: value\"", i)
		case name == "", !lenient && !httpguts.ValidHeaderFieldName(name):
			return nil, badHeader("the header line %d does not begin with a name: letters, digits and hyphens, with the colon right behind", i)
		}
		lines = append(lines, line{name, strings.Trim(value, " \t"), text})
	}
	return lines, nil
}

func badHeader(format string, args ...any) error {
	return &reason.Error{Stage: stageCall, Word: reason.BadHeader, Text: fmt.Sprintf(format, args...)}
}

// named reports whether one of the lines has that name, in any case.
func named(lines []line, name string) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return strings.EqualFold(l.name, name) })
}

// asks reports whether the script has a line of that name, of the call's or the session's.
func (t *task) asks(name string) bool { return named(t.callLines, name) || named(t.sessionLines, name) }

// secret reports whether a field is for one origin alone.
func secret(name string) bool {
	switch strings.ToLower(name) {
	case "authorization", "cookie", "proxy-authorization", "host":
		return true
	}
	return false
}

// ofBody reports whether a field describes a request's body.
func ofBody(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "transfer-encoding", "trailer", "expect", "digest":
		return true
	}
	return strings.HasPrefix(name, "content-")
}

// head returns the request head for the step that t is at. toProxy says that it is written to a proxy, tunnelled that a
// proxy leads to the server.
func (t *task) head(toProxy, tunnelled bool) *h1.Request {
	s := &t.step
	var lines []line
	add := func(name, value string) { lines = append(lines, line{name, value, name + ": " + value}) }
	goes := func(l line) bool {
		switch {
		case l.value == "" && !t.r.LikeEngine, s.strayed && secret(l.name), s.bodyGone && ofBody(l.name):
			return false
		}
		// It is for the next proxy (RFC 9110 Section 11.7.2), which does not see into the tunnel.
		return !tunnelled || !strings.EqualFold(l.name, proxyAuthorization)
	}
	for _, l := range t.sessionLines {
		if goes(l) && !named(t.callLines, l.name) && !(s.foreign && secret(l.name)) {
			lines = append(lines, l)
		}
	}
	for _, l := range t.callLines {
		if goes(l) {
			lines = append(lines, l)
		}
	}
	taken := func(name string) bool {
		isTaken := func(l line) bool { return l.value == "" && strings.EqualFold(l.name, name) }
		return named(lines, name) || slices.ContainsFunc(t.callLines, isTaken) || slices.ContainsFunc(t.sessionLines, isTaken)
	}
	offer := func(name, value string) {
		if value != "" && !taken(name) {
			add(name, value)
		}
	}
	body := t.body()
	if body != nil {
		offer("Content-Type", t.r.ContentType)
	}
	if t.o.Decompress && !t.asks(acceptEncoding) {
		if t.r.Download != "" {
			add(acceptEncoding, "identity")
		} else {
			add(acceptEncoding, t.accept())
		}
	}
	if s.user != nil {
		// What the URL says counts for more than what the session has for all.
		if !named(t.callLines, "Authorization") {
			lines = slices.DeleteFunc(lines, func(l line) bool { return strings.EqualFold(l.name, "Authorization") })
		}
		offer("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(s.user.name+":"+s.user.password)))
	}
	if t.o.Cookies {
		offer("Cookie", t.s.jar.Header(s.url, time.Now()))
	}
	if t.resume.size > 0 {
		offer("Range", "bytes="+strconv.FormatInt(t.resume.size, 10)+"-")
		offer("If-Range", t.resume.validator)
	}
	if toProxy {
		offer(proxyAuthorization, t.proxy.Authorization())
	}

	r := &h1.Request{Method: s.method, Target: s.url.Target, Host: s.url.HostField(), UserAgent: t.s.cfg.UserAgent}
	if toProxy {
		r.Target = s.url.String()
	}
	framed := named(lines, "Content-Length") || named(lines, "Transfer-Encoding")
	switch {
	case body == nil && !framed && !t.r.LikeEngine && (s.method == "POST" || s.method == "PUT" || s.method == "PATCH"):
		add("Content-Length", "0") // RFC 9110 Section 8.6
	case body != nil && body.Length() == 0 && !framed:
		add("Content-Length", "0")
	case body != nil && body.Length() > 0:
		r.BodyLength = body.Length()
	case body != nil && body.Length() < 0 && !framed:
		add("Transfer-Encoding", "chunked")
	}
	for _, name := range []string{"User-Agent", "Accept"} {
		if taken(name) || name == "User-Agent" && r.UserAgent == "" {
			r.Omit = append(r.Omit, name)
		}
	}
	for _, l := range lines {
		r.Fields = append(r.Fields, l.text)
	}
	return r
}

const (
	acceptEncoding     = "Accept-Encoding"
	proxyAuthorization = "Proxy-Authorization"
)

// checkFraming holds what the script's own lines say of the body's end against the body. The error is bad_header: what
// is framed in another way than it is sent would be read as the next request.
func (t *task) checkFraming() error {
	var lines []line
	for _, l := range t.sessionLines {
		if !named(t.callLines, l.name) {
			lines = append(lines, l)
		}
	}
	lines = append(lines, t.callLines...)
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.value == "" })
	length, coding := "", ""
	for _, l := range lines {
		switch {
		case strings.EqualFold(l.name, "Content-Length"):
			if length != "" && length != l.value {
				return badHeader("there are two values of Content-Length")
			}
			length = l.value
		case strings.EqualFold(l.name, "Transfer-Encoding"):
			coding = l.value
		}
	}
	body := t.r.Body
	last := coding[strings.LastIndexByte(coding, ',')+1:]
	switch n, err := strconv.ParseInt(length, 10, 64); {
	case coding != "" && length != "":
		return badHeader("Content-Length and Transfer-Encoding cannot both be sent")
	case coding != "" && !strings.EqualFold(strings.Trim(last, " \t"), "chunked"):
		return badHeader("a Transfer-Encoding must end in chunked")
	case coding != "" && body == nil:
		return badHeader("there is a Transfer-Encoding, but no body")
	case length == "":
		t.chunked = body != nil && (coding != "" && !t.r.LikeEngine || body.Length() < 0)
	case err != nil || n < 0:
		return badHeader("Content-Length is no number")
	case body == nil && n != 0:
		return badHeader("Content-Length is %d, but there is no body", n)
	case body != nil && body.Length() >= 0 && body.Length() != n:
		return badHeader("Content-Length is %d, but the body has %d bytes", n, body.Length())
	default:
		t.length = n
	}
	return nil
}

// valueOf returns the value of the first field of that name among the lines of a head, without OWS around it.
func valueOf(lines []string, name string) (value string, ok bool) {
	for _, text := range lines {
		if n := len(name); len(text) > n && text[n] == ':' && strings.EqualFold(text[:n], name) {
			return strings.Trim(text[n+1:], " \t"), true
		}
	}
	return "", false
}

// closes reports whether a Connection line of the script's asks for the end of the connection.
func closes(fields []string) bool {
	for _, text := range fields {
		if value, ok := valueOf([]string{text}, "Connection"); ok && httpguts.HeaderValuesContainsToken([]string{value}, "close") {
			return true
		}
	}
	return false
}
