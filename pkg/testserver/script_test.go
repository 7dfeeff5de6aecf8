// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/testserver"
)

// harness is a test's view of one server: the control protocol as a function.
type harness struct {
	t     *testing.T
	ready testserver.Ready
	conn  net.Conn
	lines *bufio.Reader
}

func start(t *testing.T) *harness {
	t.Helper()
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	conn, err := net.Dial("tcp", s.ControlAddr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &harness{t: t, ready: s.Ready(), conn: conn, lines: bufio.NewReader(conn)}
}

// ask sends one line and returns the answer, whether it is ok or not.
func (h *harness) ask(format string, args ...any) testserver.Answer {
	h.t.Helper()
	if _, err := fmt.Fprintf(h.conn, format+"\n", args...); err != nil {
		h.t.Fatal(err)
	}
	line, err := h.lines.ReadBytes('\n')
	if err != nil {
		h.t.Fatal(err)
	}
	var a testserver.Answer
	if err := json.Unmarshal(line, &a); err != nil {
		h.t.Fatalf("%v in %s", err, line)
	}
	return a
}

// script starts a script and connects to it.
func (h *harness) script(steps string, more string) (id int, port int) {
	h.t.Helper()
	a := h.ask(`{"op":"script","steps":%s%s}`, steps, more)
	if !a.OK {
		h.t.Fatal(a.Error)
	}
	return a.ID, a.Port
}

func (h *harness) dial(port int) *net.TCPConn {
	h.t.Helper()
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(20 * time.Second))
	return c.(*net.TCPConn)
}

func read(t *testing.T, c net.Conn, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := io.ReadFull(c, b); err != nil {
		t.Fatalf("read %d bytes: %v", n, err)
	}
	return string(b)
}

func TestSteps(t *testing.T) {
	tests := []struct {
		name, steps, send, want string
		peer                    string
	}{
		{"send", `[["read_head"],["send","a\r\n\u20ac"]]`, "GET / HTTP/1.1\r\n\r\n", "a\r\n€", "eof"},
		{"lf head", `[["read_head"],["send","x"]]`, "GET /\n\n", "x", "eof"},
		{"hex", `[["send_hex","00 0dff"]]`, "", "\x00\r\xff", "eof"},
		{"slow", `[["send_slow","hello"]]`, "", "hello", "eof"},
		{"repeat", `[["send_repeat",3,"ab"]]`, "", "ababab", "eof"},
		{"repeat large", `[["send_repeat",70000,"ab"]]`, "", strings.Repeat("ab", 70000), "eof"},
		{"repeat none", `[["send_repeat",0,"ab"],["send_repeat",5,""],["send","."]]`, "", ".", "eof"},
		{"fill", `[["send_fill",3000000]]`, "", string(fill(3000000)), "eof"},
		{"body", `[["read_head"],["read_body",3],["send","1"],["read_body",0],["send","2"]]`, "A\r\n\r\nxyz", "12", "eof"},
		{"number with fraction zero", `[["read_body",3.0],["send","1"]]`, "xyz", "1", "eof"},
		{"until", `[["read_until","stop"],["send","1"]]`, "abcstop", "1", "eof"},
		{"pause", `[["pause",1],["send","1"]]`, "", "1", "eof"},
		{"close", `[["send","1"],["close"]]`, "", "1", "gone"},
	}
	h := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, port := h.script(tt.steps, "")
			c := h.dial(port)
			io.WriteString(c, tt.send)
			if got := read(t, c, len(tt.want)); got != tt.want {
				t.Errorf("got %.80q, want %.80q", got, tt.want)
			}
			c.CloseWrite()
			a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id)
			if len(a.Records) != 1 || string(a.Records[0].Request) != tt.send || a.Records[0].Peer != tt.peer || a.State.Fault != "" {
				t.Errorf("record %+v, state %+v", a.Records, a.State)
			}
			if tt.peer == "eof" && a.Records[0].SentLength != int64(len(tt.want)) {
				t.Errorf("sent %d, want %d", a.Records[0].SentLength, len(tt.want))
			}
		})
	}
}

func fill(n int64) []byte {
	var b []byte
	for int64(len(b)) < n {
		b = append(b, testserver.Fill(int64(len(b)), n-int64(len(b)))...)
	}
	return b
}

