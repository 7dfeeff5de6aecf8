// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Release makes the release VERSION (x.y.z) of the last commit, which has that version in the file VERSION and in
// CHANGELOG.md: it looks whether the tree is clean, checks, tests, builds the zip twice and compares, builds it with
// the library of each platform that this machine can build, and tags the commit as vVERSION. Beside the zip, dist gets
// SHA256SUMS, NOTES.md (the newest entry of CHANGELOG.md) and ASSET_LIBRARY.txt (what that library's form asks for).
// Nothing is pushed or uploaded; .github/workflows/build.yml attaches a zip with all platforms to the tag.
//
//	go run ./ci/release VERSION [--dry-run [--no-tests]]
//	go run ./ci/release --notes
//
//	--notes     only write NOTES.md and ASSET_LIBRARY.txt
//	--dry-run   all but the tag
//	--no-tests  leave out make check and make test; only with --dry-run
//
// HTTP_CLIENT_GO_ADDRESS is the project's page, such as https://example.com/owner/http_client_go; the addon's
// version.txt and ASSET_LIBRARY.txt name it.
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

func main() {
	r, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "release: %v; usage: go run ./ci/release VERSION [--dry-run [--no-tests]] | --notes\n", err)
		os.Exit(2)
	}
	if err := r.make(); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// A release is one to be made.
type release struct {
	version         string
	dryRun, noTests bool
	onlyNotes       bool
}

var isVersion = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`)

func parse(args []string) (release, error) {
	var r release
	for _, arg := range args {
		switch {
		case arg == "--dry-run":
			r.dryRun = true
		case arg == "--no-tests":
			r.noTests = true
		case arg == "--notes":
			r.onlyNotes = true
		case strings.HasPrefix(arg, "-"):
			return r, errors.New("unknown argument: " + arg)
		case r.version != "":
			return r, errors.New("two versions")
		default:
			r.version = arg
		}
	}
	if r.onlyNotes && len(args) == 1 {
		return r, nil
	}
	if r.onlyNotes {
		return r, errors.New("--notes stands alone")
	}
	if !isVersion.MatchString(r.version) {
		return r, errors.New("VERSION is x.y.z")
	}
	if r.noTests && !r.dryRun {
		return r, errors.New("a release is tested")
	}
	return r, nil
}

func (r release) make() error {
	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	text, err := notes(string(changelog))
	if err != nil {
		return err
	}
	if r.onlyNotes {
		return writeTexts(text)
	}
	if err := r.checkTree(); err != nil {
		return err
	}
	if !r.noTests {
		for _, command := range []string{"scripts/build.sh", "go run ./ci/check", "go run ./ci/stages"} {
			if err := run(command); err != nil {
				return err
			}
		}
	}
	if err := os.RemoveAll("dist"); err != nil {
		return err
	}
	platforms := here()
	fmt.Println(platforms)
	for _, command := range []string{"go run ./ci/addon -twice", "go run ./ci/addon " + strings.Join(platforms.built, " ")} {
		if err := run(command); err != nil {
			return err
		}
	}
	archive := "http_client_go-" + r.version + ".zip"
	data, err := os.ReadFile("dist/" + archive)
	if err != nil {
		return err
	}
	sum := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), archive)
	if err := os.WriteFile("dist/SHA256SUMS", []byte(sum), 0o644); err != nil {
		return err
	}
	fmt.Print(sum)
	if err := writeTexts(text); err != nil {
		return err
	}
	if out, err := git("status", "--porcelain"); err != nil || out != "" {
		return errors.Join(errors.New("the build left something in the tree:\n"+out), err)
	}
	tag := "v" + r.version
	if r.dryRun {
		commit, err := git("rev-parse", "--short", "HEAD")
		fmt.Printf("release: %s would be made of %s; nothing was tagged\n", tag, commit)
		return err
	}
	if _, err := git("tag", "-a", tag, "--cleanup=verbatim", "-m", "HTTPClientGo "+r.version+"\n"+text); err != nil {
		return err
	}
	fmt.Printf("release: tagged %s. Next: git push origin %[1]s, upload dist/%s and dist/SHA256SUMS, and set VERSION to the next x.y.z+dev\n", tag, archive)
	return nil
}

// checkTree looks whether the last commit can be that release.
func (r release) checkTree() error {
	out, err := git("status", "--porcelain")
	if err != nil {
		return err
	}
	if out != "" {
		return errors.New("the tree holds what is not committed:\n" + out)
	}
	have, err := os.ReadFile("VERSION")
	if err != nil {
		return err
	}
	if got := strings.TrimSpace(string(have)); got != r.version {
		return fmt.Errorf("VERSION holds %s, not %s. Fix: write %[2]s there and its date into CHANGELOG.md, and commit", got, r.version)
	}
	if err := run("go run ./ci/check -release version"); err != nil {
		return err
	}
	if _, err := git("rev-parse", "-q", "--verify", "refs/tags/v"+r.version); err == nil {
		return fmt.Errorf("the tag v%s exists. Releases are never made twice; take the next version", r.version)
	}
	return nil
}

// notes returns the newest entry of the changelog, which becomes the text of the tag.
func notes(changelog string) (string, error) {
	_, entry, found := strings.Cut("\n"+changelog, "\n## ")
	if !found {
		return "", errors.New("CHANGELOG.md has no entry")
	}
	entry, _, _ = strings.Cut(entry, "\n## ")
	_, entry, _ = strings.Cut(entry, "\n")
	return entry, nil
}

func run(command string) error {
	words := strings.Fields(command)
	c := exec.Command(words[0], words[1:]...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", command, err)
	}
	return nil
}

func git(args ...string) (string, error) {
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		err = fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), err
}
