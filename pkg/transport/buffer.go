// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

// BufferSize is what a Buffer holds, in bytes.
const BufferSize = 64 << 10

// A Buffer is memory of a kind that the reader of a stream wants its bytes in. One that
// a stream has filled can change hands instead of being copied.
type Buffer interface {
	// Bytes is the memory, BufferSize long and the same each time. A stream that gets
	// none of that length does without the Buffer.
	Bytes() []byte
	// Free gives the memory back to where it came from; nothing is called after it.
	Free()
}

// Buffers is where streams get theirs. A Buffer that nobody takes is used again, or freed
// some seconds later. One that comes without the length of its kind is left to the
// garbage collector.
type Buffers struct {
	// New is called by readers of streams on their threads, and else by one goroutine that
	// stays on its own. Free of a Buffer is called by any.
	New func() Buffer

	stock stock
}

// A Giver is a Stream that has Buffers. What it reads ahead of its reader, by a
// goroutine of its own, lies in them.
type Giver interface {
	// Take gives away the Buffer with exactly the next size bytes; nil: they are to
	// be Read. It is called by the reading thread, and the Buffer is its own.
	Take(size int) Buffer

	// Whole tells whether Take(BufferSize) would give one.
	Whole() bool
}
