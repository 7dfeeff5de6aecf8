// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package transport opens byte streams to servers and moves bytes over them
// without ever making the caller wait.
//
// Connect starts an Attempt, which resolves, dials, passes a proxy and shakes
// hands in a goroutine. It ends in a Stream, whose Read, Write and Peek are meant
// to be called from a game's main thread, many times a frame:
//
//   - plain TCP on Linux, Android, macOS and iOS is read and written by
//     the caller's own thread, straight into the caller's slice, with system calls
//     that do not wait (socket_*.go);
//   - TLS everywhere, and plain TCP elsewhere, is pumped: one goroutine decrypts
//     into a bounded queue of pooled blocks, another encrypts out of one (pump.go,
//     queue.go). A caller that has nothing else to do than to ask decrypts by itself
//     (prompt.go, drive.go).
//
// The package knows TCP, TLS, the CONNECT exchange and, from package proxy, SOCKS. It
// knows no request, no response, no Godot and no environment variable. Waiting,
// redirects, retries and the reuse of connections belong to package client.
//
// Known limits: a name that the system resolver is busy with keeps one thread of
// the system until the resolver gives up, also after Cancel. On 32-bit x86 Linux
// plain streams are pumped, since package syscall lacks the calls there.
package transport
