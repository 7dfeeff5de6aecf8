// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/sink"
)

// arrays makes Arrays of Go's memory, and knows how they were used.
type arrays struct {
	t    *testing.T
	live atomic.Int32
	// came is how many bytes were written; largest is the largest size asked for, over is by how much more than twice what
	// came.
	came, largest, over atomic.Int64
}

type array struct {
	of   *arrays
	data []byte
	mu   sync.Mutex // is never waited for
	gone bool
}

func (a *arrays) make() sink.Array {
	a.live.Add(1)
	return &array{of: a}
}

func (b *array) Resize(n int) []byte {
	if !b.mu.TryLock() {
		b.of.t.Error("two goroutines use an Array")
	}
	defer b.mu.Unlock()
	if b.gone {
		b.of.t.Error("Resize behind Free")
	}
	fresh := make([]byte, n)
	copy(fresh, b.data)
	clear(b.data) // was valid until now
	b.data = fresh
	b.of.largest.Store(max(b.of.largest.Load(), int64(n)))
	b.of.over.Store(max(b.of.over.Load(), int64(n)-2*b.of.came.Load()))
	return b.data
}

func (b *array) Free() {
	if !b.mu.TryLock() {
		b.of.t.Error("two goroutines use an Array")
	}
	defer b.mu.Unlock()
	if b.gone {
		b.of.t.Error("Free twice")
	}
	b.gone = true
	b.of.live.Add(-1)
}

func newMemory(t *testing.T) (*sink.Memory, *arrays) {
	a := &arrays{t: t}
	return sink.NewMemory(a.make), a
}

func (a *arrays) write(m *sink.Memory, p []byte) error {
	a.came.Add(int64(len(p)))
	n, err := m.Write(p)
	if err == nil && n != len(p) {
		a.t.Errorf("Write took %d of %d bytes", n, len(p))
	}
	return err
}

// bytesOf returns what is in an Array that Take or Body gave, and frees it.
func bytesOf(t *testing.T, got sink.Array, n int) []byte {
	t.Helper()
	if got == nil {
		if n != 0 {
			t.Errorf("no Array, of %d bytes", n)
		}
		return nil
	}
	b := got.(*array)
	if len(b.data) != n {
		t.Errorf("an Array of %d bytes with %d", len(b.data), n)
	}
	data := bytes.Clone(b.data)
	b.Free()
	return data
}

func (a *arrays) expectNone() {
	a.t.Helper()
	await(a.t, "all Arrays to be freed", func() bool { return a.live.Load() == 0 })
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited 10 s for ", what)
		}
	}
}

var noise = func() []byte {
	b := make([]byte, 11<<20)
	rand.NewChaCha8([32]byte{}).Read(b)
	return b
}()

// random returns n bytes, which nobody may change.
func random(n int) []byte { return noise[:n] }

func TestMemoryWhole(t *testing.T) {
	for _, size := range []int{0, 1, 999, 1 << 20, 1<<20 + 1, 5<<20 + 5} {
		for _, expected := range []int64{0, -1, int64(size) - 1, int64(size), int64(size) + 1, 1 << 62} {
			for _, early := range []bool{true, false} {
				m, a := newMemory(t)
				m.Expect(expected)
				if early {
					m.Decide(false)
				}
				body := random(size)
				for rest := body; len(rest) > 0; {
					n := min(len(rest), 64<<10)
					if err := a.write(m, rest[:n]); err != nil {
						t.Fatal(err)
					}
					if rest = rest[n:]; len(rest) < size-3<<20 {
						m.Decide(false) // from here on more than 4 MiB
					}
				}
				if got, n := m.Take(); got != nil || n != 0 {
					t.Errorf("%d: Take gives %d bytes of a whole body", size, n)
				}
				got, n := m.Body()
				if !bytes.Equal(bytesOf(t, got, n), body) || n != size {
					t.Errorf("%d, expected %d, early %v: %d bytes", size, expected, early, n)
				}
				if over := a.over.Load(); over > 0 {
					t.Errorf("%d, expected %d: %d bytes more than twice what came", size, expected, over)
				}
				if got, n := m.Body(); got != nil || n != 0 {
					t.Errorf("%d: the body comes twice", size)
				}
				a.expectNone()
			}
		}
	}
}

// TestMemoryExact: a length that is known is met without a byte too much, and a body that comes at once as well.
func TestMemoryExact(t *testing.T) {
	m, a := newMemory(t)
	m.Decide(false)
	m.Expect(100_000)
	for range 100 {
		if err := a.write(m, random(1000)); err != nil {
			t.Fatal(err)
		}
	}
	bodyOf(t, m)
	if largest := a.largest.Load(); largest != 100_000 {
		t.Errorf("an Array of %d bytes for 100,000 that were announced", largest)
	}
	m, a = newMemory(t)
	if err := a.write(m, random(1000)); err != nil {
		t.Fatal(err)
	}
	bodyOf(t, m)
	if largest := a.largest.Load(); largest != 1000 {
		t.Errorf("an Array of %d bytes for one write of 1,000", largest)
	}
}

func bodyOf(t *testing.T, m *sink.Memory) []byte {
	t.Helper()
	got, n := m.Body()
	return bytesOf(t, got, n)
}

