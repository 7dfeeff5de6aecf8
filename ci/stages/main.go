// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Stages runs the Go tests, the Go tests under the race detector, the tests in Godot, headless but for the demo's
// window, and the code in the documentation: what make test is. It says one line a stage and shows output only of what
// fails. The last line is "N passed, N failed", all kinds of tests counted; the exit code is 1 when something failed.
//
//	go run ./ci/stages [--check] [--go] [ARGS for the in-engine runner, such as --filter=chunked]
//
//	--check  also make the fast checks of ./ci/check, each counted as a test
//	--go     only the Go tests
//
// HTTP_CLIENT_GO_PEERS is the folder with the servers and proxies that the Go tests talk to (default: what
// scripts/fetch.sh peers gets). Empty, or without them: those that are installed; the tests of the others skip.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"httpclientgo/ci/internal/tally"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	temp, err := os.MkdirTemp("", "stages")
	if err != nil {
		fmt.Fprintln(os.Stderr, "stages:", err)
		os.Exit(2)
	}
	r := &runner{ctx: ctx, out: os.Stdout, temp: temp}
	all(r, os.Args[1:])
	os.RemoveAll(temp)
	interrupted := ctx.Err() != nil // stop ends the context as well
	stop()
	if interrupted {
		fmt.Println("stages: interrupted")
		r.sum.Failed++
	}
	fmt.Println(r.sum)
	if r.sum.Failed > 0 {
		os.Exit(1)
	}
}

// all runs the stages that args ask for.
func all(r *runner, args []string) {
	var withChecks, onlyGo bool
	var forRunner []string
	for _, arg := range args {
		switch arg {
		case "--check":
			withChecks = true
		case "--go":
			onlyGo = true
		default:
			forRunner = append(forRunner, arg)
		}
	}
	if withChecks {
		r.stage("checks", counted("go", "run", "./ci/check", "-fast"))
	}
	// Compiles without cgo, which keeps pkg/ free of the engine; a failure shows before a test runs.
	r.stage("go vet, no cgo", func(s *stage) error {
		return s.command([]string{"CGO_ENABLED=0"}, "go", "vet", "./pkg/...", "./ci/...", "go.uber.org/zap/...")
	})
	env := r.findPeers()
	r.stage("go test", goTest(append(env, "CGO_ENABLED=0"), "-shuffle=on", "./pkg/...", "./ci/...", "go.uber.org/zap"))
	r.stage("go test -race", goTest(append(env, "CGO_ENABLED=1"), "-race", "-shuffle=on", "./pkg/..."))
	if onlyGo {
		return
	}
	// Found once, so that the download has its own line and is not part of a stage.
	godot, err := r.output("scripts/find_godot.sh")
	if err != nil {
		r.sum.Failed++
		return
	}
	os.Setenv("GODOT", godot)
	if !r.stage("build", func(s *stage) error {
		if err := s.command(nil, "scripts/build.sh"); err != nil {
			return err
		}
		s.log.Reset() // it says how large the library is
		return s.command(nil, "go", "run", "./ci/exports")
	}) {
		return
	}
	r.stage("in Godot", counted("scripts/run_godot_tests.sh", forRunner...))
	r.stage("in the editor", counted("scripts/test_editor.sh"))
	r.stage("documentation", counted("scripts/test_docs.sh"))
	r.stage("demo window", counted("scripts/test_demo_window.sh"))
	r.stage("the addon's archive", counted("scripts/test_addon.sh"))
	r.stage("load failures", counted("scripts/test_load_failures.sh"))
	r.stage("planted panics", counted("scripts/run_godot_tests.sh", "--planted"))
	r.stage("crashes of the game", counted("scripts/test_process.sh"))
}

// A runner runs stages one after the other and adds up what they counted.
type runner struct {
	ctx  context.Context
	out  io.Writer
	temp string // a folder
	sum  tally.Tally
}

// A stage is one that runs.
type stage struct {
	ctx    context.Context
	log    bytes.Buffer // is shown at its end
	counts string       // the file for "passed failed skipped"
}

// stage runs one and reports whether it ended well. A stage that fails without having counted a failure counts as one.
func (r *runner) stage(name string, run func(*stage) error) bool {
	if r.ctx.Err() != nil {
		return false
	}
	start := time.Now()
	s := &stage{ctx: r.ctx, counts: filepath.Join(r.temp, "counts")}
	os.Remove(s.counts)
	err := run(s)
	sum, countErr := tally.Read(s.counts)
	if countErr != nil {
		err = countErr
	}
	if err != nil && sum.Failed == 0 {
		sum.Failed = 1
		if s.log.Len() == 0 {
			fmt.Fprintf(&s.log, "%s: %v\n", name, err)
		}
	}
	r.out.Write(s.log.Bytes())
	line := fmt.Sprintf("%-28s %4.0f s", name, time.Since(start).Seconds())
	if sum != (tally.Tally{}) {
		line += fmt.Sprintf("  %5d passed, %d failed", sum.Passed, sum.Failed)
		if sum.Skipped > 0 {
			line += fmt.Sprintf(", %d skipped", sum.Skipped)
		}
	}
	fmt.Fprintln(r.out, line)
	r.sum.Add(sum)
	return err == nil
}

// command runs a program whose output goes to the stage's log.
func (s *stage) command(env []string, name string, args ...string) error {
	c := newCommand(s.ctx, env, name, args...)
	c.Stdout, c.Stderr = &s.log, &s.log
	return c.Run()
}

// newCommand returns a program that is asked to end, and not killed, when ctx is over: scripts have things to remove.
func newCommand(ctx context.Context, env []string, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.Env = append(os.Environ(), env...)
	return c
}

// counted is a stage of one program, which counts its tests itself.
func counted(name string, args ...string) func(*stage) error {
	return func(s *stage) error {
		return s.command(nil, name, append(args, "--counts="+s.counts)...)
	}
}

// goTest is a stage of one `go test`.
func goTest(env []string, args ...string) func(*stage) error {
	return func(s *stage) error {
		return s.count(newCommand(s.ctx, env, "go", append([]string{"test", "-json"}, args...)...))
	}
}

// count runs a `go test -json`, counts its tests and logs what belongs to failures.
func (s *stage) count(c *exec.Cmd) error {
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	c.Stderr = c.Stdout // one pipe, since the log is not for two writers
	if err := c.Start(); err != nil {
		return err
	}
	sum, err := tally.GoTest(out, &s.log)
	return errors.Join(err, c.Wait(), sum.Append(s.counts))
}

// findPeers returns what the environment of the Go tests needs.
func (r *runner) findPeers() []string {
	const name = "HTTP_CLIENT_GO_PEERS"
	if _, isSet := os.LookupEnv(name); isSet {
		return nil
	}
	folder, err := r.output("scripts/fetch.sh", "peers")
	if err != nil {
		fmt.Fprintln(r.out, "only installed servers and proxies are tested against")
		return nil
	}
	// Each package's tests run in its own folder.
	folder, err = filepath.Abs(folder)
	if err != nil {
		return nil
	}
	return []string{name + "=" + folder}
}

// output returns the one line that a script prints; what it says besides is shown.
func (r *runner) output(name string, args ...string) (string, error) {
	c := newCommand(r.ctx, nil, name, args...)
	c.Stderr = r.out
	out, err := c.Output()
	return strings.TrimSpace(string(out)), err
}
