// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// peersFolder names a folder with programs that others wrote: bin has what starts them,
// root/usr is the prefix that they were packed for. scripts/fetch.sh peers makes one.
const peersFolder = "HTTP_CLIENT_GO_PEERS"

// A daemon is a real proxy, as distributions pack it.
type daemon struct {
	programs  []string
	scheme    proxy.Scheme
	passwords bool   // can be had without users of the system
	config    string // "{...}" are filled in; empty: no file
	login     string // goes into config for {login}
	args      []string
	loginArgs []string
}

var daemons = []daemon{
	{
		programs: []string{"tinyproxy"}, passwords: true,
		config: "Port {port}\nListen 127.0.0.1\nTimeout 20\nMaxClients 20\nAllow 127.0.0.1\n{login}",
		login:  "BasicAuth {user} {password}\n",
		args:   []string{"-d", "-c", "{config}"},
	},
	{
		programs: []string{"squid"}, passwords: true,
		config: "http_port 127.0.0.1:{port}\npid_filename none\nshutdown_lifetime 0 seconds\ncache deny all\n" +
			"cache_log {dir}/cache.log\naccess_log none\ncache_store_log none\ncoredump_dir {dir}\nnetdb_filename none\n" +
			"unlinkd_program {prefix}/lib/squid/unlinkd\nmime_table {prefix}/share/squid/mime.conf\nerror_directory {prefix}/share/squid/errors/templates\nicon_directory {prefix}/share/squid/icons\n" +
			"cache_effective_user nobody\npinger_enable off\nmax_filedescriptors 1024\n{login}http_access allow all\n",
		login: "auth_param basic program {dir}/login\nauth_param basic children 1\nacl known proxy_auth REQUIRED\nhttp_access deny !known\n",
		args:  []string{"-N", "-f", "{config}"},
	},
	{
		programs: []string{"microsocks"}, scheme: proxy.SOCKS5H, passwords: true,
		args:      []string{"-i", "127.0.0.1", "-p", "{port}"},
		loginArgs: []string{"-u", "{user}", "-P", "{password}"},
	},
	{
		programs: []string{"danted", "sockd"}, scheme: proxy.SOCKS5H,
		config: "logoutput: stderr\ninternal: 127.0.0.1 port = {port}\nexternal: lo\nclientmethod: none\nsocksmethod: none\n" +
			"user.unprivileged: nobody\nclient pass { from: 0/0 to: 0/0 }\nsocks pass { from: 0/0 to: 0/0 }\n",
		args: []string{"-f", "{config}"},
	},
}

const (
	daemonUser     = "user"
	daemonPassword = "pa55.word"
)

// start runs the daemon on loopback until the test ends, and gives its port. Without
// the program the test is skipped.
func (d *daemon) start(t *testing.T, login bool) int {
	t.Helper()
	path, prefix := lookPeer(t, d.programs...)
	dir := t.TempDir()
	os.Chmod(dir, 0o777) // a daemon started by root goes on as nobody
	os.Chmod(filepath.Dir(dir), 0o755)
	port := freePort(t)
	fill := func(s string) string {
		return strings.NewReplacer("{port}", strconv.Itoa(port), "{dir}", dir, "{config}", filepath.Join(dir, "config"),
			"{prefix}", prefix, "{user}", daemonUser, "{password}", daemonPassword).Replace(s)
	}
	args, config := d.args, strings.Replace(d.config, "{login}", "", 1)
	if login {
		args, config = slices.Concat(args, d.loginArgs), strings.Replace(d.config, "{login}", d.login, 1)
	}
	filled := make([]string, len(args))
	for i, arg := range args {
		filled[i] = fill(arg)
	}
	helper := "#!/bin/sh\nwhile read -r login; do if [ \"$login\" = '{user} {password}' ]; then echo OK; else echo ERR; fi; done\n"
	for name, text := range map[string]string{"config": config, "login": helper} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(fill(text)), 0o755); err != nil {
			t.Fatal(err)
		}
	}

	out, err := os.Create(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(path, filled...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() {
		cmd.Wait()
		close(exited)
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) // so that it can end its children
		select {
		case <-exited:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-exited
		}
	})
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		c, err := net.Dial("tcp", fmt.Sprint("127.0.0.1:", port))
		if err == nil {
			c.Close()
			return port
		}
		gone := false
		select {
		case <-exited:
			gone = true
		default:
		}
		if gone || time.Now().After(limit) {
			text, _ := os.ReadFile(out.Name())
			t.Fatalf("%s does not listen (gone: %v): %s", path, gone, text)
		}
	}
}

// lookPeer gives the first of the programs that there is, and the prefix that it is installed
// in. Those of peersFolder come first: they are the same on every machine. Without any, the
// test is skipped.
func lookPeer(t *testing.T, programs ...string) (path, prefix string) {
	t.Helper()
	folder := os.Getenv(peersFolder)
	for _, name := range programs {
		if folder != "" {
			if path, err := exec.LookPath(filepath.Join(folder, "bin", name)); err == nil {
				t.Log("runs", path)
				return path, filepath.Join(folder, "root/usr")
			}
		}
		for _, program := range []string{name, "/usr/sbin/" + name} { // which users may not have on PATH
			if path, err := exec.LookPath(program); err == nil {
				t.Log("runs", path)
				return path, "/usr"
			}
		}
	}
	t.Skipf("%s is neither installed nor in $%s", strings.Join(programs, " or "), peersFolder)
	return "", ""
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// origin serves "hello from <path>" on 127.0.0.1, and on ::1 if there is one.
func origin(t *testing.T, config *tls.Config) (port int) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "" {
			t.Error("the origin was told the proxy's password")
		}
		fmt.Fprint(w, "hello from ", r.URL.Path)
	})
	for _, ip := range []string{"127.0.0.1", "::1"} {
		l, err := net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(port)))
		if err != nil && port != 0 {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		port = l.Addr().(*net.TCPAddr).Port
		if config != nil {
			l = tls.NewListener(l, config)
		}
		server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)}
		go server.Serve(l)
		t.Cleanup(func() { server.Close() })
	}
	return port
}

