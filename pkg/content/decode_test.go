// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/fault"
)

// encode applies the coding of that name; raw is deflate without zlib.
func encode(coding string, body []byte) []byte {
	var b bytes.Buffer
	w := encoder(coding, &b)
	if _, err := w.Write(body); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

type flusher interface {
	io.WriteCloser
	Flush() error
}

func encoder(coding string, w io.Writer) flusher {
	switch coding {
	case "gzip":
		return gzip.NewWriter(w)
	case "deflate":
		return zlib.NewWriter(w)
	case "raw":
		f, _ := flate.NewWriter(w, 6)
		return f
	case "br":
		return brotli.NewWriterLevel(w, 5)
	case "zstd":
		z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
		return z
	}
	panic(coding)
}

// codings has the kinds of coded bytes, and the value of Content-Encoding for each.
var codings = [][2]string{{"gzip", "gzip"}, {"deflate", "deflate"}, {"raw", "deflate"}, {"br", "br"}, {"zstd", "zstd"}}

func chain(t testing.TB, value string) content.Codings {
	t.Helper()
	c, err := content.Chain([]string{"Content-Encoding: " + value})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func decode(c content.Codings, r io.Reader) ([]byte, error) {
	d := content.Decode(r, c)
	defer d.Close()
	return io.ReadAll(d)
}

// kindOf returns the kind of err, 0 for nil.
func kindOf(t testing.TB, err error) content.Kind {
	t.Helper()
	var e *content.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%T %v is no *content.Error", err, err)
	}
	if e == nil {
		return 0
	}
	return e.Kind
}

// text is a body that is worth encoding; stuff is one that is not.
var (
	text  = []byte(strings.Repeat("Ein Text, der sich wiederholt. ", 40) + "Und endet.")
	stuff = func() []byte {
		b := make([]byte, 3000)
		for i, x := 0, uint32(1); i < len(b); i++ {
			x = x*1664525 + 1013904223
			b[i] = byte(x >> 24)
		}
		return b
	}()
)

func TestChain(t *testing.T) {
	type lines = []string
	tests := []struct {
		lines lines
		empty bool
		known bool
		fails bool
	}{
		{nil, true, true, false},
		{lines{"Content-Type: text/plain"}, true, true, false},
		{lines{"HTTP/1.1 200 OK", "Content-Encoding: gzip"}, false, true, false},
		{lines{"Content-Encoding:"}, true, true, false},
		{lines{"Content-Encoding: identity"}, true, true, false},
		{lines{"Content-Encoding: none"}, true, true, false},
		{lines{"Content-Encoding: , ,identity,"}, true, true, false},
		{lines{"CONTENT-encoding:\tGZip "}, false, true, false},
		{lines{"Content-Encoding: X-GZIP"}, false, true, false},
		{lines{"Content-Encoding: deflate", "A: b", "Content-Encoding: br,zstd"}, false, true, false},
		{lines{"Content-Encoding: compress"}, false, false, false},
		{lines{"Content-Encoding: gzip, aes128gcm"}, false, false, false},
		{lines{"Content-Encoding: gzip;q=1"}, false, false, false},
		{lines{"Content-Encoding: gzip gzip"}, false, false, false},
		{lines{"Content-Encodings: gzip"}, true, true, false},
		{lines{"Content-Encoding : gzip"}, true, true, false},
		{lines{"Content-Encoding: gzip, gzip, gzip, gzip, gzip"}, false, true, false},
		{lines{"Content-Encoding: gzip, gzip, identity, , gzip, gzip, none, gzip"}, false, true, false},
		{lines{"Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip"}, false, false, true},
		{lines{"Content-Encoding: gzip, gzip, gzip", "Content-Encoding: br, br, br"}, false, false, true},
		{lines{"Content-Encoding: a, b, c, d, e, f"}, false, false, true},
		{lines{"Content-Encoding: " + strings.Repeat("gzip,", 10000)}, false, false, true},
	}
	for _, test := range tests {
		c, err := content.Chain(test.lines)
		if test.fails {
			if kindOf(t, err) != content.KindChain {
				t.Errorf("%q: %v", test.lines, err)
			}
			continue
		}
		if err != nil || c.Empty() != test.empty || c.Known() != test.known {
			t.Errorf("%q: empty %v, known %v, %v", test.lines, c.Empty(), c.Known(), err)
		}
	}
}

// TestDecode plays each vector whole, byte by byte, and into small slices.
func TestDecode(t *testing.T) {
	g, z, raw, br, zs := encode("gzip", text), encode("deflate", text), encode("raw", text), encode("br", text), encode("zstd", text)
	skipped := "\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
	tests := []struct {
		name   string
		coding string
		wire   []byte
		body   []byte // nil: text
		kind   content.Kind
	}{
		{"gzip", "gzip", g, nil, 0},
		{"x-gzip", "X-GZip", g, nil, 0},
		{"zlib", "deflate", z, nil, 0},
		{"raw deflate", "deflate", raw, nil, 0},
		{"br", "br", br, nil, 0},
		{"zstd", "zstd", zs, nil, 0},
		{"unknown", "compress", g, g, 0},
		{"unknown in a chain", "gzip, compress", g, g, 0},
		{"identity", "identity", g, g, 0},

		{"two codings", "deflate, identity, gzip", encode("gzip", z), nil, 0},
		{"five codings", "gzip, deflate, br, zstd, gzip",
			encode("gzip", encode("zstd", encode("br", encode("deflate", g)))), nil, 0},
		{"codings in the wrong order", "gzip, deflate", encode("gzip", z), []byte{}, content.KindMalformed},

		{"gzip of nothing", "gzip", encode("gzip", nil), []byte{}, 0},
		{"br of nothing", "br", encode("br", nil), []byte{}, 0},
		{"br of nothing, in one byte", "br", []byte{6}, []byte{}, 0},
		{"nothing in gzip", "gzip", nil, []byte{}, 0},
		{"nothing in deflate", "deflate", nil, []byte{}, 0},
		{"nothing in br", "br", nil, []byte{}, 0},
		{"nothing in zstd", "zstd", nil, []byte{}, 0},
		{"nothing in a chain", "gzip, br", nil, []byte{}, 0},
		{"br of nothing in gzip", "br, gzip", encode("gzip", nil), []byte{}, 0},

		{"gzip twice", "gzip", join(g, g), join(text, text), 0},
		{"gzip twice, the first empty", "gzip", join(encode("gzip", nil), g), nil, 0},
		{"zlib twice", "deflate", join(z, z), join(text, text), 0},
		{"zstd twice", "zstd", join(zs, zs), join(text, text), 0},
		{"zstd with skippable frames", "zstd", join(s(skipped), zs, s(skipped), zs, s(skipped)), join(text, text), 0},
		{"only a skippable frame", "zstd", s(skipped), []byte{}, 0},
		{"gzip in a hundred members", "gzip", bytes.Repeat(encode("gzip", s("ab")), 100), bytes.Repeat(s("ab"), 100), 0},

		{"gzip and a line end", "gzip", join(g, s("\r\n")), nil, 0},
		{"gzip and seven bytes", "gzip", join(g, s("\r\n\r\n0\r\n")), nil, 0},
		{"gzip and eight bytes", "gzip", join(g, s("\r\n\r\n0\r\n\r")), nil, content.KindMalformed},
		{"gzip and a page", "gzip", join(g, stuff), nil, content.KindMalformed},
		{"gzip and zeros", "gzip", join(g, make([]byte, 70000)), nil, 0},
		{"gzip, zeros and seven bytes", "gzip", join(g, make([]byte, 70000), s("0123456")), nil, 0},
		{"gzip, zeros and eight bytes", "gzip", join(g, make([]byte, 70000), s("01234567")), nil, content.KindMalformed},
		{"gzip twice and a byte", "gzip", join(g, g, s("\n")), join(text, text), 0},
		{"gzip, a byte and gzip", "gzip", join(g, s("\n"), g), nil, content.KindMalformed},
		{"zlib and seven bytes", "deflate", join(z, s("0123456")), nil, 0},
		{"zlib and eight bytes", "deflate", join(z, s("01234567")), nil, content.KindMalformed},
		{"zstd and seven bytes", "zstd", join(zs, s("0123456")), nil, 0},
		{"zstd and eight bytes", "zstd", join(zs, s("01234567")), nil, content.KindMalformed},
		{"zstd and zeros", "zstd", join(zs, make([]byte, 9000)), nil, 0},
		{"br and a byte", "br", join(br, s("\n")), nil, 0},
		{"br and a page", "br", join(br, stuff), nil, 0},
		{"raw deflate and a checksum", "deflate", join(raw, s("1234")), nil, 0},
		{"raw deflate and a page", "deflate", join(raw, stuff), nil, 0},
		{"a byte behind each of two codings", "deflate, gzip", join(encode("gzip", join(z, s("\n"))), s("\n")), nil, 0},

		{"gzip with all fields", "gzip", gzipHeader(t, 1<<1|1<<2|1<<3|1<<4, strings.Repeat("x", 3000)), nil, 0},
		{"gzip with a name", "gzip", gzipHeader(t, 1<<3, "a.txt"), nil, 0},
		{"gzip with a wrong header checksum", "gzip", flip(gzipHeader(t, 1<<1, ""), 10), []byte{}, content.KindChecksum},
		{"gzip with a reserved flag", "gzip", gzipHeader(t, 1<<5, ""), []byte{}, content.KindMalformed},
		{"gzip with another method", "gzip", flip(g, 2), []byte{}, content.KindMalformed},
		{"gzip with a wrong checksum", "gzip", flip(g, len(g)-8), nil, content.KindChecksum},
		{"gzip with a wrong size", "gzip", flip(g, len(g)-1), nil, content.KindChecksum},
		{"zlib with a wrong checksum", "deflate", flip(z, len(z)-1), nil, content.KindChecksum},
		{"zstd with a wrong checksum", "zstd", flip(zs, len(zs)-1), []byte{}, content.KindChecksum},
		{"the second of two with a wrong checksum", "gzip", join(g, flip(g, len(g)-8)), join(text, text), content.KindChecksum},

		{"text as gzip", "gzip", text, []byte{}, content.KindMalformed},
		{"text as zstd", "zstd", text, []byte{}, content.KindMalformed},
		{"text as deflate", "deflate", text, []byte{}, content.KindMalformed},
		{"text as br", "br", s("<!DOCTYPE html><html><head><title>404 Not Found</title></head></html>"), []byte{}, content.KindMalformed},
		{"zlib as gzip", "gzip", z, []byte{}, content.KindMalformed},
		{"gzip as deflate", "deflate", g, []byte{}, content.KindMalformed},
		{"zlib with a dictionary", "deflate", s("\x78\xbb\x00\x00\x00\x01\x03\x00\x00\x00\x00\x01"), []byte{}, content.KindMalformed},
		{"zstd with a dictionary", "zstd", s("\x28\xb5\x2f\xfd\x21\x07\x01\x09\x00\x00a"), []byte{}, content.KindMalformed},
		{"zstd with a window of 8 MiB", "zstd", s("\x28\xb5\x2f\xfd\x00\x68\x09\x00\x00a"), s("a"), 0},
		{"zstd with a window of 9 MiB", "zstd", s("\x28\xb5\x2f\xfd\x00\x69\x09\x00\x00a"), []byte{}, content.KindWindow},
		{"zstd with a window of 3.75 TiB", "zstd", s("\x28\xb5\x2f\xfd\x00\xff\x09\x00\x00a"), []byte{}, content.KindWindow},
		{"zstd that says it has 2 GiB", "zstd", s("\x28\xb5\x2f\xfd\xa0\x00\x00\x00\x80\x09\x00\x00a"), []byte{}, content.KindWindow},
		{"zstd that says it has 2 bytes", "zstd", s("\x28\xb5\x2f\xfd\x20\x02\x09\x00\x00a"), []byte{}, content.KindChecksum},
		{"zstd with a reserved block", "zstd", s("\x28\xb5\x2f\xfd\x20\x01\x0f\x00\x00a"), []byte{}, content.KindMalformed},
		{"br with a large window", "br", s("\x11\x1a\x03"), []byte{}, content.KindMalformed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := test.body
			if want == nil {
				want = text
			}
			c := chain(t, test.coding)
			for _, way := range ways {
				got, err := decode(c, way.reader(test.wire))
				if kind := kindOf(t, err); kind != test.kind || !bytes.Equal(got, want) {
					t.Errorf("%s: %d bytes, want %d; %v, want %v", way.name, len(got), len(want), err, &content.Error{Kind: test.kind})
				}
			}
			d := content.Decode(bytes.NewReader(test.wire), c)
			got, err := io.ReadAll(iotest.OneByteReader(d))
			if kind := kindOf(t, err); kind != test.kind || !bytes.Equal(got, want) {
				t.Errorf("into one byte: %d bytes, want %d; %v", len(got), len(want), err)
			}
			if n, again := d.Read(make([]byte, 9)); n != 0 || again == nil || err != nil && again != err {
				t.Errorf("a further Read: %d, %v", n, again)
			}
		})
	}
}

