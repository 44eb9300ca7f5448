package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

const (
	webInCache     = `image: "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/shop-web:7e03c5a"`
	migrateInCache = "image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/shop-migrate:7e03c5a"
	migrate        = "image: ghcr.io/amerintlxperts/shop-migrate:7e03c5a"
)

// shown are the commands of the README's blocks for a shell, with template in the
// place of what needs a cluster.
func shown(t *testing.T, folder string) []string {
	t.Helper()
	var commands []string
	for _, block := range shellBlocks(t, filepath.Join(folder, "README.md")) {
		for _, line := range block {
			commands = append(commands, strings.ReplaceAll(line, "helm upgrade --install ", "helm template "))
		}
	}
	if len(commands) != 3 {
		t.Fatalf("the README shows %q", commands)
	}
	return commands
}

// TestHelm4 installs the plugin and renders with it, hooks included.
func TestHelm4(t *testing.T) {
	helm := needHelm(t, tool.Helm4)
	t.Setenv("HELM_DATA_HOME", t.TempDir())
	folder := example(t, "helm")
	t.Setenv("PATH", filepath.Dir(helm)+string(os.PathListSeparator)+os.Getenv("PATH"))
	commands := shown(t, folder)
	run(t, folder, "sh", "-c", commands[0]).done(t)
	rendered := run(t, folder, "sh", "-c", commands[1]).done(t)
	holds(t, rendered, webInCache, migrateInCache)
	if err := os.Remove(filepath.Join(folder, "ecrcache.yaml")); err != nil {
		t.Fatal(err)
	}
	if got := run(t, folder, helm, "template", "shop", "chart", "--post-renderer", "ecrcache"); got.code == 0 || strings.Contains(got.stdout, "image:") {
		t.Errorf("without a configuration: exit code %d\n%s", got.code, got.stdout)
	}
}

// TestHelm3 renders with the program as a post-renderer, which sees no hooks.
func TestHelm3(t *testing.T) {
	helm := needHelm(t, tool.Helm3)
	folder := example(t, "helm")
	t.Setenv("PATH", filepath.Dir(helm)+string(os.PathListSeparator)+os.Getenv("PATH"))
	rendered := run(t, folder, "sh", "-c", shown(t, folder)[2]).done(t)
	holds(t, rendered, webInCache, migrate)
}

// holds reports what a text lacks.
func holds(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}

// needHelm finds a Helm of the tool's version, as helm or helm3 and helm4, and
// returns a program called helm. Building it takes minutes, so that is done only
// where it is required.
func needHelm(t *testing.T, version tool.Tool) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{version.Name, "helm"} {
		path, err := exec.LookPath(name)
		if err != nil || !strings.HasPrefix(run(t, folder, path, "version", "--short").stdout, "v"+strings.TrimPrefix(version.Name, "helm")+".") {
			continue
		}
		return link(t, folder, path)
	}
	if !required() {
		t.Skipf("no %s is on PATH; ECRCACHE_E2E=required builds it, which takes minutes", version.Name)
	}
	built := filepath.Dir(ecrcache(t))
	if err := tool.Build(built, version); err != nil {
		t.Fatal(err)
	}
	return link(t, folder, filepath.Join(built, version.Name))
}

// link makes a program go by the name helm.
func link(t *testing.T, folder, path string) string {
	t.Helper()
	helm := filepath.Join(folder, "helm")
	if err := os.Symlink(path, helm); err != nil {
		t.Fatal(err)
	}
	return helm
}
