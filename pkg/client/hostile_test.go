// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/corporatest"
)

// In the wires, ⏎ is CR LF, ␊ a bare LF, ␍ a bare CR and ␀ a NUL.
var control = strings.NewReplacer("⏎", "\r\n", "␊", "\n", "␍", "\r", "␀", "\x00")

// A scenario is an answer that no server should send, or that few do, and what must come of it.
type scenario struct {
	name   string
	wire   string
	q      question
	closes bool // the server closes behind the wire; otherwise the client has to find the end by itself

	body string
	code int     // 0: 200, where there is no fault in the head
	kind h1.Kind // of the fault, 0: none
	rest int     // bytes at the end that belong to no answer: then the connection carries no further request
}

var (
	headQuestion    = question{method: 1}
	connectQuestion = question{method: 7}
	upgradeQuestion = question{upgrade: true}
)

const (
	ok = "HTTP/1.1 200 OK⏎"
	te = ok + "Transfer-Encoding: chunked⏎⏎"
)

// long is so long that it is cut at some places only.
func long(n int, text string) string { return strings.Repeat(text, n) }

func lengthIs(value string) string { return ok + "Content-Length: " + value + "⏎⏎" }

// refused makes a scenario of each wire, with the same fault.
func refused(name string, kind h1.Kind, wires ...string) []scenario {
	all := make([]scenario, len(wires))
	for i, wire := range wires {
		all[i] = scenario{name: fmt.Sprintf("%s %d", name, i+1), wire: wire, kind: kind}
	}
	return all
}

