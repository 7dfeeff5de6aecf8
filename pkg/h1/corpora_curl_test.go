// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/h1test"
)

// Why we refuse replies that curl takes.
const (
	curlCoding  = "a transfer coding other than chunked, once"
	curlCut     = "the reply is cut short; curl retries, or was told not to mind"
	curlChunkLF = "LF alone ends no line of a chunked body"
	curlLeading = "whitespace before the first field"
	curlOutside = "the fault is outside of the reply"
	curlLocated = "what several Location fields mean is for those who follow redirects"
)

// curlDiffers names the replies that we refuse though curl succeeds, by number and part, and the cases that curl fails
// though we take every reply, by number; and why.
var curlDiffers = map[string]string{
	"269/data":   curlCut,
	"319/data":   curlCoding,
	"395/data":   "a length over 2^63",
	"514/data":   "answer to HEAD, which the case does not tell",
	"580":        curlLocated,
	"770/data":   "equal lengths must be spelled alike",
	"772":        curlLocated,
	"1090/data1": curlChunkLF,
	"1116/data":  curlChunkLF,
	"1122/data":  curlCoding,
	"1123/data":  curlCoding,
	"1124/data":  curlCoding,
	"1125/data":  curlCoding,
	"1170/data":  curlCoding,
	"1171/data":  curlCoding,
	"1244":       curlOutside,
	"1277/data":  curlCoding,
	"1297":       curlOutside,
	"1417/data":  curlChunkLF,
	"1473/data":  curlLeading,
	"1479":       curlOutside,
	"1482/data":  curlCoding,
	"1483/data":  curlCoding,
	"1493/data":  curlCoding,
	"1494/data":  curlCoding,
	"1591/data":  curlCut,
	"1598/data":  curlCut,
	"1617/data":  curlCoding,
	"1677/data":  curlChunkLF,
	"1909/data":  curlCut,
	"2306/data2": curlLeading,
	"3034/data":  curlCut,
	"3035/data":  curlCut,
	"3035/data1": curlCut,
	"3223/data":  curlCut,
	"3229":       curlOutside,
}

type curlCase struct {
	Num        int
	Categories []string
	Command    string
	Errorcode  string
	Reply      map[string]json.RawMessage
}

// curlFails are the exit codes for what curl's own parser refuses: weird reply, partial body, empty reply, receive
// error, too large a head.
var curlFails = []string{"8", "18", "52", "56", "100"}

var (
	curlPart = regexp.MustCompile(`^(connect|data\d*)$`)
	curlHead = regexp.MustCompile(`(^|\s)(-I|--head)(\s|$)`)
)

// TestCurl reads what curl's test server sends, each part of it as one response and a close. Where curl succeeds, so
// do we; where its parser fails, so do we.
func TestCurl(t *testing.T) {
	var cases []curlCase
	corporatest.Unmarshal(t, "curl/cases.json", &cases)
	used := map[string]bool{}
	for _, c := range cases {
		if slices.Contains(c.Categories, "http2") {
			continue
		}
		used[fmt.Sprint(c.Num)] = true
		for part := range c.Reply {
			used[fmt.Sprintf("%d/%s", c.Num, part)] = true
		}
		t.Run(fmt.Sprint(c.Num), func(t *testing.T) {
			failures := 0
			for part, raw := range c.Reply {
				if !curlPart.MatchString(part) {
					continue
				}
				id := fmt.Sprintf("%d/%s", c.Num, part)
				events := c.run(t, part, raw)
				if events == nil || !failed(events) {
					continue
				}
				failures++
				if c.Errorcode == "0" && curlDiffers[id] == "" {
					t.Errorf("%s: ends with %q", part, ending(events))
				}
			}
			id := fmt.Sprint(c.Num)
			if slices.Contains(curlFails, c.Errorcode) && failures == 0 && curlDiffers[id] == "" {
				t.Errorf("no reply fails, curl exits with %s", c.Errorcode)
			}
		})
	}
	for id := range curlDiffers {
		if !used[id] {
			t.Errorf("no reply %s", id)
		}
	}
}

// run returns the transcript of one reply, nil if it is none for us to read.
func (c *curlCase) run(t *testing.T, part string, raw json.RawMessage) (events []string) {
	var reply struct {
		Wire []byte `json:"b64"`
		CRLF []byte `json:"b64_crlf_head"` // the same with CR LF in the head, if it has LF alone
	}
	if err := json.Unmarshal(raw, &reply); err != nil {
		t.Fatal(err)
	}
	method := "GET"
	if part == "connect" {
		method = "CONNECT"
	} else if curlHead.MatchString(c.Command) {
		method = "HEAD"
	}
	for _, wire := range [][]byte{reply.Wire, reply.CRLF} {
		if c.Errorcode == "0" && !bytes.HasPrefix(wire, []byte("HTTP/")) || len(wire) == 0 && events != nil {
			continue // another protocol, HTTP/0.9, or no other spelling
		}
		got, _ := runVector(t, method, true, wire)
		if id := fmt.Sprint(c.Num); curlDiffers[id] == "" && curlDiffers[id+"/"+part] == "" {
			record(t, "curl", id+"/"+part, method, true, wire, got)
		}
		if events != nil && ending(got) != ending(events) {
			t.Errorf("%s: ends with %q, with CR LF in its head with %q", part, ending(events), ending(got))
		}
		events = got
	}
	c.checkChunks(t, events)
	return events
}

// checkChunks holds the body of a chunked reply against what curl writes out.
func (c *curlCase) checkChunks(t *testing.T, events []string) {
	if c.Errorcode != "0" || !slices.Contains(events, "body chunked, reuse") || failed(events) || c.Reply["data1"] != nil || c.Reply["data2"] != nil {
		return
	}
	var check struct {
		Attrs map[string]string
		Wire  []byte `json:"b64"`
	}
	if err := json.Unmarshal(c.Reply["datacheck"], &check); err != nil || check.Attrs["nocheck"] != "" {
		return
	}
	// curl decodes contents, and writes trailers behind the body.
	if text := h1test.Data(events); !strings.Contains(string(check.Wire), text) && !strings.Contains(strings.Join(events, " "), "ncoding: gzip") {
		t.Errorf("body %q is not in %q", text, check.Wire)
	}
}
