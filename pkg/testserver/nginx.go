// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
)

// nginx is a server that others wrote, run by the current user beside ours, plain and over TLS with the certificate
// "good". It serves /bytes/N where N is a power of two from 1 MiB to 1 GiB; each byte is zero.
type nginx struct {
	process       *exec.Cmd
	plain, secure net.Addr
}

// Its first process ends the others when it is ended.
const nginxConf = `daemon off;
worker_processes 1;
%[4]s
pid pid;
error_log error.log;
events { }
http {
	access_log off;
	client_body_temp_path tmp;
	proxy_temp_path tmp;
	fastcgi_temp_path tmp;
	uwsgi_temp_path tmp;
	scgi_temp_path tmp;
	sendfile on;
	server {
		listen %[2]s;
		listen %[3]s ssl;
		ssl_certificate server.crt;
		ssl_certificate_key server.key;
		root %[1]s/files;
	}
}
`

// StartNginx starts the program and makes its addresses part of what Ready returns. It ends with Close. It is to be
// called at most once, before anybody else uses the server.
func (s *Server) StartNginx(program string) error {
	dir := filepath.Join(s.dir, "nginx")
	n, err := startNginx(s.authority, program, dir)
	if err != nil {
		return fmt.Errorf("testserver: nginx: %w", err)
	}
	s.nginx = n
	return nil
}

func startNginx(a *Authority, program, dir string) (*nginx, error) {
	if err := writeNginxFiles(a, dir); err != nil {
		return nil, err
	}
	n := &nginx{}
	// The sockets are made here and handed over, so connections wait in them until nginx is up, and no port is lost.
	var sockets []*os.File
	defer func() {
		for _, f := range sockets {
			f.Close()
		}
	}()
	var config net.ListenConfig
	config.SetMultipathTCP(false) // nginx 1.30 closes such a socket when its listen line does not ask for one
	for _, address := range []*net.Addr{&n.plain, &n.secure} {
		l, err := config.Listen(context.Background(), "tcp4", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		f, err := l.(*net.TCPListener).File()
		if err != nil {
			return nil, err
		}
		sockets = append(sockets, f)
		*address = l.Addr()
	}
	user := ""
	if os.Geteuid() == 0 { // or the worker would be nobody, who may not read the files
		user = "user root;"
	}
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, n.plain, n.secure, user), 0o600); err != nil {
		return nil, err
	}
	n.process = exec.Command(program, "-p", dir, "-c", conf, "-e", filepath.Join(dir, "error.log"))
	n.process.ExtraFiles = sockets
	n.process.Env = append(os.Environ(), "NGINX=3;4;") // nginx's own way to inherit sockets
	return n, n.process.Start()
}

func writeNginxFiles(a *Authority, dir string) error {
	config, err := a.ServerConfig(TLSOptions{Certificate: "good"})
	if err != nil {
		return err
	}
	key, err := x509.MarshalPKCS8PrivateKey(config.Certificates[0].PrivateKey)
	if err != nil {
		return err
	}
	var chain bytes.Buffer
	for _, der := range config.Certificates[0].Certificate {
		chain.Write(certPEM(der))
	}
	files := filepath.Join(dir, "files", "bytes")
	if err := os.MkdirAll(files, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "server.crt"), chain.Bytes(), 0o600); err != nil {
		return err
	}
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	if err := os.WriteFile(filepath.Join(dir, "server.key"), keyPEM, 0o600); err != nil {
		return err
	}
	for size := int64(1 << 20); size <= 1<<30; size *= 2 {
		f, err := os.Create(filepath.Join(files, strconv.FormatInt(size, 10)))
		if err != nil {
			return err
		}
		err = f.Truncate(size) // without taking room on the disk
		if f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// close ends it and waits for that.
func (n *nginx) close() {
	n.process.Process.Signal(syscall.SIGTERM)
	n.process.Wait()
}
