// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

// library is a DLL for 64 bits of one section that exports names.
func library(names ...string) []byte {
	const section, address = 512, 0x1000
	var data []byte
	put := func(at int, v any) {
		var b bytes.Buffer
		binary.Write(&b, binary.LittleEndian, v)
		for len(data) < at+b.Len() {
			data = append(data, 0)
		}
		copy(data[at:], b.Bytes())
	}
	put(0, [2]byte{'M', 'Z'})
	put(0x3c, uint32(64))
	put(64, [4]byte{'P', 'E', 0, 0})
	put(68, uint16(0x8664))
	put(70, uint16(1))      // sections
	put(84, uint16(240))    // size of the optional header
	put(88, uint16(0x20b))  // of 64 bits
	put(88+108, uint32(16)) // directories
	if len(names) > 0 {
		put(88+112, uint32(address))
	}
	put(328, [8]byte{'.', 'e', 'd', 'a', 't', 'a'})
	put(328+12, uint32(address))
	put(328+20, uint32(section))
	put(section+24, uint32(len(names)))
	put(section+32, uint32(address+64))
	end := 64 + 4*len(names)
	for i, name := range names {
		put(section+64+4*i, uint32(address+end))
		put(section+end, append([]byte(name), 0))
		end += len(name) + 1
	}
	put(328+8, uint32(end))
	put(328+16, uint32(end))
	return append(data, make([]byte, section+end-len(data))...)
}

func TestNamesOfADLL(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.dll")
	for _, want := range [][]string{nil, {"one"}, {"one", "two"}} {
		if err := os.WriteFile(name, library(want...), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := exports(name)
		if err != nil || len(got) != len(want) || len(got) > 0 && got[len(got)-1] != want[len(want)-1] {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestVerifyWantsTheEntryAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.dll")
	for _, names := range [][]string{nil, {entry}, {entry, "more"}, {"other"}} {
		if err := os.WriteFile(name, library(names...), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := verify(name, ""); (err == nil) != (len(names) == 1 && names[0] == entry) {
			t.Errorf("%q: %v", names, err)
		}
	}
}

func TestNoLibraryIsAnError(t *testing.T) {
	whole := library("one")
	for what, data := range map[string][]byte{
		"empty":      nil,
		"text":       []byte("LIBRARY"),
		"cut DLL":    whole[:400],
		"cut table":  append(bytes.Clone(whole[:512+24]), 0xff, 0xff, 0, 0),
		"ELF magic":  []byte("\x7fELF"),
		"Mach magic": {0xcf, 0xfa, 0xed, 0xfe},
	} {
		name := filepath.Join(t.TempDir(), "a")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if names, err := exports(name); err == nil {
			t.Errorf("%s: %q and no error", what, names)
		}
	}
}
