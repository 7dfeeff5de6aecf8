// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package fetch

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"httpclientgo/pkg/proxy"
)

// Servers that others wrote, run by the current user.

// peersFolder names the environment variable with the folder of programs that scripts/fetch.sh made.
const peersFolder = "HTTP_CLIENT_GO_PEERS"

// lookPeer returns a program and the prefix that it is installed in. Without it, the test is skipped.
func lookPeer(t *testing.T, name string) (path, prefix string) {
	t.Helper()
	if folder := os.Getenv(peersFolder); folder != "" {
		if path, err := exec.LookPath(filepath.Join(folder, "bin", name)); err == nil {
			return path, filepath.Join(folder, "root/usr")
		}
	}
	for _, program := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(program); err == nil {
			return path, "/usr"
		}
	}
	t.Skipf("%s is neither installed nor in $%s", name, peersFolder)
	return "", ""
}

// run runs a program until the test ends, and gives what it writes when the test failed.
func run(t *testing.T, c *exec.Cmd) {
	t.Helper()
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(syscall.SIGTERM)
		c.Wait()
		if t.Failed() {
			t.Logf("%s: %s", c.Path, &out)
		}
	})
}

const nginxConf = `daemon off;
worker_processes 1;
%[3]s
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
	gzip on;
	gzip_types *;
	gzip_min_length 1;
	gzip_comp_level 1;
	keepalive_timeout 5s 2s;
	client_max_body_size 1k;
	server {
		listen %[2]s;
		root %[1]s/files;
		location = /moved { return 301 /text; }
		location = /there { return 307 /text; }
		location = /empty { return 204; }
		location = /busy { add_header Retry-After 3 always; return 503; }
		location = /auth { auth_basic "who"; auth_basic_user_file %[1]s/users; try_files /text =404; }
		location = /brief { keepalive_requests 1; try_files /text =404; }
	}
}
`

// startNginx serves the files and gives its URL. The socket is made here and handed over, so connections wait in it
// until nginx is up.
func startNginx(t *testing.T, files map[string]string) (url, dir string) {
	t.Helper()
	program, _ := lookPeer(t, "nginx")
	dir = t.TempDir()
	os.MkdirAll(filepath.Join(dir, "files"), 0o700)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, "files", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.WriteFile(filepath.Join(dir, "users"), []byte("u:{PLAIN}p\n"), 0o600)
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
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, fmt.Appendf(nil, nginxConf, dir, l.Addr(), worker), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-p", dir, "-c", path, "-e", filepath.Join(dir, "error.log"))
	c.ExtraFiles = []*os.File{socket}
	c.Env = append(os.Environ(), "NGINX=3;") // nginx's own way to inherit a socket
	run(t, c)
	return "http://" + l.Addr().String(), dir
}

