// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package stream moves bytes over an open connection without ever making the caller wait: a Stream is read and written
// from a game's main thread, many times a frame.
//
// One goroutine reads into a bounded queue of blocks that change hands. While the caller polls for an answer, its own
// thread reads instead (attend.go). What a write does not get rid of at once is written by a goroutine that exists
// only as long (writer.go). Plain TCP and TLS are the same to it: for both, it reads and writes a net.Conn over a Wire,
// which says errWouldBlock instead of waiting (wire_unix.go; wire_other.go for systems where it cannot).
//
// The package knows no HTTP, no proxy and no Godot. How a connection comes about belongs to package dial.
package stream
