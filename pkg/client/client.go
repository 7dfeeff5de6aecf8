// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"os"
	"sync"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/stream"
	"httpclientgo/pkg/target"
	"httpclientgo/pkg/trust"
)

// Config is what a Client is made with; the zero value works.
type Config struct {
	// View is where getters read; nil: the client brings its own.
	View *View
	// UserAgent is the User-Agent of requests that bring none.
	UserAgent string
	// DefaultTLS returns the options of an "https://" without any; nil: the zero TLS.
	DefaultTLS func() *TLS
	// Getenv returns a variable of the environment, "" where there is none; nil: os.Getenv. Connect calls it, with
	// SetEnvironmentProxy.
	Getenv func(name string) string
	// Buffers is the memory that streams read ahead to; nil: Go's. Sinks are Takers then.
	Buffers *stream.Buffers
	// Report takes one line a misuse, with the name of the method, on the
	// caller's thread and outside the client's lock. nil: nobody listens.
	Report func(method, message string)
}

func (cfg *Config) defaultTLS() *TLS {
	if cfg.DefaultTLS == nil {
		return new(TLS)
	}
	return cfg.DefaultTLS()
}

// TLS asks for a TLS connection.
type TLS struct {
	trust.TLSOptions
	// Server: the options are those of a server, which a client refuses.
	Server bool
}

// A Client is one HTTP/1.1 client: one connection, one request at a time, many
// after each other. Make it with New.
type Client struct {
	view *View
	cfg  Config

	mu     sync.Mutex
	conn   *Connection // nil when DISCONNECTED or after a failed connect
	origin target.Origin
	tls    *TLS // options of the last connect; they outlive close (parity)
	beyond trust.Beyond
	proxy  proxies
	// forward is the proxy that requests are written to, in absolute-form; nil: they
	// go to the origin.
	forward *proxy.Proxy

	// waiting: a blocking call sleeps with the lock released. Another call finds
	// the client busy instead of reading beside it.
	waiting bool

	method  string
	allowed answerLimits
	resp    h1.Response
	headers []string // of the response, until a getter takes them
	chunk   []byte   // a server chunk being collected
	spent   error    // why the connection carries no further request; nil: it may
	doomed  error    // why the request that was given is not sent; due at the next poll
	pending error    // met while bytes before it were delivered; due at the next read
	lastErr error
	when    circumstance // of lastErr
	refused bool         // lastErr is of a call that did nothing, and the status is no error
	fault   misuse       // a panic caught in a goroutine, until a call reports it

	received int64 // bytes of the body given to the script
}

// New makes a client in StatusDisconnected.
func New(cfg Config) *Client {
	if cfg.Getenv == nil {
		cfg.Getenv = os.Getenv
	}
	c := &Client{cfg: cfg, view: cfg.View, origin: target.Origin{Port: -1}}
	if c.view == nil {
		c.view = new(View)
	}
	c.view.reset()
	c.allowed.reset()
	return c
}

// View is where the getters read; it lives as long as the client.
func (c *Client) View() *View { return c.view }

// LastError is what Reason is about, nil when there is none.
func (c *Client) LastError() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lastErr
}

// Connect closes the client and starts a connection to host, a name or an IP
// literal, perhaps with "http://" or "https://" in front; port -1 is the
// scheme's. It returns at once. tls nil is plain HTTP unless the scheme says
// otherwise. timeout bounds each of the TCP connect and the TLS handshake; 0 is the
// default of package dial.
//
// ErrInvalidParameter: an empty host, the TLS options of a server, or a port that
// no socket takes together with an IP literal (then the status is CANT_CONNECT).
func (c *Client) Connect(host string, port int, tls *TLS, timeout time.Duration) Code {
	code, bad := c.connect(host, port, tls, timeout)
	c.report("connect_to_host", bad)
	return code
}

func (c *Client) connect(host string, port int, tls *TLS, timeout time.Duration) (Code, misuse) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closeLocked()
	o := target.ParseOrigin(host, port, tls != nil)
	switch {
	case !o.TLS:
		tls = nil
	case tls == nil:
		tls = c.cfg.defaultTLS()
	}
	if tls != nil {
		with := *tls
		with.Beyond = c.beyond
		tls = &with
	}
	c.origin, c.tls = o, tls
	if tls != nil && tls.Server {
		c.refuse(errServerOptions)
		return ErrInvalidParameter, "The TLS options are those of a server."
	}
	if o.Host == "" {
		c.refuse(errEmptyHost)
		return ErrInvalidParameter, "The host is empty."
	}

	cfg := dial.Config{
		Host: o.DialHost(), Port: o.Port, Timeout: timeout, UserAgent: c.cfg.UserAgent,
	}
	if tls != nil {
		cfg.TLS = tls.Config(cfg.Host)
	}
	var err error
	if cfg.Proxy, err = c.proxy.of(o, c.cfg.Getenv); err != nil {
		// The engine takes such words for a name, which then nobody knows.
		c.conn = failedConnection(cfg, &fault.Error{Stage: fault.Resolve, Host: cfg.Host, Err: err})
		c.move(evConnectName)
		return OK, ""
	}
	if cfg.Proxy != nil && cfg.Proxy.Scheme == proxy.HTTPS {
		cfg.ProxyTLS = c.cfg.defaultTLS().With(trust.Beyond{KeyLog: c.beyond.KeyLog}).Config(cfg.Proxy.Host)
	}
	c.forward = nil
	if tls == nil && cfg.Proxy.AbsoluteForm() {
		c.forward = cfg.Proxy
	}

	literal := !cfg.NeedsResolver()
	if literal && !validPort(firstPort(&cfg)) {
		c.conn = closedConnection(cfg)
		return c.refusePort()
	}
	c.conn = dialled(cfg, stream.Options{Buffers: c.cfg.Buffers, Quiet: &c.view.quiet})
	if literal {
		c.move(evConnectAddress)
	} else {
		c.move(evConnectName)
	}
	return OK, ""
}

