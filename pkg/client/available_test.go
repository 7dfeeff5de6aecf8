// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"httpclientgo/pkg/stream"
)

// A fed stream has what the test gives it, in memory: what a call finds is decided by the test alone.
type fed struct {
	tape
	in   []byte
	end  error  // behind in
	next func() // what a wait does
}

func (s *fed) Read(p []byte) (int, error) {
	n := copy(p, s.in)
	s.in = s.in[n:]
	if n == 0 && len(p) > 0 {
		return 0, s.end
	}
	return n, nil
}
func (s *fed) End() error {
	if len(s.in) > 0 {
		return nil
	}
	return s.end
}
func (s *fed) Wait() {
	if s.next != nil {
		s.next()
	}
}

// fedClient is in the body of an answer with that head, of which nothing has come yet.
func fedClient(t testing.TB, bound bool, head string, report func(method, message string)) (*Client, *fed) {
	t.Helper()
	b := &fed{}
	c := New(Config{Report: report})
	c.Adopt(over(b, bound))
	if code := c.Request("request", 0, "/", nil, nil); code != OK {
		t.Fatalf("Request = %d", code)
	}
	b.in = []byte("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n")
	if c.Poll(); c.view.Status() != StatusBody {
		t.Fatalf("status %d: %v", c.view.Status(), c.lastErr)
	}
	return c, b
}

// take makes one read: most 0 is ReadBody, else ReadAvailable.
func take(c *Client, most int64) string {
	var sink bytesSink
	if most == 0 {
		c.ReadBody(&sink)
	} else {
		c.ReadAvailable(&sink, most)
	}
	return string(sink.b)
}

const (
	ofLength   = "Content-Length: 10"
	untilClose = "X: y"
	ofChunks   = "Transfer-Encoding: chunked"
	reset      = "the peer resets"
)

var errReset = errors.New(reset)

// However a body comes, and by whatever mixture of both reads it is taken, it is the same body.
func TestAnyMixtureOfReadsGivesTheBody(t *testing.T) {
	const body = "0123456789"
	for _, tc := range []struct{ name, head, wire string }{
		{"length", ofLength, body},
		{"until close", untilClose, body},
		{"chunks", ofChunks, "4\r\n0123\r\n5;x=y\r\n45678\r\n1\r\n9\r\n0\r\nT: v\r\n\r\n"},
		{"one chunk", ofChunks, "00A\r\n0123456789\r\n0\r\n\r\n"},
	} {
		for _, bound := range []bool{false, true} {
			for _, reads := range [][]int64{{MaxAvailable}, {3}, {1}, {0, MaxAvailable}, {MaxAvailable, 0}, {2, 0, 0, 4}} {
				t.Run(fmt.Sprint(tc.name, " bound=", bound, " ", reads), func(t *testing.T) {
					run := func(cuts ...int) {
						c, s := fedClient(t, bound, tc.head, nil)
						got, turn, at := "", 0, 0
						for _, cut := range append(cuts, len(tc.wire)) {
							s.in, at = append(s.in, tc.wire[at:cut]...), cut
							if cut == len(tc.wire) && tc.head == untilClose {
								s.end = io.EOF
							}
							for idle := 0; idle < len(reads) && c.view.Status() == StatusBody; turn++ {
								if piece := take(c, reads[turn%len(reads)]); piece == "" {
									idle++
								} else {
									got, idle = got+piece, 0
								}
							}
						}
						want := StatusConnected
						if tc.head == untilClose {
							want = StatusDisconnected
						}
						if got != body || c.view.Status() != want {
							t.Fatalf("cut at %d: %q, status %d, %v", cuts, got, c.view.Status(), c.lastErr)
						}
					}
					every := make([]int, len(tc.wire))
					for i := range every {
						every[i] = i
						for j := range i + 1 {
							run(j, i)
						}
					}
					run(every...)
				})
			}
		}
	}
}

