package admission

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// TestOperatorsAreDocumented: the page lists every operator with its label and its source,
// and every namespace that is left out.
func TestOperatorsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/admission.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range operators {
		row := fmt.Sprintf("| %s | `%s` | [", o.name, o.label)
		_, after, found := strings.Cut(string(text), row)
		line, _, _ := strings.Cut(after, "\n")
		if !found || !strings.Contains(line, "]("+o.source+")") {
			t.Errorf("no row %s…](%s)", row, o.source)
		}
	}
	for _, namespace := range v1alpha1.ExcludedNamespaces() {
		if !strings.Contains(string(text), "`"+namespace+"`") {
			t.Errorf("the namespace %s is not named", namespace)
		}
	}
}
