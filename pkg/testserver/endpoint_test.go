// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/testserver"
)

func TestEndpoints(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	ready := s.Ready()
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	t.Cleanup(client.CloseIdleConnections)
	tests := []struct {
		path   string
		status int
		length int64 // as the head tells
		body   []byte
	}{
		{"/small", 200, 100, fill(100)},
		{"/bytes/0", 200, 0, nil},
		{"/bytes/5", 200, 5, fill(5)},
		{"/bytes/3000000", 200, 3000000, fill(3000000)},
		{"/bytes/68000000", 200, 68000000, fill(68000000)}, // more than one gathered write
		{"/close/100000", 200, -1, fill(100000)},
		{"/chunked/10/3", 200, -1, fill(10)},
		{"/chunked/0/3", 200, -1, nil},
		{"/packed/2000000/1000", 200, -1, fill(2000000)},
		{"/sse/2", 200, -1, []byte("id: 1\nevent: tick\ndata: {\"n\": 1, \"of\": 2}\n\nid: 2\nevent: tick\ndata: {\"n\": 2, \"of\": 2}\n\n")},
		{"/sse/1?ms=1", 200, -1, []byte("id: 1\nevent: tick\ndata: {\"n\": 1, \"of\": 1}\n\n")},
		{"/", 404, 10, []byte("not found\n")},
		{"/bytes", 404, 10, []byte("not found\n")},
		{"/bytes/-1", 404, 10, []byte("not found\n")},
		{"/chunked/5/0", 404, 10, []byte("not found\n")},
		{"/echo", 404, 10, []byte("not found\n")},
	}
	for _, base := range []string{"http://" + ready.Plain, "https://" + ready.TLS} {
		for _, tt := range tests {
			t.Run(base[:5]+tt.path, func(t *testing.T) {
				for _, method := range []string{"GET", "HEAD"} {
					req, _ := http.NewRequest(method, base+tt.path, nil)
					resp, err := client.Do(req)
					if err != nil {
						t.Fatal(err)
					}
					body, err := io.ReadAll(resp.Body)
					resp.Body.Close()
					want := tt.body
					if method == "HEAD" {
						want = nil
					}
					if err != nil || resp.StatusCode != tt.status || resp.ContentLength != tt.length || !bytes.Equal(body, want) {
						t.Errorf("%s: status %d, length %d, %d bytes, %v", method, resp.StatusCode, resp.ContentLength, len(body), err)
					}
				}
			})
		}
		t.Run(base[:5]+"/gzip", func(t *testing.T) {
			resp, err := client.Get(base + "/gzip/1000000") // Go asks for gzip and decodes it
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			first := `{"n": 0, "name": "player 0", "points": 0}` + "\n"
			if err != nil || len(body) != 1000000 || !resp.Uncompressed || !strings.HasPrefix(string(body), first) {
				t.Errorf("%d bytes, decoded: %v, %v, %.50q", len(body), resp.Uncompressed, err, body)
			}
		})
		t.Run(base[:5]+"/json", func(t *testing.T) {
			ask := func(client *http.Client) (answer struct{ N, Connection int }) {
				resp, err := client.Get(base + "/json/7")
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || answer.N != 7 || answer.Connection < 1 {
					t.Errorf("got %+v, %v", answer, err)
				}
				io.Copy(io.Discard, resp.Body)
				return answer
			}
			other := &http.Client{Transport: client.Transport.(*http.Transport).Clone()}
			defer other.CloseIdleConnections()
			if first, again, stranger := ask(&client), ask(&client), ask(other); first != again || first == stranger {
				t.Errorf("%+v, then %+v on the same connection and %+v on another", first, again, stranger)
			}
		})
		t.Run(base[:5]+"/sink", func(t *testing.T) {
			resp, err := client.Post(base+"/sink", "", bytes.NewReader(fill(3000000)))
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if body, _ := io.ReadAll(resp.Body); string(body) != "3000000" {
				t.Errorf("got %q", body)
			}
		})
		t.Run(base[:5]+"/echo", func(t *testing.T) {
			resp, err := client.Post(base+"/echo", "text/x", strings.NewReader("hello"))
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if body, _ := io.ReadAll(resp.Body); string(body) != "hello" || resp.Header.Get("Content-Type") != "text/x" {
				t.Errorf("got %q, %v", body, resp.Header)
			}
		})
	}
}

// The prepared answer is the one that is made for a request with other fields, and only a request that wants nothing
// else gets it.
func TestSmallAnswerIsPrepared(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	conn, err := net.Dial("tcp", s.Ready().Plain)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n" + string(fill(100))
	for _, head := range []string{
		"GET /small HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /small?7 HTTP/1.1\r\nHost: x\r\nUser-Agent: y\r\nAccept: */*\r\n\r\n",
		"GET /small HTTP/1.1\r\nHost: x\r\nX-Other: y\r\n\r\n",
		"GET /small HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
	} {
		for _, request := range []string{head, head + head} { // two at once are two
			if _, err := io.WriteString(conn, request); err != nil {
				t.Fatal(err)
			}
			got := make([]byte, len(answer)*(len(request)/len(head)))
			if _, err := io.ReadFull(conn, got); err != nil || string(got) != strings.Repeat(answer, len(request)/len(head)) {
				t.Fatalf("%q: %q, %v", request, got, err)
			}
		}
	}
	io.WriteString(conn, "GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if got, err := io.ReadAll(conn); err != nil || string(got) != answer {
		t.Errorf("%q, %v; then the connection should end", got, err)
	}
	conn, err = net.Dial("tcp", s.Ready().Plain)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	for _, piece := range []string{"GET /small HTTP/1.1\r\nHo", "st: x\r\n\r", "\n"} { // in pieces it is no less a request
		if _, err := io.WriteString(conn, piece); err != nil {
			t.Fatal(err)
		}
	}
	got := make([]byte, len(answer))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != answer {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCAFilesGoWithTheServer(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	ready := s.Ready()
	for _, name := range []string{ready.CA, ready.OtherCA} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	s.Close()
	s.Close() // twice is no harm
	for _, name := range []string{ready.CA, ready.OtherCA} {
		if _, err := os.Stat(name); !os.IsNotExist(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFillIsTheSameFromEveryOffset(t *testing.T) {
	whole := fill(2500000)
	for _, offset := range []int64{0, 1, 1<<20 - 4, 1<<20 - 3, 1 << 20, 2000000} {
		if b := testserver.Fill(offset, 100); len(b) == 0 || !bytes.Equal(b, whole[offset:offset+int64(len(b))]) {
			t.Errorf("offset %d differs", offset)
		}
	}
}

func ExampleFill() {
	fmt.Printf("% x\n", testserver.Fill(0, 4))
	// Output: 84 00 95 b3
}
