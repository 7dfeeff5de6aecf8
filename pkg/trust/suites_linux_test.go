// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func lookOpenSSL(t *testing.T) string {
	t.Helper()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed")
	}
	return openssl
}

// startOpenSSL runs OpenSSL's test server with those options and returns its address.
func startOpenSSL(t *testing.T, options string) (address string) {
	t.Helper()
	server := exec.Command(lookOpenSSL(t), strings.Fields("s_server -accept 127.0.0.1:0 "+options)...)
	in, err1 := server.StdinPipe() // it ends when this does
	out, err2 := server.StdoutPipe()
	if err := errors.Join(err1, err2, server.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); server.Process.Kill(); server.Wait() })
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		if where, ok := strings.CutPrefix(lines.Text(), "ACCEPT "); ok {
			address = where
		}
	}
	if address == "" {
		t.Skip("this OpenSSL does not offer that")
	}
	go io.Copy(io.Discard, out) // or it would wait for a reader
	return address
}

// Servers that offer only what crypto/tls has not are refused by an alert, in either direction. OpenSSL plays them.
func TestSuitesThatAreNotThere(t *testing.T) {
	openssl := lookOpenSSL(t)
	dir := t.TempDir()
	for kind, options := range map[string]string{"rsa": "rsa:2048", "ec": "ec -pkeyopt ec_paramgen_curve:P-256", "brainpool": "ec -pkeyopt ec_paramgen_curve:brainpoolP256r1"} {
		args := "req -x509 -nodes -subj /CN=localhost -days 2 -keyout " + filepath.Join(dir, kind+".key") + " -out " + filepath.Join(dir, kind+".crt") + " -newkey " + options
		if out, err := exec.Command(openssl, strings.Fields(args)...).CombinedOutput(); err != nil {
			t.Skipf("%v: %s", err, out)
		}
	}
	for _, tc := range []struct {
		key, options string
		isTaken      bool
	}{
		{"rsa", "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256", true},
		{"rsa", "-tls1_2 -cipher AES128-SHA256", true},
		{"ec", "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384", true},
		{"ec", "-tls1_3 -groups P-521", true},
		{"rsa", "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256", false},
		{"rsa", "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384", false},
		{"ec", "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384", false},
		{"rsa", "-tls1_2 -cipher AES256-SHA256", false},
		{"ec", "-tls1_2 -cipher ECDHE-ECDSA-AES128-CCM", false},
		{"rsa", "-tls1_2 -cipher ECDHE-RSA-CAMELLIA128-SHA256", false},
		{"rsa", "-tls1_2 -cipher ECDHE-ARIA128-GCM-SHA256", false},
		{"ec", "-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256", false},
		{"ec", "-tls1_3 -groups X448", false},
		{"ec", "-tls1_3 -groups ffdhe2048", false},
		{"brainpool", "-tls1_2", false},
	} {
		t.Run(tc.key+" "+tc.options, func(t *testing.T) {
			address := startOpenSSL(t, "-cert "+filepath.Join(dir, tc.key+".crt")+" -key "+filepath.Join(dir, tc.key+".key")+" "+tc.options)
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(20 * time.Second))
			err = tls.Client(conn, (&TLSOptions{Unsafe: true}).Config("localhost")).Handshake()
			if (err == nil) != tc.isTaken || err != nil && !strings.Contains(err.Error(), "handshake failure") {
				t.Errorf("%v, taken: %v", err, tc.isTaken)
			}
		})
	}
}
