// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	_ "embed"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

//go:embed doc_classes/HTTPClientGo.xml
var docHTTPClientGo []byte

//go:embed doc_classes/HTTPClientGoStream.xml
var docHTTPClientGoStream []byte

// loadDocs hands the class references to the editor, which shows them under F1.
func loadDocs() {
	load := (C.GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen)(ffi.LoadProcAddress("editor_help_load_xml_from_utf8_chars_and_len"))
	if load == nil {
		return
	}
	for _, xml := range [][]byte{docHTTPClientGo, docHTTPClientGoStream} {
		C.hcg_load_docs(load, (*C.char)(unsafe.Pointer(&xml[0])), C.int64_t(len(xml)))
	}
}
