// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package fetch makes one call of an exchange: from a URL to a body or a reason, with redirects, retries, proxies,
// cookies, content codings, limits and downloads.
//
// # Usage
//
// A [Session] has the connections that its calls share. [Session.Start] begins a [Call], which runs on a goroutine of
// its own; its consumer is told once that there is something new, and takes it when it likes with [Call.Take].
// [Session.Do] is the blocking form, for who wants a stream to read from.
//
// # Goroutines
//
// A call has one goroutine, and one more while it sends a body. Neither outlives the connection, and Session.Close
// returns when all have ended. The three things that a caller lends, the function wake, the arrays and the Body, are
// used by these goroutines alone, but for what their comments say.
//
// # Errors
//
// Every error is a [*reason.Failure]. [ResultOf] gives its number.
package fetch
