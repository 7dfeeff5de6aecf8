// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"httpclientgo/pkg/reason"
)

// coders encode; raw is deflate without zlib, as some servers send it.
var coders = map[string]func(w io.Writer) io.WriteCloser{
	"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	"raw": func(w io.Writer) io.WriteCloser {
		c, _ := flate.NewWriter(w, 9)
		return c
	},
	"br": func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
	"zstd": func(w io.Writer) io.WriteCloser {
		c, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
		return c
	},
}

// coded returns text in each of the codings, one after the other.
func coded(t *testing.T, text string, codings ...string) string {
	t.Helper()
	for _, coding := range codings {
		var b bytes.Buffer
		w := coders[coding](&b)
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		text = b.String()
	}
	return text
}

func TestCodings(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 20<<10)
	gz := coded(t, "hello", "gzip")
	wrong := gz[:len(gz)-8] + "\x00\x00\x00\x00" + gz[len(gz)-4:]
	tests := []struct {
		name, method string
		code         int
		head         string
		wire, body   string
		off          bool // Decompress
		word         reason.Word
	}{
		{"gzip", "GET", 200, "gzip", gz, "hello", false, ""},
		{"x-gzip, any case", "GET", 200, "X-GZip", gz, "hello", false, ""},
		{"gzip, long", "GET", 200, "gzip", coded(t, long, "gzip"), long, false, ""},
		{"deflate", "GET", 200, "deflate", coded(t, long, "deflate"), long, false, ""},
		{"deflate, raw", "GET", 200, "deflate", coded(t, long, "raw"), long, false, ""},
		{"br", "GET", 200, "br", coded(t, long, "br"), long, false, ""},
		{"zstd", "GET", 200, "zstd", coded(t, long, "zstd"), long, false, ""},
		{"two", "GET", 200, "gzip, br", coded(t, long, "gzip", "br"), long, false, ""},
		{"five", "GET", 200, "gzip, br, zstd, deflate, gzip", coded(t, long, "gzip", "br", "zstd", "deflate", "gzip"), long, false, ""},
		{"six", "GET", 200, "gzip, gzip, gzip, gzip, gzip, gzip", coded(t, long, "gzip", "gzip", "gzip", "gzip", "gzip", "gzip"), "", false, reason.BadCoding},
		{"identity", "GET", 200, "identity", "hello", "hello", false, ""},
		{"unknown", "GET", 200, "x-mine", "hello", "hello", false, ""},
		{"gzip of an unknown", "GET", 200, "x-mine, gzip", gz, gz, false, ""},
		{"not wanted", "GET", 200, "gzip", gz, gz, true, ""},
		{"of a 404", "GET", 404, "gzip", gz, "hello", false, ""},
		{"of a part", "GET", 206, "gzip", gz, gz, false, ""},
		{"empty", "GET", 200, "gzip", "", "", false, ""},
		{"cut", "GET", 200, "gzip", gz[:len(gz)-3], "", false, reason.BadCoding},
		{"cut in the data", "GET", 200, "gzip", coded(t, long, "gzip")[:300], "", false, reason.BadCoding},
		{"wrong sum", "GET", 200, "gzip", wrong, "", false, reason.BadCoding},
		{"two members", "GET", 200, "gzip", gz + coded(t, " again", "gzip"), "hello again", false, ""},
		{"zeros behind", "GET", 200, "gzip", gz + strings.Repeat("\x00", 600), "hello", false, ""},
		{"a byte behind", "GET", 200, "gzip", gz + "x", "hello", false, ""},
		{"no gzip", "GET", 200, "gzip", "<html>", "", false, reason.BadCoding},
		{"no br", "GET", 200, "br", "\xff\xff\xff\xff", "", false, reason.BadCoding},
		{"no zstd", "GET", 200, "zstd", "hello world", "", false, reason.BadCoding},
		{"zstd with a window of 9 MiB", "GET", 200, "zstd", "\x28\xb5\x2f\xfd\x00\x69\x09\x00\x00a", "", false, reason.BadCoding},
		{"br with a large window", "GET", 200, "br", "\x11\x1a\x03", "", false, reason.BadCoding},
	}
	var wire atomic.Pointer[string]
	p := serve(t, answers(func(a asked) string {
		if a.target == "/moved" {
			return answer(302, "no gzip", "Location: /there", "Content-Encoding: gzip")
		}
		return *wire.Load()
	}))
	s := newSession(t)
	for _, test := range tests {
		for _, chunked := range []bool{false, true} {
			text := answer(test.code, test.wire, "Content-Encoding: "+test.head)
			if chunked {
				text = fmt.Sprintf("HTTP/1.1 %d X\r\nContent-Encoding: %s\r\nTransfer-Encoding: chunked\r\n\r\n", test.code, test.head)
				for i := 0; i < len(test.wire); i += 1000 {
					piece := test.wire[i:min(i+1000, len(test.wire))]
					text += fmt.Sprintf("%x\r\n%s\r\n", len(piece), piece)
				}
				text += "0\r\n\r\n"
			}
			wire.Store(&text)
			o := options()
			o.Decompress = !test.off
			out := do(t, s, o, &Request{URL: p.url + "/moved"})
			result := Success
			if test.word != "" {
				result = BodyDecompressFailed
			}
			if out.Result != result || out.word() != test.word || out.code() != test.code || out.body != test.body {
				t.Errorf("%s: %d, %d, %.50q, %v", test.name, out.Result, out.code(), out.body, out.Err)
			}
			if test.word == "" && out.last.Downloaded != int64(len(test.wire)) {
				t.Errorf("%s: %d of %d bytes on the wire", test.name, out.last.Downloaded, len(test.wire))
			}
			response, err := s.Do(t.Context(), o, &Request{URL: p.url})
			if err == nil {
				var b []byte
				b, err = io.ReadAll(response.Body)
				response.Body.Close()
				if err == nil && string(b) != test.body {
					t.Errorf("%s: Do: %.50q", test.name, b)
				}
			}
			if (err != nil) != (test.word != "") || err != nil && reason.Of(err).Word != test.word {
				t.Errorf("%s: Do: %v", test.name, err)
			}
		}
	}
	if n := p.accepted.Load(); n > 1+2*int32(len(tests)) {
		t.Errorf("%d connections", n)
	}
}