func TestGates(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["accept"],["gate"],["send","1"],["gate"],["send","2"]]`, "")
	if a := h.ask(`{"op":"go","id":%d}`, id); !a.OK { // kept for the gate to come
		t.Fatal(a.Error)
	}
	c := h.dial(port)
	read(t, c, 1)
	a := h.ask(`{"op":"wait","id":%d,"at":3,"ms":5000}`, id)
	if a.State.At != 3 || a.State.Done {
		t.Errorf("state %+v", a.State)
	}
	if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); !a.State.Waiting {
		t.Errorf("not at the gate: %+v", a.State)
	}
	h.ask(`{"op":"go","id":%d}`, id)
	if got := read(t, c, 1); got != "2" {
		t.Errorf("got %q", got)
	}
}

func TestEnds(t *testing.T) {
	h := start(t)
	for _, tt := range []struct{ name, step, want string }{
		{"close", "close", "EOF"}, {"half close", "half_close", "EOF"}, {"cut", "cut", "EOF"}, {"reset", "reset", "connection reset by peer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// The gate, since a reset may otherwise come before the dialler knows that it is connected.
			id, port := h.script(fmt.Sprintf(`[["accept"],["gate"],[%q]]`, tt.step), "")
			c := h.dial(port)
			h.ask(`{"op":"go","id":%d}`, id)
			_, err := c.Read(make([]byte, 1))
			if tt.name == "reset" && runtime.GOOS == "windows" {
				tt.want = "wsarecv: " // the rest is in the system's language
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestHalfCloseStillReads(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["half_close"],["read_until","x"]]`, "")
	c := h.dial(port)
	if _, err := c.Read(make([]byte, 1)); err != io.EOF {
		t.Fatal(err)
	}
	io.WriteString(c, "x")
	if a := h.ask(`{"op":"wait","id":%d,"at":2,"ms":5000}`, id); a.State.At != 2 {
		t.Errorf("state %+v", a.State)
	}
}

func TestPeers(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["accept"],["accept"],["wait_close"]]`, "")
	first, second := h.dial(port), h.dial(port)
	second.SetLinger(0)
	h.ask(`{"op":"wait","id":%d,"at":2,"ms":5000}`, id)
	second.Close()
	h.ask(`{"op":"wait","id":%d,"at":3,"ms":5000}`, id)
	a := h.ask(`{"op":"record","id":%d}`, id)
	if len(a.Records) != 2 || a.Records[0].Peer != testserver.PeerOpen || a.Records[1].Peer != testserver.PeerReset {
		t.Errorf("records %+v", a.Records)
	}
	first.Close()
	if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); a.Records[0].Peer != testserver.PeerEOF {
		t.Errorf("records %+v", a.Records)
	}
}

func TestFault(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["read_body",5]]`, "")
	c := h.dial(port)
	io.WriteString(c, "abc")
	c.CloseWrite()
	a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id)
	if want := "step 1 (read_body): 2 bytes missing"; !strings.HasPrefix(a.State.Fault, want) {
		t.Errorf("fault %q, want %q", a.State.Fault, want)
	}
}

func TestRefusedScripts(t *testing.T) {
	h := start(t)
	for line, want := range map[string]string{
		`{"op":"script","steps":[["no_such"]]}`:                             `no step "no_such"`,
		`{"op":"script","steps":["send"]}`:                                  "a step is an array",
		`{"op":"script","steps":[[]]}`:                                      "a step is an array",
		`{"op":"script","steps":[[1]]}`:                                     "begins with its name",
		`{"op":"script","steps":[["send"]]}`:                                "has 0 arguments",
		`{"op":"script","steps":[["close",1]]}`:                             "has 1 arguments",
		`{"op":"script","steps":[["read_body",-1]]}`:                        "is no number",
		`{"op":"script","steps":[["read_body",1.5]]}`:                       "is no number",
		`{"op":"script","steps":[["send_hex","0g"]]}`:                       "invalid byte",
		`{"op":"script","steps":[["accept"]],"tls":{"certificate":"none"}}`: "no certificate",
		`{"op":"script","steps":[["accept"]],"tls":{"min":"9"}}`:            "no TLS version",
		`{"op":"state","id":99}`:                                            "no script 99",
		`{"op":"dance"}`:                                                    "no script 0",
		`nonsense`:                                                          "invalid character",
	} {
		if a := h.ask("%s", line); a.OK || !strings.Contains(a.Error, want) {
			t.Errorf("%s: %+v, want an error with %q", line, a, want)
		}
	}
}

