// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"

	"httpclientgo/pkg/testserver"
)

func TestDownload(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	const size = 10
	version := fill(2000 + size)[2000:]
	tests := []struct {
		name, query, header, value, second string // second is an If-Range
		status                             int
		contentRange                       string
		body                               []byte
		cut                                bool
	}{
		{name: "whole", status: 200, body: version},
		{name: "rest", header: "Range", value: "bytes=4-", status: 206, contentRange: "bytes 4-9/10", body: version[4:]},
		{name: "rest_same_version", header: "Range", value: "bytes=4-", second: `"v2"`, status: 206, contentRange: "bytes 4-9/10", body: version[4:]},
		{name: "rest_other_version", header: "Range", value: "bytes=4-", second: `"v1"`, status: 200, body: version},
		{name: "form_not_served", header: "Range", value: "bytes=4-5", status: 200, body: version},
		{name: "behind_the_end", header: "Range", value: "bytes=10-", status: 416, contentRange: "bytes */10"},
		{name: "known", header: "If-None-Match", value: `"v2"`, status: 304},
		{name: "cut", query: "?cut=3", status: 200, body: version[:3], cut: true},
		{name: "rest_cut", query: "?cut=3", header: "Range", value: "bytes=4-", status: 206, contentRange: "bytes 4-9/10", body: version[4:7], cut: true},
		{name: "cut_behind_the_end", query: "?cut=99", status: 200, body: version},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, _ := http.NewRequest(http.MethodGet, "http://"+s.Ready().Plain+"/file/10/2"+tt.query, nil)
			if tt.header != "" {
				req.Header.Set(tt.header, tt.value)
			}
			if tt.second != "" {
				req.Header.Set("If-Range", tt.second)
			}
			transport := &http.Transport{DisableKeepAlives: true}
			resp, err := transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Range") != tt.contentRange || resp.Header.Get("ETag") != `"v2"` {
				t.Errorf("status %d, headers %v", resp.StatusCode, resp.Header)
			}
			if !bytes.Equal(body, tt.body) || errors.Is(err, io.ErrUnexpectedEOF) != tt.cut {
				t.Errorf("body % x, %v", body, err)
			}
		})
	}
}
