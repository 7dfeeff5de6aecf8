// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package eventsource reads server-sent events as WHATWG HTML Section 9.2 has them.
//
// A Parser is the codec of text/event-stream: bytes to events, no I/O, no clock. A Source is one open event source: a
// goroutine of its own asks for the stream, reads it, and asks again when it was lost; what is new waits until the
// consumer takes it. Nothing here waits for the consumer but that goroutine, and nothing calls it but wake, which says
// that there is something to take.
package eventsource
