// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package target reads hosts and request-targets and writes query strings as Godot's HTTPClient means them.
//
// It knows no sockets and no codec: ParseOrigin turns the arguments of connect_to_host into an Origin, CheckForm judges
// the url argument of request, and a Query escapes as Godot's String.uri_encode does. Address and ASCII say what a host
// is for everybody: who looks it up, who verifies a certificate for it, who names it to a server or proxy.
package target
