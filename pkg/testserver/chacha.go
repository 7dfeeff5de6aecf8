// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"encoding/binary"
	"math/big"
	"math/bits"
	"slices"
)

// chacha seals with ChaCha20 and Poly1305, RFC 8439, which the standard library keeps to itself: some clients of TLS
// 1.3 want nothing else. It is neither fast nor made for secrets.
type chacha struct{ key [8]uint32 }

func newChacha(key []byte) *chacha {
	c := &chacha{}
	for i := range c.key {
		c.key[i] = binary.LittleEndian.Uint32(key[4*i:])
	}
	return c
}

func (*chacha) Overhead() int { return 16 }

// Seal is cipher.AEAD's.
func (c *chacha) Seal(dst, nonce, text, more []byte) []byte {
	once := c.block(nonce, 0)
	sealed := slices.Clone(text)
	for i := range sealed {
		if i%64 == 0 {
			block := c.block(nonce, uint32(1+i/64))
			for j := i; j < min(i+64, len(sealed)); j++ {
				sealed[j] ^= block[j-i]
			}
		}
	}
	signed := slices.Concat(more, padding(more), sealed, padding(sealed))
	signed = binary.LittleEndian.AppendUint64(signed, uint64(len(more)))
	signed = binary.LittleEndian.AppendUint64(signed, uint64(len(sealed)))
	return slices.Concat(dst, sealed, poly1305(once[:32], signed))
}

func padding(b []byte) []byte { return make([]byte, -len(b)&15) }

// block is Section 2.3.
func (c *chacha) block(nonce []byte, counter uint32) []byte {
	s := [16]uint32{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}
	copy(s[4:12], c.key[:])
	s[12] = counter
	for i := range 3 {
		s[13+i] = binary.LittleEndian.Uint32(nonce[4*i:])
	}
	w := s
	quarter := func(a, b, c, d int) {
		for _, turn := range [2][2]int{{16, 12}, {8, 7}} {
			w[a] += w[b]
			w[d] = bits.RotateLeft32(w[d]^w[a], turn[0])
			w[c] += w[d]
			w[b] = bits.RotateLeft32(w[b]^w[c], turn[1])
		}
	}
	for range 10 {
		for i := range 4 {
			quarter(i, 4+i, 8+i, 12+i)
		}
		for i := range 4 {
			quarter(i, 4+(i+1)%4, 8+(i+2)%4, 12+(i+3)%4)
		}
	}
	var out []byte
	for i := range w {
		out = binary.LittleEndian.AppendUint32(out, w[i]+s[i])
	}
	return out
}

// poly1305 is Section 2.5 of whole blocks.
func poly1305(key, signed []byte) []byte {
	number := func(b []byte) *big.Int {
		b = slices.Clone(b)
		slices.Reverse(b)
		return new(big.Int).SetBytes(b)
	}
	r := slices.Clone(key[:16])
	for i := range r {
		switch i % 4 {
		case 3:
			r[i] &= 15
		case 0:
			if i > 0 {
				r[i] &= 252
			}
		}
	}
	prime := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 130), big.NewInt(5))
	sum, times := new(big.Int), number(r)
	for block := range slices.Chunk(signed, 16) {
		sum.Add(sum, number(append(slices.Clone(block), 1)))
		sum.Mod(sum.Mul(sum, times), prime)
	}
	sum.Add(sum, number(key[16:]))
	tag := sum.FillBytes(make([]byte, 20))[4:]
	slices.Reverse(tag)
	return tag
}
