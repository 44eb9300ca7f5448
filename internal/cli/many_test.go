package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestManyConfigurations: the time of the verbs that do something for each configuration is in proportion to
// their number; the manifests are read once.
func TestManyConfigurations(t *testing.T) {
	for _, verb := range []string{"doctor .", "generate --images . --out out"} {
		for attempt := 0; ; attempt++ { // a busy machine makes one of them long
			few, many := timeOfFleet(t, verb, 50), timeOfFleet(t, verb, 200)
			if many < 9*few {
				break
			}
			if attempt == 3 {
				t.Errorf("%s: 50 configurations take %v, 200 take %v", verb, few, many)
				break
			}
		}
	}
}

// timeOfFleet is how long a verb takes for n configurations, each with ten manifests.
func timeOfFleet(t *testing.T, verb string, n int) time.Duration {
	t.Helper()
	work := t.TempDir()
	t.Chdir(work)
	for i := range n {
		dir := fmt.Sprintf("c%d", i)
		must(t, os.Mkdir(dir, 0o755))
		must(t, os.WriteFile(filepath.Join(dir, "ecrcache.yaml"), fmt.Appendf(nil, "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: %s}\nspec: {accountID: '123456789012', region: ca-central-1, kustomize: {}}\n", dir), 0o644))
		for j := range 10 {
			must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", j)), []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: 'ghcr.io/org/a:v1'}]}\n"), 0o644))
		}
	}
	var stdout, stderr bytes.Buffer
	began := time.Now()
	if code := Main(Build{}, strings.Fields(verb), strings.NewReader(""), &stdout, &stderr); code != exit.CodeDone {
		t.Fatalf("%s: exit code %d: %s", verb, code, stderr.String())
	}
	return time.Since(began)
}
