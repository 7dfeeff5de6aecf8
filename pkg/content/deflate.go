// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"io"
)

var (
	errHeader   = errors.New("not the header of a member")
	errChecksum = errors.New("wrong checksum")
)

// A wrapping is what stands around deflated bytes.
type wrapping interface {
	// begins and joins are those of a decoder.
	begins(head []byte) bool
	joins() bool
	// header reads what is before the deflated bytes.
	header(s *source) error
	// write takes decoded bytes.
	write(p []byte)
	// trailer reads what is behind them, and compares.
	trailer(s *source) error
}

// deflated decodes members of deflated bytes, RFC 1951, in their wrapping. Packages gzip and zlib are not used: the one
// refuses names of more than 511 bytes and reads the next member before it hands over the last bytes of this one.
type deflated struct {
	wrapping
	source  *source
	reader  io.Reader // of package flate
	atTrail bool      // all is decoded, but the trailer was not looked at
}

func (d *deflated) begin(s *source) error {
	d.source, d.atTrail = s, false
	if err := d.header(s); err != nil {
		return err
	}
	if d.reader == nil {
		d.reader = flate.NewReader(s)
		return nil
	}
	return d.reader.(flate.Resetter).Reset(s, nil)
}

func (d *deflated) Read(p []byte) (int, error) {
	if !d.atTrail {
		n, err := d.reader.Read(p)
		d.write(p[:n])
		if d.atTrail = err == io.EOF; !d.atTrail || n > 0 {
			if d.atTrail {
				err = nil // the trailer may be long in coming
			}
			return n, err
		}
	}
	if err := d.trailer(d.source); err != nil {
		return 0, err
	}
	return 0, io.EOF
}

func (d *deflated) close() {}

// gzipped is the wrapping of RFC 1952.
type gzipped struct {
	sum  uint32
	size uint32 // of what was decoded, modulo 2^32
}

// Flags, RFC 1952 Section 2.3.1.
const (
	gzipHeaderSum = 1 << 1
	gzipExtra     = 1 << 2
	gzipName      = 1 << 3
	gzipComment   = 1 << 4
	gzipReserved  = 7 << 5
)

// begins takes the first byte alone for a beginning too, so that a cut behind it is one.
func (g *gzipped) begins(head []byte) bool {
	return head[0] == 0x1f && (len(head) == 1 || head[1] == 0x8b)
}

func (g *gzipped) joins() bool { return true }

func (g *gzipped) header(s *source) error {
	if !g.begins(s.peek(2)) {
		return errHeader
	}
	g.sum, g.size = 0, 0
	h := summed{source: s}
	var fixed [10]byte
	if err := h.read(fixed[:]); err != nil {
		return err
	}
	flags := fixed[3]
	if fixed[2] != 8 || flags&gzipReserved != 0 {
		return errHeader
	}
	if flags&gzipExtra != 0 {
		var length [2]byte
		if err := h.read(length[:]); err != nil {
			return err
		}
		for range binary.LittleEndian.Uint16(length[:]) {
			if _, err := h.next(); err != nil {
				return err
			}
		}
	}
	for _, text := range [...]byte{gzipName, gzipComment} {
		for b := byte(1); flags&text != 0 && b != 0; {
			var err error
			if b, err = h.next(); err != nil {
				return err
			}
		}
	}
	if flags&gzipHeaderSum != 0 {
		want := uint16(h.sum)
		var sum [2]byte
		if err := h.read(sum[:]); err != nil {
			return err
		}
		if binary.LittleEndian.Uint16(sum[:]) != want {
			return errChecksum
		}
	}
	return nil
}

func (g *gzipped) write(p []byte) {
	g.sum = crc32.Update(g.sum, crc32.IEEETable, p)
	g.size += uint32(len(p))
}

func (g *gzipped) trailer(s *source) error {
	var t [8]byte
	if err := s.full(t[:]); err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(t[:]) != g.sum || binary.LittleEndian.Uint32(t[4:]) != g.size {
		return errChecksum
	}
	return nil
}

// summed reads the header of a gzip member and sums it up.
type summed struct {
	source *source
	sum    uint32
	one    [1]byte
}

func (h *summed) next() (byte, error) {
	err := h.read(h.one[:])
	return h.one[0], err
}

func (h *summed) read(p []byte) error {
	if err := h.source.full(p); err != nil {
		return err
	}
	h.sum = crc32.Update(h.sum, crc32.IEEETable, p)
	return nil
}

// zlibbed is the wrapping of RFC 1950, or none at all: what servers call deflate is either. The first two bytes tell:
// deflated bytes that begin as zlib does would be a stored block with bits set where encoders leave zeros.
type zlibbed struct {
	raw bool
	sum hash.Hash32
}

// isZlib reports whether head begins a zlib stream, RFC 1950 Section 2.2. One with a preset dictionary does not count:
// nobody could know that.
func isZlib(head []byte) bool {
	return len(head) >= 2 && head[0]&0x0f == 8 && head[0]>>4 <= 7 && head[1]&0x20 == 0 &&
		binary.BigEndian.Uint16(head)%31 == 0
}

func (z *zlibbed) begins(head []byte) bool { return !z.raw && isZlib(head) }

func (z *zlibbed) joins() bool { return !z.raw }

func (z *zlibbed) header(s *source) error {
	if z.raw = !isZlib(s.peek(2)); z.raw {
		return nil
	}
	z.sum = adler32.New()
	var header [2]byte
	return s.full(header[:])
}

func (z *zlibbed) write(p []byte) {
	if !z.raw {
		z.sum.Write(p)
	}
}

func (z *zlibbed) trailer(s *source) error {
	if z.raw {
		return nil
	}
	var t [4]byte
	if err := s.full(t[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(t[:]) != z.sum.Sum32() {
		return errChecksum
	}
	return nil
}
