// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// The endpoints are an ordinary server for the demo and for benchmarks, plain and over TLS, with keep-alive:
//
//	GET  /small              100 bytes
//	GET  /json/N             {"n": N, "connection": K}, where K counts the connections of the process
//	GET  /gzip/N             N bytes of text, compressed
//	GET  /bytes/N            N bytes of Fill with a Content-Length
//	GET  /close/N            the same without a length, ended by close
//	GET  /chunked/N/SIZE     the same in chunks of SIZE bytes, each written alone
//	GET  /packed/N/SIZE      the same in chunks of SIZE bytes, gathered in large writes
//	GET  /sse/N?ms=M         N server-sent events, one chunk each, M milliseconds apart (0)
//	GET  /file/N/V?cut=K     version V of a file of N bytes: Range, If-Range, ETag; each answer ends after K bytes
//	POST /echo               the request body, with its Content-Type
//	POST /sink               how many bytes the request body had, in digits
//
// HEAD works wherever GET does. Anything else is 404. With ?mbit=M the answer leaves as a link of M Mbit/s would
// deliver it.

// fillPeriod is after how many bytes Fill repeats itself. It is no multiple of a power of two, so that a block
// delivered twice or left out shows.
const fillPeriod = 1<<20 - 3

var fillBlock = sync.OnceValue(func() []byte {
	b := make([]byte, fillPeriod)
	x := uint32(1)
	for i := range b {
		// xorshift: cheap, the same everywhere, and not compressible.
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x >> 11)
	}
	return b
})

// Fill returns bytes of the endless deterministic body from offset on: at least one and at most n, as n is positive.
// The slice is shared and must not be written to.
func Fill(offset, n int64) []byte {
	block := fillBlock()[offset%fillPeriod:]
	return block[:min(int64(len(block)), n)]
}

// connections counts those of all endpoints.
var connections atomic.Int64

// serveEndpoints answers the requests of one connection in their order.
func serveEndpoints(c net.Conn, secure *tls.Config) {
	connection := connections.Add(1)
	c = prompt(c)
	paced := &pacedConn{Conn: c}
	if secure != nil {
		t := tls.Server(paced, secure)
		defer t.Close()
		c = t
	}
	r := bufio.NewReaderSize(c, 64<<10)
	for {
		if n := plainSmall(r); n > 0 {
			r.Discard(n)
			if _, err := c.Write(smallAnswer()); err != nil {
				return
			}
			continue
		}
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		to := c
		if paced.rate = pace(req); paced.rate > 0 && secure == nil {
			to = paced // only then, since it takes many buffers in many writes
		}
		if serveOne(to, req, connection) != nil || req.Close {
			return
		}
		paced.rate = 0
		io.Copy(io.Discard, req.Body)
	}
}

var smallAnswer = sync.OnceValue(func() []byte {
	return append([]byte(lengthHead("text/plain", 100)), Fill(0, 100)...)
})

// harmless fields change nothing of an answer.
var harmless = []string{"Host", "User-Agent", "Accept"}

// plainSmall gives the length of the head that waits in r, if it is whole and asks for /small and nothing else: the
// answer then is prepared, so that many small answers measure the client and not how fast this server reads heads. Else
// it gives 0, after waiting for a byte.
func plainSmall(r *bufio.Reader) int {
	if _, err := r.Peek(1); err != nil {
		return 0
	}
	b, _ := r.Peek(r.Buffered())
	rest, ok := bytes.CutPrefix(b, []byte("GET /small"))
	if !ok || len(rest) == 0 || rest[0] != ' ' && rest[0] != '?' {
		return 0
	}
	end := bytes.Index(b, []byte("\r\n\r\n"))
	if end < 0 {
		return 0
	}
	line, lines, _ := bytes.Cut(b[:end], []byte("\r\n"))
	if !bytes.HasSuffix(line, []byte(" HTTP/1.1")) {
		return 0
	}
	for name := range bytes.SplitSeq(lines, []byte("\r\n")) {
		name, _, _ = bytes.Cut(name, []byte(":"))
		if !slices.ContainsFunc(harmless, func(known string) bool { return strings.EqualFold(known, string(name)) }) {
			return 0
		}
	}
	return end + len("\r\n\r\n")
}

