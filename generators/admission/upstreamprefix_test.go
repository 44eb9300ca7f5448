package admission_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestUpstreamPrefix: a policy knows no upstreamRepositoryPrefix, and would write the name
// of another image, so nothing is generated.
func TestUpstreamPrefix(t *testing.T) {
	c, err := config.Parse([]byte(`apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: cgr.dev, upstreamRepositoryPrefix: example.com}]
  admission: {}
`))
	if err != nil {
		t.Fatal(err)
	}
	files, problems := generators.Files(c, plan.Seen{})
	if len(files) > 0 || !plan.Failed(problems) {
		t.Errorf("%d files, %v", len(files), problems)
	}
}
