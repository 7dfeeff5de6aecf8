// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
)

func TestCarriesBytesBothWays(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		data := peertest.Pattern(5<<20 + 77)
		go func() {
			io.CopyN(f, f, int64(len(data)))
			f.closeWrite()
		}()
		go put(t, s, data)
		if got, err := drain(t, s); err != io.EOF || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
		}
	})
}

// Whatever Send and Write do on which thread, bytes go out in the order of the calls, and each message is released
// once.
func TestWritesKeepOrder(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		var want []byte
		var releases atomic.Int64
		byteOf := byte(0)
		fresh := func(n int) []byte {
			p := bytes.Repeat([]byte{byteOf}, n)
			byteOf++
			want = append(want, p...)
			return p
		}
		got := make(chan []byte)
		go func() {
			all, err := io.ReadAll(f)
			if err != nil {
				t.Error(err)
			}
			got <- all
		}()
		sends := int64(0)
		for i := range 60 {
			size := []int{0, 1, 100, 4 << 10, 5 << 10, 300_000}[i%6]
			if i%4 == 0 {
				put(t, s, fresh(size))
				continue
			}
			head, body := fresh(100), fresh(size)
			sends++
			within(t, "the Send before is written", func() bool {
				err := s.Send(head, body, func() { releases.Add(1) })
				if err != nil && err != stream.ErrBusy {
					t.Fatal(err)
				}
				return err == nil
			})
			if i%2 == 0 {
				if err := s.WaitWrite(); err != nil {
					t.Fatal(err)
				}
			}
		}
		within(t, "all is written", func() bool {
			done, err := s.Flush()
			return err == nil && done && !s.Pending()
		})
		if n := releases.Load(); n != sends {
			t.Errorf("%d releases of %d", n, sends)
		}
		s.Close()
		if all := <-got; !bytes.Equal(all, want) {
			t.Errorf("%d bytes of %d, or not the same", len(all), len(want))
		}
	})
}

// A server that never reads. Send takes one message, Write some 4 MiB; neither waits, and Close ends it all.
func TestServerThatNeverReads(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		chunk, sum := make([]byte, 1<<20), 0
		for n := 1; n > 0; {
			var err error
			if n, err = s.Write(chunk); err != nil {
				t.Fatal(err)
			}
			if sum += n; sum > 32<<20 {
				t.Fatal("there is no bound")
			}
		}
		if sum < 4<<20 {
			t.Errorf("takes no more than %d bytes", sum)
		}
		if !s.Pending() {
			t.Error("nothing is pending")
		}
		var releases atomic.Int64
		release := func() { releases.Add(1) }
		if err := s.Send(chunk, chunk, release); err != nil {
			t.Fatal(err)
		}
		if err := s.Send(chunk, nil, release); err != stream.ErrBusy {
			t.Fatal(err)
		}
		if n, err := s.Write(chunk); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if done, err := s.Flush(); done || err != nil {
			t.Fatal(done, err)
		}
		waits := make(chan error)
		go func() { waits <- s.WaitWrite() }()
		s.Close()
		err := <-waits
		failed(t, err, fault.Write)
		if !errors.Is(err, net.ErrClosed) {
			t.Fatal(err)
		}
		within(t, "the message is released, and nothing pends", func() bool { return releases.Load() == 1 && !s.Pending() })
		failed(t, s.Send(chunk, nil, release), fault.Write)
		if _, err := s.Flush(); !errors.Is(err, net.ErrClosed) || releases.Load() != 1 {
			t.Error(err)
		}
		peertest.WantClosed(t, f.tcp)
	})
}

// All streams together hold 32 MiB for servers that do not read, and each still takes 64 KiB.
func TestWritersShare(t *testing.T) {
	stuck := make(chan bool)
	sum := 0
	chunk := make([]byte, 4<<20)
	for i := range 20 {
		s := fake(t, fakeConn{write: func([]byte) (int, error) { <-stuck; return 0, net.ErrClosed }}, stream.Options{})
		n, err := s.Write(chunk)
		if err != nil || n < block {
			t.Fatalf("stream %d: %d, %v", i, n, err)
		}
		sum += n
	}
	if sum > 34<<20 {
		t.Errorf("%d MiB", sum>>20)
	}
	close(stuck)
}

// A peer that has itself answered without end, as by key updates, and reads nothing, ends the stream and not the
// memory.
func TestPeerThatReadsNoAnswers(t *testing.T) {
	wire := make(chan net.Conn, 1)
	answers := 0
	conn := fakeConn{read: func([]byte) (int, error) {
		w := <-wire
		defer func() { wire <- w }()
		if answers++; answers > 10_000 {
			return 0, io.EOF
		}
		_, err := w.Write(make([]byte, 16<<10))
		return 0, err
	}}
	s, _ := pair(t, "fake", stream.Options{}, func(w net.Conn) net.Conn {
		wire <- w
		conn.Conn = w
		return conn
	})
	_, err := drain(t, s)
	failed(t, err, fault.Read)
}
