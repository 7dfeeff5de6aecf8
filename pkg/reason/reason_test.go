// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
)

// foreign matches words that only libraries and packages say.
var foreign = regexp.MustCompile(`\b(dial|lookup|tcp|udp|EOF|errno|goroutine|socket)\b|x509:|tls:|h1:|net:|i/o timeout|\.\.|^[a-z]|[^.]$`)

func check(t *testing.T, r reason.Reason, word reason.Word, part string) {
	t.Helper()
	if r.Word != word || !strings.Contains(r.Message, part) {
		t.Errorf("%s: %q, want %s and %q in it", r.Word, r.Message, word, part)
	}
	if foreign.MatchString(r.Message) {
		t.Errorf("a foreign word or no sentence: %q (%q)", r.Message, foreign.FindString(r.Message))
	}
}

func atHost(stage fault.Stage, err error) *fault.Error {
	return &fault.Error{Stage: stage, Host: "api.example.com", Port: 443, Addr: "192.0.2.7:443", Err: err}
}

func atProxy(stage fault.Stage, err error) *fault.Error {
	return &fault.Error{Stage: stage, Host: "proxy.example", Port: 3128, Addr: "192.0.2.8:3128", Err: err, Proxy: true}
}

// windowsSockets are the numbers of Windows Sockets for the errors that other systems have.
var windowsSockets = map[syscall.Errno]syscall.Errno{
	syscall.EMFILE: 10024, syscall.ECONNREFUSED: 10061, syscall.EHOSTUNREACH: 10065, syscall.ENETUNREACH: 10051,
	syscall.EACCES: 10013, syscall.ETIMEDOUT: 10060, syscall.ENOTSOCK: 10038, syscall.ECONNRESET: 10054,
	syscall.EPIPE: 10058, syscall.ENETDOWN: 10050,
}

