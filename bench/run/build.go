package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A tool is a program of others that is built from the module proxy. Where it cannot
// be had, it is named as not measured.
type tool struct{ name, module, pkg string }

var tools = []tool{
	{"kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "sigs.k8s.io/kustomize/kustomize/v5"},
	{"yq", "github.com/mikefarah/yq/v4", "github.com/mikefarah/yq/v4"},
	{"kbld", "carvel.dev/kbld", "carvel.dev/kbld/cmd/kbld"},
}

// peers are the programs of this module.
var peers = []string{"copy", "scan", "yamlv3", "kyaml", "sdk"}

// build builds everything into the place. It returns the tools that are missing,
// with the reason.
func build(p place, root string, withTools bool) (map[string]string, error) {
	if err := os.MkdirAll(p.bin(""), 0o755); err != nil {
		return nil, err
	}
	if err := goBuild(root, p.bin("ecrcache"), "./cmd/ecrcache"); err != nil {
		return nil, err
	}
	module := filepath.Join(root, "bench")
	if err := goBuild(module, p.bin("generate"), "./generate"); err != nil {
		return nil, err
	}
	for _, name := range peers {
		if err := goBuild(module, p.bin(name), "./peers/"+name); err != nil {
			return nil, err
		}
	}
	missing := map[string]string{}
	for _, t := range tools {
		if !withTools {
			missing[t.name] = "not asked for"
			continue
		}
		if err := goBuild(filepath.Join(module, "tools", t.name), p.bin(t.name), t.pkg); err != nil {
			missing[t.name] = lastLine(err.Error())
		}
	}
	return missing, nil
}

func goBuild(folder, output, pkg string) error {
	fmt.Fprintln(os.Stderr, "building", pkg)
	cmd := exec.Command("go", "build", "-trimpath", "-o", output, pkg)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w: %s", pkg, err, text)
	}
	return nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// moduleVersion is the version of a module that a program was built with.
func moduleVersion(binary, module string) string {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "unknown"
	}
	if info.Main.Path == module {
		return info.Main.Version
	}
	for _, dep := range info.Deps {
		if dep.Path == module {
			return dep.Version
		}
	}
	return "unknown"
}
