// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package client is the poll-driven HTTP/1.1 client behind HTTPClientGo.
//
// A Client has the engine's statuses and moves only when its caller calls it: Poll, ReadBody and the other methods look
// at what the stream has ready and return at once, except in blocking mode. Names are resolved, sockets connected and
// TLS handshakes done by package dial, bytes moved by package stream, both on goroutines of their own; package h1 turns
// bytes into heads and bodies; this package decides what a script sees of it, and when.
//
// Locks: each call takes the client's once, and in it once that of its Connection, which a script may use on another
// thread; in both, a Stream takes its own. A call that waits holds none.
//
// It knows no Godot: Status and Code merely carry Godot's numbers, and a Sink
// lets the caller own the memory that body bytes are read into.
//
// All methods may be called from any thread, one after the other or at once.
package client
