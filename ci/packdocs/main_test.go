// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"compress/flate"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestPack(t *testing.T) {
	from, to := filepath.Join("..", "..", source), t.TempDir()
	if err := pack(from, to); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(to, "overlay.json"))
	if err != nil {
		t.Fatal(err)
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &overlay); err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob(filepath.Join(from, "*.xml"))
	if len(names) == 0 || len(overlay.Replace) != len(names) {
		t.Fatalf("%d references, %d in the overlay", len(names), len(overlay.Replace))
	}
	for name, packed := range overlay.Replace {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(packed)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(flate.NewReader(file))
		file.Close()
		if err != nil || string(got) != string(want) {
			t.Errorf("%s comes back as %d bytes of %d, error %v", filepath.Base(name), len(got), len(want), err)
		}
	}
}

func TestPackNothing(t *testing.T) {
	if err := pack(t.TempDir(), t.TempDir()); err == nil {
		t.Error("a folder without references was packed")
	}
	if err := pack(filepath.Join("..", "..", source), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}
