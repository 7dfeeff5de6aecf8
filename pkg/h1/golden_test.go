// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"slices"
	"strconv"
	"testing"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/h1test"
)

// goldens returns the transcripts of testdata. Their keys: method of the request (default GET), upgrade if it asked
// for another protocol, rest for the number of bytes that follow the message. With "body: chunked" the document leaves
// out the head, which is always the same; it is put back here.
func goldens(t testing.TB) []h1test.Golden {
	all := h1test.Goldens(t, "testdata", "method", "upgrade", "rest", "body")
	for i := range all {
		if all[i].Keys["body"] == "chunked" {
			all[i].Wire = append([]byte(chunkedHead), all[i].Wire...)
			all[i].Events = append(slices.Clone(chunkedHeadEvents), all[i].Events...)
		}
	}
	return all
}

const chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

var chunkedHeadEvents = []string{`status 1.1 200 "OK"`, `field "Transfer-Encoding: chunked"`, "body chunked, reuse"}

func TestGoldens(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.File+"/"+g.Title, func(t *testing.T) {
			rest := 0
			if text, ok := g.Keys["rest"]; ok {
				n, err := strconv.Atoi(text)
				if err != nil {
					t.Fatal(err)
				}
				rest = n
			}
			method, upgrade := methodOf(g), g.Keys["upgrade"] == "yes"
			for _, fresh := range machines(method, upgrade) {
				h1test.Run(t, h1test.Case{Wire: g.Wire, Events: g.Events, Rest: rest, New: fresh})
			}
		})
	}
}

// machines returns makers of all that reads a response: each has to come to the same.
func machines(method string, upgrade bool) []func() h1test.Machine {
	return []func() h1test.Machine{
		func() h1test.Machine { return newExchange(method, upgrade) },
		func() h1test.Machine { return newSkipping(method, upgrade) },
		func() h1test.Machine { return newParts(method, upgrade) },
	}
}

func methodOf(g h1test.Golden) string {
	if method, ok := g.Keys["method"]; ok {
		return method
	}
	return "GET"
}

// TestGoldensCoverKinds keeps the documents complete: each way in which a peer can break the protocol is in one.
func TestGoldensCoverKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range goldens(t) {
		seen[g.Events[len(g.Events)-1]] = true
	}
	for kind := h1.KindStatusLine; kind < h1.KindRequest; kind++ {
		if !seen["error "+kind.String()] {
			t.Errorf("no transcript ends with an error of kind %v", kind)
		}
	}
}
