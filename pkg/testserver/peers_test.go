// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"httpclientgo/pkg/testserver"
)

func get(t *testing.T, url string) (status int, body []byte) {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	client := http.Client{Transport: transport, Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(resp.Body); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return resp.StatusCode, body
}

func TestStandardServer(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, base := range []string{"http://" + s.Ready().Standard, "https://" + s.Ready().StandardTLS} {
		for _, path := range []string{"/bytes/3000000", "/chunked/3000000/16384"} {
			if status, got := get(t, base+path); status != 200 || !bytes.Equal(got, fill(3000000)) {
				t.Errorf("%s%s: status %d, %d bytes", base, path, status, len(got))
			}
		}
		for _, path := range []string{"/", "/bytes/x", "/chunked/5/0"} {
			if status, _ := get(t, base+path); status != 404 {
				t.Errorf("%s%s: status %d", base, path, status)
			}
		}
	}
}

// A paced answer is whole and never faster than its link.
func TestPaced(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, base := range []string{"http://" + s.Ready().Plain, "https://" + s.Ready().TLS} {
		// 100 ms, of which it may catch up 50.
		for _, path := range []string{"/bytes/100000?mbit=8", "/packed/100000/1000?mbit=8"} {
			started := time.Now()
			if status, got := get(t, base+path); status != 200 || !bytes.Equal(got, fill(100000)) {
				t.Errorf("%s%s: status %d, %d bytes", base, path, status, len(got))
			}
			if took := time.Since(started); took < 40*time.Millisecond {
				t.Errorf("%s%s: took %v", base, path, took)
			}
		}
	}
}

func TestNginx(t *testing.T) {
	program := filepath.Join(os.Getenv("HTTP_CLIENT_GO_PEERS"), "bin", "nginx")
	if os.Getenv("HTTP_CLIENT_GO_PEERS") == "" {
		var err error
		if program, err = exec.LookPath("nginx"); err != nil {
			t.Skip("nginx is neither installed nor in $HTTP_CLIENT_GO_PEERS")
		}
	}
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.StartNginx(program); err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"http://" + s.Ready().Nginx, "https://" + s.Ready().NginxTLS} {
		if status, got := get(t, base+"/bytes/1048576"); status != 200 || !bytes.Equal(got, make([]byte, 1<<20)) {
			t.Errorf("%s: status %d, %d bytes", base, status, len(got))
		}
	}
}

func TestNginxThatIsNotThere(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.StartNginx(filepath.Join(t.TempDir(), "nginx")); err == nil || s.Ready().Nginx != "" {
		t.Errorf("%v, %q", err, s.Ready().Nginx)
	}
}
