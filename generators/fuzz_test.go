package generators

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// FuzzFiles: whatever a configuration says, also one that is refused, is planned and
// generated without a panic, for nothing when a problem is an error; and what is
// told of a refused one stands on lines of its own, without a token.
func FuzzFiles(f *testing.F) {
	for _, pattern := range []string{"../testdata/infra-*/fnconfig.yaml", "*/testdata/*/config.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			f.Fatal(pattern, err)
		}
		for _, path := range found {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := config.Read([]byte(text))
		if r.Config == nil {
			return
		}
		files, problems := Files(r.Config, plan.Seen{})
		if plan.Failed(problems) && files != nil {
			t.Errorf("%d files, and %v", len(files), problems)
		}
		if r.Err == nil {
			return
		}
		for _, p := range r.NotYetReported(problems) {
			if line := p.String(); line != redact.Text(line) || p.Message == "" || strings.Contains(p.Message, "\n") {
				t.Errorf("%q", line)
			}
		}
	})
}
