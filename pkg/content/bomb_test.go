// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content_test

import (
	"bytes"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"httpclientgo/pkg/content"
)

// bombSize is what each bomb becomes, in bytes: several of the largest windows.
const bombSize = 40 << 20

// bombs are zeros in each coding, with the largest window that its format and we allow.
func bombs(t *testing.T) map[string][]byte {
	t.Helper()
	zeros := make([]byte, bombSize)
	var br, zs bytes.Buffer
	b := brotli.NewWriterOptions(&br, brotli.WriterOptions{Quality: 5, LGWin: 24})
	z, err := zstd.NewWriter(&zs, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(8<<20))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{b, z} {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	gz := encode("gzip", zeros)
	return map[string][]byte{
		"gzip":                     gz,
		"deflate":                  encode("deflate", zeros),
		"br":                       br.Bytes(),
		"zstd":                     zs.Bytes(),
		"gzip, gzip":               encode("gzip", gz),
		"br, gzip, gzip, gzip, br": encode("br", encode("gzip", encode("gzip", encode("gzip", br.Bytes())))),
	}
}

// live returns how many bytes are in use.
func live() uint64 {
	runtime.GC()
	runtime.GC() // also what a finalizer kept
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestBomb: a body of 40 MiB in some bytes takes no more than its window, and nothing is left of that at the end, or
// when somebody closes in the middle.
func TestBomb(t *testing.T) {
	most := map[string]uint64{"gzip": 1, "deflate": 1, "zstd": 10, "br": 18, "gzip, gzip": 1, "br, gzip, gzip, gzip, br": 19}
	piece := make([]byte, 64<<10)
	for coding, wire := range bombs(t) {
		c := chain(t, coding)
		before := live()
		d := content.Decode(bytes.NewReader(wire), c)
		var size int
		var peak uint64
		for {
			n, err := d.Read(piece)
			if size += n; size%(8<<20) < n {
				peak = max(peak, live())
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", coding, err)
			}
		}
		if size != bombSize {
			t.Errorf("%s: %d bytes", coding, size)
		}
		used, kept := int64(peak-before), int64(live())-int64(before)
		t.Logf("%-26s %6.0f to 1: %7d bytes in use, %d at the end", coding, float64(bombSize)/float64(len(wire)), used, kept)
		if used > int64(most[coding])<<20 {
			t.Errorf("%s: %d bytes in use, more than %d MiB", coding, used, most[coding])
		}
		if kept > 1<<20 {
			t.Errorf("%s: %d bytes in use at the end", coding, kept)
		}
		runtime.KeepAlive(d)

		d = content.Decode(bytes.NewReader(wire), c)
		if _, err := io.ReadFull(d, make([]byte, 20<<20)); err != nil {
			t.Fatalf("%s: %v", coding, err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if kept := int64(live()) - int64(before); kept > 1<<20 {
			t.Errorf("%s: %d bytes in use behind Close", coding, kept)
		}
		runtime.KeepAlive(d)
	}
}

// TestGoroutines: decoders start none, and so leave none, closed or not.
func TestGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, coding := range codings {
		for range 20 {
			d := content.Decode(bytes.NewReader(encode(coding[0], stuff)), chain(t, coding[1]))
			if _, err := d.Read(make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited 10 s for %d goroutines to end", runtime.NumGoroutine()-before)
		}
	}
}