// serveOne writes one answer. An error means that the connection cannot carry another one.
func serveOne(c net.Conn, req *http.Request, connection int64) error {
	path := strings.Split(strings.Trim(req.URL.Path, "/"), "/")
	n, size := number(path, 1), number(path, 2)
	head := req.Method == http.MethodHead
	get := head || req.Method == http.MethodGet
	switch {
	case path[0] == "small" && len(path) == 1 && get:
		return writeAnswer(c, head, lengthHead("text/plain", 100), Fill(0, 100))
	case path[0] == "json" && n >= 0 && get:
		text := fmt.Sprintf("{\"n\": %d, \"connection\": %d}", n, connection)
		return writeAnswer(c, head, lengthHead("application/json", int64(len(text))), []byte(text))
	case path[0] == "gzip" && n >= 0 && get:
		packed := compressed(n)
		return writeAnswer(c, head, lengthHead("text/plain\r\nContent-Encoding: gzip", int64(len(packed))), packed)
	case path[0] == "bytes" && n >= 0 && get:
		return writeFill(c, head, lengthHead("application/octet-stream", n), n)
	case path[0] == "close" && n >= 0 && get:
		if err := writeFill(c, head, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", n); err != nil {
			return err
		}
		return io.EOF
	case path[0] == "chunked" && n >= 0 && size > 0 && get:
		return chunked(c, head, n, size, 1)
	case path[0] == "packed" && n >= 0 && size > 0 && get:
		return chunked(c, head, n, size, 256<<10)
	case path[0] == "sse" && n >= 0 && get:
		ms, _ := strconv.Atoi(req.URL.Query().Get("ms"))
		return events(c, head, n, time.Duration(ms)*time.Millisecond)
	case path[0] == "file" && n >= 0 && size >= 0 && get:
		return newDownload(path, req).serve(c, req)
	case path[0] == "echo" && req.Method == http.MethodPost:
		return echo(c, req)
	case path[0] == "sink" && req.Method == http.MethodPost:
		return sink(c, req)
	}
	const text = "not found\n"
	return writeAnswer(c, head, fmt.Sprintf("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", len(text)), []byte(text))
}

// number returns the path segment i as a number, or -1.
func number(path []string, i int) int64 {
	if i >= len(path) {
		return -1
	}
	n, err := strconv.ParseInt(path[i], 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

func lengthHead(kind string, n int64) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, n)
}

const chunkedHead = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"

// writeAnswer writes head and body in as few system calls as the kernel takes.
func writeAnswer(c net.Conn, headOnly bool, head string, body ...[]byte) error {
	buffers := net.Buffers{[]byte(head)}
	if !headOnly {
		buffers = append(buffers, body...)
	}
	_, err := buffers.WriteTo(c)
	return err
}

// writeFill is writeAnswer with n bytes of Fill, which may be more than anybody could hold.
func writeFill(c net.Conn, headOnly bool, head string, n int64) error {
	const gather = 64
	buffers := make(net.Buffers, 0, gather)
	buffers = append(buffers, []byte(head))
	for offset := int64(0); offset < n && !headOnly; {
		if len(buffers) == gather {
			if err := writeBuffers(c, buffers); err != nil {
				return err
			}
			buffers = buffers[:0]
		}
		b := Fill(offset, n-offset)
		buffers = append(buffers, b)
		offset += int64(len(b))
	}
	return writeBuffers(c, buffers)
}

// writeBuffers leaves its list as it is, other than net.Buffers does.
func writeBuffers(c net.Conn, buffers net.Buffers) error {
	_, err := buffers.WriteTo(c)
	return err
}

// chunked writes n bytes of Fill in chunks of size, and gathers chunks until a write has at least gather bytes.
func chunked(c net.Conn, headOnly bool, n, size int64, gather int) error {
	out := fmt.Appendf(nil, chunkedHead, "application/octet-stream")
	if headOnly {
		_, err := c.Write(out)
		return err
	}
	line := fmt.Appendf(nil, "%x\r\n", size)
	for offset := int64(0); offset < n; {
		chunk := min(size, n-offset)
		if chunk < size {
			line = fmt.Appendf(nil, "%x\r\n", chunk)
		}
		out = append(out, line...)
		for end := offset + chunk; offset < end; {
			b := Fill(offset, end-offset)
			out = append(out, b...)
			offset += int64(len(b))
		}
		out = append(out, "\r\n"...)
		if len(out) >= gather {
			if _, err := c.Write(out); err != nil {
				return err
			}
			out = out[:0]
		}
	}
	_, err := c.Write(append(out, "0\r\n\r\n"...))
	return err
}

func events(c net.Conn, headOnly bool, n int64, every time.Duration) error {
	if _, err := fmt.Fprintf(c, chunkedHead, "text/event-stream"); err != nil || headOnly {
		return err
	}
	for i := range n {
		if i > 0 && every > 0 {
			time.Sleep(every)
		}
		event := fmt.Sprintf("id: %d\nevent: tick\ndata: {\"n\": %d, \"of\": %d}\n\n", i+1, i+1, n)
		if _, err := fmt.Fprintf(c, "%x\r\n%s\r\n", len(event), event); err != nil {
			return err
		}
	}
	_, err := io.WriteString(c, "0\r\n\r\n")
	return err
}

func echo(c net.Conn, req *http.Request) error {
	const limit = 64 << 20
	body, err := io.ReadAll(io.LimitReader(req.Body, limit+1))
	if err != nil {
		return err
	}
	if len(body) > limit {
		writeAnswer(c, false, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		return io.ErrShortBuffer
	}
	kind := req.Header.Get("Content-Type")
	if kind == "" {
		kind = "application/octet-stream"
	}
	return writeAnswer(c, false, lengthHead(kind, int64(len(body))), body)
}

// sink takes a body without keeping it.
func sink(c net.Conn, req *http.Request) error {
	n, err := io.Copy(io.Discard, req.Body)
	if err != nil {
		return err
	}
	digits := strconv.FormatInt(n, 10)
	return writeAnswer(c, false, lengthHead("text/plain", int64(len(digits))), []byte(digits))
}
