// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content_test

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"httpclientgo/pkg/content"
)

// FuzzCodings: any bytes in any chain end with io.EOF or an *Error of a kind other than KindPanic, with the same bytes
// and the same end whole and byte by byte, but that br may keep what is before a fault; a chain that is not known
// changes nothing, and none of more than five is begun.
func FuzzCodings(f *testing.F) {
	for _, coding := range codings {
		for _, body := range [][]byte{nil, text[:100], stuff[:100]} {
			wire := encode(coding[0], body)
			f.Add(coding[1], wire)
			f.Add(coding[1], wire[:len(wire)/2])
			f.Add(coding[1], join(wire, wire))
			f.Add(coding[1], join(wire, s("\r\n")))
			f.Add(coding[1]+", identity, x-gzip", encode("gzip", wire))
		}
	}
	f.Add("zstd", s("\x50\x2a\x4d\x18\x03\x00\x00\x00abc"))
	f.Add("gzip,gzip,gzip,gzip,gzip,gzip", encode("gzip", text))
	f.Add("compress", text)
	const most = 1 << 20 // of what is looked at
	f.Fuzz(func(t *testing.T, value string, wire []byte) {
		c, err := content.Chain([]string{"Content-Encoding: " + value})
		if err != nil {
			if kindOf(t, err) != content.KindChain || bytes.Count([]byte(value), s(",")) < 5 {
				t.Fatalf("%q: %v", value, err)
			}
			return
		}
		read := func(r io.Reader) ([]byte, content.Kind) {
			d := content.Decode(r, c)
			got, err := io.ReadAll(io.LimitReader(d, most))
			kind := kindOf(t, err)
			if kind == content.KindPanic {
				t.Fatal(err.(*content.Error).Err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			return got, kind
		}
		whole, kind := read(bytes.NewReader(wire))
		bytewise, kind2 := read(iotest.OneByteReader(bytes.NewReader(wire)))
		same := bytes.Equal(whole, bytewise) || kind != 0 && bytes.HasPrefix(bytewise, whole)
		if kind != kind2 || !same {
			t.Fatalf("%q: whole %d bytes and kind %d, bytewise %d and %d", value, len(whole), kind, len(bytewise), kind2)
		}
		if (!c.Known() || c.Empty()) && (kind != 0 || !bytes.Equal(whole, wire)) {
			t.Fatalf("%q: %d bytes of %d, kind %d", value, len(whole), len(wire), kind)
		}
	})
}

// FuzzText: any bytes in any charset are valid UTF-8, and what is UTF-8 without a byte order mark comes as it is.
func FuzzText(f *testing.F) {
	for _, charset := range []string{"", "utf-8", "latin1", "utf-16", "utf-16be", "big5"} {
		f.Add([]byte("häß \xff\xe2\x82"), "text/plain; charset="+charset)
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got, err := content.Text(body, contentType)
		if !utf8.ValidString(got) {
			t.Fatalf("%q as %q: %q, %v", body, contentType, got, err)
		}
		if got, err := content.Text(body, "text/plain"); utf8.Valid(body) && !bytes.HasPrefix(body, s("\xef\xbb\xbf")) && got != string(body) || err != nil {
			t.Fatalf("%q: %q, %v", body, got, err)
		}
	})
}
