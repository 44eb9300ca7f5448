package e2e

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// TestGoreleaser makes a release with goreleaser, but for what needs a network: its
// image, SBOMs and signatures, and the publishing.
func TestGoreleaser(t *testing.T) {
	t.Setenv("PATH", filepath.Dir(needGoreleaser(t))+string(os.PathListSeparator)+os.Getenv("PATH"))
	folder := clone(t)
	commands := shellBlocks(t, "../../docs/releasing.md")[0]
	if want := []string{".ci/run", "goreleaser check"}; len(commands) != 4 || !slices.Equal(commands[:2], want) {
		t.Fatalf("docs/releasing.md shows %q", commands)
	}
	for _, command := range commands[1:] { // check also fails for what is deprecated
		if strings.HasPrefix(command, "dist/ecrcache_linux_amd64") && runtime.GOOS+"/"+runtime.GOARCH != "linux/amd64" {
			continue
		}
		run(t, folder, "sh", "-c", command).done(t)
	}
	caskHolds(t, folder)
	krewHolds(t, folder)
	sums, err := os.ReadFile(filepath.Join(folder, "dist", "checksums.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range released {
		system, arch, _ := strings.Cut(target, "/")
		pattern, ending := "ecrcache_*_"+system+"_"+arch+".tar.gz", ""
		if system == "windows" {
			pattern, ending = "ecrcache_*_"+system+"_"+arch+".zip", ".exe"
		}
		found, err := filepath.Glob(filepath.Join(folder, "dist", pattern))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		text, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		holds(t, string(sums), fmt.Sprintf("%x  %s\n", sha256.Sum256(text), filepath.Base(found[0])))
		content := unpack(t, found[0], text)
		if content["README.md"] == "" || content["LICENSE"] == "" || content["docs/cli/ecrcache_rewrite.md"] == "" {
			t.Errorf("%s lacks the README, the license or the pages of the verbs", found[0])
		}
		for _, program := range []string{"ecrcache" + ending, "ecrcache-aws" + ending} {
			binary := filepath.Join(t.TempDir(), program)
			if err := os.WriteFile(binary, []byte(content[program]), 0o755); err != nil {
				t.Fatal(err)
			}
			isFor(t, binary, system, arch)
			if target == runtime.GOOS+"/"+runtime.GOARCH {
				commit := strings.TrimSpace(run(t, folder, "git", "rev-parse", "HEAD").done(t))
				holds(t, run(t, folder, binary, "version").done(t), "ecrcache v0.0.1-snapshot.", ", commit "+commit+", ")
			}
		}
	}
}

// clone is the repository as it stands, committed: goreleaser asks Git. The date is
// one of long ago, so that two clones are one commit.
func clone(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	listed := run(t, "../..", "git", "ls-files", "-co", "--exclude-standard").done(t)
	for path := range strings.Lines(listed) {
		path = strings.TrimSpace(path)
		if _, err := os.Lstat(filepath.Join("../..", path)); errors.Is(err, os.ErrNotExist) {
			continue // removed, and not committed yet
		}
		place(t, filepath.Join(folder, path), filepath.Join("../..", path))
	}
	if !exists(filepath.Join(folder, "LICENSE")) { // its owner has not chosen one yet; a release brings it where there is one
		write(t, folder, "LICENSE", "a license\n")
	}
	const date = "2026-01-02T03:04:05Z"
	for _, args := range [][]string{
		{"init", "-q"},
		{"remote", "add", "origin", "https://github.com/amerintlxperts/ecrcache"},
		{"add", "-A"},
		{"-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "everything", "--date", date},
	} {
		runWith(t, "GIT_COMMITTER_DATE="+date, folder, "git", args...).done(t)
	}
	return folder
}

// place copies a file with its mode, and makes the directories above it.
func place(t *testing.T, to, from string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, text, 0o644)
	}
	if err == nil {
		var about os.FileInfo
		if about, err = os.Stat(from); err == nil {
			err = os.Chmod(to, about.Mode().Perm())
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// unpack reads an archive: the text of every file, by name.
func unpack(t *testing.T, name string, text []byte) map[string]string {
	t.Helper()
	content := map[string]string{}
	keep := func(name string, mode os.FileMode, r io.Reader) {
		t.Helper()
		all, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		content[name] = string(all)
		want := os.FileMode(0o644)
		if strings.HasPrefix(name, "ecrcache") {
			want = 0o755
		}
		if mode.Perm() != want {
			t.Errorf("%s has the mode %v, want %v", name, mode, want)
		}
	}
	if strings.HasSuffix(name, ".zip") {
		archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			keep(f.Name, f.Mode(), r)
		}
		return content
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewReader(unzipped)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return content
		}
		if err != nil {
			t.Fatal(err)
		}
		keep(header.Name, header.FileInfo().Mode(), archive)
	}
}

// needGoreleaser finds goreleaser. Building it takes minutes, so that is done only
// where it is required.
func needGoreleaser(t *testing.T) string {
	t.Helper()
	if path, err := exec.LookPath("goreleaser"); err == nil {
		return path
	}
	if !required() {
		t.Skip("goreleaser is not on PATH; ECRCACHE_E2E=required builds it, which takes minutes")
	}
	built := filepath.Dir(ecrcache(t))
	if err := tool.Build(built, tool.Goreleaser); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(built, tool.Goreleaser.Name)
}
