// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build plantpanic

package main

import (
	"crypto/tls"
	"net"

	"httpclientgo/extension/internal/godot"
)

// Only a library built for scripts/run_godot_tests.sh --planted has this file: the class gets
// one more method, plant_panic(where), after which a call on the client panics.
func init() {
	clientClass.Methods = append(clientClass.Methods, godot.Method{
		Name: "plant_panic", Func: godot.On((*object).plantPanic), Args: []godot.Info{godot.Of(godot.KindString, "where")},
	})
}

func (o *object) plantPanic(c godot.Call) {
	o.client.Adopt(&plantedStream{where: c.Text(0)})
}

// A plantedStream panics in the method it is named for. "goroutine" takes nothing at
// first, so that the rest of a request is left to a goroutine, and panics there.
type plantedStream struct {
	where  string
	answer string
	writes int
}

func (s *plantedStream) trip(where string) {
	if s.where == where {
		panic("planted in " + where)
	}
}

func (s *plantedStream) Read(p []byte) (int, error) {
	s.trip("head")
	if s.where == "body" {
		if s.answer == "" {
			s.answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
			return copy(p, s.answer), nil
		}
		s.trip("body")
	}
	return 0, nil
}

func (s *plantedStream) Write(p []byte) (int, error) {
	s.trip("write")
	s.writes++
	if s.where == "goroutine" {
		if s.writes > 1 {
			s.trip("goroutine")
		}
		return 0, nil
	}
	return len(p), nil
}

func (s *plantedStream) Peek() (bool, error) {
	s.trip("idle")
	return false, nil
}

func (s *plantedStream) Close() { s.trip("close") }

func (s *plantedStream) Available() int {
	if s.where == "body" {
		return 1 // else a read of what is there reads nothing
	}
	return 0
}

func (s *plantedStream) WaitRead(<-chan struct{}) error        { return nil }
func (s *plantedStream) WaitWrite(<-chan struct{}) error       { return nil }
func (s *plantedStream) Pending() bool                         { return false }
func (s *plantedStream) LocalAddr() net.Addr                   { return &net.TCPAddr{} }
func (s *plantedStream) RemoteAddr() net.Addr                  { return &net.TCPAddr{} }
func (s *plantedStream) SetNoDelay(bool) error                 { return nil }
func (s *plantedStream) ConnectionState() *tls.ConnectionState { return nil }
