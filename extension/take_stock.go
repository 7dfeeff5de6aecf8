// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build takestock

package main

/*
#include <stdlib.h> // defines __GLIBC__, where there is one
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdint.h>

// What the C library has given out, and what it holds free instead of giving it back to the system.
static inline void c_memory(int64_t *used, int64_t *unused) {
#ifdef __GLIBC__
	struct mallinfo2 now = mallinfo2();
	*used = (int64_t)(now.uordblks + now.hblkhd);
	*unused = (int64_t)now.fordblks;
#endif
}
*/
import "C"

import (
	"bytes"
	"runtime"
	"runtime/debug"

	"httpclientgo/extension/internal/godot"
)

// Only a library built for scripts/soak.sh has this file: the class gets one more
// method, take_stock(), which returns how much memory Go and the C library hold once everything
// that the garbage collector can free is gone.
func init() {
	clientClass.Methods = append(clientClass.Methods, godot.Method{
		Name: "take_stock", Func: godot.Static(takeStock), Const: true, Result: godot.Of(godot.KindDictionary, ""),
	})
}

func takeStock(c godot.Call) {
	d := c.Dictionary()
	d.Set("goroutines", godot.Int(int64(countGoroutines())))
	// A pool lets go of what it keeps in the second collection, a finalizer has its turn after one.
	for range 3 {
		runtime.GC()
	}
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var used, unused C.int64_t
	C.c_memory(&used, &unused)
	d.Set("go_used", godot.Int(int64(m.HeapAlloc+m.StackInuse)))
	d.Set("c_used", godot.Int(int64(used)))
	d.Set("c_unused", godot.Int(int64(unused)))
}

// countGoroutines leaves out Godot's threads: one that ever called in is a goroutine to Go
// as long as it lives; and the one of package stream that has no end and keeps to its thread
// as well.
func countGoroutines() (count int) {
	stacks := make([]byte, 1<<20)
	for {
		n := runtime.Stack(stacks, true)
		if n < len(stacks) {
			stacks = stacks[:n]
			break
		}
		stacks = make([]byte, 2*len(stacks))
	}
	for stack := range bytes.SplitSeq(stacks, []byte("\n\n")) {
		head, _, _ := bytes.Cut(stack, []byte("\n"))
		if !bytes.Contains(head, []byte("locked to thread")) {
			count++
		}
	}
	return count
}