func scenarios() []scenario {
	all := []scenario{
		// The status line.
		{name: "nothing", closes: true, kind: h1.KindTruncated},
		{name: "no reason and no space", wire: "HTTP/1.1 200⏎⏎abc", closes: true, body: "abc"},
		{name: "empty reason", wire: "HTTP/1.1 200 ⏎Content-Length: 0⏎⏎"},
		{name: "600", wire: "HTTP/1.1 600 X⏎Content-Length: 0⏎⏎", code: 600},
		{name: "999", wire: "HTTP/1.1 999 X⏎Content-Length: 0⏎⏎", code: 999},
		{name: "099", wire: "HTTP/1.1 099 X⏎Content-Length: 2⏎⏎ok", code: 99, body: "ok"},
		{name: "HTTP/1.2", wire: "HTTP/1.2 200 OK⏎Content-Length: 2⏎⏎ok", body: "ok"},
		{name: "ICY", wire: "ICY 200 OK⏎icy-name: Radio⏎⏎music", closes: true, body: "music"},
		{name: "ICY to CONNECT", wire: "ICY 200 OK⏎⏎", q: connectQuestion, kind: h1.KindStatusLine},
		{name: "empty lines first", wire: "⏎␊" + lengthIs("2") + "ok", body: "ok"},
		{name: "five empty lines first", wire: long(5, "⏎") + lengthIs("2") + "ok", kind: h1.KindTooLarge},
		{name: "a control character in the reason", wire: "HTTP/1.1 200 O\x1bK⏎Content-Length: 0⏎⏎"},
		{name: "reason of other bytes", wire: "HTTP/1.1 200 \xe4\xb8\x80⏎Content-Length: 0⏎⏎"},
		{name: "a status line without end", wire: "HTTP/1.1 200 " + long(80<<10, "A"), kind: h1.KindTooLarge},
		{name: "LF only", wire: "HTTP/1.1 200 OK␊Content-Length: 2␊␊ok", body: "ok"},

		// Fields.
		{name: "tabs around a value", wire: ok + "X:\t v \t⏎Content-Length: 0⏎⏎"},
		{name: "control characters in values", wire: ok + "Set-Cookie: x=dmo\x01OZPF; path=/⏎X: a\x7fb⏎Content-Length: 0⏎⏎"},
		{name: "a field of other bytes", wire: ok + "X: \xe9⏎Content-Length: 0⏎⏎"},
		{name: "folded", wire: ok + "X: a⏎ b⏎Content-Length: 0⏎⏎"},
		{name: "one field too many", wire: ok + long(1001, "A: b⏎"), kind: h1.KindTooLarge},
		{name: "a field without end", wire: ok + "X: " + long(80<<10, "a"), kind: h1.KindTooLarge},
		{name: "a head without end", wire: ok + long(900, "X: "+strings.Repeat("a", 400)+"⏎"), kind: h1.KindTooLarge},
		{name: "closed in a field", wire: ok + "X: y", closes: true, kind: h1.KindTruncated},
		{name: "closed at the last CR", wire: ok + "X: y⏎␍", closes: true, kind: h1.KindTruncated},

		// The length of a body.
		{name: "short of its length", wire: lengthIs("5") + "hel", closes: true, body: "hel", kind: h1.KindTruncated},
		{name: "more than its length", wire: lengthIs("5") + "helloEXTRA", body: "hello", rest: 5},
		{name: "equal lengths", wire: ok + "Content-Length: 5⏎Content-Length: 5⏎⏎hello", body: "hello"},
		{name: "equal lengths in a list", wire: lengthIs("5, 5") + "hello", body: "hello"},
		{name: "the largest length", wire: lengthIs("9223372036854775807") + "x", closes: true, body: "x", kind: h1.KindTruncated},
		{name: "leading zeros", wire: lengthIs("005") + "hello", body: "hello"},
		{name: "length with chunked", wire: ok + "Content-Length: 5⏎Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎⏎", body: "hello"},
		{name: "until close", wire: ok + "⏎abc", closes: true, body: "abc"},
		{name: "HEAD with a length", wire: lengthIs("5"), q: headQuestion},
		{name: "HEAD with a body", wire: lengthIs("5") + "hello", q: headQuestion, rest: 5},
		{name: "204 with a body", wire: "HTTP/1.1 204 No Content⏎Content-Length: 5⏎⏎hello", code: 204, rest: 5},
		{name: "304 with a body", wire: "HTTP/1.1 304 Not Modified⏎Content-Length: 5⏎⏎hello", code: 304, rest: 5},
		{name: "204 with a coding", wire: "HTTP/1.1 204 No Content⏎Transfer-Encoding: chunked⏎⏎", code: 204},
		{name: "205 with a body", wire: "HTTP/1.1 205 Reset Content⏎Content-Length: 5⏎⏎hello", code: 205, body: "hello"},
		{name: "HTTP/1.0 with a length", wire: "HTTP/1.0 200 OK⏎Content-Length: 3⏎⏎abc", body: "abc"},

		// Chunks.
		{name: "one chunk", wire: te + "5⏎hello⏎0⏎⏎", body: "hello"},
		{name: "sizes in both cases", wire: te + "A⏎0123456789⏎0a⏎0123456789⏎00⏎⏎", body: "01234567890123456789"},
		{name: "the largest chunk", wire: te + "7fffffffffffffff⏎x", closes: true, body: "x", kind: h1.KindTruncated},
		{name: "a chunk of 16 MiB, cut", wire: te + "1000000⏎x", closes: true, body: "x", kind: h1.KindTruncated},
		{name: "thirty zeros", wire: te + long(30, "0") + "5⏎hello⏎0⏎⏎", body: "hello"},
		{name: "extensions", wire: te + "5;a=b;c=\"x y\"⏎hello⏎0;z⏎⏎", body: "hello"},
		{name: "sizes padded with blanks", wire: te + "5     ⏎hello⏎5\t \t⏎hello⏎0     ⏎⏎", body: "hellohello"},
		{name: "extensions that are none", wire: te + "5;⏎hello⏎5;a=\"x⏎hello⏎0⏎⏎", body: "hellohello"},
		{name: "one long extension", wire: te + "5;" + long(5<<10, "x"), kind: h1.KindTooLarge},
		{name: "many extensions", wire: te + long(6, "1;"+long(4<<10-10, "x")+"⏎x⏎"), body: "xxxx", kind: h1.KindTooLarge},
		{name: "closed after a chunk", wire: te + "5⏎hello⏎", closes: true, body: "hello", kind: h1.KindTruncated},
		{name: "closed in a chunk", wire: te + "5⏎hel", closes: true, body: "hel", kind: h1.KindTruncated},
		{name: "closed before the trailer", wire: te + "0⏎", closes: true, kind: h1.KindTruncated},
		{name: "a trailer", wire: te + "5⏎hello⏎0⏎X: y⏎⏎", body: "hello"},
		{name: "trailers that would frame", wire: te + "5⏎hello⏎0⏎Content-Length: 9⏎Transfer-Encoding: x⏎Location: /⏎⏎", body: "hello"},
		{name: "trailers without end", wire: te + "0⏎" + long(300, "X: "+strings.Repeat("y", 60)+"⏎"), kind: h1.KindTooLarge},
		{name: "a second answer behind the last chunk", wire: te + "0⏎⏎HTTP/1.1 200 X⏎⏎", rest: len("HTTP/1.1 200 X\r\n\r\n")},
		{name: "a coding and empty members", wire: ok + "Transfer-Encoding: , chunked,⏎⏎2⏎ok⏎0⏎⏎", body: "ok"},
		{name: "a coding and an empty field", wire: ok + "Transfer-Encoding:⏎Transfer-Encoding: chunked⏎⏎2⏎ok⏎0⏎⏎", body: "ok"},
		{name: "identity before chunked", wire: ok + "Transfer-Encoding: identity, chunked⏎⏎2⏎ok⏎0⏎⏎", body: "ok"},
		{name: "identity", wire: ok + "Transfer-Encoding: identity⏎⏎ok", closes: true, body: "ok"},
		{name: "identity and a length", wire: ok + "Transfer-Encoding: identity⏎Content-Length: 2⏎⏎ok", body: "ok"},
		{name: "an empty coding", wire: ok + "Transfer-Encoding:⏎⏎ok", closes: true, body: "ok"},
		{name: "a coding in both cases", wire: ok + "Transfer-Encoding: cHuNkEd⏎⏎2⏎ok⏎0⏎⏎", body: "ok"},
		{name: "ten thousand small chunks", wire: te + long(10000, "1⏎x⏎") + "0⏎⏎", body: long(10000, "x")},

		// Interim answers and upgrades.
		{name: "100 first", wire: "HTTP/1.1 100 Continue⏎⏎" + lengthIs("2") + "ok", body: "ok"},
		{name: "103 first", wire: "HTTP/1.1 103 Early Hints⏎Link: </a>⏎⏎" + lengthIs("2") + "ok", body: "ok"},
		{name: "100 for ever", wire: long(200, "HTTP/1.1 100 Continue⏎⏎"), kind: h1.KindTooLarge},
		{name: "100 and no more", wire: "HTTP/1.1 100 Continue⏎⏎", closes: true, kind: h1.KindTruncated},
		{name: "100 with a body", wire: "HTTP/1.1 100 Continue⏎Content-Length: 5⏎⏎hello" + lengthIs("0"), kind: h1.KindStatusLine},
		{name: "101 unasked", wire: "HTTP/1.1 101 X⏎Upgrade: x⏎⏎", kind: h1.KindInterim},
		{name: "101 asked", wire: "HTTP/1.1 101 X⏎Upgrade: x⏎⏎", q: upgradeQuestion, code: 101},
		{name: "a tunnel", wire: "HTTP/1.1 201 X⏎Content-Length: 5⏎⏎", q: connectQuestion, code: 201},
		{name: "no tunnel", wire: "HTTP/1.1 407 X⏎Content-Length: 5⏎⏎hello", q: connectQuestion, code: 407, body: "hello"},
		{name: "a head without end to CONNECT", wire: ok + long(50, "X: "+strings.Repeat("a", 400)+"⏎"), q: connectQuestion, kind: h1.KindTooLarge},
	}
	all = append(all, refused("status line", h1.KindStatusLine,
		"HTTP/1.1  200 OK⏎⏎", "HTTP/1.1 2000 OK⏎⏎", "HTTP/1.1 20 OK⏎⏎", "HTTP/1.1 2x0 OK⏎⏎", "HTTP/1.1 -20 OK⏎⏎", "HTTP/1.1 +20 OK⏎⏎",
		"HTTP/0.9 200 OK⏎⏎", "hello", "HTTP/2.0 200 OK⏎⏎", "HTTP/1.01 200 OK⏎⏎",
		"HTTP/11.1 200 OK⏎⏎", "http/1.1 200 OK⏎⏎", "HTTP /1.1 200 OK⏎⏎", "ICE/1.1 200 OK⏎⏎", "RTSP/1.1 200 OK⏎⏎", "HTTPER/1.1 200 OK⏎⏎",
		"HTTP/1.1 200 O␀K⏎⏎", "HTTP/1.1 200 O␍K⏎⏎", "␍"+ok+"⏎", "ICY/1.1 200 OK⏎⏎")...)
	all = append(all, refused("field", h1.KindField,
		ok+" X: y⏎⏎", ok+"X : y⏎⏎", ok+"X\t: y⏎⏎", ok+": y⏎⏎", ok+"X⏎⏎", ok+"X y: z⏎⏎", ok+"X\xff: y⏎⏎", ok+"X: a␀b⏎⏎", ok+"X: a␍b⏎⏎",
		ok+"X\x01: b⏎⏎", ok+"X\x7f: b⏎⏎", ok+"X: y⏎␍Z", ok+"Content-Length\x85: 5⏎⏎")...)
	all = append(all, refused("length", h1.KindContentLength,
		ok+"Content-Length: 5⏎Content-Length: 6⏎⏎hello", lengthIs("5, 6"), lengthIs("5,"), lengthIs(", 5"), lengthIs(""), lengthIs("+5"),
		lengthIs("-5"), lengthIs("5s"), lengthIs("0x5"), lengthIs("5 5"), lengthIs("5;"), lengthIs("1_0"), lengthIs(`"5"`),
		lengthIs("9223372036854775808"), lengthIs(long(100, "9")), ok+"Content-Length: 005⏎Content-Length: 5⏎⏎hello")...)
	all = append(all, refused("coding", h1.KindTransferEncoding,
		ok+"Transfer-Encoding: chunked, chunked⏎⏎", ok+"Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎⏎",
		ok+"Transfer-Encoding: gzip, chunked⏎⏎", ok+"Transfer-Encoding: chunked, identity⏎⏎", ok+"Transfer-Encoding: xchunked⏎⏎",
		ok+"Transfer-Encoding: \"chunked\"⏎⏎", ok+"Transfer-Encoding: chunked;q=1⏎⏎", "HTTP/1.0 200 OK⏎Transfer-Encoding: chunked⏎⏎",
		"HTTP/1.0 200 OK⏎Transfer-Encoding: chunked,⏎⏎", ok+"Transfer-Encoding: \x0bchunked⏎⏎", ok+"Transfer-Encoding: identity⏎Transfer-Encoding: chunked⏎⏎")...)
	all = append(all, refused("chunk", h1.KindChunk,
		te+"5 5⏎hello⏎", te+"5\x0b⏎hello⏎", te+" 5⏎", te+"+5⏎", te+"-5⏎", te+"0x5⏎", te+"5_⏎", te+"5h⏎", te+"⏎", te+"g⏎", te+"5␊hello␊0␊␊",
		te+"5␍␍⏎", te+"5;a␍b⏎", te+"5␍X⏎", te+"8000000000000000⏎", te+"ffffffffffffffff⏎", te+"10000000000000000⏎")...)
	for _, s := range refused("end of a chunk", h1.KindChunk, te+"5⏎hello␊0⏎⏎", te+"5⏎helloX", te+"5⏎hello␍X", te+"5⏎helloX␊") {
		s.body = "hello"
		all = append(all, s)
	}
	all = append(all, refused("trailer", h1.KindTrailer, te+"0⏎X: a␀b⏎⏎", te+"0⏎ X: y⏎⏎", te+"0⏎X y: z⏎⏎")...)
	for i := range all {
		all[i].wire = control.Replace(all[i].wire)
	}
	return all
}

