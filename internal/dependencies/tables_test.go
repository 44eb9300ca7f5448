package dependencies

import (
	"os"
	"strings"
	"testing"
)

// The sections of docs/dependencies.md.
const (
	inProgram = "In the program"
	inAWS     = "In ecrcache-aws"
	beside    = "Beside the program"
	inTests   = "In tests only"
	linked    = "Linked with them"
)

// A row is what the document says of a module.
type row struct {
	module  string
	licence string
	told    []string // the cells between, which nobody may leave empty
}

// tables reads the document: the rows by section.
func tables(t *testing.T) map[string][]row {
	t.Helper()
	text, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]row{}
	section := ""
	for line := range strings.Lines(string(text)) {
		if title, found := strings.CutPrefix(line, "## "); found {
			section = strings.TrimSpace(title)
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		last := len(cells) - 1
		all[section] = append(all[section], row{strings.Trim(cells[0], "`"), cells[last], cells[1:last]})
	}
	return all
}

// modules are those of rows, in their order.
func modules(rows []row) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.module)
	}
	return all
}
