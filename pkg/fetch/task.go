// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/pool"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
	"httpclientgo/pkg/uri"
)

// A task is what a Call and Do have in common: the way from a URL to the head of the answer that counts.
type task struct {
	s      *Session
	o      Options
	r      Request
	ctx    context.Context
	cancel context.CancelCauseFunc
	begun  time.Time
	turn   uint64 // in line for a connection: that of newTask

	sessionLines, callLines []line
	base                    *uri.URL // nil: Options.BaseURL is empty
	chunked                 bool     // how the body is sent
	length                  int64    // of the body; -1: open

	step     step
	proxy    *proxy.Proxy // of the step
	bodyRead bool         // a byte of the body may have been read, so it has to go back
	retries  int          // made so far
	resume   resume       // of a download

	limit   *time.Timer // of Options.Timeout
	sentNow bool        // a byte of the last request has gone out
	given   bool        // a consumer has got pieces of the body
	lost    *Head       // of the answer that may not be followed

	when circumstance

	downloaded, total    atomic.Int64
	uploaded, uploadSize atomic.Int64
	moved                func() // is told when one of the counters moved
}

// A circumstance is what a reason tells of the moment. The task's goroutine writes it, and who cancels reads it.
type circumstance struct {
	mu      sync.Mutex
	stage   string // as reason.Reason.Stage
	host    string // of the step; empty: no URL yet
	port    int
	address string    // of the last connection
	info    *Info     // of it
	sent    bool      // a byte of any request has gone out
	asking  *exchange // whose request is being sent, or was, as far as sent does not know yet
	refusal error     // why an answer that leads on was the last one; see endsAt

	inBody   bool  // the body is being read:
	expected int64 // its length on the wire, -1: open
	resumed  int64 // bytes of task.downloaded that were there before
}

// set changes t.when.
func (t *task) set(f func(w *circumstance)) {
	t.when.mu.Lock()
	defer t.when.mu.Unlock()
	f(&t.when)
}

func (t *task) stage() string {
	t.when.mu.Lock()
	defer t.when.mu.Unlock()
	return t.when.stage
}

func (t *task) lastInfo() *Info {
	t.when.mu.Lock()
	defer t.when.mu.Unlock()
	return t.when.info
}

// enter notes the stage.
func (t *task) enter(stage string) { t.set(func(w *circumstance) { w.stage = stage }) }

// newTask makes a task of what was given to Start or Do. Nothing is checked yet.
func (s *Session) newTask(ctx context.Context, o *Options, r *Request) *task {
	t := &task{s: s, o: *o, r: *r, begun: time.Now(), turn: s.turns.Add(1), moved: func() {}}
	t.ctx, t.cancel = context.WithCancelCause(ctx)
	t.total.Store(-1)
	t.when.stage = stageCall
	if r.Body != nil {
		t.uploadSize.Store(r.Body.Length())
	}
	return t
}

// start checks what the script gave, and starts the clock.
func (t *task) start() error {
	t.watchTime()
	if t.r.Method == "" {
		t.r.Method = "GET"
	}
	if !httpguts.ValidHeaderFieldName(t.r.Method) || t.r.Method == "CONNECT" {
		return badMethod(t.r.Method)
	}
	to, err := t.url()
	if err != nil {
		return BadURL(err)
	}
	if t.sessionLines, err = parseLines(t.o.Headers, false); err != nil {
		return err
	}
	if t.callLines, err = parseLines(t.r.Headers, t.r.LikeEngine); err != nil {
		return err
	}
	if t.r.Refused != "" {
		return badBody(nil, "%s", t.r.Refused)
	}
	t.length = -1
	if t.r.Body != nil {
		t.length = t.r.Body.Length()
	}
	if t.r.LikeEngine {
		to = asWritten(to, t.r.URL)
	}
	t.step = step{
		method: t.r.Method, url: to, user: credentialsOf(to), foreign: t.base != nil && !to.SameOrigin(t.base),
	}
	return t.checkFraming()
}

// url returns what the script asked for.
func (t *task) url() (to *uri.URL, err error) {
	if t.o.BaseURL == "" {
		return uri.Parse(t.r.URL)
	}
	if t.base, err = uri.Parse(t.o.BaseURL); err != nil {
		return nil, err
	}
	return uri.Join(t.o.BaseURL, t.r.URL)
}

