// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/http/httpguts"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/h1test"
)

var fuzzMethods = []string{"GET", "HEAD", "POST", "CONNECT"}

// FuzzResponse: any bytes give a response, a want for more, or a *ProtocolError: the same ones whole, split, bytewise,
// with data taken past the reader, and as the parts give them; and reading as much as is wanted never takes what
// follows.
func FuzzResponse(f *testing.F) {
	for _, g := range goldens(f) {
		if len(g.Wire) < 4096 {
			f.Add(g.Wire, uint16(len(g.Wire)/2), uint8(slices.Index(fuzzMethods, methodOf(g))), g.Keys["upgrade"] != "")
		}
	}
	for _, v := range corporatest.Seeds(f) {
		f.Add(v.Wire, uint16(len(v.Wire)/2), uint8(max(slices.Index(fuzzMethods, v.Method), 0)), true)
	}
	f.Fuzz(func(t *testing.T, wire []byte, at uint16, method uint8, upgrade bool) {
		sameInPieces(t, fuzzMethods[int(method)%len(fuzzMethods)], upgrade, wire, int(at))
	})
}

// FuzzChunked: as FuzzResponse for a chunked body; and where Go's reader takes the same body, it finds the same data.
func FuzzChunked(f *testing.F) {
	for _, g := range goldens(f) {
		if g.Keys["body"] == "chunked" && len(g.Wire) < 4096 {
			f.Add(g.Wire[len(chunkedHead):], uint16(len(g.Wire)/2))
		}
	}
	for _, v := range corporatest.Seeds(f) {
		head, body, _ := bytes.Cut(v.Wire, []byte("\r\n\r\n"))
		if bytes.Contains(bytes.ToLower(head), []byte("chunked")) {
			f.Add(body, uint16(len(body)/2))
		}
	}
	f.Fuzz(func(t *testing.T, wire []byte, at uint16) {
		events := sameInPieces(t, "GET", false, append([]byte(chunkedHead), wire...), len(chunkedHead)+int(at))
		data, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(wire)))
		if err == nil && events[len(events)-1] == h1test.Done && string(data) != h1test.Data(events) {
			t.Errorf("data %q, Go reads %q", h1test.Data(events), data)
		}
	})
}

// sameInPieces returns the transcript of the whole wire, after it came out the same in every other way.
func sameInPieces(t *testing.T, method string, upgrade bool, wire []byte, at int) []string {
	at = min(at, len(wire))
	all := machines(method, upgrade)
	want, rest := h1test.Drive(t, all[0](), wire)
	if end := want[len(want)-1]; strings.Contains(end, "alien") || strings.Contains(end, "local") {
		t.Fatalf("ends with %q", end)
	}
	for i, fresh := range all {
		for name, pieces := range map[string][][]byte{"whole": {wire}, "split": {wire[:at], wire[at:]}, "bytewise": h1test.Bytes(wire)} {
			if got, left := h1test.Drive(t, fresh(), pieces...); !slices.Equal(got, want) || left != rest {
				t.Errorf("machine %d, %s: %d bytes left\n got %q\nwant %q", i, name, left, got, want)
			}
		}
	}
	if want[len(want)-1] == h1test.Done {
		if n := readWanted(t, method, upgrade, wire); n != len(wire)-rest {
			t.Errorf("read %d bytes, the message has %d of %d", n, len(wire)-rest, len(wire))
		}
	}
	return want
}

// readWanted reads a whole message, each time as much as is wanted, and returns how many bytes that took.
func readWanted(t *testing.T, method string, upgrade bool, wire []byte) (at int) {
	var r h1.Response
	r.Reset(method, upgrade)
	for !r.Ended() {
		n := int(min(r.Wanted(), int64(len(wire)-at)))
		if n == 0 {
			t.Fatalf("nothing more wanted or there after %d of %d bytes", at, len(wire))
		}
		for b := wire[at : at+n]; len(b) > 0; {
			m, _, err := r.Next(b)
			if err != nil || m == 0 {
				t.Fatalf("took %d bytes, %v", m, err)
			}
			b = b[m:]
		}
		at += n
	}
	return at
}

