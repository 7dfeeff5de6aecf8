// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/reason"
)

// A verdict is what a script must find after a connection that failed.
type verdict struct {
	status client.Status
	code   client.Code // of each poll after the one that found it
	stage  string
	text   string // in the message
}

// foreign matches what only libraries and packages say, and what is no sentence.
var foreign = regexp.MustCompile(`\b(dial|lookup|tcp|udp|EOF|errno|goroutine|socket)\b|x509:|tls:|h1:|net:|i/o timeout|\.\.|^[a-z]|[^.]$`)

// quoted matches what a message quotes, which are others' words.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

func isForeign(message string) bool {
	return foreign.MatchString(quoted.ReplaceAllString(message, `""`))
}

// judge compares a client that is in an error status with what it should have met.
func judge(t *testing.T, c *client.Client, want verdict) reason.Reason {
	t.Helper()
	r, ok := c.Reason()
	if s := c.View().Status(); s != want.status || !ok || r.Stage != want.stage {
		t.Errorf("status %d and reason %+v, want status %d in the stage %s", s, r, want.status, want.stage)
	}
	if code := c.Poll(); code != want.code {
		t.Errorf("poll = %d, want %d", code, want.code)
	}
	if !strings.Contains(r.Message, want.text) || !strings.HasSuffix(r.Message, ".") || strings.ContainsAny(r.Message, "\r\n\x00\x7f") {
		t.Errorf("message %q, want a sentence with %q", r.Message, want.text)
	}
	if isForeign(r.Message) {
		t.Errorf("a foreign word or no sentence: %q", r.Message)
	}
	return r
}

// settle polls until the client has a connection or has none.
func settle(t *testing.T, c *client.Client) client.Status {
	t.Helper()
	until(t, "a verdict", func() bool {
		c.Poll()
		s := c.View().Status()
		return s != client.StatusResolving && s != client.StatusConnecting
	})
	return c.View().Status()
}

// visit goes on until the client is in no status that waits, and gives the body.
func visit(t *testing.T, c *client.Client) (body string) {
	t.Helper()
	if settle(t, c) != client.StatusConnected {
		return ""
	}
	// It may be lost before the request goes out.
	if code := c.Request("request", 0, "/", nil, nil); code != client.OK {
		return ""
	}
	until(t, "the end", func() bool {
		switch c.View().Status() {
		case client.StatusRequesting:
			c.Poll()
		case client.StatusBody:
			var a array
			c.ReadBody(&a)
			body += string(a.b)
		default:
			return true
		}
		return false
	})
	return body
}

var (
	noName    = verdict{client.StatusCantResolve, client.ErrCantResolve, "resolve", ""}
	noConnect = verdict{client.StatusCantConnect, client.ErrCantConnect, "connect", "is not between 1 and 65535"}
	noProxy   = verdict{client.StatusCantConnect, client.ErrCantConnect, "proxy", ""}
	noTLS     = verdict{client.StatusTLSHandshakeError, client.ErrConnectionError, "tls", ""}
	lost      = verdict{client.StatusConnectionError, client.ErrConnectionError, "read", ""}
	nonsense  = verdict{client.StatusConnectionError, client.ErrConnectionError, "parse", ""}
)

func TestHostsThatAreNoNames(t *testing.T) {
	for _, host := range []string{
		" ", "a b", "127.0.0.1 ", "a\tb", "a\x00b", "a\r\nX: y", "a\x7fb", "\x1b[31m", "a\xffb",
		strings.Repeat("a", 300), strings.Repeat("a", 300) + ".example", "a." + strings.Repeat("b", 64), strings.Repeat("a.", 200) + "b",
		"a/b", "user@a.example", "[a.example]", "a..b", "\u00fc." + strings.Repeat("a", 300),
	} {
		for _, secure := range []*client.TLS{nil, {}} {
			c := client.New(client.Config{Report: func(_, m string) { t.Errorf("%q: reported: %s", host, m) }})
			if code := c.Connect(host, 80, secure, 0); code != client.OK {
				t.Errorf("%q: Connect = %d", host, code)
			}
			settle(t, c)
			judge(t, c, noName)
			c.Close()
		}
	}
}