// TestMemoryPieces: all of it in order, a piece 1 MiB at most, at most 4 MiB at once, with a consumer beside the
// writer.
func TestMemoryPieces(t *testing.T) {
	for _, write := range []int{16 << 10, 1<<20 + 3, 4 << 20, 5 << 20} {
		m, a := newMemory(t)
		body := random(11 << 20)
		m.Expect(int64(len(body)))
		var written, taken atomic.Int64
		done := make(chan error, 1)
		go func() {
			for rest := body; len(rest) > 0; {
				n := min(len(rest), write)
				if err := a.write(m, rest[:n]); err != nil {
					done <- err
					return
				}
				// One piece may be taken and not counted yet.
				if waits := written.Add(int64(n)) - taken.Load(); waits > int64(max(4<<20, write)+1<<20) {
					t.Errorf("%d bytes wait", waits)
				}
				rest = rest[n:]
			}
			if got, n := m.Body(); got != nil || n != 0 {
				t.Errorf("Body gives %d bytes of a body in pieces", n)
			}
			done <- nil
		}()
		await(t, "Write to rest", func() bool { return written.Load() > 4<<20-int64(write) })
		m.Decide(true)
		m.Decide(false) // too late
		var got []byte
		await(t, "the body in pieces", func() bool {
			p, n := m.Take()
			taken.Add(int64(n))
			if n > 1<<20 {
				t.Errorf("a piece of %d bytes", n)
			}
			got = append(got, bytesOf(t, p, n)...)
			return len(got) == len(body)
		})
		if err := <-done; err != nil || !bytes.Equal(got, body) {
			t.Errorf("writes of %d: %d bytes of %d, %v", write, len(got), len(body), err)
		}
		a.expectNone()
	}
}

func TestMemoryRests(t *testing.T) {
	m, a := newMemory(t)
	if err := a.write(m, random(4<<20)); err != nil {
		t.Fatal(err)
	}
	wrote := make(chan error)
	go func() { wrote <- a.write(m, []byte("x")) }()
	select {
	case <-wrote:
		t.Fatal("5 MiB are taken undecided")
	default:
	}
	m.Decide(false)
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	<-m.Decided()
	if body := bodyOf(t, m); len(body) != 4<<20+1 {
		t.Errorf("%d bytes", len(body))
	}
	a.expectNone()
}

func TestMemoryDrop(t *testing.T) {
	m, a := newMemory(t)
	m.Expect(1000)
	if err := a.write(m, random(3<<20)); err != nil {
		t.Fatal(err)
	}
	m.Drop()
	a.expectNone()
	if err := a.write(m, []byte("second")); err != nil {
		t.Fatal(err)
	}
	if body := bodyOf(t, m); string(body) != "second" {
		t.Errorf("%d bytes", len(body))
	}
	a.expectNone()
}

func TestMemoryClose(t *testing.T) {
	cause := errors.New("cancelled")
	tests := []struct {
		name   string
		decide func(m *sink.Memory)
		size   int
	}{
		{"undecided", func(*sink.Memory) {}, 3 << 20},
		{"whole", func(m *sink.Memory) { m.Decide(false) }, 9 << 20},
		{"in pieces", func(m *sink.Memory) { m.Decide(true) }, 4 << 20},
		{"empty", func(m *sink.Memory) { m.Decide(true) }, 0},
	}
	for _, test := range tests {
		m, a := newMemory(t)
		test.decide(m)
		if err := a.write(m, random(test.size)); err != nil {
			t.Fatal(err)
		}
		m.Close(cause)
		m.Close(errors.New("later"))
		a.expectNone()
		<-m.Decided()
		m.Decide(true)
		if err := a.write(m, []byte("x")); err != cause {
			t.Errorf("%s: Write: %v", test.name, err)
		}
		if p, n := m.Take(); p != nil || n != 0 {
			t.Errorf("%s: Take: %d", test.name, n)
		}
		if p, n := m.Body(); p != nil || n != 0 {
			t.Errorf("%s: Body: %d", test.name, n)
		}
		m.Drop()
		a.expectNone()
	}
	m, _ := newMemory(t)
	m.Close(nil)
	if _, err := m.Write([]byte("x")); err != io.ErrClosedPipe {
		t.Errorf("closed with nil: %v", err)
	}
}

// TestMemoryCloseWakes: a Write that waits ends, and Close at any moment leaves no Array and no byte that is written to
// memory that is gone.
func TestMemoryCloseWakes(t *testing.T) {
	cause := errors.New("cancelled")
	p := random(100_000)
	for i := range 60 {
		m, a := newMemory(t)
		if i%3 > 0 {
			m.Decide(i%3 == 1)
		}
		done := make(chan error)
		var written atomic.Int64
		go func() {
			for {
				if err := a.write(m, p); err != nil {
					m.Body()
					done <- err
					return
				}
				if written.Add(int64(len(p))) > 6<<20 {
					m.Close(cause)
				}
			}
		}()
		stop := int64(i%40) * 100_000
		await(t, "the writer", func() bool { return written.Load() >= stop })
		got, n := m.Take()
		bytesOf(t, got, n)
		m.Close(cause)
		if err := <-done; err != cause {
			t.Fatalf("Write: %v", err)
		}
		a.expectNone()
	}
}

// TestMemoryAllocates: a write into memory that is there costs none of Go's.
func TestMemoryAllocates(t *testing.T) {
	m, _ := newMemory(t)
	m.Decide(false)
	m.Expect(1 << 20)
	p := random(1000)
	m.Write(random(600_000))
	if n := testing.AllocsPerRun(100, func() { m.Write(p) }); n > 0 {
		t.Errorf("%v allocations a Write", n)
	}
}
