// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

// A Kind is what is wrong with a coded body.
type Kind uint8

const (
	KindChain     Kind = iota + 1 // more than five codings
	KindCut                       // the body ends inside of a coding
	KindMalformed                 // what came is not in that coding
	KindChecksum                  // the decoded bytes, or their number, are not those that were encoded
	KindWindow                    // decoding takes more memory than is given for it
	KindCharset                   // Text does not know the charset
	KindPanic                     // a defect of the decoder; Unwrap has the *fault.PanicError
)

// An Error is a body that cannot be decoded.
type Error struct {
	Kind Kind
	Name string // of the coding or the charset; empty for KindChain
	Err  error  // what the decoder said, nil where it is not it that found the fault
}

var words = [...]string{
	0:             "?",
	KindChain:     "more than 5 content codings",
	KindCut:       "the body ends inside of a content coding",
	KindMalformed: "the body is not in the content coding that the head names",
	KindChecksum:  "the decoded body does not match its checksum",
	KindWindow:    "the content coding needs more memory than is given for it",
	KindCharset:   "no such charset is known",
	KindPanic:     "a defect of the decoder",
}

// Error returns words of ours and the name alone.
func (e *Error) Error() string {
	text := words[0]
	if int(e.Kind) < len(words) {
		text = words[e.Kind]
	}
	if e.Name != "" {
		text += ": " + e.Name
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }
