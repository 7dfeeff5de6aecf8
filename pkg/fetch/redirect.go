// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"fmt"
	"strings"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/uri"
)

// What becomes of a request, RFC 9110 Section 15.4. Without a Location, or with an empty one, an answer leads nowhere
// whatever its code is; so do 300, 304, 305 and 306.
//
//	code      method     method of the next one  body
//	301, 302  POST       GET                     dropped
//	301, 302  others     the same                kept
//	303       HEAD       HEAD                    dropped
//	303       others     GET                     dropped
//	307, 308  all        the same                kept
//
// The target is resolved (RFC 3986 Section 5). It is refused if it is no URL of http or https, if it leads from https
// to http, or if there are two Locations that differ. A user and a password in it are for the next request; without,
// those of the present one stay within its origin.

// A step is one request of a call: the one that the script asked for, or the one that a redirect made of it.
type step struct {
	method string
	url    *uri.URL
	user   *credentials // nil: none
	// foreign: another origin than that of Options.BaseURL, so that the session's secrets stay at home.
	foreign bool
	// strayed: a redirect has left the origin of a request before, so that nobody's secrets go out.
	strayed  bool
	bodyGone bool // a redirect has dropped the body
	hops     int  // redirects that led here
}

type credentials struct{ name, password string }

func credentialsOf(u *uri.URL) *credentials {
	if !u.HasUser {
		return nil
	}
	return &credentials{u.User, u.Password}
}

// after returns the step that an answer to s leads to, and false if it leads nowhere. base is that of Options.BaseURL,
// nil without; most is Options.MaxRedirects. The error is a *reason.Error with redirect or redirect_limit.
func (s *step) after(h *h1.Head, base *uri.URL, most int) (next step, ok bool, err error) {
	location, err := locationOf(h)
	if location == "" && err == nil {
		return step{}, false, nil
	}
	if most < 0 {
		most = limits.Redirects
	}
	if s.hops >= most {
		return step{}, false, redirectError(reason.RedirectLimit, "the answer %d leads on, and %d redirects were followed already (max_redirects)", h.Status, s.hops)
	}
	if err != nil {
		return step{}, false, err
	}
	to, err := s.url.Resolve(location)
	if err != nil {
		what := "to no URL"
		if bad := (*uri.Error)(nil); errors.As(err, &bad) {
			what = "to a URL that makes no sense: " + bad.Kind.String()
			if bad.Kind == uri.KindScheme {
				what = "to another scheme than http and https"
			}
		}
		return step{}, false, redirectError(reason.Redirect, "the answer %d leads %s", h.Status, what)
	}
	if s.url.Scheme == "https" && to.Scheme == "http" {
		return step{}, false, redirectError(reason.Redirect, "the answer %d leads from https to http, where everybody can listen", h.Status)
	}
	next = *s
	next.url = to
	next.hops++
	stays := to.SameOrigin(s.url)
	next.strayed = s.strayed || !stays
	next.foreign = base != nil && !to.SameOrigin(base)
	if user := credentialsOf(to); user != nil || !stays {
		next.user = user
	}
	switch {
	case h.Status == 303 && s.method != "HEAD", h.Status <= 302 && s.method == "POST":
		next.method, next.bodyGone = "GET", true
	case h.Status == 303:
		next.bodyGone = true
	}
	return next, true, nil
}

// locationOf returns where an answer leads, "" for one that leads nowhere.
func locationOf(h *h1.Head) (string, error) {
	switch h.Status {
	case 301, 302, 303, 307, 308:
	default:
		return "", nil
	}
	location := ""
	for _, text := range h.Lines {
		value, ok := valueOf([]string{text}, "Location")
		switch {
		case !ok || value == "" || value == location:
		case location != "":
			return "", redirectError(reason.Redirect, "the answer %d leads to two places at once", h.Status)
		default:
			location = value
		}
	}
	return location, nil
}

func redirectError(word reason.Word, format string, args ...any) error {
	return &reason.Error{Stage: "read", Word: word, Text: fmt.Sprintf(format, args...)}
}

// idempotent reports whether a request may be sent twice (RFC 9110 Section 9.2.2).
func idempotent(method string) bool {
	switch strings.ToUpper(method) {
	case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE":
		return true
	}
	return false
}
