package verify

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A builder runs the user's programs.
type builder struct {
	kustomize, helm []string // the words of the commands, before their arguments
	timeout         time.Duration
	scratch         string // a directory for values
}

// build builds a target in a tree. Where the target adds something, the tree is one
// that nobody else uses.
func (b *builder) build(ctx context.Context, t *target, in *tree) (out []byte, err error) {
	if t.overlay != nil {
		undo, err := t.overlay.write(in, t.dir)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, undo()) }()
	}
	words := b.kustomizeWords(t)
	if t.kind == OfHelm || t.valuesText != nil {
		if words, err = b.helmWords(t); err != nil {
			return nil, err
		}
	}
	c := command{words: words, dir: in.dir, timeout: b.timeout}
	if out, err = c.run(ctx); err != nil {
		return nil, err
	}
	if t.variables != nil {
		out = substituted(out, t.variables)
	}
	return out, nil
}

func (b *builder) kustomizeWords(t *target) []string {
	words := slices.Clone(b.kustomize)
	if t.loose {
		words = append(words, "--load-restrictor", "LoadRestrictionsNone")
	}
	return append(words, filepath.FromSlash(t.dir))
}

func (b *builder) helmWords(t *target) ([]string, error) {
	words := append(slices.Clone(b.helm), "template", "release", "."+string(filepath.Separator)+filepath.FromSlash(t.dir))
	for _, file := range t.values {
		words = append(words, "--values", filepath.FromSlash(file))
	}
	if t.valuesText != nil {
		file, err := b.note(t.valuesText)
		if err != nil {
			return nil, err
		}
		words = append(words, "--values", file)
	}
	for _, p := range t.parameters {
		words = append(words, "--set", p)
	}
	return words, nil
}

// note writes values into a file of their own.
func (b *builder) note(values []byte) (string, error) {
	f, err := os.CreateTemp(b.scratch, "values-*.yaml")
	if err != nil {
		return "", err
	}
	_, err = f.Write(values)
	return f.Name(), errors.Join(err, f.Close())
}
