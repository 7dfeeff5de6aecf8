// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/trust"
)

// trustSettings are what HTTPClientGo and HTTPSessionGo have beyond the engine's TLSOptions. They count for the next
// connection or call. What makes no sense is one error line and changes nothing.
type trustSettings struct {
	class string

	mu     sync.Mutex
	beyond trust.Beyond
	pins   []string // as the script wrote them
}

// current returns them as they are.
func (s *trustSettings) current() trust.Beyond {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.beyond
}

// withBeyond returns options that demand b as well.
func withBeyond(o *trust.TLSOptions, b trust.Beyond) *trust.TLSOptions {
	with := *o
	with.Beyond = b
	return &with
}

// trustMethods are the rows of both classes.
func trustMethods(of func(self any) *trustSettings) []godot.Method {
	on := func(f func(*trustSettings, godot.Call)) godot.Func {
		return func(self any, c godot.Call) { f(of(self), c) }
	}
	return []godot.Method{
		{Name: "set_certificate_pins", Func: on((*trustSettings).setPins), Args: []godot.Info{godot.Of(godot.KindStrings, "pins")}},
		{Name: "set_client_certificate", Result: godot.ErrorCode(), Func: on((*trustSettings).setClient),
			Args: []godot.Info{godot.RefOf("X509Certificate", "certificate"), godot.RefOf("CryptoKey", "key")}},
		{Name: "set_client_certificate_files", Result: godot.ErrorCode(), Func: on((*trustSettings).setClientFiles),
			Args: []godot.Info{godot.Of(godot.KindString, "certificate_path"), godot.Of(godot.KindString, "key_path")}},
		{Name: "get_certificate_pins", Result: godot.Of(godot.KindStrings, ""), Const: true, Func: on((*trustSettings).getPins)},
	}
}

func trustProperties() []godot.Property {
	return []godot.Property{
		{Info: godot.Of(godot.KindStrings, "certificate_pins"), Setter: "set_certificate_pins", Getter: "get_certificate_pins"},
	}
}

func (s *trustSettings) setPins(c godot.Call) {
	texts := godot.Texts(c.Arg(0))
	pins, err := trust.ParsePins(texts)
	if err != nil {
		godot.PrintError(s.class, "set_certificate_pins", err.Error()+".")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pins, s.beyond.Pins = texts, pins
}

func (s *trustSettings) getPins(c godot.Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	godot.SetTexts(c.Result(), s.pins)
}
