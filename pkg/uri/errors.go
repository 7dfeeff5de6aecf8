// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

// A Kind is what is wrong with a URL.
type Kind uint8

const (
	KindScheme  Kind = iota + 1 // neither http nor https, or none where one is needed
	KindHost                    // none, or no host
	KindPort                    // no number from 1 to 65535
	KindControl                 // a control character, raw anywhere, or percent-encoded in user or password
	KindLength                  // longer than limits.URL
)

var kindNames = [...]string{"?", "scheme", "host", "port", "control character", "length"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// An Error is a text that is no URL of http or https. It never quotes it: a password
// may be anywhere in there.
type Error struct {
	Kind   Kind
	Detail string
}

func (e *Error) Error() string { return "url " + e.Kind.String() + ": " + e.Detail }