// watchTime starts the clock of Options.Timeout, what has passed since the task was made counted in.
func (t *task) watchTime() {
	if t.o.Timeout <= 0 {
		return
	}
	cancel, cause := t.cancel, errTimeout("timeout", t.o.Timeout)
	t.limit = time.AfterFunc(t.o.Timeout-time.Since(t.begun), func() { cancel(cause) })
}

// stopTime ends that clock: for good, or until a repetition asks for a head again.
func (t *task) stopTime() {
	if t.limit != nil {
		t.limit.Stop()
		t.limit = nil
	}
}

// left returns how much of Options.Timeout is left, and false if there is no limit.
func (t *task) left() (time.Duration, bool) {
	return t.o.Timeout - time.Since(t.begun), t.o.Timeout > 0
}

// body returns the body of the step, nil for none.
func (t *task) body() Body {
	if t.step.bodyGone {
		return nil
	}
	return t.r.Body
}

// end frees what the task has, but for a connection.
func (t *task) end() {
	t.stopTime()
	t.cancel(nil)
	if t.r.Body != nil {
		t.r.Body.Close()
	}
}

// run goes to the head of the answer that counts and has use take it from there, and all again after a fault as far as
// retry.go lets it. use closes the exchange.
func (t *task) run(use func(x *exchange) error) error {
	for {
		x, err := t.reach()
		if err == nil {
			err = use(x)
		}
		if err == nil {
			return nil
		}
		if !t.again(err) {
			return err
		}
		if t.limit == nil {
			t.begun = time.Now()
			t.watchTime()
		}
	}
}

// reach goes to the head of the answer that counts: redirects are followed, answers that are worth it repeated.
func (t *task) reach() (*exchange, error) {
	for {
		x, err := t.attempt()
		if err != nil {
			return nil, err
		}
		head := x.resp.Head()
		if t.o.Cookies {
			t.s.jar.Set(t.step.url, head.Lines, time.Now())
		}
		if wait, ok := t.repeats(head); ok {
			x.drain()
			x.close()
			if err := t.pause(wait); err != nil {
				return nil, err
			}
			continue
		}
		next, ok, err := t.step.after(head, t.base, t.o.MaxRedirects)
		if err != nil && t.endsAt(err) {
			return x, nil
		}
		if err != nil {
			t.lost = t.headOf(x)
			x.drain()
			x.close()
			return nil, err
		}
		if !ok {
			return x, nil
		}
		x.drain()
		x.close()
		t.step = next
	}
}

// attempt sends the request of the step, and reads the head of its answer. A connection that died while it was idle is
// replaced by a new one where that is safe: nothing was sent, or the method is idempotent and nothing of an answer
// came.
func (t *task) attempt() (*exchange, error) {
	t.sentNow = false
	x, err := t.exchange(false)
	if x == nil {
		return nil, err
	}
	if err != nil {
		x.close() // before the look at what was sent: then nothing more is
	}
	t.noteSent(x)
	stale := false
	switch {
	case !x.conn.Used() || t.ctx.Err() != nil:
	case err == nil:
		// A server that was about to close says so (RFC 9110 Section 15.5.9).
		stale = x.resp.Head().Status == 408 && idempotent(t.step.method)
	case isEnd(err):
		stale = !t.sentNow || idempotent(t.step.method) && x.unanswered()
	}
	if !stale {
		return x, err
	}
	x.close()
	x, err = t.exchange(true)
	if x == nil {
		return nil, err
	}
	if err != nil {
		x.close()
	}
	t.noteSent(x)
	return x, err
}

// noteSent notes whether anything of the request has gone out. What was answered has, also where the goroutine that
// wrote it has yet to say so.
func (t *task) noteSent(x *exchange) {
	t.sentNow = x.sent.Load() > 0 || !x.unanswered()
	t.set(func(w *circumstance) { w.sent, w.asking = w.sent || t.sentNow, nil })
}

// exchange makes one exchange up to the final head, on a new connection if it is to be fresh. With an error, the
// exchange is nil if there was no connection, else it is to be closed.
func (t *task) exchange(fresh bool) (*exchange, error) {
	t.set(func(w *circumstance) {
		w.stage, w.address, w.info, w.inBody = "connect", "", nil, false
		w.host, w.port = t.step.url.Host, t.step.url.Port
	})
	if t.bodyRead && t.body() != nil {
		if err := t.r.Body.Rewind(); err != nil {
			return nil, badBody(err, "the body cannot be sent again")
		}
		t.bodyRead = false
		t.uploaded.Store(0)
		t.moved()
	}
	key, err := t.key()
	if err != nil {
		return nil, err
	}
	conn, err := t.s.pool.Get(t.ctx, key, pool.Want{
		Most: t.o.MaxConnections, Fresh: fresh, Turn: t.turn, ConnectTimeout: t.o.ConnectTimeout,
	})
	if err != nil {
		return nil, t.notConnected(err)
	}
	info := t.note(conn)
	x := newExchange(t.ctx, conn, t.o.IdleTimeout)
	t.set(func(w *circumstance) { w.asking = x })
	err = x.ask(t.head(t.forwards(), t.tunnels()), t.sending())
	info.FirstByte = x.first
	t.set(func(w *circumstance) { w.stage, w.info = "read", &info })
	return x, err
}

