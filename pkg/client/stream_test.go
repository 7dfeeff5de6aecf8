// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"crypto/tls"
	"net"

	"httpclientgo/pkg/stream"
)

// A player is the far end of a double. Read and Write never wait: 0 and nil means nothing yet, or full.
type player interface {
	Read(p []byte) (int, error)
	Write(p []byte) (int, error)
	End() error // of the stream, where nothing is left to read
	Wait()      // what the test does while a call waits
	Close()
}

// A double is a Stream in memory, on the caller's thread alone: what a call finds is decided by the test. bound: it is
// one of a script's, which is asked for no more than what surely belongs to the message.
type double struct {
	player
	bound   bool
	mem     []byte
	buf     []byte
	out     []byte
	release func()
}

func over(p player, bound bool) *double { return &double{player: p, bound: bound} }

func (d *double) Fetch(most int64) (int, error) {
	room := max(0, min(stream.BufferSize, int64(1<<20-len(d.buf))))
	if d.bound {
		room = min(most, 16<<20)
	}
	for room > 0 {
		if d.mem == nil {
			d.mem = make([]byte, stream.BufferSize)
		}
		p := d.mem[:min(room, stream.BufferSize)]
		n, err := d.Read(p)
		d.buf = append(d.buf, p[:n]...)
		if room -= int64(n); err != nil && len(d.buf) == 0 {
			return 0, err
		}
		if n == 0 || !d.bound {
			break
		}
	}
	if len(d.buf) == 0 {
		return 0, d.End()
	}
	return len(d.buf), nil
}

func (d *double) Bytes() []byte { return d.buf }
func (d *double) Discard(n int) {
	if d.buf = d.buf[n:]; len(d.buf) == 0 {
		d.buf = d.buf[:0]
	}
}
func (d *double) Take() stream.Buffer { return nil }
func (d *double) Quiet() bool         { return false }

func (d *double) Send(head, body []byte, release func()) error {
	d.out, d.release = append(append([]byte(nil), head...), body...), release
	return nil
}

func (d *double) Flush() (bool, error) {
	for len(d.out) > 0 {
		n, err := d.player.Write(d.out)
		d.out = d.out[n:]
		if n == 0 || err != nil {
			return false, err
		}
	}
	if d.release != nil {
		d.release()
		d.release = nil
	}
	return true, nil
}

func (d *double) WaitRead() error {
	d.Wait()
	return nil
}

func (d *double) WaitWrite() error                      { return d.WaitRead() }
func (d *double) LocalAddr() net.Addr                   { return nil }
func (d *double) RemoteAddr() net.Addr                  { return nil }
func (d *double) SetNoDelay(bool) error                 { return nil }
func (d *double) ConnectionState() *tls.ConnectionState { return nil }
