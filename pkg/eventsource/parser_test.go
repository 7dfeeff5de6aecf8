// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/internal/limits"
)

type event = eventsource.Event

func message(data, id string) event { return event{Type: "message", Data: data, ID: id} }

// vectors has one or more streams for each rule of WHATWG HTML 9.2.5 and 9.2.6.
var vectors = []struct {
	name   string
	wire   string
	before string // the last event id that the stream begins with
	events []event
	id     string // when the stream is over
	retry  int64  // 0: none came
}{
	{name: "nothing", wire: ""},
	{name: "empty lines", wire: "\n\r\n\r\r\n\n"},
	{name: "one event", wire: "data: a\n\n", events: []event{message("a", "")}},
	{name: "two events", wire: "data: a\n\ndata: b\n\n", events: []event{message("a", ""), message("b", "")}},
	{name: "more empty lines between", wire: "data: a\n\n\n\ndata: b\n\n", events: []event{message("a", ""), message("b", "")}},

	{name: "CR", wire: "data: a\rdata: b\r\r", events: []event{message("a\nb", "")}},
	{name: "CR LF", wire: "data: a\r\ndata: b\r\n\r\n", events: []event{message("a\nb", "")}},
	{name: "all line ends mixed", wire: "data: a\rdata: b\ndata: c\r\n\rdata: d\n\r\ndata: e\r\r\n", events: []event{message("a\nb\nc", ""), message("d", ""), message("e", "")}},
	{name: "LF CR is two", wire: "data: a\n\rdata: b\n\r", events: []event{message("a", ""), message("b", "")}},
	{name: "CR CR LF is two", wire: "data: a\r\r\ndata: b\n\n", events: []event{message("a", ""), message("b", "")}},
	{name: "CR LF LF", wire: "data: a\r\n\ndata: b\r\n\n", events: []event{message("a", ""), message("b", "")}},
	{name: "LF behind an event that a CR ended", wire: "data: a\r\n\r\n\ndata: b\r\r", events: []event{message("a", ""), message("b", "")}},
	{name: "no other line ends", wire: "data: a\u2028\u2029\u0085\v\fb\n\n", events: []event{message("a\u2028\u2029\u0085\v\fb", "")}},

	{name: "mark", wire: "\ufeffdata: a\n\n", events: []event{message("a", "")}},
	{name: "mark before an empty line", wire: "\ufeff\n\ndata: a\n\n", events: []event{message("a", "")}},
	{name: "mark alone", wire: "\ufeff"},
	{name: "a second mark is of the name", wire: "\ufeff\ufeffdata: a\n\ndata: b\n\n", events: []event{message("b", "")}},
	{name: "a later mark is of the name", wire: "data: a\n\n\ufeffdata: b\n\ndata: \ufeffc\n\n", events: []event{message("a", ""), message("\ufeffc", "")}},
	{name: "a part of a mark", wire: "\xef\xbbdata: a\ndata: b\n\n", events: []event{message("b", "")}},
	{name: "a part of a mark and a line end", wire: "\xef\xbb\ndata: b\n\n", events: []event{message("b", "")}},
	{name: "another character with its first byte", wire: "\uff01: x\ndata: b\n\n", events: []event{message("b", "")}},
	{name: "a mark of UTF-16 is none", wire: "\xff\xfedata: a\ndata: b\n\n", events: []event{message("b", "")}},

	{name: "comments", wire: ": hello\n:\n::\n: data: no\ndata: a\n:data: no\ndata: b\n\n", events: []event{message("a\nb", "")}},
	{name: "comments alone", wire: ":\n\n: keep\n\n"},
	{name: "a comment begins with the colon", wire: " : x\ndata: a\n\n", events: []event{message("a", "")}},

	{name: "lines of data", wire: "data: a\ndata\ndata:\ndata: b\n\n", events: []event{message("a\n\n\nb", "")}},
	{name: "no space", wire: "data:a\n\n", events: []event{message("a", "")}},
	{name: "one space goes", wire: "data:  a \n\n", events: []event{message(" a ", "")}},
	{name: "a tab stays", wire: "data:\ta\n\n", events: []event{message("\ta", "")}},
	{name: "more colons", wire: "data: a: b:c\ndata::\n\n", events: []event{message("a: b:c\n:", "")}},
	{name: "an empty data line", wire: "data\n\n", events: []event{message("", "")}},
	{name: "an empty data line with a colon", wire: "data:\n\n", events: []event{message("", "")}},
	{name: "an empty data line with a space", wire: "data: \n\n", events: []event{message("", "")}},
	{name: "two empty data lines", wire: "data\ndata\n\ndata:\n", events: []event{message("\n", "")}},
	{name: "NUL in data", wire: "data: a\x00b\n\n", events: []event{message("a\x00b", "")}},

	{name: "type", wire: "event: add\ndata: a\n\ndata: b\n\n", events: []event{{"add", "a", ""}, message("b", "")}},
	{name: "type behind data", wire: "data: a\nevent: add\n\n", events: []event{{"add", "a", ""}}},
	{name: "the last type counts", wire: "event: x\nevent: add\ndata: a\n\n", events: []event{{"add", "a", ""}}},
	{name: "an empty type is message", wire: "event: x\nevent:\ndata: a\n\nevent\ndata: b\n\n", events: []event{message("a", ""), message("b", "")}},
	{name: "a type without data goes", wire: "event: x\n\ndata: a\n\n", events: []event{message("a", "")}},
	{name: "spaces of a type", wire: "event:  a b \ndata\n\n", events: []event{{" a b ", "", ""}}},

	{name: "id", wire: "id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n", events: []event{message("a", "1"), message("b", "1"), message("c", "2")}, id: "2"},
	{name: "id behind data", wire: "data: a\nid: 1\n\n", events: []event{message("a", "1")}, id: "1"},
	{name: "the last id counts", wire: "id: 1\nid: 2\ndata: a\n\n", events: []event{message("a", "2")}, id: "2"},
	{name: "an empty id takes it away", wire: "id: 1\ndata: a\n\nid\ndata: b\n\n", events: []event{message("a", "1"), message("b", "")}},
	{name: "an empty id with a colon", wire: "id: 1\n\nid: \ndata: b\n\n", events: []event{message("b", "")}},
	{name: "an id without data counts", wire: "id: 1\n\ndata: b\n\n", events: []event{message("b", "1")}, id: "1"},
	{name: "an id without data at the end", wire: "data: a\n\nid: 7\n\n", events: []event{message("a", "")}, id: "7"},
	{name: "an id in an event that does not end", wire: "id: 1\ndata: a\n\nid: 2\ndata: b\n", events: []event{message("a", "1")}, id: "1"},
	{name: "an id with NUL", wire: "id: 1\ndata: a\n\nid: 2\x00\ndata: b\n\nid: \x00\n\n", events: []event{message("a", "1"), message("b", "1")}, id: "1"},
	{name: "an id with NUL keeps the one of its event", wire: "id: 1\nid: 2\x003\ndata: a\n\n", events: []event{message("a", "1")}, id: "1"},
	{name: "spaces of an id", wire: "id:  x \ndata\n\n", events: []event{message("", " x ")}, id: " x "},
	{name: "an id from before", wire: "data: a\n\nid: 2\ndata: b\n\n", before: "1", events: []event{message("a", "1"), message("b", "2")}, id: "2"},
	{name: "an id from before stays", wire: ": x\n\ndata: b", before: "1", id: "1"},
	{name: "an id from before is taken away", wire: "id\n\n", before: "1"},

	{name: "retry", wire: "retry: 1500\ndata: a\n\n", events: []event{message("a", "")}, retry: 1500},
	{name: "retry without an event", wire: "retry:1", retry: 0},
	{name: "retry without an empty line", wire: "retry:1\n", retry: 1},
	{name: "zeros of retry", wire: "retry: 000030\n", retry: 30},
	{name: "the last retry counts", wire: "retry: 1\nretry: 2\n", retry: 2},
	{name: "retry of other than digits", wire: "retry: 5\nretry: 1x\nretry: -1\nretry: +1\nretry: 1.5\nretry: 1e3\nretry:  1\nretry: 1 \nretry: 0x10\nretry: \u0661\nretry: 1\x00\n", retry: 5},
	{name: "an empty retry", wire: "retry: 5\nretry\nretry:\nretry: \n", retry: 5},
	{name: "the largest retry", wire: "retry: 9223372036854775807\n", retry: math.MaxInt64},
	{name: "a retry beyond it", wire: "retry: 9223372036854775808\n", retry: math.MaxInt64},
	{name: "a retry far beyond it", wire: "retry: " + strings.Repeat("9", 60) + "\n", retry: math.MaxInt64},

	{name: "other fields", wire: "dat: x\nDATA: x\nData: x\ndata : x\n data: x\ndatax: x\nID: x\nEvent: x\nx\ndata: a\n\n", events: []event{message("a", "")}},
	{name: "not ended by a line end", wire: "data: a\n\ndata: b", events: []event{message("a", "")}},
	{name: "not ended by an empty line", wire: "data: a\n\ndata: b\n", events: []event{message("a", "")}},
	{name: "a space is no empty line", wire: "data: a\n \ndata: b\n\n", events: []event{message("a\nb", "")}},

	{name: "letters beyond ASCII", wire: "event: \u00fc\ndata: \u20ac\U0001f600\nid: \u00e9\n\n", events: []event{{"ü", "€😀", "é"}}, id: "é"},
	{name: "a byte that begins nothing", wire: "data: a\xffb\x80c\xc0\xafd\n\n", events: []event{message("a\ufffdb\ufffdc\ufffd\ufffdd", "")}},
	{name: "characters that do not end", wire: "data: \xe2\x82|\xf0\x9f\x98|\xc3|\xf0\x9f\n\n", events: []event{message("\ufffd|\ufffd|\ufffd|\ufffd", "")}},
	{name: "one that another one ends", wire: "data: \xe2\x82\xe2\x82\xac\xf0\x9f\xc3\xa9\n\n", events: []event{message("\ufffd€\ufffdé", "")}},
	{name: "characters whose second byte has a narrow range", wire: "data: \xf0\x90\x80|\xf4\x8f\xbf|\xe0\xa0|\xed\x9f\n\n", events: []event{message("\ufffd|\ufffd|\ufffd|\ufffd", "")}},
	{name: "surrogates", wire: "data: \xed\xa0\x80\n\n", events: []event{message("\ufffd\ufffd\ufffd", "")}},
	{name: "too long and too large", wire: "data: \xe0\x80\xaf|\xf0\x80\x80\xaf|\xf4\x90\x80\x80|\xf8\x88\x80\x80\x80\n\n", events: []event{message("\ufffd\ufffd\ufffd|\ufffd\ufffd\ufffd\ufffd|\ufffd\ufffd\ufffd\ufffd|\ufffd\ufffd\ufffd\ufffd\ufffd", "")}},
	{name: "one that a line end ends", wire: "data: \xe2\x82\ndata: \xe2\r\n\n", events: []event{message("\ufffd\n\ufffd", "")}},
	{name: "no UTF-8 in type and id", wire: "event: \xe2\x82x\nid: \xffy\ndata\n\n", events: []event{{"\ufffdx", "", "\ufffdy"}}, id: "\ufffdy"},
	{name: "no UTF-8 in a name", wire: "da\xffta: x\n\xc3data: x\ndata\xc3: x\n\xffid: 1\ndata: a\n\n", events: []event{message("a", "")}},

	{name: "a language model", wire: "event: content_block_delta\r\ndata: {\"type\":\"text_delta\",\"text\":\"Hé\"}\r\n\r\nevent: ping\r\ndata: {}\r\n\r\ndata: [DONE]\r\n\r\n",
		events: []event{{"content_block_delta", "{\"type\":\"text_delta\",\"text\":\"Hé\"}", ""}, {"ping", "{}", ""}, message("[DONE]", "")}},
}