// What each call gives and leads to. A step feeds the stream, then reads once: all that is available, or as it says.
func TestAvailableStepByStep(t *testing.T) {
	type step struct {
		feed   string
		end    error
		most   int64 // 0: MaxAvailable; piece: ReadBody
		want   string
		status Status
	}
	const (
		piece  = -1
		body   = StatusBody
		ok     = StatusConnected
		closed = StatusDisconnected
		broken = StatusConnectionError
	)
	for _, tc := range []struct {
		name, head string
		limit      int64 // 0: none
		steps      []step
		reports    int
		received   int64 // of a failure
	}{
		{name: "length", head: ofLength, steps: []step{{"", nil, 0, "", body}, {"0123", nil, 0, "0123", body}, {"456789", nil, 0, "456789", ok}}},
		{name: "length, no more than asked for", head: ofLength, steps: []step{{"01234567", nil, 3, "012", body}, {"", nil, piece, "34567", body}, {"89", nil, 2, "89", ok}}},
		{name: "length zero", head: "Content-Length: 0", steps: []step{{"", nil, 0, "", ok}}},
		{name: "length, and bytes behind it", head: ofLength, steps: []step{{"0123456789HTTP", nil, 0, "0123456789", ok}}},
		{name: "length, cut", head: ofLength, steps: []step{{"0123", io.EOF, 0, "0123", body}, {"", nil, 0, "", broken}}, received: 4},
		{name: "length, reset", head: ofLength, steps: []step{{"0123", errReset, 0, "0123", body}, {"", nil, piece, "", broken}}, received: 4},
		{name: "until close, the end is there", head: untilClose, steps: []step{{"0123", nil, 0, "0123", body}, {"45", io.EOF, 0, "45", closed}}},
		{name: "until close, the end comes later", head: untilClose, steps: []step{{"0123", nil, 0, "0123", body}, {"", nil, 0, "", body}, {"", io.EOF, 0, "", closed}}},
		{name: "until close, as much as asked for", head: untilClose, steps: []step{{"0123", io.EOF, 4, "0123", body}, {"", nil, 4, "", closed}}},
		{name: "until close, reset", head: untilClose, steps: []step{{"0123", errReset, 0, "0123", body}, {"", nil, 0, "", broken}}, received: 4},
		{name: "until close, over the limit", head: untilClose, limit: 5, steps: []step{{"0123", nil, 0, "0123", body}, {"4567", nil, 0, "4", body}, {"", nil, 0, "", broken}}, received: 5},
		{name: "until close, as much as the limit", head: untilClose, limit: 4, steps: []step{{"0123", io.EOF, 0, "0123", closed}}},
		{name: "chunks are joined", head: ofChunks, steps: []step{{"2\r\n01\r\n3\r\n234\r\n2\r\n5", nil, 0, "012345", body}, {"6\r", nil, 0, "6", body}, {"\n3\r\n789\r\n0\r\n\r\n", nil, 0, "789", ok}}},
		{name: "framing alone is nothing", head: ofChunks, steps: []step{{"2\r", nil, 0, "", body}, {"\n", nil, 0, "", body}, {"0", nil, 0, "0", body}}},
		{name: "the last chunk comes later", head: ofChunks, steps: []step{{"1\r\n0\r\n", nil, 0, "0", body}, {"0\r\nA: b\r\n", nil, 0, "", body}, {"\r\n", nil, 0, "", ok}}},
		{name: "as much as asked for, and the end", head: ofChunks, steps: []step{{"2\r\n01\r\n0\r\n\r\n", nil, 2, "01", ok}}},
		{name: "the rest of a chunk is one piece", head: ofChunks, steps: []step{{"6\r\n01", nil, 0, "01", body}, {"23", nil, piece, "", body}, {"45\r\n2\r\n67\r\n", nil, piece, "2345", body}, {"", nil, piece, "67", body}}},
		{name: "no empty piece where all of a chunk was taken", head: ofChunks, steps: []step{{"2\r\n01", nil, 0, "01", body}, {"\r\n2\r\n23\r\n", nil, piece, "23", body}}},
		{name: "what was collected of a chunk comes first", head: ofChunks, steps: []step{{"6\r\n0123", nil, piece, "", body}, {"45\r\n1\r\n6\r\n", nil, 0, "0123456", body}}},
		{name: "what was collected, in parts", head: ofChunks, steps: []step{{"6\r\n0123", nil, piece, "", body}, {"", nil, 3, "012", body}, {"4", nil, piece, "", body}, {"5\r\n", nil, 1, "3", body}, {"", nil, piece, "45", body}}},
		{name: "a chunk that is cut", head: ofChunks, steps: []step{{"6\r\n012", io.EOF, 0, "012", body}, {"", nil, 0, "", broken}}, received: 3},
		{name: "chunks that end too soon", head: ofChunks, steps: []step{{"2\r\n01\r\n", io.EOF, 0, "01", body}, {"", nil, 0, "", broken}}, received: 2},
		{name: "a chunk that is none", head: ofChunks, steps: []step{{"2\r\n01\r\nx\r\n", nil, 0, "01", body}, {"", nil, 0, "", broken}}, reports: 1},
		{name: "chunks over the limit", head: ofChunks, limit: 5, steps: []step{{"3\r\n012\r\n3\r\n345\r\n", nil, 0, "012", body}, {"", nil, 0, "", broken}}, received: 3},
		{name: "chunks as many as the limit", head: ofChunks, limit: 5, steps: []step{{"3\r\n01", nil, 0, "01", body}, {"2\r\n2\r\n34\r\n0\r\n\r\n", nil, 0, "234", ok}}},
	} {
		for _, bound := range []bool{false, true} {
			t.Run(fmt.Sprint(tc.name, " bound=", bound), func(t *testing.T) {
				reports := 0
				c, s := fedClient(t, bound, tc.head, func(string, string) { reports++ })
				if tc.limit > 0 {
					c.SetBodySizeLimit(tc.limit)
				}
				for i, step := range tc.steps {
					s.in = append(s.in, step.feed...)
					if step.end != nil {
						s.end = step.end
					}
					most := map[int64]int64{0: MaxAvailable, piece: 0}
					if _, ok := most[step.most]; !ok {
						most[step.most] = step.most
					}
					if got := take(c, most[step.most]); got != step.want || c.view.Status() != step.status {
						t.Fatalf("step %d: %q and status %d, want %q and %d: %v", i, got, c.view.Status(), step.want, step.status, c.lastErr)
					}
				}
				if reports != tc.reports {
					t.Errorf("%d reports, want %d", reports, tc.reports)
				}
				if reason, _ := c.Reason(); tc.received > 0 && reason.Received != tc.received {
					t.Errorf("received %d, want %d: %+v", reason.Received, tc.received, reason)
				}
			})
		}
	}
}

