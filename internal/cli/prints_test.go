package cli

import (
	"io"
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/spf13/cobra"
)

// TestOnlyPrints: every verb is known as one that only prints, or as one that a closed output does not hinder.
func TestOnlyPrints(t *testing.T) {
	others := []string{
		"check", "doctor", "explain", "status", "verify", // the exit code is the answer
		"warm", "add", "remove", // they change something
		"version", "completion", "help",
	}
	verbs := newRoot(console.New(io.Discard, io.Discard), Build{}).Commands()
	for i := 0; i < len(verbs); i++ {
		verb := verbs[i]
		if verb.Name() != "completion" && verb.HasSubCommands() {
			verbs = append(verbs, verb.Commands()...)
			continue
		}
		if (onlyPrints[verb.Name()] != nil) == slices.Contains(others, verb.Name()) {
			t.Errorf("%s: it stands in both lists or in none", verb.CommandPath())
		}
	}
	for name := range onlyPrints {
		if !slices.ContainsFunc(verbs, func(c *cobra.Command) bool { return c.Name() == name }) {
			t.Errorf("%s is no verb", name)
		}
	}
}
