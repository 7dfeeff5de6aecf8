// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"runtime"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
)

func TestResetAfterBytes(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		data := peertest.Pattern(20000)
		f.Write(data)
		f.reset()
		got, err := drain(t, s)
		// Windows drops what nobody has read when a reset comes.
		if !bytes.Equal(got, data) && runtime.GOOS != "windows" {
			t.Fatalf("%d bytes of %d before %v", len(got), len(data), err)
		}
		failed(t, err, fault.Read)
		if _, again := s.Fetch(1); again != err {
			t.Fatalf("then %v, first %v", again, err)
		}
	})
}

// The kernel reports a reset once, to whoever asks first; a later read would take the stream for one that ended in
// order.
func TestResetIsNoEndWhoeverMeetsIt(t *testing.T) {
	write := func(t *testing.T, what string, f func(s *stream.Stream) error) func(*testing.T, *stream.Stream) {
		return func(t *testing.T, s *stream.Stream) {
			within(t, what, func() bool {
				err := f(s)
				if err != nil {
					failed(t, err, fault.Write)
				}
				return err != nil
			})
		}
	}
	for who, look := range map[string]func(t *testing.T, s *stream.Stream){
		"fetch": func(*testing.T, *stream.Stream) {},
		"wait": func(t *testing.T, s *stream.Stream) {
			if err := s.WaitRead(); err != nil {
				t.Error(err)
			}
		},
		"write": write(t, "an error of Write", func(s *stream.Stream) error {
			_, err := s.Write([]byte("x"))
			return err
		}),
		"send": write(t, "an error of Send", func(s *stream.Stream) error {
			err := s.Send(make([]byte, 100_000), nil, nil)
			if err == stream.ErrBusy {
				return nil
			}
			return err
		}),
	} {
		t.Run(who, func(t *testing.T) {
			eachKind(t, func(t *testing.T, kind string) {
				s, f := pair(t, kind, stream.Options{})
				f.reset()
				look(t, s)
				_, err := drain(t, s)
				failed(t, err, fault.Read)
			})
		})
	}
}

// The other way round: an end in order stays one when a write then fails.
func TestEndStaysAnEndAfterFailedWrite(t *testing.T) {
	s, f := pair(t, "plain", stream.Options{})
	f.closeWrite()
	if err := s.WaitRead(); err != nil {
		t.Fatal(err)
	}
	f.reset()
	within(t, "an error of Write", func() bool {
		_, err := s.Write([]byte("x"))
		return err != nil
	})
	if _, err := drain(t, s); err != io.EOF {
		t.Fatal(err)
	}
}

// TCP's end under TLS is an error behind the bytes.
func TestCut(t *testing.T) {
	for _, kind := range kinds[1:] {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind, stream.Options{})
			io.WriteString(f, "half a b")
			f.tcp.CloseWrite()
			got, err := drain(t, s)
			failed(t, err, fault.Read)
			if string(got) != "half a b" || !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("%q, %v", got, err)
			}
		})
	}
}

// What a panic in a connection means to the caller.
func TestPanicBecomesAnError(t *testing.T) {
	var told *fault.PanicError
	s := fake(t, fakeConn{read: func([]byte) (int, error) { panic("planted") }}, stream.Options{})
	_, err := drain(t, s)
	failed(t, err, fault.Read)
	if !errors.As(err, &told) || told.Value != "planted" {
		t.Error(err)
	}
	s = fake(t, fakeConn{write: func([]byte) (int, error) { panic("planted") }}, stream.Options{})
	released := make(chan bool, 2)
	if err := s.Send(make([]byte, 100_000), nil, func() { released <- true }); err != nil {
		t.Fatal(err)
	}
	<-released
	within(t, "an error of Flush", func() bool {
		_, err = s.Flush()
		return err != nil
	})
	failed(t, err, fault.Write)
	if !errors.As(err, &told) || len(released) > 0 {
		t.Error(err)
	}
	within(t, "nothing pending", func() bool { return !s.Pending() })
	if _, again := s.Write([]byte("x")); again != err {
		t.Error(again)
	}
}

// A fakeConn lies over a wire as TLS does.
type fakeConn struct {
	net.Conn
	read, write func(p []byte) (int, error)
}

func (c fakeConn) Read(p []byte) (int, error) {
	if c.read == nil {
		return c.Conn.Read(p)
	}
	return c.read(p)
}

func (c fakeConn) Write(p []byte) (int, error) {
	if c.write == nil {
		return c.Conn.Write(p)
	}
	return c.write(p)
}

func fake(t *testing.T, c fakeConn, o stream.Options) *stream.Stream {
	t.Helper()
	s, _ := pair(t, "fake", o, func(w net.Conn) net.Conn {
		c.Conn = w
		return c
	})
	return s
}
