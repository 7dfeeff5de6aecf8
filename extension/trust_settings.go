// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/godot-go/godot-go/pkg/constant"

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
	list   string   // path
	log    string   // path
}

// current returns them as they are.
func (s *trustSettings) current() trust.Beyond {
	s.mu.Lock()
	b := s.beyond
	s.mu.Unlock()
	if b.KeyLog == "" {
		b.KeyLog = environmentKeyLog()
	}
	return b
}

// trustMethods are the rows of both classes.
func trustMethods(of func(self any) *trustSettings) []godot.Method {
	on := func(f func(*trustSettings, godot.Call)) godot.Func {
		return func(self any, c godot.Call) { f(of(self), c) }
	}
	return []godot.Method{
		{Name: "set_certificate_pins", Func: on((*trustSettings).setPins), Args: []godot.Info{godot.Of(godot.KindStrings, "pins")}},
		{Name: "set_certificate_revocation_list", Func: on((*trustSettings).setList), Args: []godot.Info{godot.Of(godot.KindString, "path")}},
		{Name: "get_certificate_revocation_list", Result: godot.Of(godot.KindString, ""), Const: true, Func: on((*trustSettings).getList)},
		{Name: "set_tls_key_log_file", Func: on((*trustSettings).setKeyLog), Args: []godot.Info{godot.Of(godot.KindString, "path")}},
		{Name: "get_tls_key_log_file", Result: godot.Of(godot.KindString, ""), Const: true, Func: on((*trustSettings).getKeyLog)},
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
		{Info: godot.Of(godot.KindString, "certificate_revocation_list").Hinted(constant.PROPERTY_HINT_FILE, "*.pem,*.crl"), Setter: "set_certificate_revocation_list", Getter: "get_certificate_revocation_list"},
		{Info: godot.Of(godot.KindString, "tls_key_log_file").Hinted(constant.PROPERTY_HINT_FILE_PATH, ""), Setter: "set_tls_key_log_file", Getter: "get_tls_key_log_file"},
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

// setList reads the file at once: a call has no time for it, and a file that makes no sense should be told of now.
func (s *trustSettings) setList(c godot.Call) {
	const method = "set_certificate_revocation_list"
	path := c.Text(0)
	var lists *trust.Revocations
	if path != "" {
		if !isFile(path) {
			godot.PrintError(s.class, method, fmt.Sprintf("there is no file %q.", path))
			return
		}
		var err error
		if lists, err = trust.ParseRevocations(fileBytes(path)); err != nil {
			godot.PrintError(s.class, method, fmt.Sprintf("%q: %s.", path, err))
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list, s.beyond.Revoked = path, lists
}

func (s *trustSettings) getList(c godot.Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.ReturnText(s.list)
}

// fileBytes reads a file of the project as fileText does, whatever is in it.
func fileBytes(path string) (data []byte) {
	godot.Singleton("ClassDB").Call("class_call_static", func(v godot.Variant) {
		v.Bytes(func(b []byte) { data = bytes.Clone(b) })
	}, godot.String("FileAccess"), godot.String("get_file_as_bytes"), godot.String(path))
	return data
}
