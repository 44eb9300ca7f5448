package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
)

// TestManyFiles: the time to write a directory is in proportion to its files, all of which an earlier
// run has written here.
func TestManyFiles(t *testing.T) {
	for attempt := 0; ; attempt++ { // a busy machine makes one of them long
		few, many := timeToWrite(t, 500), timeToWrite(t, 2000)
		if many < 9*few {
			return
		}
		if attempt == 3 {
			t.Fatalf("500 files take %v, 2,000 take %v", few, many)
		}
	}
}

// timeToWrite is how long it takes to write n files that are there already.
func timeToWrite(t *testing.T, n int) time.Duration {
	t.Helper()
	configuration := &v1alpha1.PullThroughCache{}
	d := &Directory{Path: t.TempDir(), Config: configuration}
	for i := range n {
		f := object.File{Name: fmt.Sprintf("%d.yaml", i), Text: "metadata:\n  annotations:\n    " + v1alpha1.OwnerAnnotation + ": " + configuration.Owner() + "\n"}
		if err := os.WriteFile(filepath.Join(d.Path, f.Name), []byte(f.Text), 0o600); err != nil {
			t.Fatal(err)
		}
		d.Files = append(d.Files, f)
	}
	began := time.Now()
	if err := (Directories{d}).Write(t.Context(), console.New(io.Discard, io.Discard)); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}
