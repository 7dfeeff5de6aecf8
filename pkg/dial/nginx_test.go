// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package dial

import (
	"bufio"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/trust"
)

// A server that others wrote: nginx, run by the current user. Its first
// process ends the others when it is ended. (Alone, with master_process off, nginx
// 1.22 crashes when it inherits a socket.)

const nginxConf = `daemon off;
worker_processes 1;
%[5]s
pid %[1]s/pid;
error_log %[1]s/error.log info;
events { }
http {
	access_log off;
	client_body_temp_path %[1]s/tmp;
	proxy_temp_path %[1]s/tmp;
	fastcgi_temp_path %[1]s/tmp;
	uwsgi_temp_path %[1]s/tmp;
	scgi_temp_path %[1]s/tmp;
	keepalive_requests 1000;
	server {
		listen %[2]s ssl;
		ssl_certificate %[1]s/server.crt;
		ssl_certificate_key %[1]s/server.key;
		ssl_protocols %[3]s;
		%[4]s
		root %[1]s/files;
	}
}
`

// startNginx serves files over TLS and gives the port. The socket is made here and
// handed over, so connections wait in it until nginx is up.
func startNginx(t *testing.T, server *tls.Config, protocols, more string, files map[string][]byte) int {
	t.Helper()
	program, _ := lookPeer(t, "nginx")
	dir := t.TempDir()
	write := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, err := x509.MarshalPKCS8PrivateKey(server.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	var chain []byte
	for _, der := range server.Certificates[0].Certificate {
		chain = append(chain, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	write("server.crt", chain)
	write("server.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	for name, data := range files {
		write("files/"+name, data)
	}
	var config net.ListenConfig
	config.SetMultipathTCP(false) // nginx 1.30 closes such a socket when its listen line does not ask for one
	l, err := config.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	socket, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	worker := ""
	if os.Geteuid() == 0 { // or the worker would be nobody, who may not read the files
		worker = "user root;"
	}
	write("nginx.conf", fmt.Appendf(nil, nginxConf, dir, l.Addr(), protocols, more, worker))

	c := exec.Command(program, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"), "-e", filepath.Join(dir, "error.log"))
	c.ExtraFiles = []*os.File{socket}
	c.Env = append(os.Environ(), "NGINX=3;") // nginx's own way to inherit a socket
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(syscall.SIGTERM)
		c.Wait()
		if t.Failed() {
			text, _ := os.ReadFile(filepath.Join(dir, "error.log"))
			t.Logf("nginx: %s\n%s", &out, text)
		}
	})
	return l.Addr().(*net.TCPAddr).Port
}

func TestNginx(t *testing.T) {
	large := peertest.Pattern(20 << 20)
	files := map[string][]byte{"large": large, "small": []byte("hello")}
	tests := []struct {
		name, protocols, more string
		version               uint16
		rsa                   bool
		suite                 string // its beginning
	}{
		{"TLS 1.3", "TLSv1.3", "", tls.VersionTLS13, false, "TLS_"},
		{"TLS 1.2", "TLSv1.2", "", tls.VersionTLS12, false, "TLS_ECDHE_ECDSA_"},
		{"both", "TLSv1.2 TLSv1.3", "", tls.VersionTLS13, true, "TLS_"},
		{"RSA exchange", "TLSv1.2", "ssl_ciphers AES128-GCM-SHA256:AES256-SHA;", tls.VersionTLS12, true, "TLS_RSA_"},
		{"CBC", "TLSv1.2", "ssl_ciphers ECDHE-RSA-AES128-SHA;", tls.VersionTLS12, true, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ca := tlstest.NewAuthority(t)
			server := ca.Serve(t, []string{"a.example"})
			if test.rsa {
				server = ca.ServeRSA(t, 2048, 0)
			}
			port := startNginx(t, server, test.protocols, test.more, files)
			for visit := range 2 {
				cfg := (&trust.TLSOptions{Roots: ca.Pool}).Config("a.example")
				s, err := outcome(Connect(Config{Host: "127.0.0.1", Port: port, TLS: cfg}))
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { s.Close() })
				state := s.TLS
				if suite := tls.CipherSuiteName(state.CipherSuite); state.Version != test.version || !strings.HasPrefix(suite, test.suite) {
					t.Errorf("%s, %s", tls.VersionName(state.Version), suite)
				}
				if state.DidResume != (visit > 0) {
					t.Errorf("visit %d: resumed %v", visit, state.DidResume)
				}
				r := bufio.NewReader(s)
				for range 3 { // all on one connection
					for _, name := range []string{"small", "large"} {
						nginxGet(t, s, r, name, files[name])
					}
				}
				s.Close()
			}
		})
	}
}

func nginxGet(t *testing.T, s net.Conn, r *bufio.Reader, name string, want []byte) {
	t.Helper()
	request := "GET /" + name + " HTTP/1.1\r\nHost: a.example\r\n\r\n"
	put(t, s, []byte(request))
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, resp.Body)
	if err != nil || resp.StatusCode != 200 || n != int64(len(want)) || [32]byte(sum.Sum(nil)) != sha256.Sum256(want) {
		t.Fatalf("%s: %s, %d bytes of %d, %v", name, resp.Status, n, len(want), err)
	}
}

// nginx ends an idle connection with close_notify: an end and no error.
func TestNginxEndsIdleConnection(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	port := startNginx(t, ca.Serve(t, []string{"a.example"}), "TLSv1.3", "keepalive_timeout 50ms;", map[string][]byte{"small": []byte("hello")})
	s, err := outcome(Connect(Config{Host: "127.0.0.1", Port: port, TLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("a.example"), Timeout: 10 * time.Second}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	r := bufio.NewReader(s)
	nginxGet(t, s, r, "small", []byte("hello"))
	if _, err := r.ReadByte(); err != io.EOF {
		t.Fatal(err)
	}
}
