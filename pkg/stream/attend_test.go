// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"io"
	"runtime"
	"sync/atomic"
	"testing"

	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
)

// quieten waits until the stream says that nothing has come.
func quieten(t *testing.T, s *stream.Stream, quiet *atomic.Int32) {
	t.Helper()
	within(t, "quiet", s.Quiet)
	if quiet.Load() != 1 {
		t.Fatal("the flag is not set")
	}
}

// The flag tells whoever does not call that something has come, whatever it is.
func TestQuiet(t *testing.T) {
	news := map[string]func(t *testing.T, s *stream.Stream, f *far){
		"a byte": func(t *testing.T, s *stream.Stream, f *far) { io.WriteString(f, "x") },
		"an end": func(t *testing.T, s *stream.Stream, f *far) { f.closeWrite() },
		"reset":  func(t *testing.T, s *stream.Stream, f *far) { f.reset() },
		"Close":  func(t *testing.T, s *stream.Stream, f *far) { s.Close() },
		"a Send is written": func(t *testing.T, s *stream.Stream, f *far) {
			go io.Copy(io.Discard, struct{ io.Reader }{f})
			if err := s.Send(make([]byte, 300_000), nil, nil); err != nil {
				t.Fatal(err)
			}
		},
	}
	eachKind(t, func(t *testing.T, kind string) {
		for name, happen := range news {
			t.Run(name, func(t *testing.T) {
				quiet := new(atomic.Int32)
				s, f := pair(t, kind, stream.Options{Quiet: quiet})
				for range 3 {
					quieten(t, s, quiet)
				}
				happen(t, s, f)
				within(t, "the flag is cleared", func() bool { return quiet.Load() == 0 })
				if name != "a Send is written" && s.Quiet() {
					t.Error("quiet over news")
				}
				if name == "a byte" {
					if getN(t, s, 1, false); !s.Quiet() {
						quieten(t, s, quiet)
					}
				}
			})
		}
	})
	s, _ := pair(t, "plain", stream.Options{})
	if s.Quiet() {
		t.Error("quiet without a flag")
	}
}

// Answers to a caller that polls, that waits, that comes back after a while, and that goes by the flag.
func TestAnswersAreFound(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		quiet := new(atomic.Int32)
		s, f := pair(t, kind, stream.Options{Quiet: quiet})
		go io.Copy(f, struct{ io.Reader }{f})
		data := peertest.Pattern(200_000)
		for i := range 200 {
			n := []int{1, 100, 5000, 200_000}[i%4]
			if err := s.Send(data[:1], data[1:n], nil); err != nil {
				t.Fatal(err)
			}
			if i%3 == 0 {
				within(t, "the reader goroutine sees it", func() bool { return !s.Quiet() && quiet.Load() == 0 })
			}
			got := getN(t, s, n, i%3 == 1)
			if string(got) != string(data[:n]) {
				t.Fatalf("exchange %d: other bytes", i)
			}
			within(t, "Flush", func() bool {
				done, _ := s.Flush()
				return done
			})
			if i%5 == 0 {
				quieten(t, s, quiet)
			}
		}
	})
}

// Records of one byte do not make a call long, nor are they lost when the caller stops asking.
func TestTinyRecords(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13"} {
		s, f := pair(t, kind, stream.Options{})
		const count = 5000
		go func() {
			for range count {
				f.Write([]byte("x"))
			}
		}()
		s.Send([]byte("x"), nil, nil)
		getN(t, s, count/2, false)
		getN(t, s, count/2, true)
		failedNot(t, s)
	}
}

func failedNot(t *testing.T, s *stream.Stream) {
	t.Helper()
	if n, err := s.Fetch(1); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

// Polling, and a steady flow of bytes, make no garbage of ours.
func TestSteadyFetchAllocatesNothing(t *testing.T) {
	from, _ := countedBuffers()
	s, f := pair(t, "plain", stream.Options{Buffers: from})
	p := make([]byte, 100)
	exchange := func() {
		f.Write(p)
		for n := 0; n < len(p); {
			s.Fetch(1)
			k := len(s.Bytes())
			s.Discard(k)
			n += k
		}
		s.Send(p, nil, nil)
		io.ReadFull(f, p)
		s.Flush()
		s.Quiet()
	}
	exchange()
	most := 0.
	if runtime.GOOS == "windows" {
		most = 1 // every Send starts the writer goroutine there
	}
	if n := testing.AllocsPerRun(200, exchange); n > most {
		t.Errorf("%v allocations an exchange, at most %v are expected", n, most)
	}
	for _, kind := range kinds {
		s, _ := pair(t, kind, stream.Options{Buffers: from})
		if n := testing.AllocsPerRun(200, func() { s.Fetch(1) }); n != 0 {
			t.Errorf("%s: %v allocations an idle Fetch", kind, n)
		}
	}
}

// What a caller does wrong is its own to see.
func TestDiscardOfTooMuch(t *testing.T) {
	s, f := pair(t, "plain", stream.Options{})
	f.Write([]byte("abc"))
	getN(t, s, 1, true)
	for _, n := range []int{3, -1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Discard(%d) is no panic", n)
				}
			}()
			s.Discard(n)
		}()
	}
	if got := getN(t, s, 2, false); string(got) != "bc" {
		t.Errorf("%q", got)
	}
}
