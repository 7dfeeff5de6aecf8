// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build plantpanic

package main

import (
	"crypto/tls"
	"io"
	"net"
	"strings"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/stream"
)

// Only a library built for scripts/run_godot_tests.sh --planted has this file: the class gets
// one more method, plant_panic(where), after which a call on the client panics.
func init() {
	clientClass.Methods = append(clientClass.Methods, godot.Method{
		Name: "plant_panic", Func: godot.On((*object).plantPanic), Args: []godot.Info{godot.Of(godot.KindString, "where")},
	})
}

func (o *object) plantPanic(c godot.Call) {
	where := c.Text(0)
	if strings.HasPrefix(where, "goroutine") {
		o.client.Adopt(plantedPump(where))
		return
	}
	o.client.Adopt(&plantedStream{where: where})
}

// trip panics if here is where, or follows a nil pointer if where has "_nil" behind that.
func trip(where, here string) {
	switch where {
	case here:
		panic("planted in " + here)
	case here + "_nil":
		var nowhere *plantedStream
		nowhere.isAsked = true
	}
}

// plantedPump is a stream whose goroutine panics once the peer has answered.
func plantedPump(where string) client.Stream {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	peer, err := l.Accept()
	if err != nil {
		panic(err)
	}
	go io.CopyN(peer, peer, 1) // stays open until the process ends
	wire, err := stream.NewWire(conn.(*net.TCPConn))
	if err != nil {
		panic(err)
	}
	return stream.New(&plantedConn{wire, where}, wire, stream.Options{})
}

type plantedConn struct {
	*stream.Wire
	where string
}

func (c *plantedConn) Read(p []byte) (int, error) {
	n, err := c.Wire.Read(p)
	if n > 0 {
		trip(c.where, "goroutine")
	}
	return n, err
}

// A plantedStream panics where it is named for: "idle" and "head" are its first Fetch before and after a request,
// "body" is the one after that.
type plantedStream struct {
	where   string
	isAsked bool
	answer  []byte
	unread  []byte
}

func (s *plantedStream) Fetch(int64) (int, error) {
	if !s.isAsked {
		trip(s.where, "idle")
		return 0, nil
	}
	trip(s.where, "head")
	if s.where == "body" {
		if s.answer != nil {
			trip(s.where, "body")
		}
		s.answer = []byte("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
		s.unread = s.answer
	}
	return len(s.unread), nil
}

func (s *plantedStream) Send(_, _ []byte, release func()) error {
	trip(s.where, "write")
	s.isAsked = true
	if release != nil {
		release()
	}
	return nil
}

func (s *plantedStream) Close() { trip(s.where, "close") }

func (s *plantedStream) Bytes() []byte                         { return s.unread }
func (s *plantedStream) Discard(n int)                         { s.unread = s.unread[n:] }
func (s *plantedStream) Take() stream.Buffer                   { return nil }
func (s *plantedStream) Quiet() bool                           { return false }
func (s *plantedStream) Flush() (bool, error)                  { return true, nil }
func (s *plantedStream) Write(p []byte) (int, error)           { return len(p), nil }
func (s *plantedStream) WaitRead() error                       { return nil }
func (s *plantedStream) WaitWrite() error                      { return nil }
func (s *plantedStream) LocalAddr() net.Addr                   { return &net.TCPAddr{} }
func (s *plantedStream) RemoteAddr() net.Addr                  { return &net.TCPAddr{} }
func (s *plantedStream) SetNoDelay(bool) error                 { return nil }
func (s *plantedStream) ConnectionState() *tls.ConnectionState { return nil }