// A transfer that is cut is that, and no fault of the coding.
func TestCodedAndCut(t *testing.T) {
	gz := coded(t, strings.Repeat("hello", 1000), "gzip")
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(gz), gz[:20]))
	})
	if out := do(t, newSession(t), options(), &Request{URL: p.url}); out.Result != ConnectionError || out.word() != reason.Truncated {
		t.Errorf("%d %v", out.Result, out.Err)
	}
}

// A bomb meets a limit after what the limit allows, in little memory: the script's own, or that of a body that is kept
// whole.
func TestBombs(t *testing.T) {
	for _, codings := range [][]string{{"gzip"}, {"deflate"}, {"br"}, {"zstd"}, {"gzip", "gzip"}, {"br", "br"}} {
		var b bytes.Buffer
		w := io.WriteCloser(nop{&b})
		for i := len(codings) - 1; i >= 0; i-- {
			w = chained{coders[codings[i]](w), w}
		}
		if _, err := io.CopyN(w, zeros{}, 24<<20); err != nil {
			t.Fatal(err)
		}
		w.Close()
		name := strings.Join(codings, ", ")
		p := serve(t, answers(func(asked) string { return ok(b.String(), "Content-Encoding: "+name) }))
		t.Run(name+", body_size_limit", func(t *testing.T) { bomb(t, p, true) })
		t.Run(name+", memory", func(t *testing.T) { bomb(t, p, false) })
	}
}

// bomb gets one with a limit of 8 MiB.
func bomb(t *testing.T, p *peer, own bool) {
	const limit = 8 << 20
	s := newSession(t)
	o := options()
	if own {
		o.BodySizeLimit = limit
	} else {
		s.mostInMemory = limit
	}
	var before, after runtime.MemStats
	made := new(arrays)
	made.fixed = make([]byte, 0, 2*limit)
	runtime.GC()
	runtime.ReadMemStats(&before)
	c := s.Start(o, &Request{URL: p.url, NewArray: made.make}, func() {})
	out := end(t, c, made)
	runtime.ReadMemStats(&after)
	if out.Result != BodySizeLimitExceeded || out.word() != reason.Limit || out.code() != 200 || out.body != "" {
		t.Errorf("%d %v", out.Result, out.Err)
	}
	grown := after.TotalAlloc - before.TotalAlloc
	if t.Logf("%d bytes on the wire; %d MB allocated beside the body", out.last.Downloaded, grown>>20); grown > 40<<20 {
		t.Errorf("%d MB allocated", grown>>20)
	}
}

type nop struct{ io.Writer }

func (nop) Close() error { return nil }

type chained struct {
	io.WriteCloser
	under io.Closer
}

func (c chained) Close() error {
	if err := c.WriteCloser.Close(); err != nil {
		return err
	}
	return c.under.Close()
}

// Limits of a body's size, announced and met.
func TestSizeLimit(t *testing.T) {
	gz := coded(t, "hello", "gzip")
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
	tests := []struct {
		name, wire string
		limit      int64
		body       string
		result     Result
	}{
		{"none", ok("hello"), -1, "hello", 0},
		{"just", ok("hello"), 5, "hello", 0},
		{"announced", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 4, "", BodySizeLimitExceeded},
		{"chunked", chunked, 4, "", BodySizeLimitExceeded},
		{"chunked, just", chunked, 5, "hello", 0},
		{"decoded", ok(gz, "Content-Encoding: gzip"), 4, "", BodySizeLimitExceeded},
		{"decoded, just, longer on the wire", ok(gz, "Content-Encoding: gzip"), 5, "hello", 0},
		{"zero", ok(""), 0, "", 0},
		{"of HEAD", "HTTP/1.1 204 OK\r\nContent-Length: 9\r\n\r\n", 4, "", 0},
	}
	s := newSession(t)
	for _, test := range tests {
		p := serve(t, answers(func(asked) string { return test.wire }))
		o := options()
		o.BodySizeLimit = test.limit
		out := do(t, s, o, &Request{URL: p.url})
		if out.Result != test.result || out.body != test.body || out.Head == nil {
			t.Errorf("%s: %d %q %v", test.name, out.Result, out.body, out.Err)
		}
		if test.result != 0 && !strings.Contains(reason.Of(out.Err).Message, "body_size_limit") {
			t.Error(out.Err)
		}
	}
}

// A body that is announced to be larger than memory may get is given up as soon as it is wanted whole.
func TestMemoryLimit(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\nContent-Length: 1073741825\r\n\r\n")
		io.CopyN(c, zeros{}, 8<<20)
		c.head()
	})
	made := new(arrays)
	c := newSession(t).Start(options(), &Request{URL: p.url, NewArray: made.make}, func() {})
	wait(t, "reading to rest", func() bool { n, _, _, _ := c.Counters(); return n > 3<<20 })
	if out := end(t, c, made); out.Result != BodySizeLimitExceeded || out.code() != 200 || out.body != "" {
		t.Errorf("%d %v", out.Result, out.Err)
	}
}
