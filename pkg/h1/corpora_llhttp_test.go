// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/h1test"
)

// llhttpDiffers names the vectors of which our reading is another one, and why.
var llhttpDiffers = map[string]string{
	"response/connection.md:641":        "the vector leaves out the last byte of its body",
	"response/content-length.md:123":    "upstream takes a head alone as a message if told that no body follows",
	"response/invalid.md:287":           "LF alone ends a line of a head, RFC 9112 Section 2.2",
	"response/invalid.md:327":           "LF alone ends a line of a head, RFC 9112 Section 2.2",
	"response/sample.md:40":             "another protocol",
	"response/sample.md:60":             "another protocol",
	"response/sample.md:330":            "LF alone ends a line of a head, RFC 9112 Section 2.2",
	"response/sample.md:645":            "HTTP/0.9",
	"response/transfer-encoding.md:43":  "chunked is not the final coding",
	"response/transfer-encoding.md:74":  "chunked is not the final coding",
	"response/transfer-encoding.md:110": "no such coding; upstream leaves that to its caller",
	"request/connection.md:81":          "without a length a response ends at the close, a request at its head",
	"request/connection.md:542":         "an upgrade is answered with 101, not with 200",
	"request/connection.md:679":         "an upgrade is answered with 101, not with 200",
	"request/connection.md:753":         "an upgrade is answered with 101, not with 200",
	"request/content-length.md:444":     "upstream takes a head alone as a message if told that no body follows",
	"request/invalid.md:454":            "LF alone ends a line of a head, RFC 9112 Section 2.2",
	"request/invalid.md:650":            "a folded line belongs to the field before it, RFC 9112 Section 5.2",
	"request/lenient-headers.md:82":     "only CR, LF and NUL are refused in a value, RFC 9110 Section 5.5",
	"request/transfer-encoding.md:495":  "identity is no coding, so the length counts; the connection is not used again",
	"request/transfer-encoding.md:751":  "a coding that was not asked for",
	"request/transfer-encoding.md:793":  "a coding that was not asked for",
}

type llhttpVector struct {
	ID, Type string
	Input    []byte `json:"input_b64"`
	Expected struct {
		Headers  [][2]string
		Body     string // of all messages together
		Error    *struct{ Reason string }
		Complete int `json:"messages_complete"`
	}
	Log []string
}

// TestLLHTTP reads the first message of each vector. Requests become responses by a new first line. What upstream
// does with one of its lenient flags set is not asked for; those vectors run for the outcome to be the same every way.
func TestLLHTTP(t *testing.T) {
	var vectors []llhttpVector
	corporatest.Unmarshal(t, "llhttp/vectors.json", &vectors)
	used := map[string]bool{}
	for _, v := range vectors {
		used[v.ID] = true
		t.Run(v.ID, func(t *testing.T) {
			events, rest := runVector(t, "GET", true, v.response())
			if strings.Contains(v.Type, "lenient") {
				return
			}
			diff := v.compare(t, events, rest)
			why, ok := llhttpDiffers[v.ID]
			if !ok {
				record(t, "llhttp", v.ID, "GET", true, v.response(), events)
			}
			if ok {
				if diff == "" {
					t.Errorf("does not differ any more: %s", why)
				}
			} else if diff != "" {
				t.Errorf("%s\n%q\n got %q, %d bytes left\nwant %+v", diff, v.response(), events, rest, v.Expected)
			}
		})
	}
	for id := range llhttpDiffers {
		if !used[id] {
			t.Errorf("no vector %s", id)
		}
	}
}

// response returns the input as a response.
func (v *llhttpVector) response() []byte {
	wire := v.Input
	// Some inputs lack the last line end that upstream's log counts.
	for _, line := range v.Log {
		var off int
		if _, err := fmt.Sscanf(line, "off=%d", &off); err == nil && off > len(wire) {
			wire = append(bytes.Clone(wire), "\r\n"...)
			break
		}
	}
	if strings.HasPrefix(v.Type, "request") {
		if _, rest, ok := bytes.Cut(wire, []byte("\n")); ok {
			wire = append([]byte("HTTP/1.1 200 OK\r\n"), rest...)
		}
	}
	return wire
}

// compare returns what differs from what upstream expects, "" if nothing does.
func (v *llhttpVector) compare(t *testing.T, events []string, rest int) string {
	want := v.Expected
	end := ending(events)
	if want.Error != nil {
		if !failed(events) && !(end == h1test.Done && want.Complete > 0) {
			return "want an error: " + want.Error.Reason
		}
		return ""
	}
	switch {
	case failed(events) && (end != h1test.Truncated || want.Complete > 0):
		return "want no error"
	case want.Complete > 0 && end != h1test.Done && end != h1test.DoneAtClose:
		return "want it complete"
	case want.Complete == 0 && end == h1test.Done:
		return "want it incomplete"
	case end != h1test.DoneAtClose && !strings.HasPrefix(want.Body, h1test.Data(events)):
		return "want another body"
	}
	for i, line := range fieldsOf(t, events) {
		name, value, _ := strings.Cut(line, ":")
		if i >= len(want.Headers) || name != want.Headers[i][0] || strings.Trim(value, " \t") != strings.Trim(want.Headers[i][1], " \t") {
			return fmt.Sprintf("want another field than %q", line)
		}
	}
	return ""
}
