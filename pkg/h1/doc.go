// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package h1 is the HTTP/1.1 codec of a client: a request in, bytes out; bytes in, a response out.
//
// It does no I/O, starts no goroutine, reads no clock and writes no log. Its answers depend on the bytes alone, and not
// on the pieces they come in. Package client joins it to a connection.
//
// # Usage
//
// [Request.Append] writes a request head; a body is the caller's to send after it. [Response] reads the answer as a row
// of events: the head, the data of the body whatever its framing is, and the end. [HeadReader], which is a part of it,
// is enough where a head is all that may come.
//
// A reader is handed whatever bytes there are, takes what it understands, and says how many that were. To need more is
// not an error. Each reader opens its file with the table of its states.
//
// # Errors
//
// Every error is a [*ProtocolError]. One from a reader is final: the reader returns it again until Reset, and the
// connection must be closed, as nobody knows any more where the next message begins. Bytes handed out before it were
// right.
//
// # Limits
//
// No peer can make a reader keep more than a head of limits.Head and one line of limits.Line, or what
// Response.Limit put in their place, or take more than linear time. A body has no limit here, as none of it is kept.
//
// # What it leaves to others
//
// There are no redirects, no cookies, no content codings and no transfer coding but chunked. A 1xx response is skipped,
// not shown; trailer fields are checked and dropped. Repeated fields are not merged and their values not judged, but
// for those that frame the body. HTTP/0.9 is not read.
package h1
