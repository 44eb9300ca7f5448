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
// below its platform, the extra files beside them.
func TestReleaseImage(t *testing.T) {
	useContainers(t)
	release := readRelease(t)
	image := release.Dockers[0]
	context := t.TempDir()
	place(t, filepath.Join(context, "Dockerfile"), "../../"+image.Dockerfile)
	for _, extra := range image.ExtraFiles {
		place(t, filepath.Join(context, extra), "../../"+extra)
	}
	for _, platform := range image.Platforms {
		system, arch, _ := strings.Cut(platform, "/")
		for _, build := range release.Builds {
			args := slices.Concat([]string{"build"}, build.Flags, []string{"-o", filepath.Join(context, platform, build.Binary), build.Main})
			cmd := exec.Command("go", args...)
			cmd.Dir = "../.."
			cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+arch)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}
	}
	for _, platform := range image.Platforms {
		_, arch, _ := strings.Cut(platform, "/")
		tag := "localhost/ecrcache:" + arch
		run(t, context, "buildah", "build", "--isolation", "chroot", "--platform", platform, "-t", tag, ".").done(t)
		about := run(t, context, "podman", "image", "inspect", "--format", "{{.Config.User}} {{.Config.Entrypoint}} {{.Architecture}}", tag).done(t)
		if want := "65534:65534 [/usr/local/bin/ecrcache] " + arch; strings.TrimSpace(about) != want {
			t.Errorf("the image is %q, want %q", about, want)
		}
		if platform == runtime.GOOS+"/"+runtime.GOARCH {
			holds(t, run(t, context, "podman", append(locked, tag, "version")...).done(t), "ecrcache ", platform)
		}
	}
}
