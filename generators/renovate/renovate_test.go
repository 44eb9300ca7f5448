package renovate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/renovate"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestRenovate: Renovate takes the first alias that a name begins with, and asks for
// what stands behind it. From every name in the cache that leads to the one upstream.
func TestRenovate(t *testing.T) {
	c, err := config.Parse([]byte(`apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams:
  - {registry: 210987654321.dkr.ecr.eu-west-1.amazonaws.com, prefix: ROOT}
  - {registry: ghcr.io, prefix: team/apps}
  - {registry: ghcr.io/fluxcd, prefix: team/flux}
  - {registry: docker.io}
`))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := planner.Plan(c, plan.Seen{})
	out, problems := renovate.Generator{Upstreams: c.Spec.Upstreams}.Generate(p)
	if len(out.Files) != 1 || len(problems) > 0 {
		t.Fatalf("%d files, %v", len(out.Files), problems)
	}
	file := out.Files[0]
	for _, upstream := range []string{
		"ghcr.io/amerintlxperts/shop", "ghcr.io/fluxcd/flux-cli", "docker.io/library/nginx", "docker.io/bitnami/redis",
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com/tools/lint",
	} {
		ref, err := image.Parse(upstream)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := c.Cache().Rewrite(ref)
		if err != nil {
			t.Fatal(err)
		}
		if asked := resolve(t, file.Text, moved.Name()); asked != upstream {
			t.Errorf("for %s Renovate asks %s, want %s; with\n%s", moved.Name(), asked, upstream, file.Text)
		}
	}
}

// resolve does what Renovate does with aliases, in the order in which they stand
// (https://github.com/renovatebot/renovate, lib/modules/manager/dockerfile/extract.ts).
func resolve(t *testing.T, configuration, name string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(configuration))
	var last string
	for inside := false; ; {
		token, err := decoder.Token()
		if err != nil {
			t.Fatalf("no alias fits %s: %v", name, err)
		}
		text, isText := token.(string)
		if rest, fits := strings.CutPrefix(name, last+"/"); inside && isText && last != "" && fits {
			return text + "/" + rest
		}
		inside = inside || text == "registryAliases"
		last = text
	}
}
