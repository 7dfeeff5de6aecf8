// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Addon builds the addon into dist/stage/addons/http_client_go and packs it as dist/http_client_go-VERSION.zip, whose
// root is "addons": unpacked over a project, it is installed.
//
//	go run ./ci/addon [-libraries FOLDER] [PLATFORM...]
//	go run ./ci/addon -x FOLDER
//	go run ./ci/addon -manifest FOLDER
//	go run ./ci/addon -twice
//
// PLATFORM is one of scripts/build_platform.sh; without one it is this machine's.
//
//	-libraries FOLDER  pack the libraries in FOLDER as well, built elsewhere from the same commit
//	-x FOLDER          only unpack the zip into FOLDER
//	-manifest FOLDER   only give the addon in FOLDER its manifest, which names the libraries that it has
//	-twice             build the zip from two clones of the last commit at different paths, and compare the bytes; what is
//	                   not committed does not count
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const stage = "dist/stage/addons/http_client_go"

func main() {
	libraries := flag.String("libraries", "", "pack the libraries in this `folder` as well")
	into := flag.String("x", "", "only unpack the zip into this `folder`")
	trim := flag.String("manifest", "", "only give the addon in this `folder` its manifest")
	twice := flag.Bool("twice", false, "build the zip from two clones of the last commit and compare the bytes")
	flag.Parse()
	archive, err := archiveName()
	switch {
	case err != nil:
	case *trim != "":
		err = writeManifest(*trim)
	case *twice:
		err = compareClones()
	case *into != "":
		err = unpack(archive, *into)
	default:
		err = build(archive, *libraries, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "addon:", err)
		os.Exit(1)
	}
}

func archiveName() (string, error) {
	version, err := os.ReadFile("VERSION")
	return "dist/http_client_go-" + strings.TrimSpace(string(version)) + ".zip", err
}

func build(archive, libraries string, platforms []string) error {
	// What an earlier run left would be packed as if it were of this commit.
	if err := os.RemoveAll("dist/stage"); err != nil {
		return err
	}
	script := "scripts/build.sh"
	if len(platforms) > 0 {
		script = "scripts/build_platform.sh"
	}
	if err := run([]string{"ADDON_DIR=dist/stage/addons"}, script, platforms...); err != nil {
		return err
	}
	if libraries != "" {
		if err := addLibraries(libraries); err != nil {
			return err
		}
	}
	if err := writeManifest(stage); err != nil {
		return err
	}
	staged, err := filepath.Glob(stage + "/bin/*")
	if err != nil {
		return err
	}
	if err := run(nil, "go", append([]string{"run", "./ci/exports"}, staged...)...); err != nil {
		return err
	}
	if err := pack(archive+".new", "dist/stage"); err != nil {
		return err
	}
	if err := os.Rename(archive+".new", archive); err != nil {
		return err
	}
	data, err := os.ReadFile(archive)
	if err != nil {
		return err
	}
	fmt.Printf("packed %s (%.1f MB, %s)\n", archive, float64(len(data))/1e6, short(data))
	return nil
}

// short is what two people compare to see whether they have the same archive.
func short(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data))[:16] }

func addLibraries(folder string) error {
	found, err := filepath.Glob(filepath.Join(folder, "libhttp_client_go.*"))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("there is no library in %s", folder)
	}
	for _, library := range found {
		data, err := os.ReadFile(library)
		if err != nil {
			return err
		}
		to := filepath.Join(stage, "bin", filepath.Base(library))
		if err := os.WriteFile(to, data, 0o755); err != nil {
			return err
		}
		if err := os.Chmod(to, 0o755); err != nil { // whatever the umask is
			return err
		}
	}
	return nil
}

// run runs a program whose output is shown.
func run(env []string, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), env...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
