// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import "testing"

func TestWrongDirections(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{from: "pkg/client", to: module + "/pkg/h1"},
		{from: "pkg/client", to: "strings"},
		{from: "extension", to: module + "/extension/internal/godot"},
		{from: "ci/bare", to: module + "/pkg/client"},
		{from: "pkg/internal/corporatest", to: module + "/pkg/h1"},
		{from: "pkg/testserver/cmd/testserver", to: module + "/pkg/testserver"},
		{from: "pkg/h1", to: module + "/pkg/client", want: []string{"pkg/h1 imports pkg/client, which is not below it"}},
		{from: "pkg/stream", to: module + "/pkg/dial", want: []string{"pkg/stream imports pkg/dial"}},
		{from: "pkg/h1", to: module + "/pkg/target", want: []string{"not below it"}},
		{from: "extension/internal/godot", to: module + "/pkg/client", want: []string{"not below it"}},
		{from: "pkg/client", to: module + "/pkg/testserver", want: []string{"which only tests may"}},
		{from: "pkg/testserver", to: module + "/pkg/h1", want: []string{"shares nothing"}},
		{from: "pkg/new", to: "strings", want: []string{"pkg/new has no level"}},
		{from: "pkg/client", to: module + "/pkg/new"}, // said of pkg/new itself
	} {
		same(t, wrongDirections([]imported{{ImportPath: module + "/" + c.from, Imports: []string{c.to}}}), c.want)
	}
}

func TestWrongImports(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{from: "pkg/h1", to: "strings"},
		{from: "extension", to: "C"},
		{from: "extension/internal/godot", to: binding + "/pkg/ffi"},
		{from: "pkg/testserver", to: "net/http"},
		{from: "pkg/h1", to: "time", want: []string{"no clock"}},
		{from: "pkg/h1", to: "net/url", want: []string{"no I/O"}},
		{from: "pkg/client", to: "net/http", want: []string{"imports net/http"}},
		{from: "pkg/cookie", to: "net/http/cookiejar", want: []string{"imports net/http/cookiejar"}},
		{from: "ci/bare", to: "net/http"},
		{from: "pkg/client", to: binding + "/pkg/ffi", want: []string{"only extension knows the engine"}},
		{from: "ci/bare", to: "C", want: []string{"uses cgo"}},
	} {
		same(t, wrongImports([]imported{{ImportPath: module + "/" + c.from, Imports: []string{c.to}}}), c.want)
	}
	linked := imported{ImportPath: module + "/extension", Deps: []string{binding + "/pkg/ffi", binding + "/pkg/core", binding + "/pkg/builtin/x"}}
	same(t, wrongImports([]imported{linked}), []string{"links " + binding + "/pkg/core", "links " + binding + "/pkg/builtin/x"})
}