// SetBeyond takes what is demanded of TLS servers, and shown to them, beyond the options of Connect, from the next
// Connect on. A proxy is shown and asked nothing of it, but the keys of TLS with it are logged as well.
func (c *Client) SetBeyond(b trust.Beyond) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.beyond = b
}

const badPort misuse = "The remote port number must be between 1 and 65535 (inclusive)."

func validPort(p int) bool { return p >= 1 && p <= 65535 }

// refusePort ends an attempt, which c.conn is, for its port.
func (c *Client) refusePort() (Code, misuse) {
	c.move(evCantConnect)
	c.lastErr, c.when = portFault(&c.conn.cfg), circumstance{unsent: true}
	return ErrInvalidParameter, badPort
}

// portFault is what became of a connection to a port that there is none of.
func portFault(cfg *dial.Config) error {
	host := cfg.Host
	if cfg.Proxy != nil {
		host = cfg.Proxy.Host
	}
	return &fault.Error{Stage: fault.Dial, Host: host, Port: firstPort(cfg), Proxy: cfg.Proxy != nil, Err: dial.ErrPort}
}

// Close ends the connection in any status, at once; what was on its way in either
// direction is dropped, and a blocking call on another thread returns.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closeLocked()
}

func (c *Client) closeLocked() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
	c.move(evClose)
	c.view.responseCode.Store(0)
	c.view.bodyLength.Store(-1)
	c.setHeaders(nil)
	c.chunk = nil
	// A client that failed may be kept for long; what a flood left in the reader must not.
	c.resp.Reset("", false)
	c.spent = nil
	c.doomed, c.pending = nil, nil
	c.lastErr, c.refused, c.when = nil, false, circumstance{}
}

// fail ends the connection because of err, as the engine does while a request runs: everything is reset but the status.
func (c *Client) fail(err error) Code {
	status, when := c.view.Status(), c.note()
	e, code := classify(status, err)
	c.closeLocked()
	c.view.enter(status)
	c.move(e)
	c.lastErr, c.when, c.fault = err, when, faultOf(err)
	return code
}

// Abort closes the client and leaves it in CONNECTION_ERROR: a fault inside the
// library, which its caller caught.
func (c *Client) Abort(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() {
		// What is broken may not even close. Then it is let go of as it is.
		_ = recover()
		c.conn = nil
		c.view.enter(StatusConnectionError)
		c.lastErr, c.refused = err, false
	}()
	c.closeLocked()
}

// lose marks the connection as gone but keeps what is known of the response, and the stream object, as the engine does
// for a connection that idles.
func (c *Client) lose(err error) Code {
	when := c.note()
	e, code := classify(c.view.Status(), err)
	c.conn.Close()
	c.move(e)
	c.lastErr, c.refused, c.when, c.fault = err, false, when, faultOf(err)
	return code
}

// Adopt closes the client and takes a stream that the script brought; the client
// is CONNECTED at once. Of the last Connect, the origin stays what Host fields say.
func (c *Client) Adopt(s Stream) *Connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closeLocked()
	c.conn = adopt(s)
	c.forward = nil
	if p, err := c.proxy.of(c.origin, c.cfg.Getenv); err == nil && c.tls == nil && p.AbsoluteForm() {
		c.forward = p
	}
	c.move(evAdopt)
	return c.conn
}

// Connection is the stream under the client, nil when there is none.
func (c *Client) Connection() *Connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.conn
}

// Show is Connection for a script, which may from then on read, write and close the
// stream behind the client's back.
func (c *Client) Show() *Connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn != nil {
		c.conn.shown.Store(true)
		c.view.quiet.Store(0)
	}
	return c.conn
}

// WantsTLS reports whether the last Connect asked for TLS, close or not.
func (c *Client) WantsTLS() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tls != nil
}

// SetBlocking makes Poll wait for the head of a response and ReadBody for a full
// chunk.
func (c *Client) SetBlocking(on bool) { storeBool(&c.view.blocking, on) }

// SetReadChunkSize takes the most that one read returns, in bytes. Outside
// MinReadChunkSize to MaxReadChunkSize it reports a misuse and changes nothing.
func (c *Client) SetReadChunkSize(n int) {
	if n < MinReadChunkSize || n > MaxReadChunkSize {
		c.report("set_read_chunk_size", "The size must be between 256 and 16777216 bytes.")
		return
	}
	c.view.readChunkSize.Store(int32(n))
}

// TakeHeaders returns the response's header lines and empties the list. The slice is the caller's.
func (c *Client) TakeHeaders() []string {
	if !c.view.HasResponse() {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	lines := c.headers
	c.setHeaders(nil)
	return lines
}

func (c *Client) setHeaders(lines []string) {
	c.headers = lines
	storeBool(&c.view.hasResponse, len(lines) > 0)
}

func (c *Client) report(method string, m misuse) {
	if m != "" && c.cfg.Report != nil {
		c.cfg.Report(method, string(m))
	}
}
