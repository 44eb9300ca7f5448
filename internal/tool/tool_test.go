package tool_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/tool"
)

// spy is a test that says what became of it.
type spy struct {
	testing.TB
	became string
}

func (s *spy) Helper()               {}
func (s *spy) Fatalf(string, ...any) { s.became = "failed" }
func (s *spy) Skipf(string, ...any)  { s.became = "skipped" }

// TestPath: what is missing is a failure exactly where it could have been installed.
func TestPath(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "there.exe") // the end by which Windows knows a program
	if err := os.WriteFile(there, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	for _, test := range [][3]string{
		{"there.exe", "", ""}, {"there.exe", "required", ""}, {"missing", "", "skipped"}, {"missing", "1", "skipped"}, {"missing", "required", "failed"},
	} {
		t.Setenv("ECRCACHE_E2E", test[1])
		s := &spy{TB: t}
		path := tool.Path(s, test[0])
		if s.became != test[2] || test[2] == "" && path != there {
			t.Errorf("%v: %q, %s", test, s.became, path)
		}
	}
}
