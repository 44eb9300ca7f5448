package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/planted"
)

// atPlaces are the command lines that are run on every secret at every place; without
// arguments it is the function.
var atPlaces = [][]string{
	{"rewrite", "--dry-run", "--verbose", "."},
	{"rewrite", "--dry-run", "-o", "json", "."},
	{"check", "--strict", "."},
	{"check", "--strict", "-o", "json", "."},
	{"check", "--all", "."},
	{"check", "--all", "--strict", "-o", "github", "."},
	{"check", "--all", "--strict", "-o", "sarif", "."},
	{"check", "--all", "--strict", "-o", "gitlab", "."},
	{"check", "--all", "--strict", "-o", "json", "."},
	{"images", "."},
	{"images", "-o", "csv", "."},
	{"images", "-o", "json", "."},
	{"images", "-o", "yaml", "."},
	{},
}

const plainConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec: {accountID: "123456789012", region: ca-central-1, upstreams: [{registry: ghcr.io}, {registry: docker.io}]}
`

// TestSecretsAtPlaces: what is a secret by its looks is told by no command line, wherever
// it stands.
func TestSecretsAtPlaces(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "ecrcache.yaml"), plainConfig)
	t.Chdir(folder)
	runs := 0
	for _, place := range planted.Places() {
		for _, secret := range planted.Secrets() {
			runs += tellsAtPlace(t, planted.AtPlace(place, secret), place)
		}
	}
	for _, secret := range planted.Secrets() {
		name := strings.NewReplacer("/", "_", " ", "_").Replace(secret) + ".yaml"
		write(t, name, planted.AtPlace("", ""))
		runs += tellsAtPlace(t, planted.AtPlace("", ""), "a file's name")
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d secrets, %d places, %d command lines: %d runs", len(planted.Secrets()), len(planted.Places())+1, len(atPlaces), runs)
}

// TestPasswordsAroundReferences: text that stands around a reference is not told, though
// it does not look like a secret.
func TestPasswordsAroundReferences(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "ecrcache.yaml"), plainConfig)
	t.Chdir(folder)
	for _, place := range []string{
		"behind an image", "an anchor's name", "a comment", "a text before a reference", "a text behind a reference",
		"a text that ends in a reference", "an argument", "a broken value",
	} {
		tellsAtPlace(t, planted.AtPlace(place, planted.Password("x")), place)
	}
}

// TestPasswordsInImages: of a text in the place of an image that is none, only the references in it are told.
func TestPasswordsInImages(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "ecrcache.yaml"), plainConfig)
	t.Chdir(folder)
	secret := planted.Password("x")
	values := func(image string) string {
		return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  values:\n    image: " + image + "\n"
	}
	pod := func(annotations, image string) string {
		return "apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {" + annotations + "}}\nspec:\n  containers:\n  - name: c\n    image: " + image + "\n"
	}
	const ignore = `ecrcache.amerintlxperts.github.io/ignore: "true"`
	for name, document := range map[string]string{
		"JSON in values":       values(`'{"auths":{"ghcr.io":{"username":"bob","password":"` + secret + `"}}}'`),
		"a key in values":      values(`"-----BEGIN PRIVATE KEY-----\n` + secret + `"`),
		"words in values":      values(`"docker.example.com/x:v1 --password ` + secret + `"`),
		"words":                pod("", `"docker.example.com/x:v1 --password `+secret+`"`),
		"words that opted out": pod(ignore, `"ghcr.io/a/b:v1 --password `+secret+`"`),
		"a key that opted out": pod(ignore, `"-----BEGIN PRIVATE KEY-----\n`+secret+`"`),
		"a kustomization": "kind: Kustomization\nimages:\n- name: 'ghcr.io/a/b:v1 --password " + secret + "'\n  newTag: v2\n" +
			"- name: ghcr.io/a/c\n  newName: 'ghcr.io/a/d --password " + secret + "'\n",
	} {
		tellsAtPlace(t, document, name)
	}
}

// tellsAtPlace runs the command lines on a document, and counts them.
func tellsAtPlace(t *testing.T, document, place string) int {
	t.Helper()
	write(t, "manifest.yaml", document)
	for _, args := range atPlaces {
		stdin := ""
		if len(args) == 0 {
			stdin = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n" + indented(plainConfig, "  ") +
				"items:\n- " + strings.TrimPrefix(indented(document, "  "), "  ")
		}
		var stdout, stderr bytes.Buffer
		Main(Build{}, args, strings.NewReader(stdin), &stdout, &stderr)
		told := stdout.String()
		if len(args) == 0 {
			_, told, _ = strings.Cut(told, "\nresults:\n")
		}
		if told+stderr.String() == "" && len(args) > 0 && args[0] != "images" {
			t.Errorf("%s: %q told nothing", place, args)
		}
		for _, found := range planted.Found(told + stderr.String()) {
			t.Errorf("%s: %q: %s", place, args, found)
		}
	}
	return len(atPlaces)
}

func indented(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
}
