// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"testing"
	"unicode/utf8"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fetch"
)

// FuzzParser: any bytes give the events that the model of the standard gives, in whatever pieces they come; under small
// limits they give the first of these and then one error, the same for any pieces.
func FuzzParser(f *testing.F) {
	for _, v := range vectors {
		f.Add([]byte(v.wire), uint16(len(v.wire)/2), uint8(3), uint8(20), v.before)
	}
	f.Fuzz(func(t *testing.T, wire []byte, at uint16, size, most uint8, before string) {
		if !utf8.ValidString(before) || bytes.ContainsAny([]byte(before), "\r\n\x00") {
			before = ""
		}
		cut := min(int(at), len(wire))
		ways := [][][]byte{
			{wire}, {wire[:cut], wire[cut:]},
			slices.Collect(slices.Chunk(wire, 1)), slices.Collect(slices.Chunk(wire, int(size)+1)),
		}
		want := model(before, wire)
		for i, pieces := range ways {
			if got := parse(before, 0, pieces...); !got.equal(want) {
				t.Fatalf("%q, way %d:\n got %+v\nwant %+v", wire, i, got, want)
			}
		}
		limit := int(most) + 1
		limited := parse(before, limit, wire)
		for i, pieces := range ways[1:] {
			if got := parse(before, limit, pieces...); !got.equal(limited) {
				t.Fatalf("%q, at most %d, way %d:\n got %+v\nwant %+v", wire, limit, i+1, got, limited)
			}
		}
		if n := len(limited.events); n > len(want.events) || !slices.Equal(limited.events, want.events[:n]) || limited.err == "" && n < len(want.events) {
			t.Fatalf("%q, at most %d: %+v of %+v", wire, limit, limited, want)
		}
		if slices.ContainsFunc(limited.events, func(e eventsource.Event) bool { return len(e.Data) > limit }) {
			t.Fatalf("%q, at most %d: %+v", wire, limit, limited)
		}
	})
}

// FuzzSource: a source that is closed anywhere gave Opened, then the first events of the stream, then Closed once and
// nothing behind it; one that is not closed gave all of them, in whatever pieces they came.
func FuzzSource(f *testing.F) {
	for i, v := range vectors {
		f.Add([]byte(v.wire), uint8(i), uint8(i%7))
	}
	f.Fuzz(func(t *testing.T, wire []byte, size, closeAt uint8) {
		want := model("", wire).events
		c := newConsumer(t)
		body := &pieces{left: slices.Collect(slices.Chunk(wire, int(size)+1)), closeAt: int(closeAt)}
		ready := make(chan struct{})
		var s *eventsource.Source
		body.close = func() {
			<-ready
			s.Close()
		}
		s = eventsource.Open(eventsource.Config{Session: oneBody{fake(), body}, Wake: c.wake})
		close(ready)
		told := c.finish(s)
		var events []event
		for _, i := range c.items {
			if i.Kind == eventsource.KindEvent {
				events = append(events, i.Event)
			}
		}
		n := len(events)
		if n > len(want) || !slices.Equal(events, want[:n]) || !body.closed && n < len(want) {
			t.Fatalf("%q: %+v of %+v", wire, events, want)
		}
		if told[len(told)-1] != "closed" || c.items[0].Kind == eventsource.KindEvent {
			t.Fatalf("%q: %q", wire, told)
		}
		for _, i := range c.items[:len(c.items)-1] {
			if i.Kind == eventsource.KindClosed || i.Kind == eventsource.KindFailed {
				t.Fatalf("%q: %q", wire, told)
			}
		}
	})
}

// A oneBody session answers with one event stream.
type oneBody struct {
	*fakeSession
	body io.ReadCloser
}

func (s oneBody) Do(context.Context, *fetch.Options, *fetch.Request) (*fetch.Response, error) {
	return &fetch.Response{Head: &fetch.Head{Code: 200, Lines: stream("").lines}, Body: s.body}, nil
}

// A pieces body gives one piece a read, and closes the source with the read closeAt.
type pieces struct {
	left    [][]byte
	closeAt int
	reads   int
	closed  bool
	close   func()
}

func (b *pieces) Read(p []byte) (int, error) {
	if b.reads == b.closeAt {
		b.closed = true
		b.close()
	}
	b.reads++
	if len(b.left) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b.left[0])
	b.left = b.left[1:]
	return n, nil
}

func (b *pieces) Close() error { return nil }
