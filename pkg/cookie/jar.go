// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package cookie keeps cookies.
package cookie

import (
	"time"

	"httpclientgo/pkg/uri"
)

// A Jar keeps cookies in memory. Its methods may be called from any goroutine.
type Jar struct{}

// NewJar returns an empty jar.
func NewJar() *Jar { return &Jar{} }

// Set takes the cookies of the answer to a request for u.
func (j *Jar) Set(u *uri.URL, lines []string, now time.Time) {}

// Header returns the value of the Cookie field of a request for u, "" when there are none.
func (j *Jar) Header(u *uri.URL, now time.Time) string { return "" }

// Clear forgets all cookies.
func (j *Jar) Clear() {}