var ways = []struct {
	name   string
	reader func(wire []byte) io.Reader
}{
	{"whole", func(wire []byte) io.Reader { return bytes.NewReader(wire) }},
	{"byte by byte", func(wire []byte) io.Reader { return iotest.OneByteReader(bytes.NewReader(wire)) }},
	{"with the end at once", func(wire []byte) io.Reader { return iotest.DataErrReader(bytes.NewReader(wire)) }},
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func s(text string) []byte { return []byte(text) }

// flip returns wire with one bit of the byte at i the other way.
func flip(wire []byte, i int) []byte {
	wire = bytes.Clone(wire)
	wire[i] ^= 0x10
	return wire
}

// gzipHeader returns text in gzip with the fields of the flags, RFC 1952 Section 2.3, each filled with the filling.
func gzipHeader(t *testing.T, flags byte, filling string) []byte {
	t.Helper()
	b := []byte{0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3}
	if flags&(1<<2) != 0 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(filling)))
		b = append(b, filling...)
	}
	for _, flag := range []byte{1 << 3, 1 << 4} {
		if flags&flag != 0 {
			b = append(append(b, filling...), 0)
		}
	}
	if flags&(1<<1) != 0 {
		b = binary.LittleEndian.AppendUint16(b, uint16(crc32.ChecksumIEEE(b)))
	}
	return append(b, encode("gzip", text)[10:]...)
}

