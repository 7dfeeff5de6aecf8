// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/sink"
)

// What becomes of the answer to a download. "The rest" was asked for, by Range and If-Range (RFC 9110 Section 14), when
// an earlier download left bytes and what they belong to; a Range line of the script's own is none of ours.
//
//	answer                                        the rest was asked for     it was not
//	206 that begins where our bytes end, uncoded  goes on                    goes on (from 0)
//	206, any other                                anew                       error
//	any other 2xx                                 a new file                 a new file
//	416 that says: as long as our bytes are       that is the file           no file
//	416, any other                                anew                       no file
//	any other                                     no file                    no file
//
// Anew is once a call, and then the rest is not asked for again. No file is no error, and leaves what was there.
//
// A body that was cut is a fault of the connection as everywhere. What came of it stays, and a repetition asks for the
// rest.

// A resume is what is asked for of a download that goes on; the zero value is nothing.
type resume struct {
	size      int64
	validator string
}

// errAnew asks for the whole file, in place of the rest.
var errAnew = errors.New("fetch: anew")

// save takes the body into a file.
func (c *Call) save() error {
	part, err := c.openPart()
	if err != nil {
		return ofFile(err, stageOpen)
	}
	defer part.Close()
	ours := !c.asks("Range") && !c.asks("If-Range")
	for {
		if ours {
			c.resume.size, c.resume.validator = part.Have()
		} else {
			c.resume = resume{}
		}
		err := c.run(func(x *exchange) error {
			err := c.saveAnswer(x, part)
			if ours && err != errAnew {
				c.resume.size, c.resume.validator = part.Have()
			}
			return err
		})
		if err != errAnew {
			return err
		}
		ours = false
	}
}

// openPart opens the file.
func (c *Call) openPart() (part *sink.Part, err error) {
	err = c.open(func() (err error) {
		part, err = sink.OpenPart(c.r.Download)
		return err
	})
	return part, err
}

// open calls f, which opens the call's file. A call that was cancelled may have that for another moment.
func (c *Call) open(f func() error) error {
	for again := false; ; {
		err := f()
		if e := (*sink.Error)(nil); !errors.As(err, &e) || e.Kind != sink.KindInUse {
			return err
		}
		leaving := c.s.leaving(c.r.path())
		if leaving == nil && again {
			return err
		}
		if again = leaving == nil; again {
			continue // it may have gone since
		}
		select {
		case <-leaving:
		case <-c.ctx.Done():
			return err
		}
	}
}

// saveAnswer does what the table says.
func (c *Call) saveAnswer(x *exchange, part *sink.Part) error {
	defer x.close()
	c.stopTime()
	head, asked := x.resp.Head(), c.resume
	chain, err := content.Chain(head.Lines)
	plain := err == nil && chain.Empty()
	from, whole := int64(0), int64(-1) // of the file: where the body goes, and how long it is
	switch {
	case head.Status == 206 && !c.asks("Range"):
		r, ok := contentRangeOf(head.Lines)
		length := x.resp.Framing().Length
		if !ok || !plain || r.first != asked.size || length >= 0 && length != r.last-r.first+1 || !sameValidator(asked.validator, head.Lines) {
			x.drain()
			if asked.size > 0 {
				return errAnew
			}
			return &reason.Error{Stage: "parse", Word: reason.NotHTTP, Text: "the server sent a part of the file that was not asked for"}
		}
		from, whole = r.first, r.size
	case head.Status/100 == 2:
		whole = x.resp.Framing().Length
	case head.Status == 416 && asked.size > 0:
		x.drain()
		if size, ok := unsatisfiedOf(head.Lines); !ok || size != asked.size {
			return errAnew
		}
		c.downloaded.Store(asked.size)
		c.total.Store(asked.size)
		c.show(x)
		return ofFile(part.Finish(), stageSave)
	default:
		c.show(x)
		x.drain()
		return nil
	}
	c.countBody(x, from)
	if whole >= 0 {
		c.total.Store(whole)
	}
	c.show(x)
	codings, coded, err := c.isCoded(x)
	if err != nil {
		return err
	}
	validator := ""
	if plain && (head.Status == 200 || head.Status == 206 && !c.asks("Range")) {
		validator = validatorOf(head.Lines)
	}
	if err := part.Begin(from, validator); err != nil {
		return ofFile(err, stageSave)
	}
	err = c.each(x, codings, coded, from, c.sizeLimit, func(b []byte) error {
		_, err := part.Write(b)
		return ofFile(err, stageSave)
	})
	if err != nil {
		return err
	}
	if got := c.downloaded.Load(); whole >= 0 && got != whole {
		return truncated(got, whole)
	}
	return ofFile(part.Finish(), stageSave)
}

