// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// A Hold makes the bytes of a body last beyond the call that brought them, unchanged,
// until release is called, by any thread.
type Hold func() (release func())

const (
	// copiedBody is the largest body, in bytes, that is copied behind its head and
	// written with it, for holding one costs about as much.
	copiedBody = 64 << 10
	// firstPiece is how much of a larger one, in bytes, goes out with the head.
	firstPiece = 16 << 10
)

// A message is what is left to write of a request: head, then body.
type message struct {
	head, body []byte
	release    func() // of body's memory; nil: nobody waits for it
}

// give puts body behind head, which is the message's to append to, and holds what it
// does not copy. With a nil hold it copies all.
func (m *message) give(head, body []byte, hold Hold) {
	n := len(body)
	if hold != nil && n > copiedBody {
		n = firstPiece
		m.release = hold()
	}
	m.head, m.body = append(head, body[:n]...), body[n:]
}

func (m *message) empty() bool { return len(m.head)+len(m.body) == 0 }

// next is what to write; empty: it is all written.
func (m *message) next() []byte {
	if len(m.head) > 0 {
		return m.head
	}
	return m.body
}

// wrote notes that the n first bytes of next were taken.
func (m *message) wrote(n int) {
	if len(m.head) > 0 {
		m.head = m.head[n:]
	} else {
		m.body = m.body[n:]
	}
	if m.empty() {
		m.drop()
	}
}

// drop lets go of everything, written or not.
func (m *message) drop() {
	release := m.release
	*m = message{}
	if release != nil {
		release()
	}
}