func TestConnections(t *testing.T) {
	lookup := func(e dial.LookupError) *fault.Error {
		e.Err = &net.DNSError{Err: "dial udp 10.255.255.53:53: connect: network is unreachable", Name: "api.example.com"}
		return &fault.Error{Stage: fault.Resolve, Host: "api.example.com", Port: 443, Err: &e}
	}
	system := func(errno syscall.Errno) error {
		if runtime.GOOS == "windows" {
			errno = windowsSockets[errno]
		}
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", errno)}
	}
	for _, tc := range []struct {
		err  error
		word reason.Word
		part string
	}{
		{lookup(dial.LookupError{Offline: true}), reason.Offline, "The name api.example.com could not be looked up: this computer is not connected"},
		{lookup(dial.LookupError{}), reason.Resolver, "the name server failed"},
		{lookup(dial.LookupError{Timeout: true}), reason.Timeout, "did not answer in time"},
		{lookup(dial.LookupError{NotFound: true}), reason.NameUnknown, "The name api.example.com is not known"},
		{atHost(fault.Resolve, dial.ErrNoAddress), reason.NameUnknown, "api.example.com"},
		{atHost(fault.Dial, dial.ErrPort), reason.BadHost, "The port 443 is not"},
		{atHost(fault.Dial, system(syscall.EMFILE)), reason.NoDescriptors, "oo many files"},
		{lookup(dial.LookupError{}), reason.Resolver, "api.example.com"},
		{atHost(fault.Dial, system(syscall.ECONNREFUSED)), reason.Refused, "api.example.com at 192.0.2.7:443: it was refused"},
		{atHost(fault.Dial, system(syscall.EHOSTUNREACH)), reason.Unreachable, "no way to that address"},
		{atHost(fault.Dial, system(syscall.ENETUNREACH)), reason.Unreachable, "no way to that address"},
		{atHost(fault.Dial, system(syscall.EACCES)), reason.Forbidden, "INTERNET"},
		{atHost(fault.Dial, system(syscall.ETIMEDOUT)), reason.Timeout, "nobody answered"},
		{atHost(fault.Dial, context.DeadlineExceeded), reason.Timeout, "nobody answered"},
		{atHost(fault.Dial, system(syscall.ENOTSOCK)), reason.Unreachable, "No connection to the server api.example.com"},
		{atHost(fault.Read, system(syscall.ECONNRESET)), reason.Reset, "was reset by the other side"},
		{atHost(fault.Write, system(syscall.EPIPE)), reason.Reset, "was reset"},
		{atHost(fault.Read, system(syscall.ENETDOWN)), reason.Unreachable, "the network is gone"},
		{atHost(fault.Read, system(syscall.ETIMEDOUT)), reason.Timeout, "does not answer any more"},
		{atHost(fault.Read, net.ErrClosed), reason.Closed, "was closed"},
		{atHost(fault.Read, errors.New("something new")), reason.Reset, "broke"},
		{atHost(fault.Read, fault.Caught("a bug")), reason.Internal, "defect of the library"},

		{atProxy(fault.Resolve, &dial.LookupError{NotFound: true, Err: errors.New("no such host")}), reason.Proxy, "The name of the proxy, proxy.example"},
		{atProxy(fault.Dial, system(syscall.ECONNREFUSED)), reason.Proxy, "the proxy proxy.example:3128 at 192.0.2.8:3128: it was refused"},
		{atProxy(fault.Dial, system(syscall.EMFILE)), reason.NoDescriptors, "oo many files"},
		{atProxy(fault.Proxy, &dial.ProxyStatusError{Code: 407, Reason: "Proxy Authentication Required"}), reason.Proxy, "answered 407 Proxy Authentication Required, it wants a user and a password"},
		{atProxy(fault.Proxy, &dial.ProxyStatusError{Code: 503}), reason.Proxy, "it answered 503."},
		{atProxy(fault.Proxy, dial.ErrEarly), reason.Proxy, "login page"},
		{atProxy(fault.Proxy, &h1.ProtocolError{Kind: h1.KindTruncated, Remote: true, Detail: "closed in the head"}), reason.Proxy, "closed the connection before it answered"},
		{atProxy(fault.Proxy, &h1.ProtocolError{Kind: h1.KindStatusLine, Remote: true, Detail: "not HTTP/1.x"}), reason.Proxy, "does not answer as a proxy does"},
		{atProxy(fault.Proxy, &proxy.SOCKSReplyError{Code: proxy.ReplyConnectionRefused}), reason.Proxy, "the server refused the connection"},
		{atProxy(fault.Proxy, &proxy.SOCKSReplyError{Code: 99}), reason.Proxy, "unknown code 99"},
		{atProxy(fault.Proxy, &proxy.SOCKSError{Kind: proxy.SOCKSNoMethod}), reason.Proxy, "wants a user and a password"},
		{atProxy(fault.Proxy, &proxy.SOCKSError{Kind: proxy.SOCKSAuthRefused, Byte: 1}), reason.Proxy, "refused the user and the password"},
		{atProxy(fault.Proxy, &proxy.SOCKSError{Kind: proxy.SOCKSVersion, Byte: 'H'}), reason.Proxy, "does not speak SOCKS5"},
		{atProxy(fault.Proxy, &proxy.SOCKSInputError{Part: proxy.PartUser, Value: 300}), reason.Proxy, "takes no such user or password"},
		{atProxy(fault.Proxy, context.DeadlineExceeded), reason.Proxy, "did not answer in time"},
		{atProxy(fault.Proxy, io.EOF), reason.Proxy, "closed the connection"},
		{atProxy(fault.Proxy, tls.AlertError(42)), reason.Proxy, `The proxy proxy.example:3128 refused the TLS handshake with the alert "bad certificate"`},
		{&fault.Error{Stage: fault.Resolve, Host: "api.example.com", Err: &proxy.ParseError{Part: proxy.PartScheme, Detail: "ftp is none"}}, reason.Proxy, "its scheme: ftp is none"},

		{atHost(fault.TLS, tls.AlertError(116)), reason.ClientCert, `alert "certificate required" (it wants a client certificate: set_client_certificate() sets one)`},
		{atHost(fault.TLS, tls.AlertError(48)), reason.ClientCert, `refused the TLS handshake with the alert "unknown CA" (it does not take the client certificate)`},
		{atHost(fault.TLS, &trust.ClientCertificateError{Alert: 40}), reason.ClientCert, `the alert "handshake failure" (it wants a client certificate: `},
		{atHost(fault.TLS, &trust.ClientCertificateError{Alert: 42, Sent: true}), reason.ClientCert, `the alert "bad certificate" (it does not take the client certificate)`},
		{atHost(fault.TLS, &trust.ClientCertificateError{}), reason.ClientCert, `takes no signature that the key of the client certificate can make`},
		{atHost(fault.TLS, tls.AlertError(40)), reason.TLS, `the alert "handshake failure" (it takes no version or cipher suite of ours, or wants`},
		{atHost(fault.TLS, tls.AlertError(200)), reason.TLS, `"alert 200"`},
		{atHost(fault.TLS, tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), reason.TLS, "The server api.example.com does not speak TLS on this port"},
		{atHost(fault.TLS, errors.New("tls: server selected unsupported protocol version 301")), reason.TLS, "no version of TLS that is taken"},
		{atHost(fault.TLS, errors.New("tls: something that nobody saw yet")), reason.TLS, "broke the protocol"},
		{atHost(fault.TLS, errors.New("tls: failed to parse certificate from server: x509: negative serial number")), reason.Certificate, "malformed (its serial number is negative), and no option"},
		{atHost(fault.TLS, errors.New("tls: failed to parse certificate from server: x509: invalid thing")), reason.Certificate, "malformed, and no option"},
		{atHost(fault.TLS, context.DeadlineExceeded), reason.Timeout, "did not end in time"},
		{atHost(fault.TLS, io.EOF), reason.TLS, "closed the connection in the TLS handshake"},
		{atHost(fault.TLS, system(syscall.ECONNRESET)), reason.Reset, "tlsmlkem=0"},
		{atHost(fault.Read, tls.AlertError(116)), reason.ClientCert, `ended TLS with the alert "certificate required" (it wants a client certificate: `},
		{atHost(fault.Read, tls.AlertError(45)), reason.ClientCert, `ended TLS with the alert "certificate expired" (it does not take the client certificate)`},
		{atHost(fault.Read, errors.New("tls: too many non-advancing records")), reason.TLS, "one message without content after the other"},
		{fmt.Errorf("wrapped: %w", atHost(fault.Dial, system(syscall.ECONNREFUSED))), reason.Refused, "refused"},
	} {
		r := reason.Of(tc.err)
		check(t, r, tc.word, tc.part)
		var fe *fault.Error
		if errors.As(tc.err, &fe) && (r.Host != fe.Host || r.Port != fe.Port || r.Address != fe.Addr || r.NothingSent != (fe.Stage < fault.Read)) {
			t.Errorf("%q: %+v", r.Message, r)
		}
	}
}

