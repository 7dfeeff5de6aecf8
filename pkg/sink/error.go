// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// A Kind is what is wrong with a file.
type Kind uint8

const (
	KindOpen      Kind = iota + 1 // it cannot be opened or made, for another reason than those below
	KindFolder                    // its folder does not exist, or is none
	KindDirectory                 // it is a directory
	KindInUse                     // another download of this process, or another program, has it
	KindReadOnly                  // this process may not write it, or make it in its folder
	KindFull                      // the disk or the user's share of it is full, or the file as large as it can be there
	KindWrite                     // it cannot be written, for another reason
	KindRename                    // it is whole, but cannot take its final name
)

// An Error is a file of a download that failed.
type Error struct {
	Kind Kind
	Path string // of the file or folder
	Err  error  // of package os; may be nil
}

var words = [...]string{
	0:             "?",
	KindOpen:      "the file cannot be opened",
	KindFolder:    "the folder does not exist",
	KindDirectory: "the path is a directory",
	KindInUse:     "the file is in use",
	KindReadOnly:  "the file may not be written",
	KindFull:      "the disk is full",
	KindWrite:     "the file cannot be written",
	KindRename:    "the file cannot get its final name",
}

// Error returns words of ours and the path alone.
func (e *Error) Error() string {
	text := words[0]
	if int(e.Kind) < len(words) {
		text = words[e.Kind]
	}
	return text + ": " + e.Path
}

func (e *Error) Unwrap() error { return e.Err }

// wrong returns what err says about a file, nil for nil; kind where it says nothing that has a kind of its own.
func wrong(kind Kind, path string, err error) error {
	if err == nil {
		return nil
	}
	var errno syscall.Errno
	errors.As(err, &errno)
	switch {
	case kinds[errno] != 0:
		kind = kinds[errno]
	case errors.Is(err, fs.ErrPermission):
		kind = KindReadOnly
	case kind == KindOpen && errors.Is(err, fs.ErrNotExist) && !isFolder(filepath.Dir(path)):
		kind = KindFolder // Windows says the same of a name that is too long
	}
	return &Error{kind, path, err}
}

// notRenamed returns what err says about a rename over path. Windows denies it in the same words where a folder has the
// name, where another program has the file open, and where it may not be written.
func notRenamed(path string, err error) error {
	if runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) {
		if isFolder(path) {
			return &Error{KindRename, path, err}
		}
		if old, unwritable := os.OpenFile(path, os.O_WRONLY, 0); unwritable == nil {
			old.Close()
			return &Error{KindInUse, path, err}
		}
	}
	return wrong(KindRename, path, err)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
