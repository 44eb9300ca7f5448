package cluster

import "testing"

// TestCluster runs all that needs the server: it starts once, and ends with this test.
// Rewritten objects come first, because generated policies change what the server does.
func TestCluster(t *testing.T) {
	c := start(t)
	c.install(t)
	ecrcache := program(t)
	generated := allGenerated(t, ecrcache)
	t.Run("rewritten", func(t *testing.T) { testRewritten(t, c, allRewritten(t, ecrcache)) })
	t.Run("generated", func(t *testing.T) { testGenerated(t, c, generated) })
	t.Run("controls", func(t *testing.T) { testControls(t, c, generated) })
	t.Run("policies", func(t *testing.T) { testPolicies(t, c, ecrcache) })
}
