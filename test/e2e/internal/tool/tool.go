// Package tool builds the programs that the tests and the demo run. The commands
// run in test/e2e, from which all its paths start.
package tool

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A Tool is a program built from source.
type Tool struct {
	Name    string // of the program
	Module  string // the folder whose go.mod chooses the versions
	Package string
}

// What is built. kpt, Helm, goreleaser and krew are only built where none is installed.
var (
	Ecrcache   = Tool{"ecrcache", "../..", "./cmd/ecrcache"}
	Kustomize  = Tool{"kustomize", ".", "sigs.k8s.io/kustomize/kustomize/v5"}
	Kpt        = Tool{"kpt", "kpt", "."}
	Helm3      = Tool{"helm3", "helm3", "helm.sh/helm/v3/cmd/helm"}
	Helm4      = Tool{"helm4", "helm4", "helm.sh/helm/v4/cmd/helm"}
	Goreleaser = Tool{"goreleaser", "goreleaser", "github.com/goreleaser/goreleaser/v2"}
	Krew       = Tool{"krew", "krew", "sigs.k8s.io/krew/cmd/krew"}
	KrewCheck  = Tool{"validate-krew-manifest", "krew", "sigs.k8s.io/krew/cmd/validate-krew-manifest"}
)

// Build builds the tools into the folder, as static binaries.
func Build(folder string, tools ...Tool) error {
	for _, t := range tools {
		build := exec.Command("go", "build", "-o", filepath.Join(folder, t.Name), t.Package)
		build.Dir = t.Module
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s in %s: %w\n%s", t.Package, t.Module, err, output)
		}
	}
	return nil
}

// Idle puts a program of the function's name into the folder that hands on what
// it reads. First on PATH, it makes the same build do without the function.
func Idle(folder string) error {
	cat, err := exec.LookPath("cat")
	if err != nil {
		return err
	}
	return os.Symlink(cat, filepath.Join(folder, Ecrcache.Name))
}

// OnPath is the PATH with the folder first, for the environment of a command.
func OnPath(folder string) string {
	return "PATH=" + folder + string(os.PathListSeparator) + os.Getenv("PATH")
}
