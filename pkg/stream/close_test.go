// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
)

// goroutines counts those that are in this package's code, but the makers of Buffers.
func goroutines() (n int) {
	buf := make([]byte, 1<<20)
	for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(g, "pkg/stream.") && !strings.Contains(g, "serve") {
			n++
		}
	}
	return n
}

// Close in every state: waiters leave, what is later asked says so, the server sees it, no goroutine, no Buffer and no
// byte of the budget stays.
func TestCloseInEveryState(t *testing.T) {
	states := map[string]func(t *testing.T, s *stream.Stream, f *far){
		"idle": func(*testing.T, *stream.Stream, *far) {},
		"asked": func(t *testing.T, s *stream.Stream, f *far) {
			s.Send([]byte("x"), nil, nil)
		},
		"queued": func(t *testing.T, s *stream.Stream, f *far) {
			f.Write(peertest.Pattern(100_000))
			if err := s.WaitRead(); err != nil {
				t.Fatal(err)
			}
		},
		"fetched": func(t *testing.T, s *stream.Stream, f *far) {
			f.Write(peertest.Pattern(100_000))
			getN(t, s, 10, false)
		},
		"in Bytes": func(t *testing.T, s *stream.Stream, f *far) {
			f.Write(peertest.Pattern(100))
			getN(t, s, 10, false)
			s.Fetch(1)
			b := s.Bytes()
			s.Close()
			if !bytes.Equal(b, peertest.Pattern(100)[10:][:len(b)]) {
				t.Error("the bytes changed")
			}
			s.Discard(len(b))
		},
		"full": func(t *testing.T, s *stream.Stream, f *far) {
			go f.Write(peertest.Pattern(4 << 20))
			within(t, "15 full blocks", func() bool {
				n, _ := s.Fetch(1)
				return n >= ahead-block
			})
		},
		"ended": func(t *testing.T, s *stream.Stream, f *far) {
			f.closeWrite()
			drain(t, s)
		},
		"reset": func(t *testing.T, s *stream.Stream, f *far) {
			f.reset()
			drain(t, s)
		},
		"sending": func(t *testing.T, s *stream.Stream, f *far) {
			if err := s.Send(peertest.Pattern(100), make([]byte, 16<<20), nil); err != nil {
				t.Fatal(err)
			}
		},
	}
	eachKind(t, func(t *testing.T, kind string) {
		from, alive := countedBuffers()
		for name, reach := range states {
			t.Run(name, func(t *testing.T) {
				before := goroutines()
				for range 3 {
					s, f := pair(t, kind, stream.Options{Buffers: from})
					reach(t, s, f)
					var wg sync.WaitGroup
					if name == "idle" || name == "asked" {
						wg.Go(func() {
							err := s.WaitRead()
							failed(t, err, fault.Read)
							if !errors.Is(err, net.ErrClosed) {
								t.Error(err)
							}
						})
					}
					wg.Go(s.Close)
					s.Close()
					wg.Wait()
					if n, err := s.Fetch(1); n != 0 || !errors.Is(err, net.ErrClosed) || s.Bytes() != nil || s.Take() != nil {
						t.Error(n, err)
					}
					if _, err := s.Write([]byte("x")); err == nil {
						t.Error("it still takes bytes")
					}
					failed(t, s.WaitRead(), fault.Read)
					failed(t, s.WaitWrite(), fault.Write)
					if s.Quiet() {
						t.Error("quiet")
					}
					if name != "reset" && name != "full" {
						peertest.WantClosed(t, f.tcp)
					}
					f.tcp.Close()
				}
				within(t, "no goroutine is left", func() bool { return goroutines() <= before })
			})
		}
		noBuffers(t, alive)
	})
}

// Over TLS, Close says close_notify.
func TestCloseNotify(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "nested"} {
		s, f := pair(t, kind, stream.Options{})
		put(t, s, []byte("last"))
		within(t, "it is written", func() bool { return !s.Pending() })
		s.Close()
		if got, err := io.ReadAll(f); string(got) != "last" || err != nil {
			t.Errorf("%s: %q, %v", kind, got, err)
		}
	}
}

// Threads that read, write and wait while another one closes: no Buffer stays.
func TestCloseUnderUse(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		from, alive := countedBuffers()
		for range 20 {
			quiet := new(atomic.Int32)
			s, f := pair(t, kind, stream.Options{Buffers: from, Quiet: quiet})
			var wg sync.WaitGroup
			wg.Go(func() { io.Copy(f, struct{ io.Reader }{f}) })
			wg.Go(func() {
				for {
					if _, err := s.Write(peertest.Pattern(10_000)); err != nil {
						return
					}
					s.WaitWrite()
				}
			})
			wg.Go(func() {
				for {
					s.Quiet()
					if _, err := get(t, s, 5000); err != nil {
						return
					}
				}
			})
			wg.Go(func() {
				for s.WaitRead() == nil {
				}
			})
			within(t, "some bytes", func() bool { return quiet.Load() == 0 })
			s.Close()
			quiet.Store(7)
			f.tcp.Close()
			wg.Wait()
			if quiet.Load() != 7 {
				t.Fatal("the quiet flag was written to after Close")
			}
		}
		noBuffers(t, alive)
	})
}

func noBuffers(t *testing.T, alive *atomic.Int64) {
	t.Helper()
	within(t, "no Buffer is left", func() bool {
		time.Sleep(10 * time.Millisecond)
		return alive.Load() == 0
	})
}

// A Fetch at the moment of a Close, while a part of the last block is still unused.
func TestCloseUnderFetch(t *testing.T) {
	from, alive := countedBuffers()
	for range 500 {
		s, f := pair(t, "plain", stream.Options{Buffers: from})
		f.Write(peertest.Pattern(100))
		s.WaitRead()
		getN(t, s, 10, false)
		f.Write(peertest.Pattern(100))
		var wg sync.WaitGroup
		wg.Go(s.Close)
		for {
			if _, err := s.Fetch(1); err != nil {
				break
			}
		}
		wg.Wait()
		f.tcp.Close()
	}
	noBuffers(t, alive)
}

func TestNoDescriptorLeaks(t *testing.T) {
	count := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(entries)
	}
	before := count()
	for range 50 {
		for _, kind := range []string{"plain", "tls13"} {
			s, f := pair(t, kind, stream.Options{})
			s.Close()
			f.tcp.Close()
		}
	}
	within(t, "descriptors are closed", func() bool { return count() <= before+5 })
}
