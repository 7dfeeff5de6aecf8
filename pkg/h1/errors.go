// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"fmt"

	"httpclientgo/pkg/internal/limits"
)

// A Kind says which part of the protocol was broken.
type Kind uint8

const (
	KindStatusLine       Kind = iota + 1 // not a status line of HTTP/1.x
	KindField                            // a field line in the head
	KindContentLength                    // a length that is none, or lengths that disagree
	KindTransferEncoding                 // a transfer coding other than chunked, or one where none may be
	KindChunk                            // the framing of a chunked body
	KindTrailer                          // a field line in the trailer section
	KindInterim                          // 101 Switching Protocols that nobody asked for
	KindTooLarge                         // one of the limits was passed
	KindTruncated                        // the peer closed before the message was complete
	KindRequest                          // a request that must not be sent
)

// ClosedBeforeAnswer is the Detail of the KindTruncated error for a close before any byte of an answer came, interim
// ones included: a server that never saw the request looks the same.
const ClosedBeforeAnswer = "closed before the first byte of a response"

var kindNames = [...]string{
	KindStatusLine:       "status line",
	KindField:            "field",
	KindContentLength:    "content-length",
	KindTransferEncoding: "transfer-encoding",
	KindChunk:            "chunk",
	KindTrailer:          "trailer",
	KindInterim:          "interim",
	KindTooLarge:         "too large",
	KindTruncated:        "truncated",
	KindRequest:          "request",
}

// String returns the name of the kind in lower case, as it stands in error texts.
func (k Kind) String() string {
	if k == 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", uint8(k))
	}
	return kindNames[k]
}

// A ProtocolError reports a breach of RFC 9110 or RFC 9112. No other error leaves this package.
type ProtocolError struct {
	Kind   Kind
	Remote bool   // the peer broke the protocol; false: our caller was about to
	Detail string // one line; foreign bytes only escaped, at most limits.Quote of them
	Err    error  // optional cause
}

// Error returns one line such as `h1: remote: chunk: size has byte "x"`.
func (e *ProtocolError) Error() string {
	side := "local"
	if e.Remote {
		side = "remote"
	}
	text := "h1: " + side + ": " + e.Kind.String()
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Is reports whether target is a *ProtocolError of the same Kind and Remote, whatever their details.
func (e *ProtocolError) Is(target error) bool {
	t, ok := target.(*ProtocolError)
	return ok && t.Kind == e.Kind && t.Remote == e.Remote
}

// Unwrap returns the cause, nil if there is none.
func (e *ProtocolError) Unwrap() error { return e.Err }

// remote makes the error for what the peer did.
func remote(kind Kind, format string, args ...any) error {
	return &ProtocolError{Kind: kind, Remote: true, Detail: fmt.Sprintf(format, args...)}
}

// excerpt returns the beginning of foreign text, for use with %q.
func excerpt[T string | []byte](text T) T {
	return text[:min(len(text), limits.Quote)]
}