func TestAnswers(t *testing.T) {
	remote := func(kind h1.Kind, detail string) error {
		return &h1.ProtocolError{Kind: kind, Remote: true, Detail: detail}
	}
	for _, tc := range []struct {
		err         error
		stage, part string
		word        reason.Word
	}{
		{remote(h1.KindStatusLine, `not HTTP/1.x: "hello"`), "parse", "not valid HTTP: status line", reason.NotHTTP},
		{remote(h1.KindStatusLine, `not HTTP/1.x: "\x15\x03\x01\x00\x02\x02F"`), "parse", "in TLS, not in plain HTTP: https://", reason.NotHTTP},
		{remote(h1.KindChunk, `size has byte "x"`), "parse", "not valid HTTP: chunk", reason.NotHTTP},
		{remote(h1.KindTooLarge, "head over 10 bytes"), "parse", "over a limit", reason.Limit},
		{remote(h1.KindTruncated, h1.ClosedBeforeAnswer), "read", "before the answer did", reason.Closed},
		{remote(h1.KindTruncated, "closed in the head"), "read", "before the answer did", reason.Truncated},
		{&reason.Error{Stage: "read", Word: reason.Closed, Text: "the server closed the connection while it was idle"}, "read", "while it was idle", reason.Closed},
		{io.EOF, "read", "closed", reason.Closed},
		{errors.New("nobody knows"), "read", "without a reason", reason.Internal},
	} {
		r := reason.Of(tc.err)
		check(t, r, tc.word, tc.part)
		if r.Stage != tc.stage || r.Received != -1 || r.Expected != -1 {
			t.Errorf("%q: %+v", r.Message, r)
		}
	}
}

