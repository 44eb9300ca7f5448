package e2e

import (
	"fmt"
	"os"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// TestMain builds the function and kustomize once and puts them first on PATH,
// where every command of the tests finds them, as a user's would.
func TestMain(m *testing.M) {
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	folder, err := os.MkdirTemp("", "ecrcache-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	if err := tool.Build(folder, tool.Ecrcache, tool.Kustomize); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := os.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
