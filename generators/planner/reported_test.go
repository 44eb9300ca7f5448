package planner_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestNotYetReported: what follows from a problem of the configuration is not told again,
// and what is derived of a token does not show it.
func TestNotYetReported(t *testing.T) {
	r := config.Read([]byte(head + `  upstreams:
  - {registry: ghcr.io, prefix: ghp_planted0000000-abcdef, credential: {}}
  - {registry: gcr.io, credential: {}}
  infrastructure: {recoveryWindowInDays: "3", lifecycle: []}
`))
	if r.Err == nil || r.Config == nil {
		t.Fatal("accepted")
	}
	_, problems := planner.Plan(r.Config, plan.Seen{})
	var codes []string
	for _, p := range r.NotYetReported(problems) {
		codes = append(codes, string(p.Code))
		if strings.Contains(p.String(), "planted") {
			t.Errorf("a token comes back: %s", &p)
		}
	}
	if got := strings.Join(codes, " "); got != "secret-name-ending lifecycle-empty" {
		t.Errorf("told: %s", got)
	}
}
