package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// A krewManifest is what the tests read of a plugin's manifest.
type krewManifest struct {
	Spec struct {
		Version   string
		Platforms []struct {
			Selector struct {
				MatchLabels struct{ OS, Arch string } `yaml:"matchLabels"`
			}
			URI, SHA256, Bin string
		}
	}
}

// fillKrew fills .krew.yaml for a tag as krew-release-bot does
// (https://github.com/rajatjindal/krew-release-bot): every archive's address and checksum. sum is
// asked for the checksum of an address. It gives the path of a file ecrcache.yaml.
func fillKrew(t *testing.T, tag string, sum func(uri string) string) string {
	t.Helper()
	values := struct{ TagName string }{tag}
	fill := func(text string, functions template.FuncMap) string {
		var b strings.Builder
		if err := template.Must(template.New("").Funcs(functions).Parse(text)).Execute(&b, values); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := fill(readText(t, "../../.krew.yaml"), template.FuncMap{"addURIAndSha": func(uri, _ string) string {
		uri = fill(uri, nil)
		return fmt.Sprintf("uri: %s\n    sha256: %s", uri, sum(uri))
	}})
	folder := t.TempDir()
	write(t, folder, "ecrcache.yaml", text)
	return filepath.Join(folder, "ecrcache.yaml")
}

// TestKrewManifest: krew takes the manifest, which is for every system of a release, and names
// archives as a release does.
func TestKrewManifest(t *testing.T) {
	manifest := fillKrew(t, tag, func(string) string { return strings.Repeat("f", 64) })
	var read krewManifest
	if err := yaml.Unmarshal([]byte(readText(t, manifest)), &read); err != nil {
		t.Fatal(err)
	}
	var targets []string
	for _, p := range read.Spec.Platforms {
		system, arch := p.Selector.MatchLabels.OS, p.Selector.MatchLabels.Arch
		targets = append(targets, system+"/"+arch)
		if want := "https://github.com/amerintlxperts/ecrcache/releases/download/" + tag + "/" + archiveName(t, tag, system, arch); p.URI != want {
			t.Errorf("%s is at %s, want %s", targets[len(targets)-1], p.URI, want)
		}
	}
	if slices.Sort(targets); !slices.Equal(targets, released) {
		t.Errorf("krew finds it for %q, a release has %q", targets, released)
	}
	needTools(t, tool.KrewCheck)
	run(t, t.TempDir(), tool.KrewCheck.Name, "-skip-install", "-manifest", manifest).done(t)
}

// TestKrew: what krew unpacks is kubectl ecrcache, and finds the second program, though krew
// puts one link on the PATH and no program.
func TestKrew(t *testing.T) {
	needTools(t, tool.Krew)
	_, archive := releaseFolder(t)
	manifest := fillKrew(t, tag, func(uri string) string {
		if path.Base(uri) == filepath.Base(archive) {
			return sumOf(t, archive)
		}
		return strings.Repeat("f", 64)
	})
	root := krewInstall(t, manifest, archive, runtime.GOOS, runtime.GOARCH)
	entries, err := os.ReadDir(filepath.Join(root, "bin"))
	if err != nil || len(entries) != 1 || entries[0].Name() != "kubectl-ecrcache" {
		t.Fatalf("krew puts %v on the PATH, want kubectl-ecrcache: %v", entries, err)
	}
	plugin := filepath.Join(root, "bin", "kubectl-ecrcache")
	holds(t, run(t, root, plugin, "version").done(t), "ecrcache "+tag)
	holds(t, run(t, root, plugin, "help").done(t), "kubectl ecrcache")

	// The region is none, so that nothing is asked of AWS: that is said by the second program.
	write(t, root, "ecrcache.yaml", liveConfig)
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	t.Setenv("PATH", filepath.Join(root, "bin"))
	got := run(t, root, plugin, "doctor", "--live")
	if strings.Contains(got.stderr, "which only the program ecrcache-aws can") || !strings.Contains(got.stdout+got.stderr, "AWS") {
		t.Errorf("doctor --live does not reach ecrcache-aws:\n%s%s", got.stdout, got.stderr)
	}
}

// liveConfig is the smallest configuration.
const liveConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
spec:
  accountID: "123456789012"
  region: ca-central-1
`

// krewInstall installs an archive as krew would on a system, and gives krew's folder.
func krewInstall(t *testing.T, manifest, archive, system, arch string) string {
	t.Helper()
	root := t.TempDir()
	t.Setenv("KREW_ROOT", root)
	t.Setenv("KREW_OS", system)
	t.Setenv("KREW_ARCH", arch)
	run(t, root, "krew", "install", "--manifest", manifest, "--archive", archive).done(t)
	return root
}

// krewHolds holds the manifest to the archives of a release, which krew unpacks for each system, with
// the license that krew's index asks for.
func krewHolds(t *testing.T, folder string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "dist", "ecrcache_*_linux_amd64.tar.gz"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	version := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(found[0]), "ecrcache_"), "_linux_amd64.tar.gz")
	archive := func(uri string) string { return filepath.Join(folder, "dist", path.Base(uri)) }
	manifest := fillKrew(t, "v"+version, func(uri string) string { return sumOf(t, archive(uri)) })
	var read krewManifest
	if err := yaml.Unmarshal([]byte(readText(t, manifest)), &read); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath(tool.Krew.Name); err != nil {
		if !required() {
			return // the checksums of all archives were found
		}
		needTools(t, tool.Krew)
	}
	for _, p := range read.Spec.Platforms {
		labels := p.Selector.MatchLabels
		root := krewInstall(t, manifest, archive(p.URI), labels.OS, labels.Arch)
		store := filepath.Join(root, "store", "ecrcache", "v"+version)
		for _, name := range []string{p.Bin, strings.Replace(p.Bin, "ecrcache", "ecrcache-aws", 1), "LICENSE"} {
			if !exists(filepath.Join(store, name)) {
				t.Errorf("krew unpacks no %s for %s on %s", name, labels.OS, labels.Arch)
			}
		}
	}
}
