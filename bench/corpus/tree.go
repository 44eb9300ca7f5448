package corpus

import (
	"fmt"
	"os"
	"path/filepath"
)

// WriteTree writes every object to a file of its own below the folder, a hundred in
// a folder, and the configuration beside them. A folder .git makes it the top of a
// repository, so that nothing above it counts.
func (c Corpus) WriteTree(folder string) error {
	if err := os.MkdirAll(filepath.Join(folder, ".git"), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "ecrcache.yaml"), []byte(Config), 0o644); err != nil {
		return err
	}
	return c.All(func(i int, item Item) error { return write(c.file(folder, i), item.Text) })
}

// Reset writes the files again that a run changes.
func (c Corpus) Reset(folder string) error {
	return c.All(func(i int, item Item) error {
		if item.Class != Upstream {
			return nil
		}
		return write(c.file(folder, i), item.Text)
	})
}

// Check reports the first file that does not hold what the corpus says.
func (c Corpus) Check(folder string) error {
	return c.All(func(i int, item Item) error {
		text, err := os.ReadFile(c.file(folder, i))
		if err == nil && string(text) != string(item.Text) {
			err = fmt.Errorf("%s: the file differs from object %d of the corpus", c.file(folder, i), i)
		}
		return err
	})
}

func (c Corpus) file(folder string, i int) string {
	return filepath.Join(folder, fmt.Sprintf("cluster-%d/apps-%03d/%02d.yaml", i/5000, i/100, i%100))
}

func write(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
