package e2e

import (
	"os"
	"strings"
	"testing"
)

// shellBlocks are the lines of a document's ```sh blocks: what nobody can show the
// output of. A test that runs them says how.
func shellBlocks(t *testing.T, document string) [][]string {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	var blocks [][]string
	for i, part := range strings.Split(string(text), "```sh\n") {
		if i > 0 {
			inside, _, _ := strings.Cut(part, "```")
			blocks = append(blocks, strings.Split(strings.TrimSpace(inside), "\n"))
		}
	}
	return blocks
}
