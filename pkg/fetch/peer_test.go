// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/sink"
)

// limit is how long a test waits for anything.
const limit = 20 * time.Second

// A peer is a server that does what a test says.
type peer struct {
	t    *testing.T
	l    net.Listener
	url  string
	port int

	accepted atomic.Int32 // connections
	open     atomic.Int32

	mu    sync.Mutex
	asked []asked
	conns map[net.Conn]struct{}
}

// hangUp closes all connections.
func (p *peer) hangUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		c.Close()
	}
}

// An asked is a request that came.
type asked struct {
	method, target string
	lines          []string
	body           string
	conn           int // on which connection, from 1 on
}

// get returns the values of a field.
func (a asked) get(name string) (values []string) {
	for _, l := range a.lines {
		if n, v, _ := strings.Cut(l, ":"); strings.EqualFold(n, name) {
			values = append(values, strings.TrimSpace(v))
		}
	}
	return values
}

func (a asked) one(name string) string { return strings.Join(a.get(name), "|") }

// A peerConn is one connection of a peer.
type peerConn struct {
	net.Conn
	p    *peer
	r    *bufio.Reader
	n    int             // from 1 on
	stop <-chan struct{} // closed at the end of the test
}

// serve starts a peer whose connections each run handle, and are closed behind it.
func serve(t *testing.T, handle func(c *peerConn)) *peer { return serveOver(t, nil, handle) }

func serveOver(t *testing.T, config *tls.Config, handle func(c *peerConn)) *peer {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{t: t, l: l, conns: make(map[net.Conn]struct{}), port: l.Addr().(*net.TCPAddr).Port}
	p.url = fmt.Sprintf("http://127.0.0.1:%d", p.port)
	if config != nil {
		p.url = "https" + p.url[4:]
	}
	var conns sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	conns.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if config != nil {
				c = tls.Server(c, config)
			}
			n := int(p.accepted.Add(1))
			p.open.Add(1)
			p.mu.Lock()
			p.conns[c] = struct{}{}
			p.mu.Unlock()
			conns.Go(func() {
				defer p.open.Add(-1)
				defer c.Close()
				defer context.AfterFunc(ctx, func() { c.Close() })()
				handle(&peerConn{c, p, bufio.NewReader(c), n, ctx.Done()})
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		cancel()
		conns.Wait()
	})
	return p
}

// answers is a handler that answers each request on a connection with what answer returns; "" closes.
func answers(answer func(a asked) string) func(c *peerConn) {
	return func(c *peerConn) {
		for {
			a, ok := c.request()
			if !ok {
				return
			}
			text := answer(a)
			if text == "" || !c.say(text) {
				return
			}
		}
	}
}

// ok makes an answer with a body.
func ok(body string, lines ...string) string { return answer(200, body, lines...) }

func answer(code int, body string, lines ...string) string {
	head := fmt.Sprintf("HTTP/1.1 %d X\r\n", code)
	for _, l := range lines {
		head += l + "\r\n"
	}
	return head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (c *peerConn) say(text string) bool {
	_, err := io.WriteString(c, text)
	return err == nil
}

// head reads the head of a request.
func (c *peerConn) head() (a asked, ok bool) {
	r := textproto.NewReader(c.r)
	first, err := r.ReadLine()
	if err != nil {
		return a, false
	}
	a.conn = c.n
	a.method, a.target, _ = strings.Cut(first, " ")
	a.target, _, _ = strings.Cut(a.target, " ")
	for {
		line, err := r.ReadLine()
		if err != nil {
			return a, false
		}
		if line == "" {
			return a, true
		}
		a.lines = append(a.lines, line)
	}
}

// request reads a whole request, and notes it.
func (c *peerConn) request() (a asked, ok bool) {
	if a, ok = c.head(); !ok {
		return a, false
	}
	if a.body, ok = c.body(a); !ok {
		return a, false
	}
	c.note(a)
	return a, true
}

func (c *peerConn) note(a asked) {
	c.p.mu.Lock()
	c.p.asked = append(c.p.asked, a)
	c.p.mu.Unlock()
}

func (c *peerConn) body(a asked) (string, bool) {
	if n := a.one("Content-Length"); n != "" {
		size, _ := strconv.Atoi(n)
		b := make([]byte, size)
		_, err := io.ReadFull(c.r, b)
		return string(b), err == nil
	}
	if a.one("Transfer-Encoding") == "" {
		return "", true
	}
	var all strings.Builder
	for {
		line, err := c.r.ReadString('\n')
		if err != nil {
			return "", false
		}
		n, err := strconv.ParseInt(strings.TrimSpace(line), 16, 64)
		if err != nil {
			return "", false
		}
		if _, err := io.CopyN(&all, c.r, n); err != nil {
			return "", false
		}
		if _, err := c.r.Discard(2); err != nil {
			return "", false
		}
		if n == 0 {
			return all.String(), true
		}
	}
}

// requests are those that came.
func (p *peer) requests() []asked {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]asked(nil), p.asked...)
}

