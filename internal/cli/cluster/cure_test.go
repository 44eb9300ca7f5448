package cluster

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/owners"
)

// TestRestartQuoted: names that a file gives, and no API server would take, are words of the command.
func TestRestartQuoted(t *testing.T) {
	got := restart(&owners.Owner{Kind: "StatefulSet", Name: "x$(touch planted)", Namespace: "n; touch planted"})
	if want := `: kubectl rollout restart 'statefulset/x$(touch planted)' --namespace 'n; touch planted'`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
