// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A counting sink counts, and looks now and then how much memory is in use.
type counting struct {
	n, looked int64
	most      uint64
}

func (c *counting) Write(p []byte) (int, error) { return len(p), c.add(len(p)) }

func (c *counting) add(n int) error {
	c.n += int64(n)
	if c.n-c.looked >= 16<<20 {
		c.looked = c.n
		runtime.GC()
		c.most = max(c.most, inUse())
	}
	return nil
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A body of more than 1 GiB, which none in memory may have, goes through to who reads it, or takes it in pieces, in a
// few MiB of memory; its numbers do not overflow.
func TestLargeBodies(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", int64(largeSize)))
		io.CopyN(c, zeros{}, largeSize)
		c.head()
	})
	s := newSession(t)
	check := func(how string, sink *counting, before uint64) {
		t.Helper()
		if sink.n != largeSize {
			t.Errorf("%s: %d bytes", how, sink.n)
		}
		used := int64(sink.most) - int64(before)
		if t.Logf("%s: at most %d KiB in use", how, used>>10); used > 16<<20 {
			t.Errorf("%s: %d MiB in use", how, used>>20)
		}
	}

	runtime.GC()
	before := inUse()
	response, err := s.Do(t.Context(), options(), &Request{URL: p.url})
	if err != nil {
		t.Fatal(err)
	}
	read := new(counting)
	if _, err := io.CopyBuffer(read, struct{ io.Reader }{response.Body}, make([]byte, 256<<10)); err != nil {
		t.Error(err)
	}
	response.Body.Close()
	check("read", read, before)

	runtime.GC()
	before = inUse()
	taken, made := new(counting), new(arrays)
	woken := make(chan struct{}, 1)
	c := s.Start(options(), &Request{URL: p.url, NewArray: made.make}, func() { woken <- struct{}{} })
	for ended := false; !ended; {
		got(t, "something new", woken)
		if c.Head() != nil {
			c.Decide(true)
		}
		u := c.Take()
		for _, piece := range u.Pieces {
			piece.Array.Free()
			taken.add(piece.Size)
		}
		if ended = u.End != nil; ended && (u.End.Err != nil || u.Downloaded != largeSize || u.Total != largeSize) {
			t.Errorf("%d of %d: %v", u.Downloaded, u.Total, u.End.Err)
		}
	}
	check("taken in pieces", taken, before)
}

// A download that goes on behind more than 4 GiB. The file is sparse.
func TestLargeFile(t *testing.T) {
	const have, size = 5 << 30, 5<<30 + 5
	path := filepath.Join(t.TempDir(), "file")
	shelf{"-", "", `"v"`}.put(t, path)
	if err := os.Truncate(path+".part", have); err != nil {
		t.Skip(err)
	}
	p := serve(t, answers(func(a asked) string {
		if a.one("Range") != fmt.Sprintf("bytes=%d-", int64(have)) {
			return answer(500, a.one("Range"))
		}
		return answer(206, "hello", fmt.Sprintf("Content-Range: bytes %d-%d/%d", int64(have), int64(size-1), int64(size)))
	}))
	out := do(t, newSession(t), options(), &Request{URL: p.url, Download: path})
	info, err := os.Stat(path)
	if out.Result != 0 || out.code() != 206 || out.last.Downloaded != size || out.last.Total != size || err != nil || info.Size() != size {
		t.Errorf("%d %d %v, %d of %d, %v", out.Result, out.code(), out.Err, out.last.Downloaded, out.last.Total, err)
	}
}
