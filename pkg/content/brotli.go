// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"io"

	"github.com/andybalholm/brotli"
)

// brotlied decodes br, RFC 7932: one stream, at the end of which the format itself says so. The large windows of RFC
// 9841 are not taken.
type brotlied struct{ reader *brotli.Reader }

func (b *brotlied) begins([]byte) bool { return false }

func (b *brotlied) joins() bool { return false }

func (b *brotlied) begin(s *source) error {
	b.reader = brotli.NewReader(s)
	return nil
}

// excess is what the decoder says of bytes behind the end. It gives no other sign of that.
const excess = "brotli: excessive input"

func (b *brotlied) Read(p []byte) (int, error) {
	n, err := b.reader.Read(p)
	if err != nil && err.Error() == excess {
		err = io.EOF
	}
	return n, err
}

func (b *brotlied) close() {}