// An authority that is not trusted has four causes, which call for different cures.
func TestAuthorities(t *testing.T) {
	leaf := func(change func(*x509.Certificate)) []*x509.Certificate {
		c := &x509.Certificate{
			RawSubject: []byte("server"), RawIssuer: []byte("authority"), Issuer: pkix.Name{CommonName: "authority"},
			Subject: pkix.Name{CommonName: "server"}, SignatureAlgorithm: x509.ECDSAWithSHA256,
		}
		change(c)
		return []*x509.Certificate{c}
	}
	for _, tc := range []struct {
		chain []*x509.Certificate
		also  error
		part  string
	}{
		{leaf(func(*x509.Certificate) {}), nil, "an authority that is not trusted: CN=authority"},
		{leaf(func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA }), nil, "signed with SHA-1, which is not safe any more"},
		{leaf(func(c *x509.Certificate) { c.SignatureAlgorithm = x509.MD5WithRSA }), nil, "signed with MD5, which is not safe any more"},
		{leaf(func(*x509.Certificate) {}), trust.ErrNoRoots, "no trusted certificates were found on this system"},
	} {
		err := errors.Join(x509.UnknownAuthorityError{Cert: tc.chain[0]}, tc.also)
		r := reason.Of(atHost(fault.TLS, &tls.CertificateVerificationError{UnverifiedCertificates: tc.chain, Err: err}))
		check(t, r, reason.Certificate, tc.part)
		if r.Certificate == nil || r.Certificate.Fault != "authority" {
			t.Errorf("certificate %+v", r.Certificate)
		}
		// The same of a proxy is the proxy's, and names it.
		r = reason.Of(atProxy(fault.Proxy, &tls.CertificateVerificationError{UnverifiedCertificates: tc.chain, Err: err}))
		check(t, r, reason.Proxy, "The certificate of the proxy proxy.example:3128")
		check(t, r, reason.Proxy, tc.part)
	}
}

// A server without the pinned keys tells its own, for a developer to copy.
func TestPins(t *testing.T) {
	chain := []*x509.Certificate{{Subject: pkix.Name{CommonName: "server"}, Issuer: pkix.Name{CommonName: "authority"}, DNSNames: []string{"api.example.com"}}}
	pins := []string{"sha256//own", "sha256//between", "sha256//root"}
	r := reason.Of(atHost(fault.TLS, &tls.CertificateVerificationError{UnverifiedCertificates: chain, Err: &trust.PinError{Pins: pins}}))
	check(t, r, reason.Pin, "certificates of api.example.com have none of the pins in certificate_pins; theirs are sha256//own, sha256//between, sha256//root.")
	if !slices.Equal(r.Pins, pins) || r.Certificate == nil || r.Certificate.Fault != "pin" || r.Certificate.Subject != "CN=server" {
		t.Errorf("%+v", r)
	}
}

// What is revoked, and what should tell and does not.
func TestRevocations(t *testing.T) {
	own := &x509.Certificate{Subject: pkix.Name{CommonName: "server"}}
	above := &x509.Certificate{Subject: pkix.Name{CommonName: "between"}}
	since := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		err  *trust.RevocationError
		part string
	}{
		{&trust.RevocationError{Cert: own, Fault: trust.Revoked, Since: since}, "The certificate of api.example.com was revoked on 2026-01-31 12:00 UTC."},
		{&trust.RevocationError{Cert: above, Fault: trust.Revoked, Since: since}, "The certificate of CN=between, an authority behind api.example.com, was revoked on "},
		{&trust.RevocationError{Cert: own, Fault: trust.NoStaple}, "says that an OCSP answer comes with it, and no valid one did."},
		{&trust.RevocationError{Cert: own, Fault: trust.BadList}, "its issuer's list in certificate_revocation_list is out of date"},
	} {
		r := reason.Of(atHost(fault.TLS, &tls.CertificateVerificationError{UnverifiedCertificates: []*x509.Certificate{own, above}, Err: tc.err}))
		check(t, r, reason.Certificate, tc.part)
		if r.Certificate == nil || r.Certificate.Fault != string(tc.err.Fault) || r.Certificate.Subject != tc.err.Cert.Subject.String() {
			t.Errorf("%+v", r.Certificate)
		}
	}
}

