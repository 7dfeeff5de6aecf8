// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"sync"
)

// texts keeps what compressed made, by its length.
var texts sync.Map // int64 -> func() []byte

// compressed returns n bytes of text, as a table of numbers for a game may be, by gzip. It is made once, so that who
// asks again measures the client.
func compressed(n int64) []byte {
	made, _ := texts.LoadOrStore(n, sync.OnceValue(func() []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		var line []byte
		for i, left := int64(0), n; left > 0; i++ {
			line = fmt.Appendf(line[:0], "{\"n\": %d, \"name\": \"player %d\", \"points\": %d}\n", i, i*7919, i*i%100_003)
			written, _ := w.Write(line[:min(int64(len(line)), left)]) // into memory
			left -= int64(written)
		}
		w.Close()
		return out.Bytes()
	}))
	return made.(func() []byte)()
}
