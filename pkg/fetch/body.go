// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"io"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/sink"
)

// readSize is how much of a decoded body is read at once, in bytes.
const readSize = 32 << 10

// A source gives a body in pieces: the exchange itself, or what decodes it. io.EOF is its end.
type source interface {
	next() ([]byte, error)
}

// decoding is a source of decoded bytes.
type decoding struct {
	r   io.ReadCloser
	mem []byte
}

func (d *decoding) next() ([]byte, error) {
	for {
		n, err := d.r.Read(d.mem)
		switch {
		case n > 0:
			return d.mem[:n], nil
		case err != nil:
			return nil, ofCoding(err)
		}
	}
}

// isCoded reports whether the body of the answer is to be decoded, and how. A part of a body is none (RFC 9110 Section
// 14.4), and one in a coding that we do not know stays as it is. The error is that of content.Chain.
func (t *task) isCoded(x *exchange) (codings content.Codings, coded bool, err error) {
	head := x.resp.Head()
	if !t.o.Decompress || t.step.method == "HEAD" || head.Status == 204 || head.Status == 206 || head.Status == 304 {
		return codings, false, nil
	}
	codings, err = content.Chain(head.Lines)
	if err != nil {
		return codings, false, ofCoding(err)
	}
	return codings, codings.Known() && codings.Among(t.accept()) && !codings.Empty(), nil
}

// countBody has the bytes of the body counted from here on. resumed are those that were there before.
func (t *task) countBody(x *exchange, resumed int64) {
	length := x.resp.Framing().Length
	t.set(func(w *circumstance) { w.inBody, w.expected, w.resumed = true, length, resumed })
	t.downloaded.Store(resumed)
	total := length
	if total >= 0 {
		total += resumed
	}
	t.total.Store(total)
	x.count = func(n int) {
		t.downloaded.Add(int64(n))
		t.moved()
	}
}

// A bound is how many bytes a body may have, -1: any number, and what a script changes that by.
type bound func() (limit int64, property string)

// each calls take for each piece of the body, decoded, and returns when all is read. most counts the n bytes that were
// there before.
func (t *task) each(
	x *exchange, codings content.Codings, coded bool, n int64, most bound, take func([]byte) error,
) error {
	var from source = x
	announced := n + x.resp.Framing().Length
	if coded {
		r := content.Decode(x, codings)
		defer r.Close()
		from = &decoding{r, make([]byte, readSize)}
		if !t.r.LikeEngine {
			announced = -1
		}
	}
	for {
		// A consumer may decide meanwhile, and change the limit so.
		if limit, property := most(); limit >= 0 && max(n, announced) > limit {
			return overLimit(limit, property)
		}
		b, err := from.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		n += int64(len(b))
		if limit, property := most(); limit >= 0 && n > limit {
			return overLimit(limit, property)
		}
		x.watch.rest()
		err = take(b)
		x.watch.resume()
		if err != nil {
			if over := stopped(t.ctx, "read"); over != nil {
				return over
			}
			return err
		}
	}
}

// sizeLimit is Options.BodySizeLimit.
func (t *task) sizeLimit() (int64, string) { return t.o.BodySizeLimit, " (body_size_limit)" }

// receive takes the body into memory.
func (c *Call) receive(x *exchange) error {
	defer x.close()
	c.countBody(x, 0)
	c.show(x)
	codings, coded, err := c.isCoded(x)
	if err == nil {
		err = c.each(x, codings, coded, 0, c.memoryLimit, func(b []byte) error {
			if c.memory == nil {
				return nil // nobody wants it, or it is over
			}
			_, err := c.memory.Write(b)
			c.tell()
			return err
		})
	}
	if err != nil {
		c.forgetBody()
	}
	return err
}

// show makes the head of the answer the consumer's to see.
func (c *Call) show(x *exchange) {
	head := c.headOf(x)
	c.mu.Lock()
	c.head = head
	if c.memory == nil && c.r.NewArray != nil && c.r.Download == "" && c.r.File == nil && c.ctx.Err() == nil {
		c.memory = sink.NewMemory(c.r.NewArray)
		if c.r.LikeEngine {
			c.decided = true
			c.memory.Decide(false)
		}
	}
	if length := x.resp.Framing().Length; length > 0 && c.memory != nil {
		c.memory.Expect(min(length, c.s.mostInMemory))
	}
	c.mu.Unlock()
	c.tell()
}

// memoryLimit is Options.BodySizeLimit, and that of a body that is kept whole.
func (c *Call) memoryLimit() (int64, string) {
	limit, property := c.sizeLimit()
	c.mu.Lock()
	whole := c.decided && !c.pieces
	c.mu.Unlock()
	if most := c.s.mostInMemory; whole && (limit < 0 || limit > most) {
		return most, ", which is as many as are kept in memory: take it in pieces or as a download"
	}
	return limit, property
}

// forgetBody drops what came of an answer that failed, as long as nobody has got pieces of it.
func (c *Call) forgetBody() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pieces {
		c.given = true
	} else if c.memory != nil {
		c.memory.Drop()
	}
}