// wait waits until what it is told is so.
func wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !is(); {
		if time.Now().After(end) {
			t.Fatalf("%s: not after %v", what, limit)
		}
		time.Sleep(time.Millisecond)
	}
}

// got waits for a channel.
func got[T any](t *testing.T, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(limit):
		t.Fatalf("%s: not after %v", what, limit)
	}
	return v
}

// arrays counts those that were made and not freed.
type arrays struct {
	live  atomic.Int32
	fixed []byte // memory for the one that there is, so that a test can tell it from all other
}

func (a *arrays) make() sink.Array {
	a.live.Add(1)
	return &array{of: a}
}

type array struct {
	of    *arrays
	b     []byte
	freed bool
}

func (a *array) Resize(n int) []byte {
	if a.freed {
		panic("resized after free")
	}
	if n <= cap(a.of.fixed) {
		a.b = a.of.fixed[:n]
		return a.b
	}
	b := make([]byte, n)
	copy(b, a.b)
	a.b = b
	return b
}

func (a *array) Free() {
	if a.freed {
		panic("freed twice")
	}
	a.freed, a.b = true, nil
	a.of.live.Add(-1)
}

// text takes the content out of an array, and frees it.
func text(a sink.Array, size int) string {
	if a == nil {
		return ""
	}
	s := string(a.(*array).b[:size])
	a.Free()
	return s
}

// newSession makes a session that is closed at the end, and seen to have left nothing.
func newSession(t *testing.T) *Session {
	t.Helper()
	s := New(Config{UserAgent: "test"})
	t.Cleanup(func() {
		s.Close()
		wait(t, "goroutines of the session to end", func() bool { return goroutines(append(ofCalls, "pkg/pool.")...) == 0 })
	})
	return s
}

// ofCalls are in the stacks of the goroutines of calls.
var ofCalls = []string{"pkg/fetch.(*Call)", "pkg/fetch.(*sending)"}

// goroutines counts those in whose stacks one of the parts is.
func goroutines(of ...string) int {
	stack := make([]byte, 16<<20)
	stack = stack[:runtime.Stack(stack, true)]
	n := 0
	for _, one := range strings.Split(string(stack), "\n\n") {
		for _, part := range of {
			if strings.Contains(one, part) {
				n++
				break
			}
		}
	}
	return n
}

// options are those that the classes have by default.
func options() *Options {
	return &Options{
		ConnectTimeout: 30 * time.Second, MaxRedirects: 8, MaxConnections: 6, Decompress: true, BodySizeLimit: -1,
	}
}

// An outcome is all that a consumer that always wants the whole body sees.
type outcome struct {
	*End
	body string
	last Update
}

func (o outcome) word() reason.Word {
	if o.Err == nil {
		return ""
	}
	return reason.Of(o.Err).Word
}

func (o outcome) code() int {
	if o.Head == nil {
		return 0
	}
	return o.Head.Code
}

// do makes a call and waits for its end.
func do(t *testing.T, s *Session, o *Options, r *Request) outcome {
	t.Helper()
	made := new(arrays)
	r.NewArray = made.make
	c := s.Start(o, r, func() {})
	return end(t, c, made)
}

// end waits for the end of a call as a consumer that wants the whole body.
func end(t *testing.T, c *Call, made *arrays) outcome {
	t.Helper()
	wait(t, "the end of a call", func() bool {
		if c.Head() != nil {
			c.Decide(false)
		}
		select {
		case <-c.Done():
			return true
		default:
			return false
		}
	})
	u := c.Take()
	if u.End == nil {
		t.Fatal("done, and no end")
	}
	out := outcome{u.End, text(u.End.Body, u.End.Size), u}
	if made != nil {
		wait(t, "arrays to be freed", func() bool { return made.live.Load() == 0 })
	}
	return out
}

// A textBody is a Body of a text.
type textBody struct {
	*strings.Reader
	open    bool // its length is not told
	closed  atomic.Bool
	rewound atomic.Int32
}

func newText(text string) *textBody { return &textBody{Reader: strings.NewReader(text)} }

func (b *textBody) Length() int64 {
	if b.open {
		return -1
	}
	return b.Size()
}

func (b *textBody) Rewind() error {
	b.rewound.Add(1)
	_, err := b.Seek(0, io.SeekStart)
	return err
}

func (b *textBody) Close() error {
	b.closed.Store(true)
	return nil
}
