// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"httpclientgo/pkg/sink"
)

type memArray struct{ b []byte }

func (a *memArray) Resize(n int) []byte { b := make([]byte, n); copy(b, a.b); a.b = b; return b }
func (a *memArray) Free()               { a.b = nil }

func TestFirst(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s", r.Method, r.URL, b)
	}))
	defer srv.Close()
	s := New(Config{UserAgent: "x"})
	defer s.Close()
	o := &Options{BodySizeLimit: -1, MaxRedirects: 8, MaxConnections: 6, Decompress: true}
	for range 3 {
		c := s.Start(o, &Request{Method: "GET", URL: srv.URL + "/a", NewArray: func() sink.Array { return new(memArray) }}, func() {})
		<-c.Done()
		u := c.Take()
		fmt.Println(u.End.Result, u.End.Err, u.End.Head, string(u.End.Body.(*memArray).b[:u.End.Size]), u.End.Info)
	}
	r, err := s.Do(t.Context(), o, &Request{Method: "POST", URL: srv.URL + "/b", Body: &stringBody{strings.NewReader("hello")}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r.Body)
	fmt.Println(string(b), err)
	r.Body.Close()
}

type stringBody struct{ *strings.Reader }

func (b *stringBody) Length() int64 { return b.Size() }
func (b *stringBody) Rewind() error { _, err := b.Seek(0, 0); return err }
func (b *stringBody) Close() error  { return nil }
