// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"archive/zip"
	"io"
	"io/fs"
	"os"
	"time"
)

// stamp is the time of each entry: the earliest that the format can hold.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack replaces the file name with an archive of what lies in folder; the folder's own name is not part of it. The
// bytes depend on the files' names, contents and executable bits alone: entries are sorted and carry one fixed time, so
// that two builds of one commit can be compared.
func pack(name, folder string) error {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := write(out, os.DirFS(folder)); err != nil {
		return err
	}
	return out.Close()
}

// unpack replaces no file.
func unpack(name, folder string) error {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return err
	}
	defer archive.Close()
	return os.CopyFS(folder, archive)
}

// write archives files, which WalkDir visits in lexical order.
func write(out io.Writer, files fs.FS) error {
	archive := zip.NewWriter(out)
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: path, Method: zip.Deflate, Modified: stamp}
		header.SetMode(0o644 | info.Mode().Perm()&0o111)
		w, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		file, err := files.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = io.Copy(w, file)
		return err
	})
	if err != nil {
		return err
	}
	return archive.Close()
}
