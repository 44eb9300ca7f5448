package rewrite_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An option is one line of the configuration that goes together with any other.
type option struct{ section, text string }

var options = []option{
	{"rewrite", "embedded: true"},
	{"rewrite", "pullSecrets: Remove"},
	{"rewrite", "args: true"},
	{"rewrite", "ociURLs: true"},
	{"rewrite", "anyField: true"},
	{"rewrite", "digests: Drop"},
	{"rewrite", "digests: Upstream"},
	{"rewrite", "exclude: [{kind: Job}, {container: web}]"},
	{"rewrite", "fields: [{path: spec/x/image}, {kind: ConfigMap, path: data/image}]"},
	{"kustomize", "fluxKustomizations: true"},
	{"kustomize", "helmReleases: true"},
	{"flux", "markers: true, namespace: flux-system"},
	{"", "upstreams: [{registry: ghcr.io}, {registry: docker.io}]"},
	{"", "upstreams: [{registry: ghcr.io, prefix: mirror}, {registry: quay.io}]"},
}

// paired is the configuration of two options; nil when they exclude each other.
func paired(t testing.TB, a, b option) *v1alpha1.PullThroughCache {
	t.Helper()
	sections := map[string][]string{"rewrite": {"maxResults: 0"}}
	for _, o := range []option{a, b} {
		sections[o.section] = append(sections[o.section], o.text)
	}
	text := strings.Join(sections[""], "\n  ")
	for _, name := range []string{"rewrite", "kustomize", "flux"} {
		if lines := sections[name]; lines != nil {
			text += fmt.Sprintf("\n  %s: {%s}", name, strings.Join(lines, ", "))
		}
	}
	if key := func(o option) string { k, _, _ := strings.Cut(o.text, ":"); return o.section + k }; key(a) == key(b) {
		return nil
	}
	return parse(t, strings.TrimPrefix(text, "\n  "))
}

// TestPairsOfOptions: with any two options, twice is once, the order of the items does not
// matter, and no byte changes but those of references and of what the options add.
func TestPairsOfOptions(t *testing.T) {
	inputs := map[string]string{}
	for _, c := range golden.Cases(t, "../../testdata") {
		inputs[c.Name] = c.Read(t, "input.yaml")
	}
	for i, a := range options {
		for _, b := range options[i+1:] {
			c := paired(t, a, b)
			if c == nil {
				continue
			}
			t.Run(a.text+" and "+b.text, func(t *testing.T) {
				for name, input := range inputs {
					sameInAnyOrder(t, c, input, 2)
					once(t, c, name, input)
				}
			})
		}
	}
}

// once rewrites a text twice, and looks at each edit of the first time.
func once(t *testing.T, c *v1alpha1.PullThroughCache, name, input string) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(input))
	if err != nil {
		return
	}
	first, err := resultOf(c, items)
	if err != nil {
		return
	}
	for _, e := range first.Edits {
		if before := input[e.Start:e.End]; !isReference(before, e.Text, c.Spec.Rewrite.Digests == v1alpha1.DigestsDrop) && !isStructure(c, before, e.Text) {
			t.Errorf("%s: %q became %q", name, before, e.Text)
		}
	}
	output := yamlbytes.Splice([]byte(input), first.Edits)
	if items, err = yamlbytes.SplitStream(output); err != nil {
		t.Fatal(err)
	}
	second, err := resultOf(c, items)
	if err != nil {
		t.Fatalf("%s: %v, of the output\n%s", name, err, output)
	}
	if len(second.Edits) > 0 {
		t.Errorf("%s: the second run changes %+v of\n%s", name, second.Edits, output)
	}
}

var (
	// registries are the hosts of the upstreams, by what stands for them in the cache.
	registries = map[string]string{"ghcr": "ghcr.io", "mirror": "ghcr.io", "docker-hub": "docker.io", "quay": "quay.io"}
	inCache    = regexp.MustCompile(`123456789012\.dkr\.ecr\.ca-central-1\.amazonaws\.com(?:/(ghcr|mirror|docker-hub|quay))?`)
	digest     = regexp.MustCompile(`@(sha256:[0-9a-f]{64}|(sha256:)?(\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}|<<[^<>]*>>))`)
)

// isReference reports whether the new text is the old one with its registry replaced: the
// whole reference, a part of it in a field of its own, or one that says NAME=REFERENCE. It
// is written without the rewriter's own code. A digest may go with drop.
func isReference(before, after string, drop bool) bool {
	before = strings.ReplaceAll(before, `\u002e`, ".")
	if drop {
		before, after = digest.ReplaceAllString(before, ""), digest.ReplaceAllString(after, "")
	}
	upstream := inCache.ReplaceAllStringFunc(after, func(host string) string {
		return registries[inCache.FindStringSubmatch(host)[1]]
	})
	if normal(before) == normal(upstream) {
		return true
	}
	if name, ref, found := strings.Cut(upstream, "="); found && strings.HasPrefix(before, name) && normal(ref) == normal(before) {
		return true
	}
	for prefix, registry := range registries {
		host := before == registry && inCache.FindString(after) == after && !strings.Contains(after, "/")
		if host || after == prefix+"/"+before {
			return true
		}
	}
	return false
}

// normal is a reference in one of its spellings, without quotes.
func normal(text string) string {
	text = strings.ToLower(strings.Trim(text, "\"'\n "))
	text = strings.TrimPrefix(text, "index.")
	text = strings.TrimPrefix(text, "docker.io/")
	return strings.TrimPrefix(text, "library/")
}

var (
	newName    = regexp.MustCompile(`^(, |\s*)"?newName"?: "?123456789012\.dkr\.ecr\.ca-central-1\.amazonaws\.com/[a-z0-9/._-]+"?\n?$`)
	pullSecret = regexp.MustCompile(`(?s)^\s*(- )?("?imagePullSecrets"?:|\{?"?name"?:).*`)
	marker     = regexp.MustCompile(`^ # \{"\$imagepolicy": "[a-z0-9-]+:[a-z0-9.-]+(:tag|:digest)?"\}$`)
	fill       = regexp.MustCompile(`(?s)^[],\s]*"?(images|postRenderers|- name|- kustomize|\{"name|\{"kustomize)`)
)

// isStructure reports whether an edit adds or takes out what one of the options is for, or
// the newName that every kustomization gets.
func isStructure(c *v1alpha1.PullThroughCache, before, after string) bool {
	w, k := &c.Spec.Rewrite, c.Spec.Kustomize
	switch {
	case before == "" && newName.MatchString(after):
		return true
	case w.OCIURLs && (strings.TrimSpace(after) == "provider: aws" || before == "generic" && after == "aws"):
		return true
	case w.OCIURLs && after == "" && strings.Contains(before, "secretRef"):
		return true
	case w.PullSecrets == v1alpha1.PullSecretsRemove && after == "" && pullSecret.MatchString(before):
		return true
	case w.Digests == v1alpha1.DigestsDrop && (strings.HasPrefix(before, "sha256:") || strings.Contains(before, "DIGEST")) && strings.Trim(after, `"`) == "":
		return true
	case c.Spec.Flux != nil && before == "" && marker.MatchString(after):
		return true
	}
	return k != nil && before == "" && fill.MatchString(after) && strings.Count(after, "newName") == strings.Count(after, ".dkr.ecr.")
}
