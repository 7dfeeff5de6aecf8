// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/h1test"
)

// Each vector of another project runs every way that h1test.Run has. What it should come to is the other project's
// word; where ours differs, the test says why.

// runVector runs the wire every way and returns its transcript.
func runVector(t *testing.T, method string, upgrade bool, wire []byte) (events []string, rest int) {
	t.Helper()
	all := machines(method, upgrade)
	events, rest = h1test.Drive(t, all[0](), wire)
	for _, fresh := range all {
		h1test.Run(t, h1test.Case{Wire: wire, Events: events, Rest: rest, New: fresh})
	}
	return events, rest
}

// record notes a vector and its transcript for the table of both classes.
func record(t *testing.T, corpus, name, method string, upgrade bool, wire []byte, events []string) {
	t.Helper()
	e := corporatest.Exchange{Group: corpus, Name: name, Upgrade: upgrade, Wire: wire, Closes: true, Fails: failed(events), Body: []byte(h1test.Data(events))}
	switch method {
	case "HEAD":
		e.Method = 1
	case "CONNECT":
		e.Method = 7
	}
	for _, event := range events {
		fmt.Sscanf(event, "status 1.%d %d", new(int), &e.Code)
	}
	corporatest.Record(t, e)
}

// ending returns how a transcript ends.
func ending(events []string) string { return events[len(events)-1] }

func failed(events []string) bool { return strings.HasPrefix(ending(events), "error ") }

// fieldsOf returns the field lines of a transcript.
func fieldsOf(t *testing.T, events []string) []string {
	t.Helper()
	var all []string
	for _, event := range events {
		if text, ok := strings.CutPrefix(event, "field "); ok {
			all = append(all, unquote(t, text))
		}
	}
	return all
}

// TestTransferEncodingMutations sends spellings of Transfer-Encoding that some reader somewhere takes for chunked, next
// to a length that covers the chunks. The body is what the chunks hold or there is none; it is never the chunks.
func TestTransferEncodingMutations(t *testing.T) {
	var vectors []struct {
		Set, Name string
		Header    []byte `json:"header_b64"`
		RFC9112   string
	}
	corporatest.Unmarshal(t, "te-mutations/te_mutations.json", &vectors)
	const chunks = "5\r\nhello\r\n0\r\n\r\n"
	for _, v := range vectors {
		t.Run(v.Set+"/"+v.Name, func(t *testing.T) {
			wire := "HTTP/1.1 200 OK\r\n" + string(v.Header) + "\r\nContent-Length: 15\r\n\r\n" + chunks
			events, _ := runVector(t, "GET", false, []byte(wire))
			if v.Header[0] == '\n' {
				return // LF alone ends a line of a head: this head ends before the field, and all else is body
			}
			record(t, "te-mutations", v.Set+"/"+v.Name, "GET", false, []byte(wire), events)
			if wantError := strings.HasPrefix(v.RFC9112, "error"); failed(events) != wantError {
				t.Errorf("%q\n got %q\nwant %s", v.Header, events, v.RFC9112)
			}
			if got := h1test.Data(events); got != "" && got != "hello" {
				t.Errorf("%q\nbody %q", v.Header, got)
			}
		})
	}
}
