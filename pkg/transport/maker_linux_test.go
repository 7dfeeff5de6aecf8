// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"runtime"
	"sync"
	"syscall"
	"testing"
)

// However many threads ask, one makes.
func TestMakerStaysOnItsThread(t *testing.T) {
	var threads sync.Map
	from := &Buffers{New: func() Buffer {
		threads.Store(syscall.Gettid(), true)
		return new(testBuffer)
	}}
	from.stock.looking = true
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			runtime.LockOSThread()
			for range 100 {
				waitBlock(from).give()
			}
			if _, makes := threads.Load(syscall.Gettid()); makes {
				t.Error("New on the thread of a goroutine that asked")
			}
		})
	}
	wg.Wait()
	count := 0
	threads.Range(func(any, any) bool {
		count++
		return true
	})
	if count != 1 {
		t.Errorf("New on %d threads", count)
	}
}