// The outcome is the one that is written down, and it does not depend on how the wire is cut into pieces.
func TestHostileAnswers(t *testing.T) {
	p := listen(t)
	for _, s := range scenarios() {
		t.Run(s.name, func(t *testing.T) {
			want := p.play(t, s.q, !s.closes, []byte(s.wire))
			checkScenario(t, s, want)
			corporatest.Record(t, corporatest.Exchange{Group: "answers", Name: s.name, Method: s.q.method, Upgrade: s.q.upgrade, Wire: []byte(s.wire),
				Closes: s.closes, Fails: s.kind != 0, Code: want.code, Body: []byte(s.body)})
			if len(s.wire) < 4096 {
				if got := p.play(t, s.q, !s.closes, bytewise([]byte(s.wire))...); got != want {
					t.Errorf("byte by byte:\n got %+v\nwant %+v", got, want)
				}
			}
			joined := s.q
			joined.joined = true
			for _, pieces := range [][][]byte{{[]byte(s.wire)}, bytewise([]byte(s.wire))} {
				if len(pieces) >= 4096 {
					continue
				}
				if got := p.play(t, joined, !s.closes, pieces...); got != want {
					t.Errorf("what is available, of %d pieces:\n got %+v\nwant %+v", len(pieces), got, want)
				}
			}
			for _, at := range offsets(len(s.wire)) {
				if got := p.play(t, s.q, !s.closes, []byte(s.wire[:at]), []byte(s.wire[at:])); got != want {
					t.Errorf("split at %d:\n got %+v\nwant %+v", at, got, want)
				}
			}
		})
	}
}

