package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// Commented returns a configuration as YAML, with its account, Region and upstreams, and with
// comments that show what else can be set. It is the text of a new configuration file.
func Commented(c *v1alpha1.PullThroughCache) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line("# Which registries are pulled through which ECR pull-through cache rules, and what")
	line("# is rewritten: https://github.com/amerintlxperts/ecrcache/blob/main/docs/config.md")
	line("apiVersion: ", v1alpha1.APIVersion)
	line("kind: ", v1alpha1.Kind)
	line("metadata:")
	line("  name: images")
	line("  annotations:")
	line("    # For kustomize (transformers:) and kpt; the command line does not need it.")
	line("    config.kubernetes.io/function: |")
	line("      exec:")
	line("        path: ecrcache")
	line("spec:")
	line("  accountID: ", yamltext.Quoted(c.Spec.AccountID), " # in quotes: an account may begin with a zero")
	line("  region: ", yamltext.Quoted(c.Spec.Region))
	line("  upstreams: # the longest match wins")
	for _, u := range c.Spec.Upstreams {
		line("  - registry: ", yamltext.Quoted(u.Registry))
		line("    prefix: ", yamltext.Quoted(u.Prefix), " # the rule's ecrRepositoryPrefix")
	}
	line("    # include: [amerintlxperts/**] # only these repositories; all by default")
	line("    # exclude: []")
	line("  # rewrite:")
	line("  #   digests: Keep     # Drop where there is a tag; Upstream leaves such images alone")
	line("  #   ociURLs: false    # also the addresses of charts and manifests")
	line("  #   args: false       # also words of args and command")
	line("  #   embedded: false   # also YAML and JSON in strings")
	line("  #   pullSecrets: Keep # Remove where every image goes through the cache")
	return b.String()
}