// TestVectors holds each rule, whole, byte by byte, split at each place and cut at each place.
func TestVectors(t *testing.T) {
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			want := seen{events: v.events, id: v.id, retry: v.retry}
			if v.retry == 0 {
				want.retry = -1
			}
			if got := parse(v.before, 0, []byte(v.wire)); !got.equal(want) {
				t.Errorf("%q:\n got %+v\nwant %+v", v.wire, got, want)
			}
			sameInPieces(t, v.before, []byte(v.wire), true)
		})
	}
}

// TestVectorsWithOtherLineEnds: a stream means the same with any line end in the place of LF.
func TestVectorsWithOtherLineEnds(t *testing.T) {
	for _, v := range vectors {
		if strings.Contains(v.wire, "\r") {
			continue
		}
		for _, end := range []string{"\r", "\r\n"} {
			wire := strings.ReplaceAll(v.wire, "\n", end)
			if got, want := parse(v.before, 0, []byte(wire)), parse(v.before, 0, []byte(v.wire)); !got.equal(want) {
				t.Errorf("%q:\n got %+v\nwant %+v", wire, got, want)
			}
			sameInPieces(t, v.before, []byte(wire), false)
		}
	}
}

// TestVectorsInARow: nothing of an event, but the id and the retry time, is left for the next.
func TestVectorsInARow(t *testing.T) {
	var all []byte
	for _, v := range vectors {
		all = append(append(all, v.wire...), "\n\n"...)
	}
	for _, size := range []int{1, 2, 3, 5, 7, 64, 1000, len(all)} {
		if got, want := parse("", 0, slices.Collect(slices.Chunk(all, size))...), model("", all); !got.equal(want) {
			t.Errorf("in pieces of %d:\n got %+v\nwant %+v", size, got, want)
		}
	}
}

