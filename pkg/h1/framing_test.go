// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

// TestFramingOf names the method, the version and status, and the fields, and what must come of them. The documents in
// testdata have the long list of values; this one has the order of the steps.
func TestFramingOf(t *testing.T) {
	const chunked = "Transfer-Encoding: chunked"
	none := h1.Framing{Kind: h1.BodyNone, Length: -1, Reuse: true}
	noneClose := h1.Framing{Kind: h1.BodyNone, Length: -1}
	tunnel := h1.Framing{Kind: h1.BodyNone, Length: -1, Tunnel: true}
	five := h1.Framing{Kind: h1.BodyLength, Length: 5, Reuse: true}
	fiveClose := h1.Framing{Kind: h1.BodyLength, Length: 5}
	chunks := h1.Framing{Kind: h1.BodyChunked, Length: -1, Reuse: true}
	chunksClose := h1.Framing{Kind: h1.BodyChunked, Length: -1}
	zero := h1.Framing{Kind: h1.BodyLength, Reuse: true}
	zeroClose := h1.Framing{Kind: h1.BodyLength}
	untilClose := h1.Framing{Kind: h1.BodyUntilClose, Length: -1}

	for _, test := range []struct {
		request string // method, minor version and status of the answer
		fields  string // separated by |
		want    h1.Framing
		kind    h1.Kind // of the error
	}{
		// Step 1.
		{"HEAD 1 200", "Content-Length: 5", none, 0},
		{"HEAD 1 200", chunked, none, 0},
		{"HEAD 1 200", "", none, 0},
		{"HEAD 1 500", "Content-Length: 5", none, 0},
		{"HEAD 0 200", "Content-Length: 5", noneClose, 0},
		{"HEAD 1 200", "Content-Length: x", noneClose, 0},
		{"HEAD 1 200", "Transfer-Encoding: gzip", noneClose, 0},
		{"HEAD 1 200", chunked + "|Content-Length: 5", noneClose, 0},
		{"HEAD 1 200", "Connection: close", noneClose, 0},
		{"GET 1 204", "", none, 0},
		{"GET 1 204", "Content-Length: 0", zero, 0},
		{"GET 0 304", "Content-Length: 0, 0", zeroClose, 0},
		{"GET 1 304", "Content-Length: 0|Content-Length: 1", noneClose, 0},
		{"GET 1 304", "Content-Length: 0|" + chunked, noneClose, 0},
		{"GET 1 103", "Content-Length: 0", none, 0},
		{"HEAD 1 204", "Content-Length: 0", none, 0},
		{"GET 1 204", "Content-Length: 5", none, 0},
		{"GET 1 204", "Content-Length: 5|Content-Length: 6", noneClose, 0},
		{"GET 1 204", chunked, noneClose, 0},
		{"GET 1 304", "Content-Length: 5", none, 0},
		{"GET 1 304", chunked, none, 0},
		{"GET 0 304", "Connection: keep-alive|" + chunked, noneClose, 0},
		{"GET 1 100", "Content-Length: 5", none, 0},
		{"GET 1 101", "Upgrade: websocket|Connection: Upgrade", tunnel, 0},
		{"CONNECT 1 204", "", none, 0},

		// Step 2.
		{"CONNECT 1 200", "", tunnel, 0},
		{"CONNECT 1 299", "Content-Length: x|Transfer-Encoding: x", tunnel, 0},
		{"CONNECT 0 200", "", tunnel, 0},
		{"CONNECT 1 99", "Content-Length: 5", five, 0},
		{"CONNECT 1 302", "Content-Length: 5", five, 0},
		{"CONNECT 1 407", chunked, chunks, 0},

		// Step 3.
		{"GET 1 200", chunked + "|Content-Length: 5", chunksClose, 0},
		{"GET 1 200", "Content-Length: 5|Content-Length: x|" + chunked, chunksClose, 0},

		// Step 4.
		{"GET 1 200", chunked, chunks, 0},
		{"GET 1 200", "transfer-encoding:CHUNKED", chunks, 0},
		{"POST 1 500", chunked + "|Connection: close", chunksClose, 0},
		{"GET 0 200", chunked, h1.Framing{}, h1.KindTransferEncoding},
		{"GET 0 200", chunked + "|Connection: keep-alive", h1.Framing{}, h1.KindTransferEncoding},
		{"GET 1 200", "Transfer-Encoding: gzip|Content-Length: 5", h1.Framing{}, h1.KindTransferEncoding},
		{"GET 1 200", "Transfer-Encoding: chunked,", chunksClose, 0},
		{"GET 1 200", "Transfer-Encoding:|" + chunked, chunksClose, 0},
		{"GET 1 200", chunked + "|Transfer-Encoding:", chunksClose, 0},
		{"GET 1 200", "Transfer-Encoding: identity, chunked", chunksClose, 0},
		{"GET 1 200", "Transfer-Encoding: chunked, identity", h1.Framing{}, h1.KindTransferEncoding},
		{"GET 1 200", "Transfer-Encoding: identity|" + chunked, h1.Framing{}, h1.KindTransferEncoding},
		{"GET 0 200", "Transfer-Encoding: ,chunked", h1.Framing{}, h1.KindTransferEncoding},
		{"GET 1 200", "Transfer-Encoding:|Content-Length: 5", fiveClose, 0},
		{"GET 1 200", "Transfer-Encoding: identity|Content-Length: 5", fiveClose, 0},
		{"GET 1 200", "Transfer-Encoding: identity|Content-Length: x", h1.Framing{}, h1.KindContentLength},
		{"GET 1 200", "Transfer-Encoding: identity", untilClose, 0},
		{"GET 1 304", "Transfer-Encoding: identity", noneClose, 0},
		{"HEAD 1 200", "Transfer-Encoding: chunked,", noneClose, 0},
		{"GET 1 200", chunked + "|" + chunked, h1.Framing{}, h1.KindTransferEncoding},

		// Step 5.
		{"GET 1 200", "Content-Length: 5|Content-Length: 6", h1.Framing{}, h1.KindContentLength},
		{"GET 1 200", "Content-Length: 5|X: y|content-length: 05", h1.Framing{}, h1.KindContentLength},
		{"GET 1 500", "Content-Length: -5", h1.Framing{}, h1.KindContentLength},
		{"GET 1 200", "Content-Length: 9223372036854775808", h1.Framing{}, h1.KindContentLength},
		{"GET 1 200", "Content-Length: 6, 5, 5", h1.Framing{}, h1.KindContentLength},

		// Step 6.
		{"GET 1 200", "Content-Length: 5", five, 0},
		{"GET 1 200", "Content-Length: 5|Content-Length: 5, 5", five, 0},
		{"GET 1 200", "Content-Length: \t5 ", five, 0},
		{"GET 1 200", "Content-Length: 9223372036854775807", h1.Framing{Kind: h1.BodyLength, Length: 1<<63 - 1, Reuse: true}, 0},
		{"GET 0 200", "Content-Length: 5", fiveClose, 0},
		{"GET 0 200", "Content-Length: 5|Connection: Keep-Alive", five, 0},
		{"GET 0 200", "Content-Length: 5|Connection: keep-alive, close", fiveClose, 0},
		{"GET 1 200", "Content-Length: 5|Connection:CLOSE", fiveClose, 0},
		{"GET 1 200", "Content-Length: 5|Connection: x|Connection: a,close", fiveClose, 0},
		{"GET 1 200", "Content-Length: 5|Connection: closed|Proxy-Connection: close", five, 0},

		// Step 8.
		{"GET 1 200", "", untilClose, 0},
		{"GET 1 200", "Connection: keep-alive", untilClose, 0},
		{"GET 1 999", "", untilClose, 0},
		{"GET 1 99", "", untilClose, 0},
		{"GET 1 0", "", untilClose, 0},
	} {
		var method string
		h := h1.Head{}
		if _, err := fmt.Sscan(test.request, &method, &h.Minor, &h.Status); err != nil {
			t.Fatal(err)
		}
		if test.fields != "" {
			h.Lines = strings.Split(test.fields, "|")
		}
		before := slices.Clone(h.Lines)
		got, err := h1.FramingOf(method, &h)
		name := test.request + " " + test.fields
		if got != test.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, test.want)
		}
		if test.kind == 0 && err != nil || test.kind != 0 && !errors.Is(err, &h1.ProtocolError{Kind: test.kind, Remote: true}) {
			t.Errorf("%s: error %v, want kind %d", name, err, test.kind)
		}
		if !slices.Equal(h.Lines, before) {
			t.Errorf("%s: changed the head", name)
		}
	}
}
