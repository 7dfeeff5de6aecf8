// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/sink"
)

// An array is a PackedByteArray that a call fills on its goroutines, to hand it to the script as it is.
type array struct{ godot.ByteArray }

func newArray() sink.Array { return new(array) }

func (a *array) Free() { a.Resize(0) }

// takeArray moves the memory of what newArray made, cut to size bytes, to the caller, who frees it.
func takeArray(from sink.Array, size int) (bytes godot.ByteArray) {
	a := from.(*array)
	if a.Len() != size {
		a.Resize(size)
	}
	bytes, a.ByteArray = a.ByteArray, godot.ByteArray{}
	return bytes
}