func TestDrop(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["accept"],["gate"]]`, "")
	c := h.dial(port)
	h.ask(`{"op":"wait","id":%d,"at":1,"ms":5000}`, id)
	h.ask(`{"op":"drop","id":%d}`, id)
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection lives")
	}
	if _, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
		t.Error("the port is open")
	}
	if a := h.ask(`{"op":"closed_port"}`); a.Port == 0 {
		t.Error("no port")
	} else if _, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", a.Port)); err == nil {
		t.Error("somebody listens on the closed port")
	}
}

func TestScriptsEndWithTheirControlConnection(t *testing.T) {
	h := start(t)
	_, port := h.script(`[["accept"],["gate"]]`, "")
	c := h.dial(port)
	h.conn.Close()
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection lives")
	}
}

func TestTLS(t *testing.T) {
	h := start(t)
	roots := x509.NewCertPool()
	pem, err := os.ReadFile(h.ready.CA)
	if err != nil || !roots.AppendCertsFromPEM(pem) {
		t.Fatalf("CA file: %v", err)
	}
	tests := []struct{ name, options, server, fault string }{
		{"good", `{}`, "localhost", ""},
		{"good by IP", `{"certificate":"good"}`, "127.0.0.1", ""},
		{"named", `{"certificate":"named"}`, "named.example", ""},
		{"wildcard", `{"certificate":"wildcard"}`, "a.example", ""},
		{"version", `{"min":"1.2","max":"1.2"}`, "localhost", ""},
		{"expired", `{"certificate":"expired"}`, "localhost", "expired"},
		{"not yet valid", `{"certificate":"not_yet_valid"}`, "localhost", "not yet valid"},
		{"wrong name", `{"certificate":"wrong_name"}`, "localhost", "other.example"},
		{"no IP", `{"certificate":"no_ip"}`, "127.0.0.1", "IP SANs"},
		{"name in CN only", `{"certificate":"cn_only"}`, "localhost", "Common Name"},
		{"for clients", `{"certificate":"client_only"}`, "localhost", "incompatible key usage"},
		{"self-signed", `{"certificate":"self_signed"}`, "localhost", "unknown authority"},
		{"untrusted", `{"certificate":"untrusted"}`, "localhost", "unknown authority"},
		{"old", `{"max":"1.1"}`, "localhost", "protocol version"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, port := h.script(`[["read_head"],["send","hello"],["wait_close"]]`, `,"tls":`+tt.options)
			c := tls.Client(h.dial(port), &tls.Config{RootCAs: roots, ServerName: tt.server})
			err := c.Handshake()
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("handshake: %v, want %q", err, tt.fault)
				}
				c.NetConn().Close()
				if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); a.Records[0].TLSFault == "" {
					t.Errorf("no fault in the record %+v", a.Records[0])
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(c, "GET / HTTP/1.1\r\n\r\n")
			read(t, c, 5)
			c.Close()
			a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id)
			if r := a.Records[0]; string(r.Request) != "GET / HTTP/1.1\r\n\r\n" || r.Peer != testserver.PeerEOF || r.TLSVersion == "" {
				t.Errorf("record %+v", r)
			}
		})
	}
}

func TestStartTLS(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["read_head"],["send","+"],["start_tls",{"certificate":"self_signed"}],["send","secret"]]`, "")
	c := h.dial(port)
	io.WriteString(c, "up\r\n\r\n")
	read(t, c, 1)
	s := tls.Client(c, &tls.Config{InsecureSkipVerify: true})
	if got := read(t, s, 6); got != "secret" {
		t.Errorf("got %q", got)
	}
	s.Close()
	if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); a.State.Fault != "" {
		t.Error(a.State.Fault)
	}
}

func TestProxy(t *testing.T) {
	h := start(t)
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme, func(t *testing.T) {
			proxyID, proxyPort := h.script(`[["proxy"]]`, "")
			address := h.ready.Plain
			if scheme == "https" {
				address = h.ready.TLS
			}
			client := http.Client{Transport: &http.Transport{
				Proxy:           http.ProxyURL(&url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", proxyPort)}),
				TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
			}}
			resp, err := client.Get(scheme + "://" + address + "/bytes/70000")
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil || !bytes.Equal(body, fill(70000)) {
				t.Errorf("%d bytes, %v", len(body), err)
			}
			client.CloseIdleConnections()
			a := h.ask(`{"op":"record","id":%d,"ms":5000}`, proxyID)
			want := map[string]string{"http": "GET http://" + address + "/bytes/70000 HTTP/1.1\r\n", "https": "CONNECT " + address + " HTTP/1.1\r\n"}[scheme]
			if !bytes.HasPrefix(a.Records[0].Request, []byte(want)) || a.State.Fault != "" {
				t.Errorf("record %.80q, state %+v", a.Records[0].Request, a.State)
			}
		})
	}
	t.Run("not loopback", func(t *testing.T) {
		id, port := h.script(`[["proxy"]]`, "")
		c := h.dial(port)
		io.WriteString(c, "GET http://192.0.2.1:80/ HTTP/1.1\r\n\r\n")
		c.CloseWrite()
		if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); !strings.Contains(a.State.Fault, "no loopback address") {
			t.Errorf("fault %q", a.State.Fault)
		}
	})
}
