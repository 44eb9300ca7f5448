package replace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestReplaceFewOpen: a process that may have few files open replaces many all the same,
// and one that may have none says so.
func TestReplaceFewOpen(t *testing.T) {
	for most, want := range map[int]string{3: "", 0: "00.yaml: too many open files; no file was written"} {
		dir := t.TempDir()
		all := make([]Replacement, 10)
		for i := range all {
			path := filepath.Join(dir, fmt.Sprintf("%02d.yaml", i))
			write(t, path, "old")
			all[i] = Replacement{read(t, path), []byte("new")}
		}
		free := most
		r := &Replacer{Create: func(dir, pattern string) (Temp, error) {
			if free == 0 {
				return nil, syscall.EMFILE
			}
			free--
			f, err := os.CreateTemp(dir, pattern)
			return limited{f, &free}, err
		}}
		err := r.Replace(context.Background(), all)
		if want == "" && err != nil || want != "" && (err == nil || err.Error() != filepath.Join(dir, want)) {
			t.Errorf("%d at once: %v", most, err)
		}
		expected := "new"
		if want != "" {
			expected = "old"
		}
		for i := range all {
			if got, err := os.ReadFile(all[i].Path); err != nil || string(got) != expected {
				t.Errorf("%d at once: %s holds %q, %v", most, all[i].Path, got, err)
			}
		}
		if free != most {
			t.Errorf("%d files are still open", most-free)
		}
	}
}

// limited is one of few files that may be open.
type limited struct {
	Temp
	free *int
}

func (f limited) Close() error {
	*f.free++
	return f.Temp.Close()
}
