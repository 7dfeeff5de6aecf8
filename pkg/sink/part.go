// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"httpclientgo/pkg/internal/limits"
)

// A Part is a download on its way to a file: until it is whole, its bytes are in path.part, and beside them what they
// belong to, in path.part.etag. It is for one goroutine.
//
// The order of steps keeps one promise, also when the process or the system stops anywhere: path has the whole file or
// what it had before, and path.part.etag never stands beside bytes of another answer. Before the rename the bytes are
// flushed to the disk: systems may write the new name first, and a file that has its name and not its bytes looks whole
// to everybody. Nothing else is flushed. A rename that got lost leaves a whole path.part, of which the next download
// learns by 416; and bytes of one that was not whole that got lost make it shorter, on the file systems that keep sizes
// and bytes in order.
type Part struct {
	path string // absolute
	name string // in the table of those in use
	file *os.File
	made bool // file is new and empty, and nothing was begun
	over bool
}

// OpenPart opens path.part for writing. Where it was not there it is there now, and is taken away by Close, unless
// Begin was called. Folders are not made. Errors are *Error, of any kind but KindWrite and KindRename.
func OpenPart(path string) (*Part, error) {
	given := path
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, &Error{KindOpen, given + ".part", err}
	}
	if err := checkPath(path); err != nil {
		return nil, err
	}
	p := &Part{path: path, name: canonical(path)}
	if !inUse.add(p.name) {
		return nil, &Error{KindInUse, path, nil}
	}
	if err := p.open(); err != nil {
		inUse.remove(p.name)
		return nil, wrong(KindOpen, p.part(), err)
	}
	return p, nil
}

func (p *Part) open() error {
	file, err := os.OpenFile(p.part(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	p.made = err == nil
	if errors.Is(err, fs.ErrExist) {
		file, err = os.OpenFile(p.part(), os.O_RDWR|os.O_CREATE, 0o666)
	}
	p.file = file
	return err
}

func (p *Part) part() string { return p.path + ".part" }

func (p *Part) etag() string { return p.path + ".part.etag" }

// Have returns how many bytes are there, for Range, and what they belong to, for If-Range: a strong ETag or a date.
// Without both it is 0 and "".
func (p *Part) Have() (size int64, validator string) {
	info, err := p.file.Stat()
	if err != nil || info.Size() == 0 {
		return 0, ""
	}
	file, err := os.Open(p.etag())
	if err != nil {
		return 0, ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, limits.Validator+1))
	if validator = strings.TrimSpace(string(text)); err != nil || !isValidator(validator) {
		return 0, ""
	}
	return info.Size(), validator
}

// isValidator reports whether text can be sent as a field value, whoever wrote the file.
func isValidator(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] == 0x7f {
			return false
		}
	}
	return len(text) > 0 && len(text) <= limits.Validator
}

// Begin says where the next bytes go: to that offset, behind what is there of this answer, or to 0, in place of
// whatever is there; bytes behind it are cut off. With 0 the validator, a strong ETag or a date, is kept beside them
// for a later download to go on with; without one, or with one longer than 1 KiB, that begins anew. Errors are *Error.
func (p *Part) Begin(offset int64, validator string) error {
	p.made = false
	info, err := p.file.Stat()
	if err == nil && (offset < 0 || offset > info.Size()) {
		err = fs.ErrInvalid
	}
	if err != nil {
		return wrong(KindWrite, p.part(), err)
	}
	if offset > 0 {
		return wrong(KindWrite, p.part(), p.cut(offset, info.Size()))
	}
	// Old bytes go away when no validator is there, so that neither ever stands beside the other's.
	if err := os.Remove(p.etag()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrong(KindWrite, p.etag(), err)
	}
	if err := p.cut(0, info.Size()); err != nil {
		return wrong(KindWrite, p.part(), err)
	}
	if !isValidator(validator) {
		return nil
	}
	return wrong(KindWrite, p.etag(), os.WriteFile(p.etag(), []byte(validator+"\n"), 0o666))
}

// cut makes the file that long, and goes there.
func (p *Part) cut(offset, size int64) error {
	if offset != size {
		if err := p.file.Truncate(offset); err != nil {
			return err
		}
	}
	_, err := p.file.Seek(offset, io.SeekStart)
	return err
}

// Write takes all of b, or returns an *Error and how much it took.
func (p *Part) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	return n, wrong(KindWrite, p.part(), err)
}

// Finish gives path.part the name path, in place of what has it, and removes path.part.etag. Without Begin it is what
// an earlier download left, for a server that says by 416 that it is whole. After an error path has what it had and
// path.part what came. Errors are *Error. It may take as long as the disk does.
func (p *Part) Finish() error {
	p.made = false
	err := flush(p.file)
	// A system that renames no open file needs it closed, and closing is where some say that the disk is full.
	if closing := p.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return wrong(KindWrite, p.part(), err)
	}
	if err := os.Rename(p.part(), p.path); err != nil {
		return notRenamed(p.path, err)
	}
	// Left behind, it is beside nothing, and the next download removes it.
	_ = os.Remove(p.etag())
	return nil
}

// Close ends the use of path. What came stays in path.part, for a download that goes on. It may be called again.
func (p *Part) Close() {
	if p.over {
		return
	}
	p.over = true
	_ = p.file.Close()
	if p.made {
		_ = os.Remove(p.part())
	}
	inUse.remove(p.name)
}
