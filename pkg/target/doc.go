// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package target reads hosts, request-targets and query strings the way
// Godot's HTTPClient means them.
//
// It knows no sockets and no codec: ParseOrigin turns the arguments of
// connect_to_host into an Origin, CheckForm judges the url argument of request,
// and QueryEscape is Godot's String.uri_encode.
package target