// docs/hostile.md has a row for each, and nothing of ours in it is wrong.
func TestHostileTableIsCurrent(t *testing.T) {
	text, err := os.ReadFile("../../docs/hostile.md")
	if err != nil {
		t.Fatal(err)
	}
	const again = "run scripts/hostile_table.sh again"
	_, rows, ok := strings.Cut(string(text), "\n## Answers\n")
	if !ok {
		t.Fatalf("docs/hostile.md has no answers: %s", again)
	}
	for _, s := range scenarios() {
		if !strings.Contains(rows, "\n| "+s.name+" | ") {
			t.Errorf("docs/hostile.md has no answer %q: %s", s.name, again)
		}
	}
	for row := range strings.Lines(rows) {
		if strings.HasPrefix(row, "| ") && !strings.HasSuffix(row, "| right |\n") && !strings.Contains(row, "HTTPClientGo |") {
			t.Errorf("docs/hostile.md: something of ours is not right: %s", row)
		}
	}
}

func checkScenario(t *testing.T, s scenario, got outcome) {
	t.Helper()
	status, code := client.StatusConnected, s.code
	switch {
	case s.kind != 0:
		status, code = client.StatusConnectionError, got.code
	case s.closes:
		status = client.StatusDisconnected
	}
	if s.kind == 0 && code == 0 {
		code = 200
	}
	if got.status != status || got.code != code || got.body != s.body || got.kind != s.kind {
		t.Errorf("%.200q\n got status %d, code %d, fault %v, body %.40q\nwant status %d, code %d, fault %v, body %.40q",
			s.wire, got.status, got.code, got.kind, got.body, status, code, s.kind, s.body)
	}
}

// No beginning of an answer is taken for the answer, and what comes of its body is a beginning of the body.
func TestCutAnswersAreNeverWhole(t *testing.T) {
	p := listen(t)
	for _, s := range scenarios() {
		t.Run(s.name, func(t *testing.T) {
			for _, at := range offsets(len(s.wire)) {
				got := p.play(t, s.q, false, []byte(s.wire[:at]))
				whole := s.kind == 0 && at >= len(s.wire)-s.rest
				untilClose := s.kind == 0 && s.closes && strings.Contains(s.wire[:at], "\r\n\r\n")
				if failed := got.status == client.StatusConnectionError; failed == (whole || untilClose) {
					t.Errorf("cut at %d of %.200q: %+v", at, s.wire, got)
				}
				if !strings.HasPrefix(s.body, got.body) {
					t.Errorf("cut at %d: body %.40q is no beginning of %.40q", at, got.body, s.body)
				}
			}
		})
	}
}

// offsets are all places to cut a short wire at, and some of a long one.
func offsets(size int) (at []int) {
	step := 1
	switch {
	case size > 1<<14:
		step = size/2 + 1
	case size > 160:
		step = size/8 + 1
	}
	for i := 0; i <= size; i += step {
		at = append(at, i)
	}
	return at
}