// notConnected returns the error for a connection that did not come about.
func (t *task) notConnected(err error) error {
	stage := "connect"
	if fe := (*fault.Error)(nil); errors.As(err, &fe) {
		stage = reason.Of(fe).Stage
		t.set(func(w *circumstance) { w.address = fe.Addr })
	}
	if err := stopped(t.ctx, stage); err != nil {
		return err
	}
	if errors.Is(err, pool.ErrClosed) {
		return errCancelled.in(stage)
	}
	return err
}

// note keeps what is told of a connection.
func (t *task) note(conn *pool.Conn) Info {
	info := Info{Info: conn.Info()}
	if conn.Used() {
		info.Resolve, info.Connect, info.TLS = 0, 0, 0
	}
	first := info
	t.set(func(w *circumstance) { w.stage, w.info, w.address = "write", &first, info.Remote.String() })
	return info
}

// sending returns how the body of the step goes out, nil without one.
func (t *task) sending() *sending {
	body := t.body()
	if body == nil {
		return nil
	}
	t.bodyRead = true
	return &sending{body: body, chunked: t.chunked, length: t.length, moved: func(n int) {
		t.uploaded.Add(int64(n))
		t.moved()
	}}
}

// key returns what the connection of the step has to be.
func (t *task) key() (pool.Key, error) {
	u := t.step.url
	key := pool.Key{Host: u.Host, Port: u.Port, TLS: u.Scheme == "https"}
	if key.TLS {
		key.Trust = *t.trust()
		if t.step.foreign || t.step.strayed {
			key.Trust.Client = nil // whoever a redirect, or a URL, leads to need not know who asks
		}
	}
	var err error
	if t.proxy, err = t.chooseProxy(u); err != nil {
		return key, &fault.Error{Stage: fault.Resolve, Host: u.Host, Err: err}
	}
	if t.proxy != nil {
		key.Proxy = *t.proxy
		if t.proxy.Scheme == proxy.HTTPS {
			key.ProxyTrust = *t.s.cfg.DefaultTLS()
			key.ProxyTrust.KeyLog = t.trust().KeyLog // the one thing that counts for a proxy, too
		}
	}
	return key, nil
}

func (t *task) trust() *trust.TLSOptions {
	if t.o.TLS != nil {
		return t.o.TLS
	}
	return t.s.cfg.DefaultTLS()
}

// chooseProxy returns the proxy for a URL, nil for none.
func (t *task) chooseProxy(u *uri.URL) (*proxy.Proxy, error) {
	set := t.o.HTTPProxy
	if u.Scheme == "https" {
		set = t.o.HTTPSProxy
	}
	if set == nil && t.o.EnvironmentProxy {
		return proxy.FromEnvironment(t.s.cfg.Getenv, u.Host, u.Port, u.Scheme == "https")
	}
	return set, nil
}

// forwards reports whether the request of the step is written to a proxy, which passes it on.
func (t *task) forwards() bool { return t.step.url.Scheme == "http" && t.proxy.AbsoluteForm() }

// tunnels reports whether a proxy leads to the server without seeing the request.
func (t *task) tunnels() bool { return t.proxy != nil && !t.forwards() }

// headOf returns the head of an answer, which outlives the exchange.
func (t *task) headOf(x *exchange) *Head {
	h := x.resp.Head()
	return &Head{
		Code: h.Status, Lines: slices.Clone(h.Lines), URL: t.step.url.String(), Length: x.resp.Framing().Length,
	}
}

// withDefaults fills in what a Config leaves open.
func (cfg Config) withDefaults() Config {
	if cfg.Getenv == nil {
		cfg.Getenv = os.Getenv
	}
	if cfg.DefaultTLS == nil {
		cfg.DefaultTLS = func() *trust.TLSOptions { return new(trust.TLSOptions) }
	}
	return cfg
}