func TestNginx(t *testing.T) {
	text := strings.Repeat("hello from nginx\n", 5000) + "end"
	url, dir := startNginx(t, map[string]string{"text": text})
	s := newSession(t)
	waits := noWaits(s)
	o := options()
	o.MaxRetries = 1
	for range 3 {
		for path, want := range map[string]int{
			"/text": 200, "/moved": 200, "/there": 200, "/empty": 204, "/none": 404, "/busy": 503, "/auth": 401, "/brief": 200,
		} {
			out := do(t, s, o, &Request{URL: url + path})
			if out.Result != 0 || out.code() != want || want == 200 && out.body != text {
				t.Errorf("%s: %d, %d, %d bytes, %v", path, out.Result, out.code(), len(out.body), out.Err)
			}
		}
	}
	if w := waits(); len(w) != 3 || w[0].Seconds() != 3 {
		t.Errorf("waits %v", w)
	}
	if out := do(t, s, o, &Request{URL: strings.Replace(url, "//", "//u:p@", 1) + "/auth"}); out.code() != 200 || out.body != text {
		t.Errorf("with a user: %d %v", out.code(), out.Err)
	}
	// It answers 413 before it has read all, and closes.
	out := do(t, s, o, &Request{Method: "POST", URL: url + "/text", Body: newText(strings.Repeat("x", 1<<20))})
	if out.Result != 0 || out.code() != 413 {
		t.Errorf("too large: %d %d %v", out.Result, out.code(), out.Err)
	}
	// A download goes on with nginx's own ranges, and is whole by its own 416.
	path := filepath.Join(t.TempDir(), "file")
	out = do(t, s, o, &Request{URL: url + "/text", Download: path})
	tag := ""
	if out.Head != nil {
		tag, _ = valueOf(out.Head.Lines, "ETag")
	}
	if shelfOf(path) != (shelf{text, "-", "-"}) || !strings.HasPrefix(tag, `"`) {
		t.Fatalf("download: %d %v, ETag %s", out.Result, out.Err, tag)
	}
	for part, code := range map[string]int{text[:1000]: 206, text: 416} {
		shelf{"-", part, tag}.put(t, path)
		out = do(t, s, o, &Request{URL: url + "/text", Download: path})
		if out.Result != 0 || out.code() != code || shelfOf(path) != (shelf{text, "-", "-"}) || out.last.Downloaded != int64(len(text)) {
			t.Errorf("from %d: %d %d %v", len(part), out.Result, out.code(), out.Err)
		}
	}
	// The file changes meanwhile.
	if err := os.WriteFile(filepath.Join(dir, "files", "text"), []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	shelf{"-", text[:1000], tag}.put(t, path)
	if out = do(t, s, o, &Request{URL: url + "/text", Download: path}); out.code() != 200 || shelfOf(path).file != "new" {
		t.Errorf("changed: %d %v", out.code(), out.Err)
	}
}

func TestSquid(t *testing.T) {
	program, prefix := lookPeer(t, "squid")
	target := serve(t, answers(func(a asked) string {
		if a.target == "/moved" {
			return answer(302, "", "Location: /there")
		}
		return ok("hello from "+a.target, "Cache-Control: no-store")
	}))
	dir := t.TempDir()
	os.Chmod(dir, 0o777) // started by root it goes on as nobody
	os.Chmod(filepath.Dir(dir), 0o755)
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	config := "http_port 127.0.0.1:{port}\npid_filename none\nshutdown_lifetime 0 seconds\ncache deny all\n" +
		"cache_log {dir}/cache.log\naccess_log none\ncache_store_log none\ncoredump_dir {dir}\nnetdb_filename none\n" +
		"unlinkd_program {prefix}/lib/squid/unlinkd\nmime_table {prefix}/share/squid/mime.conf\n" +
		"error_directory {prefix}/share/squid/errors/templates\nicon_directory {prefix}/share/squid/icons\n" +
		"cache_effective_user nobody\npinger_enable off\nmax_filedescriptors 1024\n" +
		"auth_param basic program {dir}/login\nauth_param basic children 1\nacl known proxy_auth REQUIRED\n" +
		"http_access deny !known\nhttp_access allow all\n"
	login := "#!/bin/sh\nwhile read -r login; do if [ \"$login\" = 'u p' ]; then echo OK; else echo ERR; fi; done\n"
	fill := strings.NewReplacer("{port}", strconv.Itoa(port), "{dir}", dir, "{prefix}", prefix)
	for name, text := range map[string]string{"config": config, "login": login} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(fill.Replace(text)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command(program, "-N", "-f", filepath.Join(dir, "config"))
	c.Dir = dir
	run(t, c)
	wait(t, "squid to listen", func() bool {
		c, err := net.Dial("tcp4", fmt.Sprint("127.0.0.1:", port))
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	s := newSession(t)
	o := options()
	o.HTTPProxy = &proxy.Proxy{Host: "127.0.0.1", Port: port}
	if out := do(t, s, o, &Request{URL: target.url + "/x"}); out.code() != 407 {
		t.Errorf("without a user: %d %v", out.code(), out.Err)
	}
	o.HTTPProxy = &proxy.Proxy{Host: "127.0.0.1", Port: port, User: "u", Password: "p"}
	for range 3 {
		for path, want := range map[string]string{"/x": "/x", "/moved": "/there"} {
			out := do(t, s, o, &Request{Method: "POST", URL: target.url + path, Body: newText("content")})
			if out.Result != 0 || out.body != "hello from "+want {
				t.Errorf("%s: %d %q %v", path, out.Result, out.body, out.Err)
			}
		}
	}
	for _, a := range target.requests() {
		if a.one("Proxy-Authorization") != "" {
			t.Errorf("the origin was told: %q", a.lines)
		}
	}
}
