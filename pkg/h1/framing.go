// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"math"
	"strings"

	"golang.org/x/net/http/httpguts"

	"httpclientgo/pkg/internal/limits"
)

// A BodyKind says how the end of a response body is found.
type BodyKind uint8

const (
	BodyNone       BodyKind = iota // there is no body, whatever the fields say
	BodyLength                     // after Framing.Length bytes
	BodyChunked                    // as chunkReader says
	BodyUntilClose                 // where the peer closes
)

// String returns the name of the kind in lower case.
func (k BodyKind) String() string {
	return [...]string{"none", "length", "chunked", "until close"}[k]
}

// A Framing is what the head says about the body and about the connection after it.
type Framing struct {
	Kind   BodyKind
	Length int64 // bytes, at least 0; -1 unless Kind is BodyLength
	Reuse  bool  // after the body the connection may carry another request
	Tunnel bool  // what follows the head is another protocol: after 101, and after 2xx to CONNECT
}

// framingOf returns how the body behind h is framed, if h answers a request with that method. It changes nothing and
// keeps nothing.
//
// The error is a *ProtocolError with Remote set, of KindTransferEncoding or KindContentLength. No other code decides
// where a body ends.
//
// RFC 9112 Section 6.3; the steps have its numbers. Where it lets the recipient choose, the choice is the one that two
// readers of the same bytes cannot understand differently.
func framingOf(method string, h *Head) (Framing, error) {
	coding, codings, full := "", 0, 0
	length, lengths, agree := "", 0, true
	for _, line := range h.Lines {
		if value, ok := cutField(line, "Transfer-Encoding"); ok {
			codings++
			if value != "" {
				coding = value
				full++
			}
		} else if value, ok := cutField(line, "Content-Length"); ok {
			// A list counts like as many fields, RFC 9110 Section 8.6. All must agree to the letter: "5, 05" means the
			// same twice, but no sender of good faith writes it.
			for member := range strings.SplitSeq(value, ",") {
				member = trim(member)
				agree = agree && (lengths == 0 || member == length)
				length = member
				lengths++
			}
		}
	}
	size, valid := parseLength(length)
	valid = valid && agree
	// Any other spelling of chunked may have been read in another way before us. It may frame this body, as nothing else
	// makes sense of it, but nothing that comes after.
	plain := codings == 1 && h.Minor > 0 && equalFold(coding, "chunked")
	f := Framing{Kind: BodyNone, Length: -1, Reuse: persistent(h) && (codings == 0 || plain)}

	// 1. HEAD, 1xx, 204 and 304 end with the head. A server that sends with them what we would refuse elsewhere, or a
	// coding where none may be (Section 6.1), may well send a body too, so the connection ends.
	interim := h.Status/100 == 1
	if method == "HEAD" || interim || h.Status == 204 || h.Status == 304 {
		if codings > 0 && (interim || h.Status == 204 || lengths > 0) || lengths > 0 && !valid {
			f.Reuse = false
		}
		switch {
		case h.Status == 101:
			f.Reuse, f.Tunnel = false, true
		case method != "HEAD" && !interim && lengths > 0 && valid && size == 0 && codings == 0:
			f.Kind, f.Length = BodyLength, 0 // the server says itself that nothing comes, as it may with any status
		}
		return f, nil
	}

	// 2. After 2xx to CONNECT comes the tunnel. Both fields are to be ignored.
	if method == "CONNECT" && h.Status/100 == 2 {
		f.Reuse, f.Tunnel = false, true
		return f, nil
	}

	// 4. Of all codings we speak chunked alone, and once. The section would read any other until close; a body in a coding
	// that we never asked for helps nobody, and "chunked, identity" and its like exist only to be read in two ways. A
	// coding in HTTP/1.0 is faulty framing by Section 6.1. Parameters are not taken, though the grammar has them.
	chunked, understood := parseCoding(coding)
	if !understood || full > 1 || chunked && h.Minor == 0 {
		return Framing{}, remote(KindTransferEncoding, "%d fields in HTTP/1.%d, the last is %q", codings, h.Minor,
			excerpt(coding))
	}
	if chunked {
		// 3. Transfer-Encoding overrides Content-Length. As this may be an attempt at smuggling, the connection carries
		// nothing after this response.
		f.Kind, f.Reuse = BodyChunked, f.Reuse && lengths == 0
		return f, nil
	}

	if lengths > 0 {
		// 5. Lengths that are none or disagree are unrecoverable. The same value many times counts once.
		if !valid {
			return Framing{}, remote(KindContentLength, "%d values, the last is %q", lengths, excerpt(length))
		}
		// 6. A valid length.
		f.Kind, f.Length = BodyLength, size
		return f, nil
	}

	// 7. Is about requests. 8. All else ends when the peer closes.
	f.Kind, f.Reuse = BodyUntilClose, false
	return f, nil
}

// parseCoding parses the value of the one Transfer-Encoding field that has any. Chunked reports that the body is
// chunked; if it is not and understood is true, there is no coding.
//
// Empty members of the list count for nothing, RFC 9110 Section 5.6.1.2. Identity, which RFC 2616 Section 3.6 had and
// old servers send, names no coding; behind chunked it would be the final one, and so is not understood.
func parseCoding(value string) (chunked, understood bool) {
	for member := range strings.SplitSeq(value, ",") {
		switch member = trim(member); {
		case member == "":
		case chunked:
			return false, false
		case equalFold(member, "chunked"):
			chunked = true
		case !equalFold(member, "identity"):
			return false, false
		}
	}
	return chunked, true
}

// parseLength parses digits and nothing else: no sign, no prefix, no underscore. The value is in bytes and at most
// math.MaxInt64.
func parseLength(digits string) (n int64, ok bool) {
	if digits == "" || len(digits) > limits.LengthDigits {
		return 0, false
	}
	for i := range len(digits) {
		c := digits[i]
		if !isDigit(c) || n > (math.MaxInt64-int64(c-'0'))/10 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// persistent reports whether the connection outlives the message, RFC 9112 Section 9.3.
func persistent(h *Head) bool {
	keep := h.Minor > 0
	for _, line := range h.Lines {
		if value, ok := cutField(line, "Connection"); ok {
			values := []string{value}
			if httpguts.HeaderValuesContainsToken(values, "close") {
				return false
			}
			keep = keep || httpguts.HeaderValuesContainsToken(values, "keep-alive")
		}
	}
	return keep
}
