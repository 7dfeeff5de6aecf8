// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"sync"
	"syscall"
	"testing"

	"httpclientgo/pkg/stream"
)

// However many readers ask, one thread makes their Buffers.
func TestOneThreadMakesBuffers(t *testing.T) {
	var threads sync.Map
	counted, _ := countedBuffers()
	from := &stream.Buffers{New: func() stream.Buffer {
		threads.Store(syscall.Gettid(), true)
		return counted.New()
	}}
	for range 8 {
		s, given := endless(t, stream.Options{Buffers: from})
		settled(t, "read ahead", given, ahead)
		s.Close()
	}
	count := 0
	threads.Range(func(any, any) bool {
		count++
		return true
	})
	if count != 1 {
		t.Errorf("New on %d threads", count)
	}
}
