// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"fmt"
	"slices"
	"strings"

	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/uri"
)

const eventStream = "text/event-stream"

// fields returns the lines of one request: the caller's own, and what an event source adds where neither they nor the
// session's have it.
func fields(own, session []string, lastEventID string) []string {
	lines := slices.Clone(own)
	if lastEventID != "" {
		lines = slices.DeleteFunc(lines, func(line string) bool { return isField(line, "Last-Event-ID") })
		lines = append(lines, "Last-Event-ID: "+lastEventID)
	}
	for _, f := range []struct{ name, value string }{{"Accept", eventStream}, {"Cache-Control", "no-store"}} {
		named := func(line string) bool { return isField(line, f.name) }
		if !slices.ContainsFunc(own, named) && !slices.ContainsFunc(session, named) {
			lines = append(lines, f.name+": "+f.value)
		}
	}
	return lines
}

// isField reports whether a line is a field of that name.
func isField(line, name string) bool {
	got, _, _ := strings.Cut(line, ":")
	return strings.EqualFold(got, name)
}

// lastValue returns that of the last field of a name, without the whitespace around it; "" if there is none.
func lastValue(lines []string, name string) string {
	for _, line := range slices.Backward(lines) {
		if isField(line, name) {
			_, v, _ := strings.Cut(line, ":")
			return strings.Trim(v, " \t")
		}
	}
	return ""
}

// isEventStream reports whether a head announces an event stream, with whatever parameters.
func isEventStream(lines []string) bool {
	essence, _, _ := strings.Cut(lastValue(lines, "Content-Type"), ";")
	return strings.EqualFold(strings.TrimRight(essence, " \t"), eventStream)
}

// isPassing reports whether an answer of that status may be another one later.
func isPassing(code int) bool { return code == 429 || 500 <= code && code <= 504 }

// isIdempotent reports whether a request of that method may be sent twice, RFC 9110 Section 9.2.2.
func isIdempotent(method string) bool {
	return slices.Contains([]string{"", "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}, method)
}

// passing are the words of faults that another connection may not have.
var passing = []reason.Word{
	reason.Offline, reason.Resolver, reason.NameUnknown, reason.Refused, reason.Unreachable, reason.Timeout, reason.Reset,
	reason.Closed, reason.Truncated, reason.NoDescriptors,
}

// ofError returns the outcome of a connection that ended with err.
func ofError(err error) outcome {
	o := outcome{failure: &Failure{Err: err}}
	switch r := reason.Of(err); r.Word {
	case reason.Cancelled: // as Close
		o.failure = nil
	case reason.Proxy:
		o.again = r.ProxyStatus == 0 || isPassing(r.ProxyStatus)
	case reason.TLS:
		o.again = r.Stage != "tls" // it stood before
	default:
		o.again = slices.Contains(passing, r.Word)
	}
	return o
}

// noStream is about an answer that is no event stream.
func noStream(head *fetch.Head) error {
	text := fmt.Sprintf("the server answered %d, which is no event stream", head.Code)
	if head.Code == 200 {
		text = fmt.Sprintf("the server answered with the content type %.*q, which is no event stream", limits.Quote, lastValue(head.Lines, "Content-Type"))
	}
	r := reason.Reason{Stage: "read", Word: reason.Status, Message: reason.Sentence(text), Received: -1, Expected: -1}
	if u, err := uri.Parse(head.URL); err == nil {
		r.Host, r.Port = u.Host, u.Port
	}
	return &reason.Failure{Reason: r}
}

// overLimit is about a stream with a line or an event that is too large.
func overLimit(err error) error {
	return &reason.Error{Stage: "parse", Word: reason.Limit, Text: "the event stream has " + err.Error() + " (body_size_limit)", Err: err}
}
