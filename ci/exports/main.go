// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Exports verifies that shared libraries, whether they are of Linux, Android, Windows or macOS, offer the entry symbol
// to others and nothing else, and need no library that does not come with the system: the system's own tools read their
// own kind alone.
//
//	go run ./ci/exports [-also NAME] [LIBRARY...]
//
//	-also  a library that may be needed as well: what is built for a sanitizer needs that one's
//
// Without a LIBRARY it is those that are staged.
package main

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const entry = "http_client_go_init"

func main() {
	also := flag.String("also", "", "a library that may be needed as well")
	flag.Parse()
	libraries := flag.Args()
	if len(libraries) == 0 {
		for _, folder := range []string{"demo_project", "dist/stage"} {
			staged, _ := filepath.Glob(folder + "/addons/http_client_go/bin/libhttp_client_go.*")
			libraries = append(libraries, staged...)
		}
	}
	if len(libraries) == 0 {
		fmt.Fprintln(os.Stderr, "exports: no library is staged. Fix: make build")
		os.Exit(1)
	}
	for _, library := range libraries {
		if err := verify(library, *also); err != nil {
			fmt.Fprintf(os.Stderr, "exports: %s: %v\n", library, err)
			os.Exit(1)
		}
	}
}

func verify(library, also string) error {
	names, err := exports(library)
	if err == nil && !slices.Equal(names, []string{entry}) {
		err = fmt.Errorf("exports %q; it should be %s alone (extension/exports.*)", names, entry)
	}
	if err != nil {
		return err
	}
	needed, err := foreign(library, also)
	if err == nil && len(needed) > 0 {
		err = fmt.Errorf("needs %q, which its system does not have. Fix: build it with another compiler", needed)
	}
	return err
}

// exports returns the names that a library offers to others, sorted.
func exports(name string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var names []string
	switch {
	case bytes.HasPrefix(data, []byte(elf.ELFMAG)):
		names, err = ofELF(data)
	case bytes.HasPrefix(data, []byte("MZ")):
		names, err = ofPE(data)
	default:
		names, err = ofMachO(data)
	}
	slices.Sort(names)
	return slices.Compact(names), err
}

func ofELF(data []byte) ([]string, error) {
	f, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	symbols, err := f.DynamicSymbols()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range symbols {
		if s.Section != elf.SHN_UNDEF && elf.ST_BIND(s.Info) != elf.STB_LOCAL {
			names = append(names, s.Name)
		}
	}
	return names, nil
}

// ofPE reads the export directory, which package pe leaves alone.
func ofPE(data []byte) ([]string, error) {
	f, err := pe.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	header, ok := f.OptionalHeader.(*pe.OptionalHeader64)
	if !ok {
		return nil, errors.New("not a library for 64 bits")
	}
	directory := header.DataDirectory[pe.IMAGE_DIRECTORY_ENTRY_EXPORT]
	if directory.VirtualAddress == 0 {
		return nil, nil
	}
	// at is what lies at an address of the loaded library.
	at := func(address uint32) []byte {
		for _, s := range f.Sections {
			if address >= s.VirtualAddress && address-s.VirtualAddress < s.Size {
				if bytes, err := s.Data(); err == nil {
					return bytes[address-s.VirtualAddress:]
				}
			}
		}
		return nil
	}
	table := at(directory.VirtualAddress)
	if len(table) < 40 {
		return nil, errors.New("the export directory is cut")
	}
	count, pointers := binary.LittleEndian.Uint32(table[24:]), at(binary.LittleEndian.Uint32(table[32:]))
	if uint64(len(pointers)) < 4*uint64(count) {
		return nil, errors.New("the export names are cut")
	}
	var names []string
	for i := range count {
		name, _, _ := bytes.Cut(at(binary.LittleEndian.Uint32(pointers[4*i:])), []byte{0})
		names = append(names, string(name))
	}
	return names, nil
}

// ofMachO also takes a universal library, whose halves must agree.
func ofMachO(data []byte) ([]string, error) {
	if fat, err := macho.NewFatFile(bytes.NewReader(data)); err == nil {
		var names []string
		for _, half := range fat.Arches {
			names = append(names, ofThin(half.File)...)
		}
		return names, nil
	}
	f, err := macho.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("not a library of Linux, Android, Windows or macOS: %w", err)
	}
	return ofThin(f), nil
}

func ofThin(f *macho.File) []string {
	if f.Symtab == nil || f.Dysymtab == nil {
		return nil
	}
	var names []string
	first := f.Dysymtab.Iextdefsym
	for _, s := range f.Symtab.Syms[first : first+f.Dysymtab.Nextdefsym] {
		names = append(names, strings.TrimPrefix(s.Name, "_"))
	}
	return names
}
