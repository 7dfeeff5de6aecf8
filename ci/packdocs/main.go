// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Packdocs makes the class references small for the library, a third of what they are: it writes each of
// extension/doc_classes as deflate (RFC 1951) into a folder, and beside them overlay.json, with which `go build
// -overlay` embeds those in place of the XML. The binding takes both (extension/internal/godot/start.go), so the tree
// holds no copies, and a build without the overlay works.
//
//	go run ./ci/packdocs FOLDER
package main

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const source = "extension/doc_classes"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./ci/packdocs FOLDER")
		os.Exit(2)
	}
	if err := pack(source, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "packdocs:", err)
		os.Exit(1)
	}
}

// pack packs the references in from, and writes what it makes into the folder to, which must exist.
func pack(from, to string) error {
	names, err := filepath.Glob(filepath.Join(from, "*.xml"))
	if err == nil && len(names) == 0 {
		err = errors.New("no class references in " + from)
	}
	if err != nil {
		return err
	}
	if to, err = filepath.Abs(to); err != nil {
		return err
	}
	var overlay struct{ Replace map[string]string }
	overlay.Replace = map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		packed := filepath.Join(to, filepath.Base(name)+".deflate")
		if err := os.WriteFile(packed, deflate(data), 0o600); err != nil {
			return err
		}
		full, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		overlay.Replace[full] = packed
	}
	text, err := json.MarshalIndent(overlay, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "overlay.json"), text, 0o600)
}

func deflate(data []byte) []byte {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		panic(err) // there is that level
	}
	w.Write(data) // a Buffer takes all
	w.Close()
	return packed.Bytes()
}
