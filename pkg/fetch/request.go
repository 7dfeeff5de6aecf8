// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"io"
	"time"

	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/sink"
	"httpclientgo/pkg/trust"
)

// Options are what a session has for all of its calls. A call takes them as they are at its start; the slices and what
// is pointed to must not change afterwards.
type Options struct {
	// BaseURL is what Request.URL is joined with (RFC 3986 Section 5); empty: Request.URL is absolute.
	BaseURL string
	// Headers are field lines, "Name: value", sent unless the call has that field. Authorization, Cookie,
	// Proxy-Authorization and Host go to the origin of BaseURL only; without one, everywhere. A line without a value
	// takes away what the library would send under that name.
	Headers []string

	// Timeout is wall time from Start to the end, the wait for a connection included; of a download and of Do to the
	// head. 0: none.
	Timeout time.Duration
	// ConnectTimeout is from the dial to the end of the handshake. 0: none but those of package dial.
	ConnectTimeout time.Duration
	// IdleTimeout is how long no byte may go either way while the network is waited for. 0: none.
	IdleTimeout time.Duration

	MaxRedirects   int // beyond them the call ends with redirect_limit; -1: limits.Redirects
	MaxConnections int // for one origin, proxy and trust; 0: no limit, and such a call does not count for others
	// Decompress offers the codings that package content knows, and decodes them.
	Decompress bool
	// BodySizeLimit bounds the decoded bytes of a body, -1: none. A body in memory has limits.MemoryBody as well. Do
	// has no limit but what its caller counts.
	BodySizeLimit int64
	// MaxRetries is how often a call is repeated where that is safe, see retry.go.
	MaxRetries int
	// Cookies sends and keeps those of the session.
	Cookies bool
	// EnvironmentProxy asks HTTP_PROXY, HTTPS_PROXY and NO_PROXY where no proxy is set.
	EnvironmentProxy bool

	TLS *trust.TLSOptions // nil: Config.DefaultTLS
	// HTTPProxy is for http, HTTPSProxy for https; nil: none.
	HTTPProxy, HTTPSProxy *proxy.Proxy
}

// A Request is what one call asks for. It must not change once it was given to Start or Do.
type Request struct {
	Method string // a token (RFC 9110 Section 9.1), in upper case as a rule; empty: GET. CONNECT is refused
	URL    string // see package uri
	// Headers are field lines, sent verbatim and in order. One without a value, "Name:", is not sent and takes away
	// what would be sent otherwise under that name.
	Headers []string
	Body    Body // nil: none. It belongs to the call from then on
	// ContentType is the field of that name, if there is a body and neither the call nor the session has one; empty:
	// none.
	ContentType string
	// NewArray makes the memory for a body, on the call's goroutine. Not used by a download and by Do.
	NewArray func() sink.Array
	Download string // path of the file that the body goes into; empty: none
	// File is where the body goes as the engine's HTTPRequest saves it, see file.go; nil: elsewhere.
	File *File
	// LikeEngine asks and follows as the engine's HTTPRequest does, see engine.go.
	LikeEngine bool
	// Refused, unless empty, says why the caller's own input makes no request: the call ends with that reason and
	// bad_body.
	Refused string
}

// A Body is what a request sends. Its methods are called by one goroutine at a time, but for Close.
type Body interface {
	io.Reader
	// Length returns how many bytes Read gives in all, -1 where that is not known: then the body goes out chunked.
	Length() int64
	// Rewind goes back to the beginning, for a redirect or a repetition.
	Rewind() error
	// Close ends a Read that waits, at once. It is called from any goroutine, perhaps more than once, and at last when
	// the call is over.
	Close() error
}
