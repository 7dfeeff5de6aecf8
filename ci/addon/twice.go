// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// compareClones builds the zip in two clones of the last commit. They lie at different paths, and have times,
// permissions, a time zone and a language of their own.
func compareClones() error {
	temp, err := os.MkdirTemp("", "addon")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	near, far := filepath.Join(temp, "a"), filepath.Join(temp, "another folder", "with a longer path")
	one, err := packClone(near, "umask 022")
	if err != nil {
		return err
	}
	two, err := packClone(far, "umask 077; export TZ=Pacific/Auckland LC_ALL=C")
	if err != nil {
		return err
	}
	if !bytes.Equal(one, two) {
		differing, err := differences(os.DirFS(near+"/dist/stage"), os.DirFS(far+"/dist/stage"))
		if len(differing) == 0 && err == nil {
			differing = []string{"the files are the same, so ci/addon packed them differently"}
		}
		return errors.Join(errors.New("two builds of one commit differ"), errors.New(strings.Join(differing, "\n")), err)
	}
	fmt.Printf("reproducible: two clones gave the same zip (%s)\n", short(one))
	return nil
}

// packClone makes a clone and in it the zip, which it returns. first is what a shell does before.
func packClone(folder, first string) ([]byte, error) {
	const script = `set -e
git clone -q --no-local . "$1"
git -C "$1" checkout -q --detach "$(git rev-parse HEAD)"
cd "$1"
go run ./ci/addon`
	out, err := exec.Command("bash", "-c", first+"\n"+script, "clone", folder).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("the addon could not be built: %w\n%s", err, out)
	}
	found, err := filepath.Glob(filepath.Join(folder, "dist", "*.zip"))
	if err != nil || len(found) != 1 {
		return nil, fmt.Errorf("the build made %q (%v)", found, err)
	}
	return os.ReadFile(found[0])
}

// differences returns the files that are in one tree only or not the same in both.
func differences(one, two fs.FS) ([]string, error) {
	a, errA := contents(one)
	b, errB := contents(two)
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if in, also := a[name], b[name]; !bytes.Equal(in, also) || (in == nil) != (also == nil) {
			found = append(found, name+" differs")
		}
	}
	return found, errors.Join(errA, errB)
}

func contents(files fs.FS) (map[string][]byte, error) {
	all := map[string][]byte{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all[name], err = fs.ReadFile(files, name)
		}
		return err
	})
	return all, err
}