// FuzzFraming: any head is framed or refused, in whatever order its fields stand; and never as Go frames it otherwise.
func FuzzFraming(f *testing.F) {
	for _, g := range goldens(f) {
		if head, _, ok := bytes.Cut(g.Wire, []byte("\r\n\r\n")); ok && len(head) < 4096 {
			_, fields, _ := strings.Cut(string(head), "\r\n")
			f.Add(fields, uint8(slices.Index(fuzzMethods, methodOf(g))), uint16(200), true)
		}
	}
	for _, v := range corporatest.Seeds(f) {
		head, _, _ := strings.Cut(string(v.Wire), "\r\n\r\n")
		if _, fields, ok := strings.Cut(head, "\r\n"); ok {
			f.Add(fields, uint8(max(slices.Index(fuzzMethods, v.Method), 0)), uint16(100), true)
		}
	}
	f.Fuzz(func(t *testing.T, fields string, method uint8, status uint16, minor bool) {
		h := h1.Head{Status: int(status) % 1000, Lines: strings.Split(fields, "\r\n")}
		if minor {
			h.Minor = 1
		}
		request := fuzzMethods[int(method)%len(fuzzMethods)]
		got, err := h1.FramingOf(request, &h)
		if err != nil {
			if class := classOf(err); class != "content-length" && class != "transfer-encoding" || got != (h1.Framing{}) {
				t.Fatalf("%+v with error %v", got, err)
			}
		}
		turned := h
		turned.Lines = slices.Clone(h.Lines)
		slices.Reverse(turned.Lines)
		if other, otherErr := h1.FramingOf(request, &turned); other != got || !sameClass(err, otherErr) {
			t.Errorf("%+v, %v; in the other order %+v, %v", got, err, other, otherErr)
		}
		if err != nil {
			return
		}
		if (got.Kind == h1.BodyLength) != (got.Length >= 0) ||
			got.Reuse && (got.Kind == h1.BodyUntilClose || got.Tunnel) || got.Tunnel && got.Kind != h1.BodyNone {
			t.Errorf("%+v contradicts itself", got)
		}

		// Only heads that our own reader would let through have a meaning to compare.
		wire := "HTTP/1.1 200 OK\r\n" + strings.Join(h.Lines, "\r\n") + "\r\n\r\n"
		var r h1.HeadReader
		r.Reset("GET", false)
		if n, done, err := r.Read([]byte(wire)); err != nil || !done || n != len(wire) {
			return
		}
		got, err = h1.FramingOf("GET", r.Head())
		theirs, theirErr := http.ReadResponse(bufio.NewReader(strings.NewReader(wire)), nil)
		if err != nil || theirErr != nil {
			return
		}
		if chunked := slices.Equal(theirs.TransferEncoding, []string{"chunked"}); chunked != (got.Kind == h1.BodyChunked) || theirs.ContentLength != got.Length {
			t.Errorf("%q: %+v, Go has length %d, coding %q", wire, got, theirs.ContentLength, theirs.TransferEncoding)
		}
	})
}

func sameClass(a, b error) bool {
	if a == nil || b == nil {
		return a == b
	}
	return classOf(a) == classOf(b)
}

// FuzzCheckField: a line that is let through goes out as itself and alone; only an empty one and one with CR, LF or NUL
// is not.
func FuzzCheckField(f *testing.F) {
	for _, v := range corporatest.Seeds(f) {
		head, _, _ := strings.Cut(string(v.Wire), "\r\n\r\n")
		for _, line := range strings.Split(head, "\r\n")[1:] {
			f.Add(line)
		}
	}
	for _, line := range []string{"", "A: b", "A: b\r\nEvil: 1", "A: b\n", "\rA: b", "A: \x00", "no colon", ": v", "Ü: ß", " A: b"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		err := h1.CheckField(line)
		if bad := line == "" || strings.ContainsAny(line, "\r\n\x00"); bad != (err != nil) {
			t.Fatalf("%q: %v", line, err)
		}
		if err != nil && !errors.Is(err, &h1.ProtocolError{Kind: h1.KindRequest}) {
			t.Fatalf("%q: %v is not of the request", line, err)
		}
		r := h1.Request{Method: "GET", Target: "/", Fields: []string{"X: 1", line, "Y: 2"}}
		wire, bad := r.Append(nil)
		if (bad != nil) != (err != nil) {
			t.Fatalf("%q: checked with %v, written with %v", line, err, bad)
		}
		if bad == nil && !strings.HasPrefix(string(wire), "GET / HTTP/1.1\r\nX: 1\r\n"+line+"\r\nY: 2\r\n") {
			t.Errorf("%q: wrote %q", line, wire)
		}
	})
}