// truncated is about a file that is not as long as its server said.
func truncated(got, whole int64) error {
	return &reason.Error{
		Stage: "read", Word: reason.Truncated, Err: io.ErrUnexpectedEOF,
		Text: "the answer ended after " + strconv.FormatInt(got, 10) + " of " + strconv.FormatInt(whole, 10) + " bytes of the file",
	}
}

// validatorOf returns what the bytes of an answer belong to, for If-Range: a strong ETag or, without one, the date of
// Last-Modified (RFC 9110 Section 13.1.5); "" if there is neither. A date that is not older than the answer itself does
// not count (Section 8.8.2.2): the file may have changed again in that second.
func validatorOf(lines []string) string {
	if tag, ok := valueOf(lines, "ETag"); ok && strings.HasPrefix(tag, `"`) {
		return tag
	}
	text, _ := valueOf(lines, "Last-Modified")
	now, _ := valueOf(lines, "Date")
	modified, ok1 := parseDate(text)
	answered, ok2 := parseDate(now)
	if ok1 && ok2 && !modified.Before(answered) {
		return ""
	}
	return text
}

// sameValidator reports whether a part belongs to what we have, as far as it says. A server that does not know If-Range
// sends parts of whatever there is now.
func sameValidator(ours string, lines []string) bool {
	if ours == "" {
		return true
	}
	name := "Last-Modified"
	if strings.HasPrefix(ours, `"`) {
		name = "ETag"
	}
	theirs, ok := valueOf(lines, name)
	return !ok || theirs == ours
}

// A contentRange is a part of a file: from byte first to byte last of size, -1 where that is not said.
type contentRange struct{ first, last, size int64 }

// contentRangeOf reads the Content-Range of a 206 (RFC 9110 Section 14.4).
func contentRangeOf(lines []string) (r contentRange, ok bool) {
	value, _ := valueOf(lines, "Content-Range")
	span, size, found := strings.Cut(value, "/")
	unit, span, _ := strings.Cut(span, " ")
	first, last, hasLast := strings.Cut(strings.Trim(span, " \t"), "-")
	if !found || !hasLast || !strings.EqualFold(unit, "bytes") {
		return r, false
	}
	var ok1, ok2, ok3 bool
	r.first, ok1 = parseCount(first)
	r.last, ok2 = parseCount(last)
	r.size, ok3 = -1, true
	if size != "*" {
		r.size, ok3 = parseCount(size)
	}
	return r, ok1 && ok2 && ok3 && r.first <= r.last && (r.size < 0 || r.last < r.size)
}

// unsatisfiedOf reads the size in the Content-Range of a 416.
func unsatisfiedOf(lines []string) (size int64, ok bool) {
	value, _ := valueOf(lines, "Content-Range")
	unit, rest, _ := strings.Cut(value, " ")
	digits, ok := strings.CutPrefix(strings.Trim(rest, " \t"), "*/")
	if !ok || !strings.EqualFold(unit, "bytes") {
		return 0, false
	}
	return parseCount(digits)
}

// parseCount reads digits and nothing else.
func parseCount(digits string) (int64, bool) {
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}
