package crd

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// provider is the schema of hashicorp/aws. The test skips where it cannot be
// downloaded.
func provider(t *testing.T) *Provider {
	t.Helper()
	p, err := LoadProvider()
	if errors.Is(err, ErrDownload) && os.Getenv("ECRCACHE_E2E") != "required" {
		t.Skipf("%v; with ECRCACHE_E2E=required this is a failure", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestModules holds the Terraform module of every golden case to the provider's own
// schema.
func TestModules(t *testing.T) {
	p := provider(t)
	cases, err := filepath.Glob("../../generators/terraform/testdata/*/main.tf")
	if err != nil || len(cases) < 6 {
		t.Fatal(cases, err)
	}
	resources := 0
	for _, main := range cases {
		paths, err := filepath.Glob(filepath.Join(filepath.Dir(main), "*.tf"))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[path] = text
			resources += strings.Count("\n"+string(text), "\nresource ")
		}
		for _, problem := range p.Module(files) {
			t.Errorf("%s: %s", filepath.Dir(main), problem)
		}
	}
	if resources < 20 {
		t.Errorf("only %d resources were held", resources)
	}
}

// TestModuleRefused: what the provider would refuse is seen.
func TestModuleRefused(t *testing.T) {
	p := provider(t)
	for text, want := range map[string]string{
		`resource "aws_ecr_pull_through_cache_rule" "a" {
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
}`: "",
		`resource "aws_ecr_pull_through_cache_rule" "a" {
  ecr_repository_prefix = "ghcr"
}`: "aws_ecr_pull_through_cache_rule.upstream_registry_url: missing",
		`resource "aws_ecr_pull_through_cache_rule" "a" {
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
  upstream_registry     = "github-container-registry"
}`: "aws_ecr_pull_through_cache_rule.upstream_registry: no such attribute",
		`resource "aws_ecr_registry_policy" "a" {
  policy      = "{}"
  registry_id = "123456789012"
}`: "aws_ecr_registry_policy.registry_id: the provider sets it",
		`resource "aws_ecr_cache_rule" "a" {
}`: "aws_ecr_cache_rule: the provider has no such resource",
		`resource "aws_ecr_registry_scanning_configuration" "a" {
  scan_type = "BASIC"
  rules {
  }
}`: "aws_ecr_registry_scanning_configuration.rules: no such block",
		`resource "aws_ecr_registry_scanning_configuration" "a" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter = "*"
    }
  }
}`: "aws_ecr_registry_scanning_configuration.rule.repository_filter.filter_type: missing",
		`output "a" {
  value = aws_secretsmanager_secret.a.secret_arn
}`: "aws_secretsmanager_secret: no attribute secret_arn to read, or a deprecated one",
	} {
		var all []string
		if want != "" {
			all = []string{want}
		}
		if got := p.Module(map[string][]byte{"a.tf": []byte(text + "\n")}); !slices.Equal(got, all) {
			t.Errorf("%s\ngot %q, want %q", text, got, all)
		}
	}
}