// A misuse is one report; nothing is read and nothing changes.
func TestAvailableOutOfPlace(t *testing.T) {
	var reports []string
	c, s := fedClient(t, false, ofLength, func(method, _ string) { reports = append(reports, method) })
	s.in = []byte("0123456789")
	for _, most := range []int64{0, -1, MaxAvailable + 1, 1 << 40, -1 << 63} {
		var sink bytesSink
		if c.ReadAvailable(&sink, most); len(sink.b) > 0 || len(s.in) != 10 || c.view.Status() != StatusBody {
			t.Errorf("%d: %q, status %d", most, sink.b, c.view.Status())
		}
	}
	if got := take(c, MaxAvailable); got != "0123456789" {
		t.Errorf("body %q", got)
	}
	if got := take(c, 1); got != "" || c.view.Status() != StatusConnected {
		t.Errorf("after the body: %q, status %d", got, c.view.Status())
	}
	if got := strings.Join(reports, " "); got != strings.TrimSpace(strings.Repeat("read_response_body_available ", 6)) {
		t.Errorf("reports: %s", got)
	}
}

// In blocking mode a call waits for the first byte or the end, and for no more.
func TestAvailableWaitsForTheFirstByte(t *testing.T) {
	for _, tc := range []struct {
		name, head string
		comes      []string // by one wait each; "": the end
		want       string
		status     Status
		waits      int
	}{
		{"length", ofLength, []string{"01", "23456789"}, "01", StatusBody, 1},
		{"until close", untilClose, []string{"01", ""}, "01", StatusBody, 1},
		{"until close, nothing", untilClose, []string{""}, "", StatusDisconnected, 1},
		{"chunks", ofChunks, []string{"2", "\r\n", "0", "1\r\n"}, "0", StatusBody, 3},
		{"the last chunk", ofChunks, []string{"0\r\n", "\r\n"}, "", StatusConnected, 2},
		{"cut", ofLength, []string{""}, "", StatusConnectionError, 1},
		{"closed meanwhile", ofLength, []string{"close", "01"}, "", StatusDisconnected, 1},
		{"chunks, closed meanwhile", ofChunks, []string{"5", "close", "\r\n01"}, "", StatusDisconnected, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, s := fedClient(t, false, tc.head, nil)
			c.SetBlocking(true)
			waits := 0
			s.next = func() {
				switch piece := tc.comes[waits]; piece {
				case "":
					s.end = io.EOF
				case "close":
					c.Close()
				default:
					s.in = append(s.in, piece...)
				}
				waits++
			}
			if got := take(c, MaxAvailable); got != tc.want || c.view.Status() != tc.status || waits != tc.waits {
				t.Errorf("%q after %d waits, status %d: %v", got, waits, c.view.Status(), c.lastErr)
			}
		})
	}
}

