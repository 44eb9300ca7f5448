package input

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestManyBases: a chain of bases that nobody writes is refused, with what to do; as many as are accepted are
// read.
func TestManyBases(t *testing.T) {
	dir := t.TempDir()
	for i := range maxBases + 2 {
		text := "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  region: ca-central-1\n"
		if i > 0 {
			text += fmt.Sprintf("  base: %d.yaml\n", i-1)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := func(i int) ([]Layer, error) {
		file := filepath.Join(dir, fmt.Sprintf("%d.yaml", i))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, layers, err := baseOf(file, text)
		return layers, err
	}
	if layers, err := read(maxBases); err != nil || len(layers) != maxBases+1 {
		t.Errorf("%d layers, %v", len(layers), err)
	}
	if _, err := read(maxBases + 1); err == nil || !strings.Contains(err.Error(), "at most 32 bases follow each other; put what some of them set into one file") {
		t.Error(err)
	}
}