// TestParserLimits stands on each limit and passes it by one, in pieces of several sizes: whether an event is let
// through depends on the bytes alone.
func TestParserLimits(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, test := range []struct {
		name string
		most int
		wire func(over int) string
		want string
	}{
		{"a line of data", 0, func(over int) string { return "data:" + x(limits.EventLine-len("data:")+over) + "\n\n" }, "a line of more than 1048576 bytes"},
		{"a comment", 0, func(over int) string { return ":" + x(limits.EventLine-1+over) + "\r\ndata\n\n" }, "a line of more than 1048576 bytes"},
		{"a line without an end", 0, func(over int) string { return "data\n\n" + x(limits.EventLine+over) }, "a line of more than 1048576 bytes"},
		{"an event", 0, func(over int) string {
			line := "data:" + x(1<<19-1) + "\n"
			return strings.Repeat(line, limits.Event>>19-1) + "data:" + x(1<<19+over) + "\n\n"
		}, "an event of more than 8388608 bytes"},
		{"an event of empty lines", 1000, func(over int) string { return strings.Repeat("data\n", 1001+over) + "\n" }, "an event of more than 1000 bytes"},
		{"an event that grows as it is decoded", 999, func(over int) string {
			return "data:" + strings.Repeat("\xff", 333) + strings.Repeat("a", over) + "\n\n"
		}, "an event of more than 999 bytes"},
		{"an event of the caller's size", 10, func(over int) string { return "data: " + x(10+over) + "\n\n" }, "an event of more than 10 bytes"},
		{"a larger event in one line", 2 << 20, func(over int) string { return "data: " + x(2<<20+over) + "\n\n" }, "a line of more than 2097158 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, size := range []int{1000, 1 << 16, 1 << 30} {
				good := []byte(test.wire(0))
				got := parse("", test.most, slices.Collect(slices.Chunk(good, size))...)
				if len(got.events) != 1 || got.err != "" {
					t.Errorf("at the limit, pieces of %d: %d events, error %q", size, len(got.events), got.err)
				}
				bad := []byte(test.wire(1))
				over := parse("", test.most, slices.Collect(slices.Chunk(append(bad, "\n\ndata: late\n\n"...), size))...)
				if over.err != test.want || slices.ContainsFunc(over.events, func(e event) bool { return e.Data == "late" }) {
					t.Errorf("over the limit, pieces of %d: %d events, error %q", size, len(over.events), over.err)
				}
			}
		})
	}
}

