// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/reason"
)

const (
	filePiece = 256 << 10     // bytes that one get_buffer() asks for
	fileTurn  = 8 * filePiece // most bytes that one deferred call reads: a gigabit a second at 60 frames
	fileAhead = 2 * fileTurn  // most bytes that are read and not sent
)

// A fileBody sends a FileAccess from its position on. It is read on threads of the engine's, which is the main thread
// in deferred calls, once a frame, a little ahead of what the network takes.
type fileBody struct {
	start, length int64

	file godot.Reference // empty once it was let go of; used with fileReading

	mu      sync.Mutex
	changed *sync.Cond
	ahead   []filePart // what was read and not sent, in order
	size    int        // of ahead
	read    int64      // position in the body up to which the file was read
	sent    int64      // position up to which Read gave it out
	asked   bool       // a deferred call is on its way
	round   int        // counts Rewind
	err     error
	closed  bool
}

// fileReading lets one thread at all files: a script may send one of them twice.
var fileReading sync.Mutex

// A filePart is what one get_buffer() returned; data becomes what of it is left.
type filePart struct {
	data    []byte
	release func()
}

// newFileBody takes the file as it stands; refused says why it cannot be sent.
func newFileBody(file godot.Object) (b *fileBody, refused string) {
	if !file.CallBool("is_open") {
		return nil, "the FileAccess is not open"
	}
	start := file.CallInt("get_position")
	length := file.CallInt("get_length") - start
	if length < 0 {
		return nil, "the position of the FileAccess is behind its end"
	}
	b = &fileBody{start: start, length: length, file: godot.NewReference(file)}
	b.changed = sync.NewCond(&b.mu)
	if !keep(b) {
		b.drop()
		return nil, "the program ends"
	}
	return b, ""
}

func (b *fileBody) Length() int64 { return b.length }

func (b *fileBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		switch {
		case b.closed:
			return 0, os.ErrClosed
		case len(b.ahead) > 0:
			n := b.take(p)
			b.ask()
			return n, nil
		case b.err != nil:
			return 0, b.err
		case b.sent == b.length:
			return 0, io.EOF
		}
		b.ask()
		b.changed.Wait()
	}
}

// take gives out of the first part. The caller holds the lock.
func (b *fileBody) take(p []byte) int {
	part := &b.ahead[0]
	n := copy(p, part.data)
	part.data = part.data[n:]
	b.size -= n
	b.sent += int64(n)
	if len(part.data) == 0 {
		part.release()
		b.ahead = b.ahead[1:]
	}
	return n
}

// ask has the file read on where there is room. The caller holds the lock.
func (b *fileBody) ask() {
	if b.asked || b.closed || b.err != nil || b.read == b.length || b.size > fileAhead-filePiece {
		return
	}
	b.asked = true
	godot.Defer(b.serve)
	waiters.tell(b)
}

// serve reads on, at most fileTurn bytes.
func (b *fileBody) serve() {
	fileReading.Lock()
	defer fileReading.Unlock()
	for range fileTurn / filePiece {
		if !b.readPiece() {
			break
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = false
	if b.size == 0 {
		b.ask() // what a Rewind threw away
	}
}

// readPiece reads one piece and reports whether that worked. The caller has fileReading.
func (b *fileBody) readPiece() bool {
	b.mu.Lock()
	from, round := b.read, b.round
	n := min(filePiece, b.length-from)
	if b.closed || b.file.IsEmpty() || b.err != nil || n == 0 || b.size > fileAhead-filePiece {
		b.mu.Unlock()
		return false
	}
	b.mu.Unlock()

	part, err := b.get(from, n)

	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.closed || b.round != round:
		if part.release != nil {
			part.release()
		}
		return false
	case err != nil:
		b.err = err
	default:
		b.ahead = append(b.ahead, part)
		b.size += len(part.data)
		b.read += n
	}
	b.changed.Broadcast()
	return err == nil
}

// get reads n bytes of the body at a position. A script may have moved the file in the meantime, or send it twice.
func (b *fileBody) get(from, n int64) (part filePart, err error) {
	file := b.file.Object()
	if !file.CallBool("is_open") {
		return part, badFile("the FileAccess was closed after %d of %d bytes", from, b.length)
	}
	if file.CallInt("get_position") != b.start+from {
		file.Call("seek", nil, godot.Int(b.start+from))
	}
	file.Call("get_buffer", func(v godot.Variant) { part.data, part.release, _ = v.HoldBytes() }, godot.Int(n))
	if int64(len(part.data)) < n {
		if part.release != nil {
			part.release()
		}
		return filePart{}, badFile("the FileAccess ended after %d of %d bytes", from+int64(len(part.data)), b.length)
	}
	return part, nil
}

func badFile(format string, args ...any) error {
	return &reason.Error{Stage: "write", Word: reason.BadBody, Text: fmt.Sprintf(format, args...)}
}

func (b *fileBody) Rewind() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.forgetAhead()
	b.read, b.sent, b.err = 0, 0, nil
	b.round++
	return nil
}

// forgetAhead frees what was read. The caller holds the lock.
func (b *fileBody) forgetAhead() {
	for _, part := range b.ahead {
		part.release()
	}
	b.ahead, b.size = nil, 0
}

// Close leaves letting go of the file to the main thread.
func (b *fileBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	b.forgetAhead()
	b.changed.Broadcast()
	godot.Defer(func() {
		if forget(b) {
			b.drop()
		}
	})
	return nil
}

func (b *fileBody) awaiting() []godot.Reference { return nil }

func (b *fileBody) drop() {
	fileReading.Lock()
	file := b.file
	b.file = godot.Reference{}
	fileReading.Unlock()
	file.Release()
}
