// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"io"
	"os"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
)

// newBody makes the body of a request of what a script gave; nil: none. kind is its content type, where it is of our
// making; refused says why it makes no body.
func newBody(v godot.Variant) (body fetch.Body, kind, refused string) {
	switch v.Kind() {
	case godot.KindNil:
		return nil, "", ""
	case godot.KindString:
		return &bytesBody{data: []byte(v.Text()), release: func() {}}, "", ""
	case godot.KindBytes:
		data, release, _ := v.HoldBytes()
		return &bytesBody{data: data, release: release}, "", ""
	case godot.KindDictionary, godot.KindArray:
		return &bytesBody{data: []byte(godot.CallStatic("JSON", "stringify", v.Copy())), release: func() {}}, "application/json", ""
	case godot.KindObject:
		if o := v.Object(); o.Is("FileAccess") {
			body, refused := newFileBody(o)
			if refused != "" {
				return nil, "", refused
			}
			return body, "", ""
		}
	}
	return nil, "", "a body is a String, a PackedByteArray, a Dictionary, an Array or a FileAccess that is open"
}

// A bytesBody sends what lies in memory.
type bytesBody struct {
	mu      sync.Mutex
	data    []byte // nil once it is closed
	sent    int
	release func()
}

func (b *bytesBody) Length() int64 { return int64(len(b.data)) }

func (b *bytesBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.release == nil:
		return 0, os.ErrClosed
	case b.sent == len(b.data):
		return 0, io.EOF
	}
	n := copy(p, b.data[b.sent:])
	b.sent += n
	return n, nil
}

func (b *bytesBody) Rewind() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sent = 0
	return nil
}

func (b *bytesBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.release != nil {
		b.release()
		b.data, b.release = nil, nil
	}
	return nil
}