func TestPortsOutOfRange(t *testing.T) {
	for _, port := range []int{0, 65536, 70000, 1<<31 - 1} {
		for _, tc := range []struct {
			name  string
			host  string
			proxy string // on the port, where there is one
			first client.Code
		}{
			{"address", "127.0.0.1", "", client.ErrInvalidParameter},
			{"name", "localhost", "", client.OK},
			{"proxy's address", "a.example", "127.0.0.1", client.ErrInvalidParameter},
			{"proxy's name", "a.example", "localhost", client.OK},
		} {
			c := client.New(client.Config{})
			origin := port
			if tc.proxy != "" {
				c.SetHTTPProxy(tc.proxy, port)
				origin = 80
			}
			if code := c.Connect(tc.host, origin, nil, 0); code != tc.first {
				t.Errorf("%s, port %d: Connect = %d, want %d", tc.name, port, code, tc.first)
			}
			settle(t, c)
			r := judge(t, c, noConnect)
			if host := tc.host; tc.proxy == "" && r.Host != host || tc.proxy != "" && r.Host != tc.proxy {
				t.Errorf("%s, port %d: host %q", tc.name, port, r.Host)
			}
			c.Close()
			if _, ok := c.Reason(); ok {
				t.Errorf("%s: a reason after Close", tc.name)
			}
		}
	}
}

// issue makes a certificate of the subject's, signed by parent or by itself, with changes to what is usual.
func issue(t *testing.T, subject string, bits int, ends time.Duration, parent *tls.Certificate, changes ...func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: subject},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(ends),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: parent == nil, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	for _, change := range changes {
		change(cert)
	}
	above, signer := cert, any(key)
	if parent != nil {
		above, signer = parent.Leaf, parent.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, above, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	made := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	made.Leaf, err = x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Chains that trust nobody or nobody any more, and servers whose keys are too weak.
func TestChainsThatDoNotHold(t *testing.T) {
	root, past := issue(t, "root", 2048, time.Hour, nil), issue(t, "past", 2048, -time.Hour, nil)
	pool := func(certs ...tls.Certificate) *x509.CertPool {
		p := x509.NewCertPool()
		for _, c := range certs {
			p.AddCert(c.Leaf)
		}
		return p
	}
	unread := x509.NewCertPool()
	unread.AppendCertsFromPEM([]byte("-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\nand more\x00"))
	good := issue(t, "server", 2048, time.Hour, &root)
	sha1 := func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA }
	between := issue(t, "between", 2048, time.Hour, &root, sha1, func(c *x509.Certificate) { c.IsCA = true })
	below := issue(t, "server", 2048, time.Hour, &between)
	below.Certificate = append(below.Certificate, between.Certificate...)
	for _, tc := range []struct {
		name           string
		roots          *x509.CertPool
		cert           tls.Certificate
		fault, subject string
		text           string
	}{
		{"empty chain", pool(), good, "authority", "CN=server", "not trusted: CN=root"},
		{"chain that does not parse", unread, good, "authority", "CN=server", "not trusted: CN=root"},
		{"another root", pool(past), good, "authority", "CN=server", "not trusted: CN=root"},
		{"expired root", pool(past), issue(t, "server", 2048, time.Hour, &past), "expired", "CN=past", "The certificate of CN=past, an authority behind 127.0.0.1, expired on"},
		{"SHA-1", pool(root), issue(t, "server", 2048, time.Hour, &root, sha1), "authority", "CN=server", "The certificate of 127.0.0.1 is signed with SHA-1, which is not safe any more."},
		{"SHA-1 between", pool(root), below, "authority", "CN=server", "is signed with SHA-1, which is not safe any more."},
		{"weak key", pool(root), issue(t, "server", 1024, time.Hour, &root), "other", "CN=server", "The RSA key of CN=server has 1024 bits, fewer than 2048."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			host, port := serveTLS(t, tc.cert)
			options := &client.TLS{}
			options.Roots = tc.roots
			c := client.New(client.Config{})
			defer c.Close()
			c.Connect(host, port, options, 0)
			settle(t, c)
			want := noTLS
			want.text = tc.text
			if r := judge(t, c, want); r.Certificate == nil || r.Certificate.Fault != tc.fault || r.Certificate.Subject != tc.subject {
				t.Errorf("certificate %+v", r.Certificate)
			}
		})
	}
}

