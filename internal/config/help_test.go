package config

import (
	"errors"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// smallest is the smallest configuration that is accepted.
const smallest = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
spec:
  accountID: "123456789012"
  region: ca-central-1
`

// withSpec is the smallest configuration and more lines of its spec.
func withSpec(lines string) string {
	return smallest + "  " + strings.ReplaceAll(strings.TrimRight(lines, "\n"), "\n", "\n  ") + "\n"
}

// withRewrite is the smallest configuration and lines of its spec.rewrite.
func withRewrite(lines string) string {
	return withSpec("rewrite:\n  " + strings.ReplaceAll(strings.TrimRight(lines, "\n"), "\n", "\n  "))
}

// flat is a ConfigMap with accountID, region and more lines in its data.
func flat(lines string) string {
	return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: function-input\ndata:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  " +
		strings.ReplaceAll(strings.TrimRight(lines, "\n"), "\n", "\n  ") + "\n"
}

// mustParse parses a text that is accepted.
func mustParse(t *testing.T, text string) *v1alpha1.PullThroughCache {
	t.Helper()
	c, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, text)
	}
	return c
}

// refusal parses a text that is not, and returns what is said.
func refusal(t *testing.T, text string) finding.List {
	t.Helper()
	c, err := Parse([]byte(text))
	var errs finding.List
	if !errors.As(err, &errs) || c != nil || len(errs) == 0 {
		t.Fatalf("accepted, or refused with %T: %v\nin\n%s", err, err, text)
	}
	return errs
}