// get asks as package client would, and gives the error of the attempt.
func get(t *testing.T, cfg Config) (*http.Response, string, error) {
	t.Helper()
	s, err := outcome(Connect(cfg))
	if err != nil {
		return nil, "", err
	}
	defer s.Close()
	host := net.JoinHostPort(cfg.Host, strconv.Itoa(cfg.Port))
	target, extra := "/path", ""
	if cfg.TLS == nil && cfg.Proxy.AbsoluteForm() {
		target = "http://" + host + target
		if value := cfg.Proxy.Authorization(); value != "" {
			extra = "Proxy-Authorization: " + value + "\r\n"
		}
	}
	put(t, s, []byte("GET "+target+" HTTP/1.1\r\nHost: "+host+"\r\n"+extra+"Connection: close\r\n\r\n"))
	all, err := io.ReadAll(s)
	if err != nil {
		t.Fatalf("%q, %v", all, err)
	}
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(all)), nil)
	if err != nil {
		t.Fatalf("%q, %v", all, err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%q, %v", all, err)
	}
	return response, string(body), nil
}

// Real proxies, without and with a password, for plain and TLS.
func TestDaemons(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	plain, secure := origin(t, nil), origin(t, ca.Serve(t, []string{"127.0.0.1", "localhost"}))
	closed := freePort(t)
	for i := range daemons {
		d := &daemons[i]
		for _, login := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, password %v", d.programs[0], login), func(t *testing.T) {
				if login && !d.passwords {
					t.Skip("it takes passwords of the system's users only")
				}
				port := d.start(t, login)
				config := func(to int, host, user string) Config {
					p, err := proxy.ParseProxy(d.scheme.String()+"://"+user+"127.0.0.1", port)
					if err != nil {
						t.Fatal(err)
					}
					cfg := Config{Host: host, Port: to, Proxy: p}
					if to != plain {
						cfg.TLS = (&trust.TLSOptions{Roots: ca.Pool}).Config(host)
					}
					return cfg
				}
				right := ""
				if login {
					right = daemonUser + ":pa55%2Eword@"
				}
				for _, host := range []string{"127.0.0.1", "localhost"} {
					for _, to := range []int{plain, secure} {
						response, body, err := get(t, config(to, host, right))
						if err != nil || response.StatusCode != 200 || body != "hello from /path" {
							t.Errorf("to %s: %v %q, %v", host, response, body, err)
						}
					}
				}
				_, _, err := get(t, config(closed, "127.0.0.1", right))
				d.wantRefusal(t, err)
				if login {
					for _, user := range []string{"", daemonUser + ":wrong@", "nobody@"} {
						_, _, err := get(t, config(secure, "127.0.0.1", user))
						d.wantNoEntry(t, user, err)
						if d.scheme.SOCKS() {
							_, _, err := get(t, config(plain, "127.0.0.1", user))
							d.wantNoEntry(t, user, err)
						} else if response, _, err := get(t, config(plain, "127.0.0.1", user)); err != nil || !unknownUser(response.StatusCode) {
							t.Errorf("%q: %v, %v", user, response, err)
						}
					}
				}
				if d.scheme == proxy.SOCKS5H {
					// The first address is one that nobody listens on.
					cfg := config(plain, "b.example", right)
					cfg.Proxy.Scheme, cfg.hooks = proxy.SOCKS5, resolves(t, "b.example", "127.0.0.77 127.0.0.1")
					if response, body, err := get(t, cfg); err != nil || response.StatusCode != 200 || body != "hello from /path" {
						t.Errorf("second address: %v %q, %v", response, body, err)
					}
				}
			})
		}
	}
}

// wantRefusal wants the word of a proxy that could not connect.
func (d *daemon) wantRefusal(t *testing.T, err error) {
	t.Helper()
	e := failed(t, err, fault.Proxy)
	var status *ProxyStatusError
	if d.scheme.SOCKS() && !isReply(proxy.ReplyConnectionRefused)(e) || !d.scheme.SOCKS() && (!errors.As(e, &status) || status.Code < 500) {
		t.Errorf("refused: %v", e)
	}
}

// unknownUser knows the status of a missing or wrong password; tinyproxy 1.11 says 401 to
// a wrong one.
func unknownUser(status int) bool { return status == 407 || status == 401 }

// wantNoEntry wants the word of a proxy that does not know us.
func (d *daemon) wantNoEntry(t *testing.T, user string, err error) {
	t.Helper()
	e := failed(t, err, fault.Proxy)
	var (
		status *ProxyStatusError
		socks  *proxy.SOCKSError
	)
	switch {
	case !d.scheme.SOCKS():
		if !errors.As(e, &status) || !unknownUser(status.Code) {
			t.Errorf("%q: %v", user, e)
		}
	case !errors.As(e, &socks), user == "" && socks.Kind != proxy.SOCKSNoMethod, user != "" && socks.Kind != proxy.SOCKSAuthRefused:
		t.Errorf("%q: %v", user, e)
	}
}