// loop is a proxy that asks itself for the way, until its budget of connections is used up.
func loop(t *testing.T, budget int) (host string, port int, used chan int) {
	used = make(chan int, budget+1)
	host, port = serve(t, func(conn net.Conn) {
		head := readHead(conn)
		if len(used) == budget {
			io.WriteString(conn, "HTTP/1.1 508 Loop Detected\r\nContent-Length: 0\r\n\r\n")
			return
		}
		used <- 1
		next, err := net.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			return
		}
		defer next.Close()
		io.WriteString(next, head)
		io.Copy(conn, next)
	})
	return host, port, used
}

func TestProxiesThatLoop(t *testing.T) {
	echo := func(conn net.Conn) { io.Copy(conn, conn) }
	for _, tc := range []struct {
		name   string
		scheme string
		secure bool
		play   func(net.Conn) // nil: loop
		want   verdict
		status int // of the proxy
	}{
		{"CONNECT to itself", "", true, nil, verdict{noProxy.status, noProxy.code, "proxy", "answered 508 Loop Detected"}, 508},
		{"CONNECT comes back", "", true, echo, verdict{noProxy.status, noProxy.code, "proxy", ""}, 0},
		{"SOCKS comes back", "socks5h://", true, echo, verdict{noProxy.status, noProxy.code, "proxy", "does not keep to SOCKS5"}, 0},
		{"TLS comes back", "https://", false, echo, verdict{noProxy.status, noProxy.code, "proxy", ""}, 0},
		{"plain request comes back", "", false, echo, verdict{nonsense.status, nonsense.code, "parse", "not valid HTTP"}, 0},
		{"the tunnel leads back", "", true, func(conn net.Conn) {
			readHead(conn)
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
			io.Copy(conn, conn)
		}, noTLS, 0},
		{"the tunnel leads to the proxy", "", true, func(conn net.Conn) {
			readHead(conn)
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
			conn.Read(make([]byte, 4096))
			io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
		}, verdict{noTLS.status, noTLS.code, "tls", "does not speak TLS"}, 0},
		{"SOCKS refuses its own address", "socks5h://", false, func(conn net.Conn) {
			io.ReadFull(conn, make([]byte, 3))
			io.WriteString(conn, "\x05\x00")
			conn.Read(make([]byte, 256))
			io.WriteString(conn, "\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00")
		}, verdict{noProxy.status, noProxy.code, "proxy", "does not connect: its rules do not allow it."}, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var host string
			var port int
			if tc.play != nil {
				host, port = serve(t, tc.play)
			} else {
				var used chan int
				host, port, used = loop(t, 16)
				defer func() {
					if len(used) != 16 {
						t.Errorf("the loop had %d connections", len(used))
					}
				}()
			}
			c := client.New(client.Config{})
			defer c.Close()
			c.SetHTTPProxy(tc.scheme+host, port)
			c.SetHTTPSProxy(tc.scheme+host, port)
			var options *client.TLS
			if tc.secure {
				options = new(client.TLS)
			}
			// The proxy itself is what is asked for.
			c.Connect(host, port, options, 0)
			visit(t, c)
			if r := judge(t, c, tc.want); r.ProxyStatus != tc.status || r.Host != host {
				t.Errorf("reason %+v", r)
			}
		})
	}
}

// A server that accepts and never speaks: the handshake has its limit of time; an answer has none, as in the engine,
// and the script's close frees everything.
func TestServerThatNeverSpeaks(t *testing.T) {
	t.Run("TLS", func(t *testing.T) {
		host, port := serve(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
		c := client.New(client.Config{})
		defer c.Close()
		c.Connect(host, port, new(client.TLS), 30*time.Millisecond)
		settle(t, c)
		want := noTLS
		want.text = "The TLS handshake with the server 127.0.0.1 did not end in time."
		judge(t, c, want)
	})
	t.Run("plain", func(t *testing.T) {
		p := listen(t)
		r := p.ask(t, question{})
		for range 1000 {
			if code := r.c.Poll(); code != client.OK || r.c.View().Status() != client.StatusRequesting {
				t.Fatalf("poll = %d, status %d", code, r.c.View().Status())
			}
		}
		if why, ok := r.c.Reason(); ok {
			t.Errorf("reason %+v", why)
		}
		r.c.Close()
		if n, err := r.conn.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Errorf("the server sees %d, %v", n, err)
		}
		if s := r.c.View().Status(); s != client.StatusDisconnected {
			t.Errorf("status %d", s)
		}
	})
}
