package leftover_test

import (
	"strings"
	"testing"
)

// TestMessage: for what the configuration can cover, the message has the setting, as a user can paste
// it; for anything else it offers none that would change nothing.
func TestMessage(t *testing.T) {
	object := strings.ReplaceAll(pod("image: 'ghcr.io/acme/app:v1'"), "\n", "\n    ")
	const embedded, no = "rewrite.embedded: true covers", "rewrite."
	for name, test := range map[string]struct {
		text, spec string
		want       string // a part, or no for none of a setting
	}{
		"a field that is not known":  {widget("{parts: [{disk: ghcr.io/acme/app}]}"), "rewrite: {}", `; rewrite.fields: [{group: example.com, kind: Widget, path: 'spec/parts[]/disk'}] covers it`},
		"a key with a slash":         {widget("{a/b: ghcr.io/acme/app}"), "rewrite: {}", `path: spec/a\/b}]`},
		"a key that no path has":     {widget("{'*': ghcr.io/acme/app}"), "rewrite: {}", no},
		"a core object":              {of("v1", "Pod", "spec: {note: ghcr.io/acme/app}"), "rewrite: {}", "[{kind: Pod, path: spec/note}]"},
		"a list of no kind":          {"- ghcr.io/acme/app\n- b: c\n", "rewrite: {}", no},
		"a value of a ConfigMap":     {configMap("{image: ghcr.io/acme/app}"), "rewrite: {}", "a value of a ConfigMap is not changed; rewrite.fields: [{kind: ConfigMap, path: data/image}] covers it"},
		"YAML in a ConfigMap":        {configMap("\n  t: |\n    " + object), "rewrite: {}", embedded},
		"no YAML in a ConfigMap":     {configMap("{t: 'a ghcr.io/acme/app'}"), "rewrite: {}", "text in a ConfigMap that is no YAML or JSON with an image field is not changed"},
		"YAML, and more names in it": {configMap("\n  t: |\n    # ghcr.io\n    " + object), "rewrite: {}", no},
		"YAML that is asked for":     {configMap("\n  t: |\n    " + object), "rewrite: {embedded: true}", no},
		"YAML of a Secret":           {configMap("\n  t: |\n    " + strings.Replace(object, "kind: Pod", "kind: Secret", 1)), "rewrite: {}", no},
		"YAML that opted out":        {configMap("\n  t: |\n    " + strings.Replace(object, "namespace: web", "annotations: {ecrcache.amerintlxperts.github.io/ignore: 'true'}", 1)), "rewrite: {}", no},
		"YAML in a field":            {widget("\n  t: |\n    " + object), "rewrite: {}", "the text is more than one image reference; " + embedded + " it"},
		"a sentence in a field":      {widget("{t: 'a ghcr.io/acme/app'}"), "rewrite: {}", no},
		"JSON in a field":            {widget(`{t: '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "ghcr.io/acme/app"}]}}'}`), "rewrite: {}", embedded},
		"a folded text":              {widget("\n  t: >\n    {\"apiVersion\": \"v1\", \"kind\": \"Pod\",\n    \"spec\": {\"containers\": [{\"image\": \"ghcr.io/acme/app\"}]}}"), "rewrite: {}", no},
		"a List in a field":          {widget("\n  t: |\n    kind: List\n    apiVersion: v1\n    items: [{apiVersion: v1, kind: Pod, spec: {containers: [{image: ghcr.io/acme/app}]}}]"), "rewrite: {}", no},
		"an argument":                {pod("args: [ghcr.io/acme/app]"), "rewrite: {}", "rewrite.args: true covers"},
		"an argument with more":      {pod("args: ['a ghcr.io/acme/app']"), "rewrite: {}", "the argument is more than one image reference"},
		"an address":                 {of("source.toolkit.fluxcd.io/v1", "OCIRepository", "spec: {url: 'oci://ghcr.io/acme/app'}"), "rewrite: {}", "rewrite.ociURLs: true covers"},
		"an address elsewhere":       {widget("{a: 'oci://ghcr.io/acme/app'}"), "rewrite: {}", "the OCI address is in a field that is not known to hold one"},
		"an argument, asked for":     {pod("args: ['--a=ghcr.io']"), "rewrite: {args: true}", "the argument is more than one image reference"},
		"YAML in a patch":            {"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- patch: |\n    " + object, "rewrite: {}", "write the cache's name in the patch; " + embedded + " it"},
		"an annotation":              {"apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {a: ghcr.io/acme/app}}\n", "rewrite: {}", "rewrite.anyField: true covers"},
		"another puller":             {of("pkg.crossplane.io/v1", "Provider", "spec: {package: ghcr.io/acme/app}"), "rewrite: {}", "Crossplane's package manager pulls it"},
	} {
		r := leave(t, test.text, test.spec)
		if len(r.Findings) == 0 {
			t.Errorf("%s: nothing is reported", name)
			continue
		}
		got := r.Findings[0].Message
		if test.want == no && strings.Contains(got, no) || test.want != no && !strings.Contains(got, test.want) {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestCurrentIsShort: the text around a reference may be a secret, so the finding shows references
// alone. It also says in which line the text is.
func TestCurrentIsShort(t *testing.T) {
	r := leave(t, widget("\n  note: 'token abc123, ghcr.io/acme/app:v1 and more'"))
	f := r.Findings[0]
	if strings.Contains(f.Field.Current, "abc123") || !strings.Contains(f.Field.Current, "ghcr.io/acme/app:v1") {
		t.Errorf("it shows %q", f.Field.Current)
	}
	if f.Line != 5 || f.File.Path != "app.yaml" || f.Resource.Kind != "Widget" {
		t.Errorf("line %d of %s, %s", f.Line, f.File.Path, f.Resource.String())
	}
}
