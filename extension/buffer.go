// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"runtime"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/stream"
)

// A buffer is a PackedByteArray that a stream's goroutine fills, for a read to hand to the
// script as it is. So the main thread copies nothing, and neither asks for memory
// nor touches it first.
//
// An array without references elsewhere is plain memory: any thread may make, size, fill and
// free it. One thread makes most, for the C library's sake (pkg/stream/maker.go). What nobody
// took is freed by package stream; the finalizer is for one that is lost.
type buffer struct {
	array godot.ByteArray
	data  []byte // of array
}

var buffers = stream.Buffers{New: newBuffer}

// spare are buffers whose array was taken: they hold an empty one.
var spare sync.Pool

func newBuffer() stream.Buffer {
	b, ok := spare.Get().(*buffer)
	if !ok {
		b = new(buffer) // zeros are an empty array
		runtime.SetFinalizer(b, func(b *buffer) { b.array.Resize(0) })
	}
	b.data = b.array.Resize(stream.BufferSize)
	return b
}

func (b *buffer) Bytes() []byte { return b.data }

func (b *buffer) Free() {
	b.array.Resize(0)
	b.data = nil
	spare.Put(b)
}

// A readResult is a PackedByteArray that a read returns, as a client.Sink and client.Taker.
type readResult struct{ godot.ByteArray }

// Take makes the array of b, a *buffer, that of the script.
func (a *readResult) Take(b stream.Buffer) {
	taken := b.(*buffer)
	a.ByteArray, taken.array = taken.array, a.ByteArray
	if taken.array != (godot.ByteArray{}) {
		taken.array.Resize(0)
	}
	taken.data = nil
	spare.Put(taken)
}
