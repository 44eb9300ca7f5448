package planner_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestNoRepositoryForPlaceholder: no repository is made whose name is not known,
// whatever tool fills it in.
func TestNoRepositoryForPlaceholder(t *testing.T) {
	c, err := config.Parse([]byte(`apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: quay.io}]
  infrastructure: {provider: Terraform, repositories: PreCreate}
`))
	if err != nil {
		t.Fatal(err)
	}
	images := []image.Reference{{Host: "quay.io", Repository: "org/known"}}
	for _, name := range []string{"${X}", "$(X)", "$X", "{{ x }}", "<< x >>", "%(x)s", "__X__", "[[ x ]]", "{x}", "#{x}#", "<X>", "@@X@@"} {
		images = append(images, image.Reference{Host: "quay.io", Repository: "org/" + name})
	}
	p, findings := planner.Plan(c, plan.Seen{Images: images})
	if len(p.Repositories) != 1 || p.Repositories[0].Repository != "quay/org/known" {
		t.Errorf("planned %+v", p.Repositories)
	}
	told := 0
	for _, f := range findings {
		if strings.Contains(f.Message, "holds a placeholder") {
			told++
		}
	}
	if told != len(images)-1 {
		t.Errorf("%d of %d are reported", told, len(images)-1)
	}
}