// TestCut cuts each coding everywhere: never whole, never in silence, and what came is the beginning of what was sent.
func TestCut(t *testing.T) {
	for _, coding := range codings {
		for _, body := range [][]byte{text, stuff} {
			wire := encode(coding[0], body)
			c := chain(t, coding[1])
			for i := 1; i < len(wire); i++ {
				got, err := decode(c, bytes.NewReader(wire[:i]))
				if kindOf(t, err) != content.KindCut || !bytes.HasPrefix(body, got) {
					t.Fatalf("%s, %d of %d bytes: %d bytes, %v", coding[0], i, len(wire), len(got), err)
				}
			}
		}
	}
	for _, coding := range []string{"gzip", "zstd"} {
		wire := encode(coding, text)
		for i := 1; i < len(wire); i++ {
			if _, err := decode(chain(t, coding), bytes.NewReader(join(wire, wire[:i]))); kindOf(t, err) != content.KindCut {
				t.Fatalf("second member of %s, %d of %d bytes: %v", coding, i, len(wire), err)
			}
		}
	}
	wire := encode("gzip", encode("br", text))
	for i := 1; i < len(wire); i++ {
		if _, err := decode(chain(t, "br, gzip"), bytes.NewReader(wire[:i])); kindOf(t, err) != content.KindCut {
			t.Fatalf("br in gzip, %d of %d bytes: %v", i, len(wire), err)
		}
	}
}

