package e2e

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// tag is what the files say that name a release.
const tag = "v0.1.0"

// archiveName is what a release calls its archive for a system.
func archiveName(t *testing.T, tag, system, arch string) string {
	t.Helper()
	name := filled(t, readRelease(t).Archives[0].Name, map[string]any{
		"ProjectName": "ecrcache", "Version": strings.TrimPrefix(tag, "v"), "Os": system, "Arch": arch,
	})
	if system == "windows" {
		return name + ".zip"
	}
	return name + ".tar.gz"
}

// releaseFolder is what a release publishes for this system: the archive with the programs,
// and the checksums. goreleaser is not run for it.
func releaseFolder(t *testing.T) (folder, archive string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the archive for Windows is a zip, which TestGoreleaser looks at")
	}
	folder = t.TempDir()
	archive = filepath.Join(folder, archiveName(t, tag, runtime.GOOS, runtime.GOARCH))
	file, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zipped := gzip.NewWriter(file)
	packed := tar.NewWriter(zipped)
	add := func(name string, mode int64, text []byte) {
		t.Helper()
		if err := packed.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := packed.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, program := range releasePrograms(t) {
		add(filepath.Base(program), 0o755, []byte(readText(t, program)))
	}
	add("README.md", 0o644, []byte(readText(t, "../../README.md")))
	for _, closing := range []io.Closer{packed, zipped} {
		if err := closing.Close(); err != nil {
			t.Fatal(err)
		}
	}
	sums := sumOf(t, archive) + "  " + filepath.Base(archive) + "\n"
	write(t, folder, "checksums.txt", sums)
	return folder, archive
}

// releasePrograms are the programs of an archive, built for this system with the version of the tag.
func releasePrograms(t *testing.T) []string {
	t.Helper()
	folder := filepath.Join(filepath.Dir(ecrcache(t)), "released")
	var paths []string
	for _, name := range []string{"ecrcache", "ecrcache-aws"} {
		path := filepath.Join(folder, name)
		if paths = append(paths, path); exists(path) {
			continue
		}
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.version="+tag, "-o", path, "./cmd/"+name)
		build.Dir, build.Env = "../..", append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return paths
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func sumOf(t *testing.T, path string) string {
	t.Helper()
	return fmt.Sprintf("%x", sha256.Sum256([]byte(readText(t, path))))
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// needTools puts tools on PATH. Building them takes minutes, so that is done only where it is
// required.
func needTools(t *testing.T, tools ...tool.Tool) {
	t.Helper()
	for _, one := range tools {
		if _, err := exec.LookPath(one.Name); err == nil {
			continue
		}
		if !required() {
			t.Skipf("%s is not on PATH; ECRCACHE_E2E=required builds it, which takes minutes", one.Name)
		}
		if err := tool.Build(filepath.Dir(ecrcache(t)), one); err != nil {
			t.Fatal(err)
		}
	}
}
