// Package builder runs the user's kustomize and Helm on a copy of a repository, with a time
// limit, and explains why a build failed. Packages verify and releases build by it.
package builder

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A Builder runs the user's programs. It may be used by several goroutines.
type Builder struct {
	// Kustomize and Helm are the words of the commands, before the arguments of one build.
	Kustomize, Helm []string
	// Timeout ends a build.
	Timeout time.Duration
	// Scratch is a directory for files with values.
	Scratch string
}

// Build builds a target in a tree and returns what the program writes. When the target has an
// overlay, nobody else may use the tree at the same time. The error is what the program said
// when it failed, [ErrTimeout], [tree.ErrInterrupted], or that of writing an overlay or values.
func (b *Builder) Build(ctx context.Context, t *target.Target, in *tree.Tree) (out []byte, err error) {
	if t.Overlay != nil {
		undo, writeErr := t.Overlay.Write(in, t.Dir)
		if writeErr != nil {
			return nil, writeErr
		}
		defer func() { err = errors.Join(err, undo()) }()
	}
	words := b.kustomizeWords(t)
	if t.Kind == target.OfHelm || t.ValuesTexts != nil {
		if words, err = b.helmWords(t); err != nil {
			return nil, err
		}
	}
	c := command{words: words, dir: in.Dir, timeout: b.Timeout}
	if out, err = c.run(ctx); err != nil {
		return nil, err
	}
	return t.Substitute(out), nil
}

// kustomizeWords is the command that builds a directory, as words.
func (b *Builder) kustomizeWords(t *target.Target) []string {
	words := slices.Clone(b.Kustomize)
	if t.Loose {
		words = append(words, "--load-restrictor", "LoadRestrictionsNone")
	}
	dir := filepath.FromSlash(t.Dir)
	if strings.HasPrefix(dir, "-") {
		dir = "." + string(filepath.Separator) + dir // or kustomize takes it for an option, such as --output
	}
	return append(words, dir)
}

// helmWords is the command that renders a chart, as words. The error is that of writing values.
func (b *Builder) helmWords(t *target.Target) ([]string, error) {
	words := append(slices.Clone(b.Helm), "template", cmp.Or(t.Release, "release"))
	if t.Chart != nil {
		words = append(words, t.Chart.Name)
		words = flag(words, "--repo", t.Chart.Repository)
		words = flag(words, "--version", t.Chart.Version)
	} else {
		words = append(words, "."+string(filepath.Separator)+filepath.FromSlash(t.Dir))
	}
	words = flag(words, "--namespace", t.Namespace)
	if t.SkipTests {
		words = append(words, "--skip-tests")
	}
	for _, file := range t.Values {
		words = append(words, "--values", filepath.FromSlash(file))
	}
	for _, text := range t.ValuesTexts {
		file, err := b.writeValues(text)
		if err != nil {
			return nil, err
		}
		words = append(words, "--values", file)
	}
	for _, p := range t.Parameters {
		words = append(words, "--set", p)
	}
	return words, nil
}

// flag adds an option with its value, unless that is empty.
func flag(words []string, name, value string) []string {
	if value == "" {
		return words
	}
	return append(words, name, value)
}

// writeValues writes values into a new file in Scratch and returns its path.
func (b *Builder) writeValues(values []byte) (string, error) {
	f, err := os.CreateTemp(b.Scratch, "values-*.yaml")
	if err != nil {
		return "", err
	}
	_, err = f.Write(values)
	return f.Name(), errors.Join(err, f.Close())
}
