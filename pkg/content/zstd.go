// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"encoding/binary"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"

	"httpclientgo/pkg/internal/limits"
)

// Beginnings of frames, RFC 8878 Section 3.1.
const (
	zstdMagic     = "\x28\xb5\x2f\xfd"
	skippableLow  = 0x184d2a50
	skippableHigh = 0x184d2a5f
)

// zstandard decodes zstd, RFC 8878. It gives the decoder one frame at a time, so that it takes nothing that is behind.
type zstandard struct {
	decoder *zstd.Decoder
	frame   frame
}

// begins takes a part of the magic number for a beginning too, so that a cut within it is one.
func (z *zstandard) begins(head []byte) bool {
	return string(head) == zstdMagic[:len(head)] || isSkippable(head)
}

func (z *zstandard) joins() bool { return true }

func isSkippable(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	magic := binary.LittleEndian.Uint32(head)
	return magic >= skippableLow && magic <= skippableHigh
}

func (z *zstandard) begin(s *source) error {
	if !z.begins(s.peek(4)) {
		return errHeader
	}
	z.frame = frame{source: s, step: (*frame).header}
	if z.decoder != nil {
		return z.decoder.Reset(&z.frame)
	}
	// With one core it decodes where it is called, without goroutines.
	d, err := zstd.NewReader(&z.frame, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(limits.ZstdWindow), zstd.WithDecoderMaxMemory(math.MaxInt64))
	z.decoder = d
	return err
}

func (z *zstandard) Read(p []byte) (int, error) {
	n, err := z.decoder.Read(p)
	if err == io.EOF && z.frame.step != nil {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (z *zstandard) close() {
	if z.decoder != nil {
		z.decoder.Close()
	}
}

// A frame reads one frame and ends behind it. It follows the sizes alone; all else is the decoder's to judge.
type frame struct {
	source *source
	left   int64          // bytes until the next step
	step   func(f *frame) // what follows them; nil: nothing
	sum    int64          // size of the checksum behind the last block
}

func (f *frame) Read(p []byte) (int, error) {
	for f.left == 0 {
		if f.step == nil {
			return 0, io.EOF
		}
		f.step(f)
	}
	n, err := f.source.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	return n, err
}

// want returns the next n bytes. Where there are fewer it lets them pass, up to the end, where the decoder finds the
// cut.
func (f *frame) want(n int) []byte {
	b := f.source.peek(n)
	if len(b) < n {
		f.left = math.MaxInt64
		return nil
	}
	return b
}

// header is RFC 8878 Section 3.1.1.1, or 3.1.2 for what is to be skipped.
func (f *frame) header() {
	b := f.want(8)
	if b == nil {
		return
	}
	if isSkippable(b) {
		f.left, f.step = 8+int64(binary.LittleEndian.Uint32(b[4:])), nil
		return
	}
	descriptor := b[4]
	single := descriptor >> 5 & 1
	window := 1 - int64(single)
	dictionary := [...]int64{0, 1, 2, 4}[descriptor&3]
	size := [...]int64{int64(single), 2, 4, 8}[descriptor>>6]
	f.left, f.step = 5+window+dictionary+size, (*frame).block
	f.sum = int64(descriptor>>2&1) * 4
}

// block is RFC 8878 Section 3.1.1.2.
func (f *frame) block() {
	b := f.want(3)
	if b == nil {
		return
	}
	head := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
	f.left = 3 + int64(head>>3)
	if repeats := head>>1&3 == 1; repeats {
		f.left = 3 + 1
	}
	if last := head&1 != 0; last {
		f.left, f.step = f.left+f.sum, nil
	}
}
