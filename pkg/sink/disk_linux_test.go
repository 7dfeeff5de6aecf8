// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"httpclientgo/pkg/sink"
)

// full is what becomes of a download that the disk has no room for: bytes are taken until there is none, the rest is
// KindFull, and path has what it had.
func full(t *testing.T, path string) {
	t.Helper()
	p := open(t, path)
	must(t, p.Begin(0, ""))
	piece := make([]byte, 64<<10)
	var err error
	for range 100 {
		if _, err = p.Write(piece); err != nil {
			break
		}
	}
	if kindOf(t, err) != sink.KindFull {
		t.Errorf("Write: %v", err)
	}
	p.Close()
}

// TestDiskFull has a device that is always full in place of path.part.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	must(t, os.Symlink("/dev/full", path+".part"))
	full(t, path)
}

// inNamespace runs the test again where it may mount file systems, and reports whether this is there.
func inNamespace(t *testing.T) bool {
	t.Helper()
	if os.Getenv("IN_NAMESPACE") != "" {
		return true
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), "IN_NAMESPACE=1")
	c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		c.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
	}
	out, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil {
		t.Logf("this system lets nobody mount: %v", err)
		return false
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

func mount(t *testing.T, options string, flags uintptr) string {
	t.Helper()
	folder := t.TempDir()
	must(t, syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""))
	must(t, syscall.Mount("none", folder, "tmpfs", flags, options))
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

// TestSmallDisk has a disk of 1 MiB.
func TestSmallDisk(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	folder := mount(t, "size=1m", 0)
	put(t, folder, files{"f": "old"})
	full(t, filepath.Join(folder, "f"))
	info, err := os.Stat(filepath.Join(folder, "f.part"))
	if must(t, err); info.Size() < 512<<10 {
		t.Errorf("%d bytes are there of what had room", info.Size())
	}
	if text, err := os.ReadFile(filepath.Join(folder, "f")); string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
	// Not even for what the bytes belong to.
	p := open(t, filepath.Join(folder, "g"))
	if err := p.Begin(0, `"v1"`); kindOf(t, err) != sink.KindFull {
		t.Errorf("Begin: %v", err)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	folder := mount(t, "", syscall.MS_RDONLY)
	if _, err := sink.OpenPart(filepath.Join(folder, "f")); kindOf(t, err) != sink.KindReadOnly {
		t.Errorf("%v", err)
	}
}

// TestReadOnlyFolder does it as somebody to whom folders can be read-only, which root is not.
func TestReadOnlyFolder(t *testing.T) {
	folder := t.TempDir()
	if os.Getuid() == 0 {
		if os.Getenv("AS_NOBODY") == "" {
			must(t, os.Chmod(folder, 0o755))
			parent := filepath.Dir(folder)
			must(t, os.Chmod(parent, 0o755))
			c := exec.Command("/proc/self/exe", "-test.run=^TestReadOnlyFolder$", "-test.v")
			c.Env = append(os.Environ(), "AS_NOBODY="+folder)
			c.Dir = "/"
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			return
		}
	}
	if given := os.Getenv("AS_NOBODY"); given != "" {
		folder = given
	} else {
		must(t, os.Chmod(folder, 0o555))
	}
	for range 2 {
		if _, err := sink.OpenPart(filepath.Join(folder, "f")); kindOf(t, err) != sink.KindReadOnly {
			t.Errorf("%v", err)
		}
	}
	expect(t, folder, files{})
}
