// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"strings"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/uri"
)

// What Request.LikeEngine changes, as scripts for the engine's HTTPRequest rely on it:
//
//   - the path and the query of Request.URL go out as they were written, and a user and a password in it do not;
//   - header lines without a value go out, and names may have blanks or other bytes;
//   - a request without a body says nothing of its length, and under a Transfer-Encoding line the body goes out as it is,
//     framed already;
//   - Accept-Encoding offers gzip and deflate, and others are not decoded;
//   - the body is whole, without a Decide, and the announced length of one that is coded meets Options.BodySizeLimit too;
//   - an answer that may not be followed, but by Options.MaxRedirects, is the one that counts.

// engineAccept is what the engine's HTTPRequest offers and decodes.
const engineAccept = "gzip, deflate"

// accept returns the codings that are offered and decoded.
func (t *task) accept() string {
	if t.r.LikeEngine {
		return engineAccept
	}
	return content.Accept
}

// asWritten returns u, which is of text, with path and query as they stand there, and without a user.
func asWritten(u *uri.URL, text string) *uri.URL {
	written := *u
	written.User, written.Password, written.HasUser = "", "", false
	text, _, _ = strings.Cut(strings.Trim(text, " "), "#")
	_, rest, isAbsolute := strings.Cut(text, "://")
	if !isAbsolute {
		return &written // it was joined with Options.BaseURL
	}
	written.Target = "/"
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		written.Target = rest[i:]
		if rest[i] == '?' {
			written.Target = "/" + rest[i:]
		}
	}
	return &written
}

// endsAt reports whether the answer that may not be followed because of err is the one that counts.
func (t *task) endsAt(err error) bool {
	e := (*reason.Error)(nil)
	if !t.r.LikeEngine || !errors.As(err, &e) || e.Word != reason.Redirect {
		return false
	}
	t.set(func(w *circumstance) { w.refusal = err })
	return true
}
