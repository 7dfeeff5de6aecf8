// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package dial opens connections without making the caller wait, unless it wants to: Attempt.Wait.
//
// Connect starts an Attempt, which resolves, connects, talks to a proxy and shakes hands in a goroutine
// of its own. It ends in a Conn, which is ready for the first byte of the host's protocol and waits like
// any net.Conn; who wants to read it without waiting puts a connection of its own under it (Config.Under).
//
// The package knows TCP, TLS, the CONNECT exchange and, from package proxy, SOCKS. It knows no request,
// no response and no environment variable.
//
// Names are looked up by package net: by the C library where the program asks for that (netdns=cgo, as the
// extension does), else by Go. A name that the C library is busy with keeps one thread of the system until it
// gives up, also after Cancel; lookup.go bounds how many.
package dial
