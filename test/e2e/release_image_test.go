package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestReleaseImage builds the image of a release from the context that goreleaser
// lays out (https://goreleaser.com/customization/package/dockers_v2/): every binary
// below its platform, the extra files beside them. The function runs in it as nobody.
func TestReleaseImage(t *testing.T) {
	buildah := needBuildah(t)
	release := readRelease(t)
	image := release.Dockers[0]
	context := t.TempDir()
	place(t, filepath.Join(context, "Dockerfile"), "../../"+image.Dockerfile)
	for _, extra := range image.ExtraFiles {
		place(t, filepath.Join(context, extra), "../../"+extra)
	}
	for _, platform := range image.Platforms {
		system, arch, _ := strings.Cut(platform, "/")
		args := slices.Concat([]string{"build"}, release.Builds[0].Flags, []string{"-o", filepath.Join(context, platform, "ecrcache"), "./cmd/ecrcache"})
		cmd := exec.Command("go", args...)
		cmd.Dir = "../.."
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+arch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	for _, platform := range image.Platforms {
		_, arch, _ := strings.Cut(platform, "/")
		tag := "localhost/ecrcache:" + arch
		run(t, context, buildah[0], append(buildah[1:], "bud", "--isolation", "chroot", "--platform", platform, "-t", tag, ".")...).done(t)
		container := strings.TrimSpace(run(t, context, buildah[0], append(buildah[1:], "from", "--pull-never", "--platform", platform, tag)...).done(t))
		about := run(t, context, buildah[0], append(buildah[1:], "inspect", "--format", "{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Architecture}}", container)...).done(t)
		if want := "nobody [/usr/local/bin/ecrcache] " + arch; about != want && about != want+"\n" {
			t.Errorf("the image is %q, want %q", about, want)
		}
		if platform != runtime.GOOS+"/"+runtime.GOARCH {
			continue
		}
		said := run(t, context, buildah[0], append(buildah[1:], "run", "--isolation", "chroot", container, "--", "/usr/local/bin/ecrcache", "version")...).done(t)
		holds(t, said, "ecrcache ", platform)
	}
}

// place copies a file, with the directories above it.
func place(t *testing.T, to, from string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// needBuildah is buildah with a store of its own. It skips the test even where tests
// are required: the Go tool cannot install it, and others than root need more.
func needBuildah(t *testing.T) []string {
	t.Helper()
	path, err := exec.LookPath("buildah")
	if err != nil || os.Getuid() != 0 {
		t.Skip("no buildah on PATH, or not root; the Go tool alone cannot install it")
	}
	return []string{path, "--storage-driver", "vfs", "--root", t.TempDir(), "--runroot", t.TempDir()}
}
