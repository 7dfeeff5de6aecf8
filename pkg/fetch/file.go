// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"

	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/sink"
)

// A File is where a body goes as the engine's HTTPRequest saves it: from its first byte on, decoded, whatever the
// status is, but what was saved before is only replaced by what is whole.
//
//	               206                       any other 2xx            any other
//	neither        a new file, when whole    a new file, when whole   a new file, when whole
//	Keep           a new file, at once       a new file, at once      a new file, at once
//	Append         behind what is there      a new file, when whole   no file
//
// An empty body makes no file.
type File struct {
	Path string
	// Keep: what came of a body that was cut stays; else what was there before does.
	Keep   bool
	Append bool
}

// path returns the file of a call, "" for none.
func (r *Request) path() string {
	if r.File != nil {
		return r.File.Path
	}
	return r.Download
}

// mode returns how the body of an answer with that status is saved, and false if it is not.
func (f *File) mode(status int) (sink.Mode, bool) {
	switch {
	case f.Append && status == 206:
		return sink.Append, true
	case f.Append:
		return sink.Replace, status/100 == 2
	case f.Keep:
		return sink.Overwrite, true
	}
	return sink.Replace, true
}

// saveAsEngine takes the body into Request.File.
func (c *Call) saveAsEngine(x *exchange) (err error) {
	defer x.close()
	c.countBody(x, 0)
	c.show(x)
	codings, coded, err := c.isCoded(x)
	if err != nil {
		return err
	}
	head := x.resp.Head()
	mode, saved := c.r.File.mode(head.Status)
	var file *sink.File
	err = c.each(x, codings, coded, 0, c.sizeLimit, func(b []byte) (err error) {
		if !saved {
			return nil
		}
		if file == nil {
			if file, err = c.openFile(mode, head.Lines); err != nil {
				return err
			}
		}
		_, err = file.Write(b)
		return ofFile(err, stageSave)
	})
	switch {
	case file == nil:
		return err
	case err == nil:
		return ofFile(file.Finish(), stageSave)
	}
	if c.r.File.Keep && mode != sink.Replace {
		c.given = true // what is repeated would come behind it
		file.Keep()
	} else {
		file.Drop()
	}
	return err
}

// openFile opens the file for the body of an answer with those lines.
func (c *Call) openFile(mode sink.Mode, lines []string) (file *sink.File, err error) {
	err = c.open(func() (err error) {
		file, err = sink.OpenFile(c.r.File.Path, mode)
		return err
	})
	if err != nil {
		c.downloaded.Store(0) // nothing was taken
		return nil, ofFile(err, stageOpen)
	}
	if r, ok := contentRangeOf(lines); ok && mode == sink.Append && r.first != file.Size() {
		err := &reason.Error{Stage: stageSave, Word: reason.File, Text: fmt.Sprintf(
			"the answer goes on at byte %d of the file, which has %d", r.first, file.Size())}
		file.Drop()
		return nil, err
	}
	return file, nil
}
