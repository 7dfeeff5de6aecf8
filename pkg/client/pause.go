// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "time"

// A pause is how long a body's reads leave a plain stream alone that they find empty
// again and again, or in small pieces. A script that reads in a tight loop would else ask
// the system some million times a second, and each question takes the socket away from the
// sender: a large body came at half the speed, and small chunks one a question. A script
// that reads until a read is empty is not told so before two questions found nothing; the
// sender goes on as soon as the first one made room.
//
// It counts from the question. Both lengths are far below a frame, and the longer one
// still is below what a message takes from process to process.
type pause struct {
	until time.Duration // on the clock of sinceStart; 0: none
	small bool          // the last bytes that came were fewer than smallPiece
	empty bool          // the last question found nothing
}

const (
	shortPause = 2 * time.Microsecond
	longPause  = 20 * time.Microsecond // while bytes come in small pieces
	smallPiece = 4 << 10               // bytes
)

var start = time.Now()

// sinceStart is the monotonic clock; a Duration is cheaper to keep than a Time.
func sinceStart() time.Duration { return time.Since(start) }

func (p *pause) lasts() bool { return p.until != 0 && sinceStart() < p.until }

// begin notes a question for up to want bytes that n came of.
func (p *pause) begin(n, want int) {
	again := p.empty && n == 0
	p.empty = n == 0
	if n > 0 {
		p.small = n < smallPiece
	}
	switch {
	case p.small && n != want:
		p.until = sinceStart() + longPause
	case again:
		p.until = sinceStart() + shortPause
	default:
		p.until = 0
	}
}

// saw notes what the stream gave. Only questions that cost a system call are worth a
// pause: a queue has its answer at hand, and what a script brought is for the script to
// time.
func (k *Connection) saw(n, want int) {
	if k.asks {
		k.pause.begin(n, want)
	}
}

// wakeUp ends the pause: another message's pace tells nothing.
func (k *Connection) wakeUp() {
	k.mu.Lock()
	k.pause = pause{}
	k.mu.Unlock()
}

// rests tells whether nothing is buffered and the stream is not to be asked yet.
func (k *Connection) rests() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.in.size() == 0 && k.pause.lasts()
}