// FuzzRequest: what Append writes is one head with the caller's lines in it, which net/http reads as the same fields.
func FuzzRequest(f *testing.F) {
	f.Add("GET", "/", "A: b", "h", "u", int64(0))
	f.Add("POST", "/a?b=c", "Content-Type: text/plain|X-y:  z |x-Y:\t1", "[::1]:80", "GodotEngine/4", int64(5))
	f.Add("PUT", "/ ", "host: x|accept:|CONTENT-LENGTH: 1|User-Agent: me", "", "", int64(1))
	f.Add("OPTIONS", "*", "X", "h\r\nEvil: 1", "u", int64(-1))
	f.Add("GET", "/\r\nEvil: 1", "|", "h", "u\x00", int64(1<<62))
	f.Add("G ET", "/", "A: b||GET / HTTP/1.1", "h", "u", int64(0))
	f.Fuzz(func(t *testing.T, method, target, fields, host, agent string, length int64) {
		r := h1.Request{Method: method, Target: target, Host: host, UserAgent: agent, BodyLength: length}
		if fields != "" {
			r.Fields = strings.Split(fields, "|")
		}
		wire, err := r.Append(nil)
		unsafe := strings.ContainsAny(method+target+fields+host+agent, "\r\n\x00") ||
			!httpguts.ValidHeaderFieldName(method) || slices.Contains(r.Fields, "")
		if unsafe != (err != nil) || err != nil && !errors.Is(err, &h1.ProtocolError{Kind: h1.KindRequest}) {
			t.Fatalf("%+v: error %v", r, err)
		}
		if err != nil {
			return
		}

		text, ok := strings.CutSuffix(string(wire), "\r\n\r\n")
		lines := strings.Split(text, "\r\n")
		if !ok || lines[0] != method+" "+target+" HTTP/1.1" || !slices.Equal(lines[1:1+len(r.Fields)], r.Fields) || len(lines) > 5+len(r.Fields) {
			t.Fatalf("%+v: wrote %q", r, wire)
		}

		want := map[string][]string{}
		for _, line := range lines[1:] {
			name, value, ok := strings.Cut(line, ":")
			value = textproto.TrimString(value)
			if !ok || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
				return // the caller's freedom
			}
			name = textproto.CanonicalMIMEHeaderKey(name)
			want[name] = append(want[name], value)
		}
		theirs, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(wire)))
		if err != nil {
			return // a target, host or length that is none: the caller's freedom as well
		}
		// What ReadRequest moves elsewhere or makes up.
		for _, name := range []string{"Host", "Content-Length", "Transfer-Encoding", "Trailer", "Connection", "Pragma", "Cache-Control"} {
			delete(want, name)
			theirs.Header.Del(name)
		}
		if theirs.Method != method || theirs.RequestURI != target || len(theirs.Header) != len(want) {
			t.Fatalf("%q: read %+v", wire, theirs)
		}
		for name, values := range want {
			if !slices.Equal(theirs.Header[name], values) {
				t.Errorf("%q: %s is %q, want %q", wire, name, theirs.Header[name], values)
			}
		}
	})
}

// TestRequestIsRead keeps FuzzRequest honest, which lets pass what net/http does not read: these it must read.
func TestRequestIsRead(t *testing.T) {
	r := h1.Request{Method: "POST", Target: "/a?b", Host: "example.com:81", UserAgent: "u", BodyLength: 3, Fields: []string{"x-a: 1", "X-A:2"}}
	wire, err := r.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(append(wire, "abc"...))))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(theirs.Body)
	if err != nil || string(data) != "abc" || theirs.Host != "example.com:81" || theirs.RequestURI != "/a?b" ||
		!slices.Equal(theirs.Header["X-A"], []string{"1", "2"}) || theirs.Header.Get("Accept") != "*/*" || theirs.UserAgent() != "u" {
		t.Errorf("%q, %v, %+v", data, err, theirs)
	}
}
