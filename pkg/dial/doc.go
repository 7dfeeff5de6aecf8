// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package dial opens connections without making the caller wait.
//
// Connect starts an Attempt, which resolves, connects, talks to a proxy and shakes hands in a goroutine
// of its own. It ends in a Conn, which is ready for the first byte of the host's protocol and waits like
// any net.Conn; who wants to read it without waiting puts a connection of its own under it (Config.Under).
//
// The package knows TCP, TLS, the CONNECT exchange and, from package proxy, SOCKS. It knows no request,
// no response and no environment variable.
//
// Known limit: a name that the system's resolver is busy with keeps one thread of the system until the
// resolver gives up, also after Cancel.
package dial