// TestParserMemory streams 64 MiB of each kind of line and holds what the parser keeps against what one line of it
// needs.
func TestParserMemory(t *testing.T) {
	for name, line := range map[string]string{
		"small events":         "data: x\n\n",
		"events":               "id: 1\nevent: a\ndata: " + strings.Repeat("x", 4000) + "\n\n",
		"events of 3 MiB":      strings.Repeat("data: "+strings.Repeat("x", 1<<20-10)+"\n", 3) + "\n",
		"comments":             ": " + strings.Repeat("x", 1000) + "\n",
		"empty lines":          strings.Repeat("\r\n", 500),
		"ids":                  "id: " + strings.Repeat("x", 1000) + "\n",
		"types":                "event: " + strings.Repeat("\xff", 1000) + "\n",
		"fields of no meaning": "x: " + strings.Repeat("x", 1000) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			piece := []byte(strings.Repeat(line, max(1, 1<<16/len(line))))
			p := eventsource.NewParser("", 0)
			held := func() int64 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				return int64(m.HeapAlloc)
			}
			before := held()
			for sent := 0; sent < 64<<20; sent += len(piece) {
				for part := range slices.Chunk(piece, 30_000) {
					if err := p.Feed(part, func(event) {}); err != nil {
						t.Fatal(err)
					}
				}
			}
			if grown := held() - before; grown > 1<<20 {
				t.Errorf("keeps %d bytes after 64 MiB", grown)
			}
			runtime.KeepAlive(p)
			runtime.KeepAlive(piece)
		})
	}
}