// TestBadHosts: each says what is wrong and where that belongs, and none shows a password.
func TestBadHosts(t *testing.T) {
	for host, part := range map[string]string{
		"h/api":                     "belongs to request()",
		"https://h/api":             "belongs to request()",
		"http://h/":                 "leave the slash at its end out",
		"h?x=1":                     "belongs to request()",
		"h:8080":                    "second argument of connect_to_host()",
		"wss://h":                   "WebSocketPeer",
		"htps://h":                  "the scheme htps:// is not known",
		"my host":                   "there is a blank in it",
		"user:secret@h":             "Authorization header",
		"https://user:secret@h":     "Authorization header",
		"https://user:secret@h/p":   "belongs to request()",
		"a..b":                      "nothing between two of its dots",
		".a":                        "nothing between two of its dots",
		`a\b`:                       `a \ in it`,
		strings.Repeat("a", 64):     "more than 63 characters",
		"http://":                   "the host is empty",
		"a<b":                       "letters, digits, dots and hyphens",
		strings.Repeat("a.", 1<<20): "more than 253 characters",
		"h\r\nX: y":                 "blank",
	} {
		r := reason.Of(&fault.Error{Stage: fault.Resolve, Host: host, Err: dial.ErrHost})
		if r.Word != reason.BadHost || !strings.Contains(strings.ToLower(r.Message), strings.ToLower(part)) {
			t.Errorf("%.80q: %s, %.300q, want %q in it", host, r.Word, r.Message, part)
		}
		if strings.Contains(fmt.Sprint(r), "secret") || len(r.Message) > 400 || strings.ContainsAny(r.Message, "\r\n") {
			t.Errorf("%.80q: %.600q", host, fmt.Sprint(r))
		}
	}
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"a b": "A b.", "ends.": "Ends.", "ends twice..": "Ends twice.", "a\r\nb": "A  b.", "a\xffb": "A?b.", "": "", "É": "É.",
	} {
		if got := reason.Sentence(text); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", text, got, want)
		}
	}
}

// The list of words is closed: each one is in a class reference with what to do about it, and none is there that is not
// here.
func TestWordsAreDocumented(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	declared := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^\t\w+ +Word = "(\w+)"`).FindAllStringSubmatch(read("reason.go"), -1) {
		declared[found[1]] = true
	}
	documented := map[string]bool{}
	// A line of words, each in [code], up to a colon.
	line, word := regexp.MustCompile(`(?m)^\s*((?:\[code\]\w+\[/code\](?:, )?)+):`), regexp.MustCompile(`\[code\](\w+)\[/code\]`)
	for _, class := range []string{"HTTPClientGo", "HTTPResponseGo"} {
		_, text, ok := strings.Cut(read("../../extension/doc_classes/"+class+".xml"), "reason[/code]")
		if !ok {
			t.Fatalf("%s tells of no reasons", class)
		}
		for _, words := range line.FindAllStringSubmatch(text, -1) {
			for _, found := range word.FindAllStringSubmatch(words[1], -1) {
				documented[found[1]] = true
			}
		}
	}
	for _, found := range regexp.MustCompile(`reason\[/code\] is \[code\](\w+)\[/code\]`).FindAllStringSubmatch(read("../../extension/doc_classes/HTTPEventSourceGo.xml"), -1) {
		documented[found[1]] = true
	}
	if len(declared) < 29 {
		t.Errorf("%d words are declared", len(declared))
	}
	for w := range declared {
		if !documented[w] {
			t.Errorf("no class reference tells what to do about %s", w)
		}
	}
	for w := range documented {
		if !declared[w] {
			t.Errorf("a class reference has the word %s, which is none", w)
		}
	}
}
