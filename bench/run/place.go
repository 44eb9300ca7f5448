package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

// A place is the folder, outside Git, of what is built and generated.
type place struct{ folder string }

func (p place) bin(name string) string   { return filepath.Join(p.folder, "bin", name) }
func (p place) page() string             { return filepath.Join(p.folder, "benchmarks.md") }
func (p place) input(name string) string { return filepath.Join(p.folder, "inputs", name) }

// size is how long an input is.
func (p place) size(reads form, n int) (int64, error) {
	info, err := os.Stat(p.input(fmt.Sprintf("%s-%d.yaml", reads, n)))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// cluster is the corpus of the tables.
func cluster(n int, rewritten bool) corpus.Corpus {
	return corpus.Corpus{Items: n, Seed: 1, Mix: corpus.Cluster, Rewritten: rewritten}
}

// odd is the worst case.
func odd(n int, rewritten bool) corpus.Corpus {
	return corpus.Corpus{Items: n, Seed: 1, Mix: corpus.Odd, Rewritten: rewritten}
}

// generate writes every input of the sizes.
func (p place) generate(sizes []int) error {
	if err := os.MkdirAll(p.input(""), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(p.input("ecrcache.yaml"), []byte(corpus.Config), 0o644); err != nil {
		return err
	}
	for _, n := range sizes {
		c := cluster(n, false)
		if err := write(p.input(fmt.Sprintf("list-%d.yaml", n)), c.WriteList); err != nil {
			return err
		}
		if err := write(p.input(fmt.Sprintf("stream-%d.yaml", n)), c.WriteStream); err != nil {
			return err
		}
		if n > kustomizeItems {
			continue
		}
		if err := p.kustomizations(n); err != nil {
			return err
		}
	}
	return write(p.input("kbld.yaml"), writeKbld)
}

// writeKbld writes kbld's configuration: what every image becomes, so that it asks
// no registry.
func writeKbld(w io.Writer) error {
	fmt.Fprint(w, "apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides:\n")
	for _, image := range corpus.Images() {
		if _, err := fmt.Fprintf(w, "- image: %q\n  newImage: %q\n  preresolved: true\n", image.Old, image.New); err != nil {
			return err
		}
	}
	return nil
}

// write makes a file of what a function writes.
func write(path string, content func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<16)
	if err := content(out); err != nil {
		return err
	}
	return out.Flush()
}
