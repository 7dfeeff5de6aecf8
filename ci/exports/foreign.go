// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// ofSystem matches the libraries that each Linux, Android, Windows or macOS has: the system's own and those of C.
var ofSystem = regexp.MustCompile(`^(` +
	`lib(c|m|dl|pthread|resolv|rt)\.so(\.[0-9]+)?|ld-linux[-a-z0-9_]*\.so\.[0-9]|liblog\.so|` +
	`(?i:kernel32|ntdll|msvcrt|ucrtbase|api-ms-win-crt-[-a-z0-9]+)\.(?i:dll)|` +
	`/usr/lib/lib[A-Za-z0-9_.]+\.dylib|/System/Library/Frameworks/.+` +
	`)$`)

// foreign returns the libraries that a library needs, other than the system's and also.
func foreign(name, also string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	needed, err := needs(data)
	return others(needed, also), err
}

// others returns what is left of needed, sorted, without what ofSystem matches and without also.
func others(needed []string, also string) []string {
	slices.Sort(needed)
	return slices.DeleteFunc(slices.Compact(needed), func(name string) bool { return name == also || ofSystem.MatchString(name) })
}

func needs(data []byte) ([]string, error) {
	switch {
	case bytes.HasPrefix(data, []byte(elf.ELFMAG)):
		f, err := elf.NewFile(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		return f.ImportedLibraries()
	case bytes.HasPrefix(data, []byte("MZ")):
		return neededByPE(data)
	}
	if fat, err := macho.NewFatFile(bytes.NewReader(data)); err == nil {
		var names []string
		for _, half := range fat.Arches {
			of, err := half.ImportedLibraries()
			if err != nil {
				return nil, err
			}
			names = append(names, of...)
		}
		return names, nil
	}
	f, err := macho.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("not a library of Linux, Android, Windows or macOS: %w", err)
	}
	return f.ImportedLibraries()
}

// neededByPE takes the libraries from the symbols, since package pe does not list them.
func neededByPE(data []byte) ([]string, error) {
	f, err := pe.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	symbols, err := f.ImportedSymbols()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range symbols {
		_, library, _ := strings.Cut(s, ":")
		names = append(names, library)
	}
	return names, nil
}
