// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package pool keeps connections for the next exchange.
//
// Get lends one: an idle one, or a new one that package dial opens. It waits where a Key has as many as it may have.
// Reads and writes of a Conn wait; Interrupt ends them from any goroutine. In the end it is given back or closed.
//
// An idle connection has a goroutine parked in a read. What ends that read is either the pool, which lends the
// connection again, or time, or the server, which closed or said what nobody asked for; then the connection goes. Over
// TLS the same read takes session tickets in, and answers key updates.
//
// The package knows no HTTP.
package pool
