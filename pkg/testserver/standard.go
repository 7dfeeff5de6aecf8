// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
)

// The standard server is net/http's own, with the patterns in which that writes: a body goes out in one write for each
// write of the handler, a chunk of 16 KiB in two, of 4 and of 12 KiB. It serves the paths /bytes/N and /chunked/N/SIZE
// of the endpoints.

func newStandard() *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /bytes/{n}", func(w http.ResponseWriter, req *http.Request) {
		n, err := strconv.ParseInt(req.PathValue("n"), 10, 64)
		if err != nil || n < 0 {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Length", strconv.FormatInt(n, 10))
		writeParts(w, n, 64<<10)
	})
	mux.HandleFunc("GET /chunked/{n}/{size}", func(w http.ResponseWriter, req *http.Request) {
		n, err := strconv.ParseInt(req.PathValue("n"), 10, 64)
		size, err2 := strconv.ParseInt(req.PathValue("size"), 10, 64)
		if err != nil || err2 != nil || n < 0 || size < 1 {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		writeParts(w, n, size)
	})
	return &http.Server{Handler: mux, ErrorLog: log.New(io.Discard, "", 0)}
}

// serveStandard serves until the server is closed, over TLS where secure is not nil.
func serveStandard(s *http.Server, l net.Listener, secure *tls.Config) {
	if secure != nil {
		l = tls.NewListener(l, secure)
	}
	s.Serve(l)
}

// writeParts writes n bytes of Fill, each write of part bytes; where Fill repeats itself, in two.
func writeParts(w io.Writer, n, part int64) {
	for offset := int64(0); offset < n; {
		b := Fill(offset, min(part, n-offset))
		if _, err := w.Write(b); err != nil {
			return // the client has gone
		}
		offset += int64(len(b))
	}
}
