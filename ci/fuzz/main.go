// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Fuzz runs each fuzz target for some processor time on one core, one after the other, and says one line a target. An
// input that breaks its invariant is left where Go's tests find it from then on, under testdata/fuzz of its package,
// and the exit code is 1.
//
//	go run ./ci/fuzz [-minutes N] [-cache FOLDER] [TARGET...]
//
//	TARGET         without one all under pkg/
//	-minutes N     of processor time for each target (30)
//	-cache FOLDER  keeps what was found worth keeping for the next run; without it, for this run only
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// slice is how long a target runs until its processor time is looked at.
const slice = 60 * time.Second

func main() {
	minutes := flag.Float64("minutes", 30, "of processor time for each target")
	cache := flag.String("cache", "", "keeps what was found worth keeping for the next run in this `folder`")
	flag.Parse()
	ok, err := fuzz(time.Duration(*minutes*float64(time.Minute)), *cache, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// fuzz reports whether no target failed.
func fuzz(limit time.Duration, cache string, names []string) (bool, error) {
	targets, err := find(os.DirFS("."), names)
	if err != nil {
		return false, err
	}
	work, err := os.MkdirTemp("", "fuzz")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(work)
	if cache == "" {
		cache = filepath.Join(work, "cache")
	}
	if cache, err = filepath.Abs(cache); err != nil {
		return false, err
	}
	ok := true
	for _, t := range targets {
		r, err := t.run(limit, work, cache)
		if err != nil {
			return false, err
		}
		ok = ok && !r.failed
		fmt.Println(r)
	}
	return ok, nil
}

// A target is a fuzz function and the folder of its package.
type target struct {
	name, folder string
}

var fuzzFunc = regexp.MustCompile(`(?m)^func (Fuzz[A-Za-z0-9]+)\(`)

// find returns the targets under pkg, all or those of names.
func find(root fs.FS, names []string) ([]target, error) {
	var found []target
	err := fs.WalkDir(root, "pkg", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		for _, f := range fuzzFunc.FindAllStringSubmatch(string(text), -1) {
			if name := f[1]; len(names) == 0 || slices.Contains(names, name) {
				found = append(found, target{name, filepath.Dir(path)})
			}
		}
		return err
	})
	for _, name := range names {
		if !slices.ContainsFunc(found, func(t target) bool { return t.name == name }) && err == nil {
			err = fmt.Errorf("pkg has no target %s", name)
		}
	}
	return found, err
}

// A result is what came of one target.
type result struct {
	target   string
	failed   bool
	cpu      time.Duration
	executed int
	kept     int
}

func (r result) String() string {
	line := fmt.Sprintf("%-16s %6.1f CPU minutes  %12d executions  %6d inputs kept", r.target, r.cpu.Minutes(), r.executed, r.kept)
	if r.failed {
		line = "FAILED " + line
	}
	return line
}

func (t target) run(limit time.Duration, work, cache string) (result, error) {
	r := result{target: t.name}
	program := filepath.Join(work, t.name)
	if out, err := exec.Command("go", "test", "-c", "-fuzz="+t.name, "-o", program, "./"+t.folder).CombinedOutput(); err != nil {
		return r, fmt.Errorf("%s: %w\n%s", t.name, err, out)
	}
	for r.cpu < limit && !r.failed {
		// FuzzCalls takes seconds a call where it finds a long input worth shrinking: five tries are enough.
		c := exec.Command(program, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+slice.String(), "-test.parallel=1",
			"-test.fuzzminimizetime=5x", "-test.fuzzcachedir="+cache)
		c.Dir = t.folder
		var log bytes.Buffer
		c.Stdout, c.Stderr = &log, &log
		err := c.Run()
		if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
			return r, err
		}
		r.cpu += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		r.executed += executions(log.String())
		if r.failed = err != nil && !isOverTime(log.String()); r.failed {
			os.Stdout.Write(log.Bytes())
		}
	}
	kept, err := os.ReadDir(filepath.Join(cache, t.name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return r, err
	}
	r.kept = len(kept)
	return r, nil
}

var execs = regexp.MustCompile(`execs: ([0-9]+)`)

// executions returns the last number of them that a log tells.
func executions(log string) int {
	all := execs.FindAllStringSubmatch(log, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1][1])
	return n
}

var (
	failure  = regexp.MustCompile(`(?m)^ *--- FAIL`)
	deadline = regexp.MustCompile(`(?m)^ *context deadline exceeded$`)
)

// isOverTime reports whether a slice ended while an input was being shrunk, which Go calls a failure (golang/go#75804).
// A real one names its input or its panic.
func isOverTime(log string) bool {
	return len(failure.FindAllString(log, -1)) == 1 && deadline.MatchString(log)
}
