// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package godot is the binding: it registers classes from tables (class.go), takes the
// engine's calls to them (trampoline.c, call.go), and translates the types of both sides
// (value.go, variant.go, text.go). What the classes do is not its business.
//
// All methods of all classes come in through one function, which counts the calls inside
// an instance, refuses those that would wait for themselves, and recovers from panics.
//
// Unless said otherwise, a function may be used only on a thread that the engine runs:
// inside a call of the engine's, and inside a function given to Defer.
package godot
