// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Mode is what a File does with what is at its path.
type Mode uint8

const (
	// Replace writes to path.download and gives that the name path by Finish. What is no plain file, such as a link or a
	// device, is written to as with Overwrite.
	Replace   Mode = iota
	Overwrite      // in place of what is there, at once
	Append         // behind what is there
)

// A File is a file that is written from beginning to end. It is for one goroutine. One of Finish, Keep and Drop ends
// it.
type File struct {
	path    string // absolute
	name    string // in the table of those in use
	mode    Mode
	file    *os.File
	size    int64 // with Append: that was there
	existed bool
}

// OpenFile opens the file at path. Folders are not made. Errors are *Error, of any kind but KindWrite and KindRename.
func OpenFile(path string, mode Mode) (*File, error) {
	given := path
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, &Error{KindOpen, given, err}
	}
	if err := checkPath(path); err != nil {
		return nil, err
	}
	f := &File{path: path, name: canonical(path), mode: mode}
	if info, err := os.Lstat(path); err == nil {
		f.existed = true
		if mode == Replace && !info.Mode().IsRegular() {
			f.mode = Overwrite
		}
	}
	if !inUse.add(f.name) {
		return nil, &Error{KindInUse, path, nil}
	}
	if err := f.open(); err != nil {
		inUse.remove(f.name)
		return nil, wrong(KindOpen, f.written(), err)
	}
	return f, nil
}

// written returns the path of the file that is written.
func (f *File) written() string {
	if f.mode == Replace {
		return f.path + ".download"
	}
	return f.path
}

func (f *File) open() (err error) {
	flags := os.O_WRONLY | os.O_CREATE
	if f.mode != Append {
		flags |= os.O_TRUNC
	}
	if f.mode == Replace && f.existed {
		// What may not be written is not replaced either.
		old, err := os.OpenFile(f.path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		old.Close()
	}
	if f.file, err = os.OpenFile(f.written(), flags, 0o666); err != nil || f.mode != Append {
		return err
	}
	if f.size, err = f.file.Seek(0, io.SeekEnd); err != nil {
		f.file.Close()
	}
	return err
}

// Size returns with Append how many bytes were there, else 0.
func (f *File) Size() int64 { return f.size }

// Write takes all of b, or returns an *Error and how much it took.
func (f *File) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	return n, wrong(KindWrite, f.written(), err)
}

// Finish ends a body that is whole. After an error what was there is there again, but for Overwrite. Errors are *Error.
// It may take as long as the disk does.
func (f *File) Finish() error {
	defer inUse.remove(f.name)
	var err error
	if f.mode == Replace {
		err = flush(f.file)
	}
	if closing := f.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		f.undo()
		return wrong(KindWrite, f.written(), err)
	}
	if f.mode == Replace {
		if err := os.Rename(f.written(), f.path); err != nil {
			f.undo()
			return notRenamed(f.path, err)
		}
	}
	return nil
}

// Keep ends a body that was cut; what came stays, but for Replace.
func (f *File) Keep() {
	if f.mode == Replace {
		f.Drop()
		return
	}
	f.file.Close()
	inUse.remove(f.name)
}

// Drop ends a body that was cut; what was there before is there again. With Overwrite, that is nothing.
func (f *File) Drop() {
	f.file.Close()
	f.undo()
	inUse.remove(f.name)
}

// undo takes back what was written. The file is closed.
func (f *File) undo() {
	switch {
	case f.mode == Replace, f.mode == Append && !f.existed:
		_ = os.Remove(f.written())
	case f.mode == Append:
		_ = os.Truncate(f.path, f.size)
	}
}

// flush has the bytes of a file written to the disk, where that can be asked for.
func flush(file *os.File) error {
	err := file.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, noSync) {
		return nil
	}
	return err
}

// checkPath reports what is wrong with the place of a file.
func checkPath(path string) error {
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return &Error{KindFolder, folder, err}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return &Error{KindDirectory, path, nil}
	}
	return nil
}
