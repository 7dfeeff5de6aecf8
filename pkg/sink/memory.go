// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

// An Array is memory that its consumer lends: the engine's PackedByteArray.
type Array interface {
	Resize(n int) []byte
	Free()
}

// A Memory gathers a body.
type Memory struct{ decided chan struct{} }

func NewMemory(newArray func() Array) *Memory { return &Memory{make(chan struct{})} }

// Expect says how long the body will be.
func (m *Memory) Expect(n int64) {}

func (m *Memory) Write(p []byte) (int, error) { return len(p), nil }

// Decide says whether the body is wanted in pieces or whole.
func (m *Memory) Decide(pieces bool) {}

// Decided is closed by Decide, and by Close. Body holds only from then on.
func (m *Memory) Decided() <-chan struct{} { return m.decided }

// Take returns the next piece.
func (m *Memory) Take() (Array, int) { return nil, 0 }

// Body returns the body.
func (m *Memory) Body() (Array, int) { return nil, 0 }

// Drop forgets what came.
func (m *Memory) Drop() {}

func (m *Memory) Close(err error) {}
