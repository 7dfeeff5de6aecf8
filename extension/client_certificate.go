// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/trust"
)

// errFileNotFound is of the engine's enum Error.
const errFileNotFound = 7

// setClient takes a certificate and a key of the engine's, or away.
func (s *trustSettings) setClient(c godot.Call) {
	const method = "set_client_certificate"
	certificate, key := c.Object(0), c.Object(1)
	switch {
	case certificate.IsNull() && key.IsNull():
		s.putClient(c, nil)
	case certificate.IsNull(), key.IsNull():
		s.refuse(c, method, errInvalidParameter, "a certificate and its key come together; null and null is none")
	case key.CallBool("is_public_only"):
		s.refuse(c, method, errInvalidParameter, "the key is a public one: load() takes the private one without its second argument")
	default:
		s.readClient(c, method, chainText(certificate), key.CallText("save_to_string", godot.Bool(false)))
	}
}

// setClientFiles takes both from files.
func (s *trustSettings) setClientFiles(c godot.Call) {
	const method = "set_client_certificate_files"
	certificate, key := c.Text(0), c.Text(1)
	if certificate == "" && key == "" {
		s.putClient(c, nil)
		return
	}
	for _, path := range []string{certificate, key} {
		if !isFile(path) {
			s.refuse(c, method, errFileNotFound, fmt.Sprintf("there is no file %q", path))
			return
		}
	}
	s.readClient(c, method, fileText(certificate), fileText(key))
}

func (s *trustSettings) readClient(c godot.Call, method, certificates, key string) {
	id, err := trust.ParseIdentity([]byte(certificates), []byte(key))
	if err != nil {
		s.refuse(c, method, errInvalidParameter, err.Error())
		return
	}
	s.putClient(c, id)
}

func (s *trustSettings) putClient(c godot.Call, id *trust.Identity) {
	c.ReturnInt(0)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.beyond.Client = id
}

// refuse prints the line of a method that returns an Error.
func (s *trustSettings) refuse(c godot.Call, method string, code int64, text string) {
	godot.PrintError(s.class, method, text+".")
	c.ReturnInt(code)
}
