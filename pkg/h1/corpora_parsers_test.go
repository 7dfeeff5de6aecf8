// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/h1test"
)

// parserDiffers names the vectors of which our reading is another one, and why.
var parserDiffers = map[int]string{
	16:  "folded lines are joined, RFC 9112 Section 5.2",
	18:  "folded lines are joined, RFC 9112 Section 5.2",
	20:  "folded lines are joined, RFC 9112 Section 5.2",
	22:  "folded lines are joined, RFC 9112 Section 5.2",
	46:  "only CR, LF and NUL are refused in a value, RFC 9110 Section 5.5",
	48:  "only CR, LF and NUL are refused in a value, RFC 9110 Section 5.5",
	160: "upstream stops at the last chunk; the body ends with its trailer section",
	162: "upstream stops at the last chunk; the body ends with its trailer section",
	172: "LF alone ends no line of a chunked body",
	290: "the same length many times counts once, RFC 9110 Section 8.6",
	342: "what several Location fields mean is for those who follow redirects",
	352: "what several Location fields mean is for those who follow redirects",
}

type parserVector struct {
	ID                         int
	Source, Kind, Expect, Body string
	Input                      []byte `json:"input_b64"`
	Text                       string `json:"input"`
	Method, RFC9112            string
	Size                       any
}

// TestParserVectors runs what stands in the unit tests of hyper, httparse, h11, picohttpparser, Go, aws-c-http,
// Chromium and Firefox. What a parser takes with a lenient option only is to be refused.
func TestParserVectors(t *testing.T) {
	var vectors []parserVector
	corporatest.Unmarshal(t, "parser-vectors/vectors.json", &vectors)
	used := map[int]bool{}
	for _, v := range vectors {
		used[v.ID] = true
		t.Run(fmt.Sprintf("%d %s", v.ID, v.Source), func(t *testing.T) {
			method, wire := v.exchange(t)
			events, rest := runVector(t, method, true, wire)
			diff := v.compare(events, rest)
			why, ok := parserDiffers[v.ID]
			if !ok {
				record(t, "parser-vectors", fmt.Sprint(v.ID), method, true, wire, events)
			}
			if ok {
				if diff == "" {
					t.Errorf("does not differ any more: %s", why)
				}
			} else if diff != "" {
				t.Errorf("%s: %s\n%q\n got %q, %d bytes left\nwant %s %q", v.Kind, diff, wire, events, rest, v.Expect, v.Body)
			}
		})
	}
	for id := range parserDiffers {
		if !used[id] {
			t.Errorf("no vector %d", id)
		}
	}
}

// exchange returns the method and the whole response that the vector is about.
func (v *parserVector) exchange(t *testing.T) (method string, wire []byte) {
	method, wire = v.Method, v.Input
	if method == "" {
		method = "GET"
	}
	if wire == nil {
		wire = []byte(unquote(t, `"`+strings.ReplaceAll(v.Text, `"`, `\"`)+`"`))
	}
	if strings.HasPrefix(v.Kind, "chunk") {
		wire = append([]byte(chunkedHead), wire...)
	}
	return method, wire
}

func (v *parserVector) compare(events []string, rest int) string {
	end := ending(events)
	expect, _, _ := strings.Cut(v.Expect, " ")
	if strings.Contains(v.Expect, "lenient option") || v.RFC9112 == "error" {
		expect = "error"
	}
	if v.Kind == "chunk-size-line" && expect == "ok" {
		// The vector ends where the data would begin.
		if end != h1test.Truncated {
			return "want it taken"
		}
		if size := fmt.Sprint(v.Size); v.Size != nil && !strings.Contains(strings.Join(events, "|"), "chunk "+size) && size != "0" {
			return "want another size"
		}
		return ""
	}
	switch expect {
	case "error":
		if !failed(events) {
			return "want an error"
		}
	case "ok":
		switch {
		case v.Kind == "response-head" && end == h1test.Truncated && len(events) > 1:
			// A head alone; the body it announces is not in the vector.
		case failed(events):
			return "want no error"
		case v.Body != "" && h1test.Data(events) != v.Body:
			return "want another body"
		}
	case "incomplete", "error-at-eof":
		if end != h1test.Truncated {
			return "want it incomplete"
		}
	case "interim-skipped":
		if end != h1test.Truncated && failed(events) {
			return "want no error"
		}
	default:
		return "unknown expectation " + strconv.Quote(v.Expect)
	}
	return ""
}
