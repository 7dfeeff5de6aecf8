// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package client is the poll-driven HTTP/1.1 client behind HTTPClientGo.
//
// A Client has the engine's statuses and moves only when its caller calls it:
// Poll, ReadBody and the other methods look at what the transport has ready and
// return at once, except in blocking mode. Names are resolved, sockets connected
// and TLS handshakes done by package transport on goroutines of its own; bytes
// are turned into heads and bodies by package h1; this package decides what a
// script sees of it, and when.
//
// It knows no Godot: Status and Code merely carry Godot's numbers, and a Sink
// lets the caller own the memory that body bytes are read into.
//
// All methods may be called from any thread, one after the other or at once.
package client
