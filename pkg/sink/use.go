// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// inUse has the files that downloads of this process write.
var inUse = table{names: map[string]bool{}}

type table struct {
	mu    sync.Mutex
	names map[string]bool
}

// add reports whether name was not there.
func (t *table) add(name string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names[name] {
		return false
	}
	t.names[name] = true
	return true
}

func (t *table) remove(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.names, name)
}

// canonical returns one name for the many that a file has: without links in its folder and, where systems usually take
// both cases for one, in lower case. There two files whose names differ in case alone cannot be loaded at once.
func canonical(path string) string {
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		path = strings.ToLower(path)
	}
	return path
}
