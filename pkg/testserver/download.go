// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// download is one version of a file that can be fetched in parts (RFC 9110 Section 14). Versions differ in each byte's
// place and in their entity tag.
type download struct {
	size    int64
	version int64
	cut     int64 // bytes of the body after which each answer ends with its connection; negative: none
}

func newDownload(path []string, req *http.Request) download {
	d := download{size: number(path, 1), version: number(path, 2), cut: -1}
	if cut, err := strconv.ParseInt(req.URL.Query().Get("cut"), 10, 64); err == nil {
		d.cut = cut
	}
	return d
}

func (d download) tag() string { return fmt.Sprintf("%q", fmt.Sprint("v", d.version)) }

// serve answers with the whole file, or from the first byte that Range asks for. An If-Range with another tag takes the
// Range away (RFC 9110 Section 13.1.5).
func (d download) serve(c net.Conn, req *http.Request) error {
	const fields = "Accept-Ranges: bytes\r\nETag: %s\r\nLast-Modified: Mon, 02 Nov 2026 10:00:00 GMT\r\n"
	common := fmt.Sprintf(fields, d.tag())
	if req.Header.Get("If-None-Match") == d.tag() {
		return writeAnswer(c, true, "HTTP/1.1 304 Not Modified\r\n"+common+"\r\n")
	}
	from, ranged := d.rangeStart(req)
	if ranged && from >= d.size {
		return writeAnswer(c, true, fmt.Sprintf("HTTP/1.1 416 Range Not Satisfiable\r\n%sContent-Range: bytes */%d\r\nContent-Length: 0\r\n\r\n", common, d.size))
	}
	head := "HTTP/1.1 200 OK\r\n" + common
	if ranged {
		head = fmt.Sprintf("HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %d-%d/%d\r\n", common, from, d.size-1, d.size)
	}
	head += fmt.Sprintf("Content-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n", d.size-from)
	length := d.size - from
	cut := d.cut >= 0 && d.cut < length && req.Method != http.MethodHead
	if cut {
		length = d.cut
	}
	start := d.version * 1000
	if err := writeAnswer(c, req.Method == http.MethodHead, head, fillFrom(start+from, length)...); err != nil {
		return err
	}
	if cut {
		return io.EOF
	}
	return nil
}

// fillFrom is n bytes of Fill from start on.
func fillFrom(start, n int64) [][]byte {
	var buffers [][]byte
	for offset := start; offset < start+n; {
		b := Fill(offset, start+n-offset)
		buffers = append(buffers, b)
		offset += int64(len(b))
	}
	return buffers
}

// rangeStart understands "bytes=N-", the one form that resuming takes; any other is answered in full, as RFC 9110
// Section 14.2 allows.
func (d download) rangeStart(req *http.Request) (int64, bool) {
	text, ok := strings.CutPrefix(req.Header.Get("Range"), "bytes=")
	text, open := strings.CutSuffix(text, "-")
	from, err := strconv.ParseInt(text, 10, 64)
	if tag := req.Header.Get("If-Range"); !ok || !open || err != nil || from < 0 || tag != "" && tag != d.tag() {
		return 0, false
	}
	return from, true
}