// TestReaderFails: a fault of the connection is told as it is, wherever it comes, also behind the last byte.
func TestReaderFails(t *testing.T) {
	for _, fault := range []error{errors.New("connection lost"), io.ErrUnexpectedEOF} {
		for _, coding := range codings {
			wire := encode(coding[0], text)
			for i := 0; i <= len(wire); i++ {
				r := io.MultiReader(bytes.NewReader(wire[:i]), iotest.ErrReader(fault))
				if got, err := decode(chain(t, coding[1]), r); err != fault || !bytes.HasPrefix(text, got) {
					t.Fatalf("%s, %d of %d bytes: %d bytes, %v", coding[0], i, len(wire), len(got), err)
				}
			}
			r := io.MultiReader(bytes.NewReader(append(wire, "\r\n"...)), iotest.ErrReader(fault))
			if _, err := decode(chain(t, coding[1]), r); err != fault {
				t.Fatalf("%s, behind two more bytes: %v", coding[0], err)
			}
		}
	}
}

// TestFlushed: what a server flushed is given before more is waited for.
func TestFlushed(t *testing.T) {
	waits := errors.New("waits for the server")
	for _, coding := range codings {
		var wire bytes.Buffer
		w := encoder(coding[0], &wire)
		var sent []byte
		for i := range 5 {
			event := fmt.Appendf(nil, "data: %d\n\n", i)
			sent = append(sent, event...)
			if _, err := w.Write(event); err != nil {
				t.Fatal(err)
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			r := io.MultiReader(bytes.NewReader(wire.Bytes()), iotest.ErrReader(waits))
			if got, err := decode(chain(t, coding[1]), r); err != waits || !bytes.Equal(got, sent) {
				t.Errorf("%s: %q of %q, %v", coding[0], got, sent, err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		// The last bytes do not wait for a member that may follow.
		d := content.Decode(&patient{t: t, wire: wire.Bytes()}, chain(t, coding[1]))
		if got, err := io.ReadAll(io.LimitReader(d, int64(len(sent)))); err != nil || !bytes.Equal(got, sent) {
			t.Errorf("%s: %q of %q, %v", coding[0], got, sent, err)
		}
	}
}

// patient gives its bytes, and fails the test when it is asked for more.
type patient struct {
	t    *testing.T
	wire []byte
}

func (p *patient) Read(b []byte) (int, error) {
	if len(p.wire) == 0 {
		p.t.Error("waits for the server before all was given")
		return 0, io.EOF
	}
	n := copy(b, p.wire)
	p.wire = p.wire[n:]
	return n, nil
}

func TestClose(t *testing.T) {
	for _, coding := range codings {
		d := content.Decode(bytes.NewReader(encode(coding[0], text)), chain(t, coding[1]))
		if _, err := d.Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			if n, err := d.Read(make([]byte, 10)); n != 0 || err != io.ErrClosedPipe {
				t.Errorf("%s: Read behind Close: %d, %v", coding[0], n, err)
			}
		}
	}
}

// TestPanic: what panics while it decodes is an error, and ends the body.
func TestPanic(t *testing.T) {
	for _, coding := range codings {
		d := content.Decode(panicking{}, chain(t, coding[1]))
		for range 2 {
			n, err := d.Read(make([]byte, 10))
			var p *fault.PanicError
			if n != 0 || kindOf(t, err) != content.KindPanic || !errors.As(err, &p) || p.Value != "a defect" {
				t.Errorf("%s: %d, %v", coding[0], n, err)
			}
		}
	}
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("a defect") }

func TestErrorText(t *testing.T) {
	err := &content.Error{Kind: content.KindCut, Name: "gzip", Err: io.ErrUnexpectedEOF}
	if got := err.Error(); got != "the body ends inside of a content coding: gzip" {
		t.Errorf("%q", got)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("does not unwrap")
	}
	if got := (&content.Error{Kind: 99}).Error(); got != "?" {
		t.Errorf("%q", got)
	}
}
