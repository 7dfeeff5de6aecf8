// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// seated makes the caller's thread drive, and the reader rest for an hour.
func seated(t *testing.T, s *pump) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !s.drive.driving; {
		s.missed()
		if time.Now().After(end) {
			t.Fatal("looks that find nothing do not make it drive")
		}
	}
	s.drive.until.Store(int64(clock() + time.Hour))
	resting(t, s)
}

// arrived waits for n bytes that the reader has read.
func arrived(t *testing.T, s *pump, n int64) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); s.in.queued.Load() < n; {
		select {
		case <-s.in.data:
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(end) {
			t.Fatalf("%d bytes of %d", s.in.queued.Load(), n)
		}
	}
}

// lies waits until n bytes and more lie in the system.
func lies(t *testing.T, s *pump, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; {
		there := unreadOf(s)
		if there >= n {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d bytes of %d", there, n)
		}
	}
}

// However calls of a tight loop and the reader take turns, the bytes are those that were
// sent, and the end comes after them.
func TestTightLoopReadsEverything(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			data := pattern(16<<20 + 5)
			go func() {
				defer f.closeWrite()
				for from := 0; from < len(data); {
					n := min(len(data)-from, 1+from*7%300_000)
					if _, err := f.Write(data[from : from+n]); err != nil {
						t.Error(err)
						return
					}
					from += n
				}
			}()
			var got []byte
			buf := make([]byte, blockSize)
			var err error
			for turn := 0; err == nil; turn++ {
				if b := st.(Giver).Take(blockSize); b != nil {
					got = append(got, b.Bytes()...)
					continue
				}
				if turn%3 == 0 && st.Available() == 0 {
					continue
				}
				var n int
				n, err = st.Read(buf)
				got = append(got, buf[:n]...)
			}
			if err != io.EOF || !bytes.Equal(got, data) {
				t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
			}
		})
	}
}

// A caller that stops asking leaves nothing behind: what it has taken out of the system
// and not yet decrypted comes from the reader as well.
func TestReaderGoesOnWhereADriverStops(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			s := st.(*pump)
			seated(t, s)
			data := pattern(3*blockSize + 100)
			go f.Write(data)
			for end := time.Now().Add(10 * time.Second); s.in.queued.Load() < blockSize; {
				s.driveOn()
				if time.Now().After(end) {
					t.Fatal("a driver gets nothing")
				}
			}
			if n := s.in.queued.Load(); n >= 2*blockSize {
				t.Fatalf("one call takes %d bytes", n)
			}
			s.handBack() // as when nobody asked for driveTime
			arrived(t, s, int64(len(data)))
			got := make([]byte, 0, len(data))
			for len(got) < len(data) {
				n, err := s.Read(got[len(got):cap(got)])
				if n == 0 || err != nil {
					t.Fatal(n, err)
				}
				got = got[:len(got)+n]
			}
			if !bytes.Equal(got, data) {
				t.Fatal("not the bytes that were sent")
			}
		})
	}
}

func TestDrivingEnds(t *testing.T) {
	for name, end := range map[string]func(s *pump){
		"a look much later": func(s *pump) {
			s.drive.looked = clock() - driveGap - time.Millisecond
			if s.drives() {
				t.Error("it goes on")
			}
		},
		"nothing came": func(s *pump) {
			s.drive.looked = clock()
			s.drive.until.Store(int64(clock()))
			if s.drives() {
				t.Error("it goes on")
			}
		},
		"somebody waits": func(s *pump) {
			if err := s.WaitRead(nil); err != nil {
				t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			st, f := pair(t, "tls13")
			s := st.(*pump)
			seated(t, s)
			f.Write([]byte("x"))
			lies(t, s, 1)
			end(s)
			arrived(t, s, 1)
			if n, err := s.Read(make([]byte, 2)); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		})
	}
}

// Looks that lie apart, as those of a script that reads once a frame, never drive.
func TestFramesDoNotDrive(t *testing.T) {
	st, _ := pair(t, "tls13")
	s := st.(*pump)
	for range 4 * eagerLooks {
		s.drive.since -= eagerTime
		s.missed()
	}
	if s.drive.driving {
		t.Error("driving")
	}
}

func TestNobodyDrivesWhileSomebodyWaits(t *testing.T) {
	st, _ := pair(t, "tls13")
	s := st.(*pump)
	s.await()
	for range 4 * eagerLooks {
		s.missed()
	}
	s.waiting.Add(-1)
	if s.drive.driving {
		t.Error("driving")
	}
}

// Records of one byte do not make a call long.
func TestDriverTakesAFewTinyRecords(t *testing.T) {
	st, f := pair(t, "tls13")
	s := st.(*pump)
	seated(t, s)
	for range 10 * driveFills {
		f.Write([]byte("x"))
	}
	lies(t, s, 10*driveFills)
	s.driveOn()
	if n := s.in.queued.Load(); n != driveFills {
		t.Errorf("%d bytes", n)
	}
}

func TestCloseEndsTheReadersRest(t *testing.T) {
	s := &pump{stop: make(chan struct{})}
	s.drive.until.Store(int64(clock() + time.Hour))
	goesOn := make(chan bool)
	go func() { goesOn <- s.yield() }()
	close(s.stop)
	select {
	case yes := <-goesOn:
		if yes {
			t.Error("the reader would go on")
		}
	case <-time.After(10 * time.Second):
		t.Error("the reader rests on")
	}
}