// A recorded stream reads one record at a time, as a StreamPeerTLS does.
type recorded struct {
	fed
	there int
}

func (s *recorded) Read(p []byte) (int, error) {
	if s.there == 0 {
		s.there = min(len(s.in), 100)
	}
	n, err := s.fed.Read(p[:min(len(p), s.there)])
	s.there -= n
	return n, err
}

func TestRecordsOfABoundStreamAreJoined(t *testing.T) {
	text := strings.Repeat("x", 5000)
	for _, tc := range []struct {
		name, head, wire string
		status           Status
	}{
		{"length", "Content-Length: 5000", text, StatusConnected},
		{"until close", untilClose, text, StatusDisconnected},
		{"a chunk", ofChunks, "1388\r\n" + text + "\r\n0\r\n\r\n", StatusConnected},
		{"chunks", ofChunks, strings.Repeat("5\r\nxxxxx\r\n", 500) + "9c4\r\n" + text[:2500] + "\r\n0\r\n\r\n", StatusConnected},
	} {
		s := &recorded{}
		c := New(Config{})
		c.Adopt(over(s, true))
		c.Request("request", 0, "/", nil, nil)
		s.in = []byte("HTTP/1.1 200 OK\r\n" + tc.head + "\r\n\r\n" + tc.wire)
		if tc.status == StatusDisconnected {
			s.end = io.EOF
		}
		for c.view.Status() == StatusRequesting {
			c.Poll()
		}
		// A call is bounded in its steps; what it joins is more than a record all the same.
		got, calls := "", 0
		for ; calls < 4 && c.view.Status() == StatusBody; calls++ {
			got += take(c, MaxAvailable)
		}
		if got != text || c.view.Status() != tc.status {
			t.Errorf("%s: %d bytes in %d calls, status %d: %v", tc.name, len(got), calls, c.view.Status(), c.lastErr)
		}
	}
}

// A stream that goes on for ever does not keep a call: it takes what it found, and a block more at most.
func TestFastSenderDoesNotKeepACall(t *testing.T) {
	const step = 100_000
	for _, tc := range []struct{ name, head, text string }{
		{"length", "Content-Length: 1000000000000", strings.Repeat("x", step)},
		{"until close", untilClose, strings.Repeat("x", step)},
		{"small chunks", ofChunks, strings.Repeat("5\r\nhello\r\n", step/10)},
		{"large chunks", ofChunks, strings.Repeat(fmt.Sprintf("%x\r\n%s\r\n", 40_000, strings.Repeat("x", 40_000)), 2)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &tape{text: "HTTP/1.1 200 OK\r\n" + tc.head + "\r\n\r\n", times: 1, step: step}
			c := playing(t, s)
			defer c.Close()
			c.Poll()
			s.text, s.times, s.at, s.total = tc.text, 1<<30, 0, 0
			for range 20 {
				before := s.total
				if got := take(c, MaxAvailable); got == "" {
					t.Fatalf("nothing came, status %d: %v", c.view.Status(), c.lastErr)
				}
				if taken := s.total - before; taken > 2*stream.BufferSize {
					t.Fatalf("one call took %d bytes", taken)
				}
			}
		})
	}
}