// TestParserAllocations: an event costs its strings, and a line that is none nothing.
func TestParserAllocations(t *testing.T) {
	p := eventsource.NewParser("", 0)
	for wire, want := range map[string]float64{
		"data: hello\ndata: world\n\n":   1,
		"event: add\ndata: hello\n\n":    2,
		": keep alive\n\nretry: 10\nx\n": 0,
	} {
		got := testing.AllocsPerRun(100, func() {
			for piece := range slices.Chunk([]byte(wire), 5) {
				p.Feed(piece, func(event) {})
			}
		})
		if got > want+1 { // one for the bytes of wire
			t.Errorf("%q: %v allocations, want %v", wire, got, want+1)
		}
	}
}

// BenchmarkParser has streams of each line end: bytes without one of the line ends are looked at once, however many
// lines they have.
func BenchmarkParser(b *testing.B) {
	for name, line := range map[string]string{
		"LF": "data: x\n\n", "CR": "data: x\r\r", "CRLF": "data: x\r\n\r\n", "tokens": "event: delta\ndata: {\"text\":\"" + strings.Repeat("word ", 20) + "\"}\n\n",
		"lines of 64 KiB": "data: " + strings.Repeat("x", 64<<10) + "\n\n", "not UTF-8": "data: " + strings.Repeat("\xe2\x82", 500) + "\n\n",
	} {
		b.Run(name, func(b *testing.B) {
			piece := []byte(strings.Repeat(line, 1<<20/len(line)+1))
			b.SetBytes(int64(len(piece)))
			for b.Loop() {
				p := eventsource.NewParser("", 0)
				if err := p.Feed(piece, func(event) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
