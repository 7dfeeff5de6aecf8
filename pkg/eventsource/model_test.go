// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/eventsource"
)

// A seen is all that a parser says of a stream.
type seen struct {
	events []eventsource.Event
	id     string
	retry  int64
	err    string
}

func (s seen) equal(o seen) bool {
	return slices.Equal(s.events, o.events) && s.id == o.id && s.retry == o.retry && s.err == o.err
}

// parse feeds the pieces to one parser.
func parse(lastEventID string, most int, pieces ...[]byte) seen {
	p := eventsource.NewParser(lastEventID, most)
	var s seen
	for _, piece := range pieces {
		piece = slices.Clone(piece)
		if err := p.Feed(piece, func(e eventsource.Event) { s.events = append(s.events, e) }); err != nil {
			s.err = err.Error()
		} else if s.err != "" {
			s.err = "an error that went away: " + s.err
		}
		clear(piece) // a parser that kept it shows
	}
	s.id, s.retry = p.LastEventID(), p.Retry()
	return s
}

// model is the text of WHATWG HTML 9.2.6 in the plainest words: the whole stream decoded, cut into lines, taken one
// after the other. It knows no limits.
func model(lastEventID string, wire []byte) seen {
	s := seen{id: lastEventID, retry: -1}
	text := strings.TrimPrefix(decoded(wire), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	data, kind, id := "", "", lastEventID
	for _, line := range lines[:len(lines)-1] {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
			s.id = id
			if data != "" {
				if kind == "" {
					kind = "message"
				}
				s.events = append(s.events, eventsource.Event{Type: kind, Data: strings.TrimSuffix(data, "\n"), ID: id})
			}
			data, kind = "", ""
		case name == "data":
			data += value + "\n"
		case name == "event":
			kind = value
		case name == "id" && !strings.Contains(value, "\x00"):
			id = value
		case name == "retry" && value != "" && strings.Trim(value, "0123456789") == "":
			s.retry = 0
			for _, c := range value {
				if s.retry > (1<<63-1-int64(c-'0'))/10 {
					s.retry = 1<<63 - 1
				} else {
					s.retry = s.retry*10 + int64(c-'0')
				}
			}
		}
	}
	return s
}

// decoded is the UTF-8 decoder of the WHATWG Encoding Standard (8.1.1) step by step.
func decoded(b []byte) string {
	var out strings.Builder
	var point rune
	needed, got := 0, 0
	low, high := byte(0x80), byte(0xbf)
	for i := 0; i < len(b); i++ {
		c := b[i]
		if needed == 0 {
			got = 0
			switch {
			case c <= 0x7f:
				out.WriteByte(c)
			case 0xc2 <= c && c <= 0xdf:
				needed, point = 1, rune(c&0x1f)
			case 0xe0 <= c && c <= 0xef:
				if c == 0xe0 {
					low = 0xa0
				}
				if c == 0xed {
					high = 0x9f
				}
				needed, point = 2, rune(c&0xf)
			case 0xf0 <= c && c <= 0xf4:
				if c == 0xf0 {
					low = 0x90
				}
				if c == 0xf4 {
					high = 0x8f
				}
				needed, point = 3, rune(c&0x7)
			default:
				out.WriteRune('\ufffd')
			}
			continue
		}
		inRange := low <= c && c <= high
		low, high = 0x80, 0xbf
		if !inRange {
			needed = 0
			out.WriteRune('\ufffd')
			i-- // the byte is read again
			continue
		}
		point = point<<6 | rune(c&0x3f)
		if got++; got == needed {
			out.WriteRune(point)
			needed = 0
		}
	}
	if needed > 0 {
		out.WriteRune('\ufffd')
	}
	return out.String()
}

// sameInPieces fails the test unless the stream comes out as the model has it: whole, byte by byte, split at each place
// and, where cuts is set, cut at each place.
func sameInPieces(t *testing.T, lastEventID string, wire []byte, cuts bool) {
	t.Helper()
	check := func(how string, at int, part []byte, pieces ...[]byte) {
		t.Helper()
		if got, want := parse(lastEventID, 0, pieces...), model(lastEventID, part); !got.equal(want) {
			t.Errorf("%q %s %d:\n got %+v\nwant %+v", wire, how, at, got, want)
		}
	}
	check("whole", 0, wire, wire)
	check("byte by byte", 0, wire, slices.Collect(slices.Chunk(wire, 1))...)
	for at := range len(wire) + 1 {
		check("split at", at, wire, wire[:at], nil, wire[at:])
		if cuts {
			check("cut at", at, wire[:at], wire[:at])
			check("byte by byte, cut at", at, wire[:at], slices.Collect(slices.Chunk(wire[:at], 1))...)
		}
	}
}
