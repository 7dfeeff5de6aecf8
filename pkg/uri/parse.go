// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package uri reads absolute URLs and resolves references.
package uri

// Parse reads an absolute URL of http or https. Errors are *Error.
func Parse(text string) (*URL, error) { return nil, &Error{KindScheme, "not yet"} }

// Resolve returns what the reference ref, such as a Location field's value, means in a document at u.
func (u *URL) Resolve(ref string) (*URL, error) { return Parse(ref) }

// Join returns path as seen from base.
func Join(base, path string) (*URL, error) { return Parse(base) }
