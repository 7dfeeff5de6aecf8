// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"errors"
	"io"
	"net"
	"testing"

	"httpclientgo/pkg/fault"
)

func TestAConnectionIsUsedAgain(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		c, e := pair(t, p, s, Want{Most: 1})
		for range 3 {
			exchange(t, c, e, "hello")
			c.Give(0)
			c = again(t, p, s, Want{Most: 1})
		}
		s.none(t)
		i := c.Info()
		if (i.TLSVersion != "") != s.key.TLS || i.Connect <= 0 || (i.TLS > 0) != s.key.TLS || i.Remote.String() != s.Addr().String() {
			t.Errorf("%+v", i)
		}
		if kind == "tls12" && i.TLSVersion != "1.2" || kind == "tls13" && i.TLSVersion != "1.3" {
			t.Errorf("TLS %s", i.TLSVersion)
		}
		if (i.Proxy != "") != s.isProxy {
			t.Errorf("proxy %q", i.Proxy)
		}
		c.Close()
		wantClosed(t, e)
	})
}

func TestFillReadAndDiscard(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, e := pair(t, p, s, Want{})
	if len(c.Unread()) != 0 {
		t.Errorf("unread %q", c.Unread())
	}
	io.WriteString(e, "abcdef")
	if b, err := c.Fill(); string(b) != "abcdef" || err != nil {
		t.Fatalf("%q, %v", b, err)
	}
	c.Discard(2)
	if b, err := c.Fill(); string(b) != "cdef" || string(c.Unread()) != "cdef" || err != nil {
		t.Fatalf("%q, %v", b, err)
	}
	b := make([]byte, 10)
	if n, err := c.Read(b[:1]); string(b[:n]) != "c" || err != nil {
		t.Fatalf("%q, %v", b[:n], err)
	}
	if n, err := c.Read(b); string(b[:n]) != "def" || err != nil {
		t.Fatalf("%q, %v", b[:n], err)
	}
	if n, err := c.Read(nil); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	io.WriteString(e, "gh")
	if n, err := c.Read(b); string(b[:n]) != "gh" || err != nil {
		t.Fatalf("%q, %v", b[:n], err)
	}
	e.tcp.Close()
	for range 2 {
		if b, err := c.Fill(); len(b) != 0 || err != io.EOF {
			t.Fatalf("%q, %v", b, err)
		}
		if n, err := c.Read(b); n != 0 || err != nil && err != io.EOF {
			t.Fatal(n, err)
		}
	}
}

func TestErrorsOfAStream(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		c, e := pair(t, p, s, Want{Most: 1})
		e.tcp.SetLinger(0)
		e.tcp.Close()
		_, err := c.Fill()
		f := failed(t, err, fault.Read)
		if f.Host != s.key.Host || f.Port != s.key.Port || f.Addr != s.Addr().String() {
			t.Errorf("%#v", f)
		}
		c.Give(0) // closes
		if waiting, dialling, idle := in(p, s.key); waiting+dialling+idle != 0 {
			t.Error("a connection that failed is kept")
		}
	})
}

func TestInterrupt(t *testing.T) {
	for _, does := range []string{"reads", "fills", "writes", "nothing"} {
		t.Run(does, func(t *testing.T) {
			eachKind(t, func(t *testing.T, kind string) {
				p, s := newPool(t), serve(t, kind)
				c, e := pair(t, p, s, Want{Most: 1})
				result := make(chan error, 1)
				stage := fault.Read
				switch does {
				case "reads":
					go func() { _, err := c.Read(make([]byte, 1)); result <- err }()
				case "fills":
					go func() { _, err := c.Fill(); result <- err }()
				case "writes":
					stage = fault.Write
					wrote := make(chan struct{}, 1)
					go func() {
						for {
							if _, err := c.Write(make([]byte, 1<<20)); err != nil {
								result <- err
								return
							}
							select {
							case wrote <- struct{}{}:
							default:
							}
						}
					}()
					// The second write may or may not wait yet.
					go io.CopyN(io.Discard, e, 1<<20)
					<-wrote
				case "nothing":
					result <- nil
				}
				c.Interrupt()
				if err := <-result; err != nil {
					if f := failed(t, err, stage); !errors.Is(f, net.ErrClosed) {
						t.Error(err)
					}
				}
				c.Interrupt()
				if _, err := c.Fill(); !errors.Is(err, net.ErrClosed) {
					t.Error(err)
				}
				if _, err := c.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
					t.Error(err)
				}
				next := get(t.Context(), p, s.key, Want{Most: 1})
				c.Give(0) // closes, and leaves its place to the next one
				wantClosed(t, e)
				if err := s.accept(t).greet(); err != nil {
					t.Fatal(err)
				}
				take(t, next).Close()
			})
		})
	}
}

// Who has given a connection back has nothing more to do with it.
func TestAfterGive(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, e := pair(t, p, s, Want{Most: 1})
	c.Give(0)
	d := again(t, p, s, Want{Most: 1})
	c.Interrupt()
	c.Close()
	c.Give(0)
	if _, err := c.Fill(); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if _, err := c.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if c.Used() {
		t.Error("it was new")
	}
	exchange(t, d, e, "hello")
}

// The client says that it is done, unless it broke off.
func TestCloseNotify(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "tunnel", "nested"} {
		t.Run(kind, func(t *testing.T) {
			p, s := newPool(t), serve(t, kind)
			for _, end := range []struct {
				name string
				f    func(c *Conn)
				says bool
			}{
				{"Close", func(c *Conn) { c.Close(); c.Close() }, true},
				{"CloseIdle", func(c *Conn) { c.Give(0); p.CloseIdle() }, true},
				{"Interrupt", func(c *Conn) { c.Interrupt(); c.Close() }, false},
			} {
				c, e := pair(t, p, s, Want{})
				exchange(t, c, e, "hello") // tickets that nobody has read make the system say RST
				end.f(c)
				if record, err := io.ReadAll(e.tcp); (len(record) > 0) != end.says || err != nil {
					t.Errorf("%s: %d bytes, %v", end.name, len(record), err)
				}
			}
		})
	}
}
