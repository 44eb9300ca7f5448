package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/planted"
)

// secretConfig has every option by which more is read and more is written.
const secretConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr, namespace: shop}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, credential: {kubernetesSecret: {name: ghcr-credentials, key: credentials.json}}}]
  rewrite: {args: true, embedded: true, anyField: true, ociURLs: true, pullSecrets: Remove}
  infrastructure: {repositories: PreCreate, provider: Terraform}
  kustomize: {transformers: true}
  flux: {namespace: flux-system, markers: true}
`

// asDocuments are the command lines whose standard output is the documents
// themselves, or lines of them.
var asDocuments = [][]string{
	{"rewrite"}, {"rewrite", "--restore"}, {"rewrite", "--diff", "."},
}

// asTalk are those that tell of documents: no secret of theirs may come out.
var asTalk = [][]string{
	{"rewrite", "--dry-run", "."},
	{"rewrite", "--dry-run", "-o", "json", "."},
	{"rewrite", "--strict", "-o", "json", "."},
	{"check", "."},
	{"check", "--strict", "."},
	{"check", "--strict", "-o", "json", "."},
	{"check", "--all", "-o", "sarif", "."},
	{"check", "--all", "-o", "github", "."},
	{"check", "--all", "-o", "gitlab", "."},
	{"check", "--all", "--baseline", "known.yaml", "--update-baseline", "manifests.yaml"},
	{"check", "--baseline", "manifests.yaml", "release.yaml"},
	{"check", "--baseline", "an-alias.yaml", "release.yaml"},
	{"check", "--baseline", "baseline.yaml", "release.yaml"},
	{"images", "."},
	{"images", "-o", "json", "."},
	{"images", "-o", "html", "."},
	{"images", "-o", "wide", "."},
	{"images", "-o", "yaml", "."},
	{"images", "-o", "csv", "."},
	{"images", "-o", "name", "."},
	{"images", "--unique", "-o", "table", "--color", "always", "."},
	{"doctor", "."},
	{"doctor", "-v", "."},
	{"doctor", "-o", "json", "."},
	{"doctor", "-o", "yaml", "."},
	{"warm", "--dry-run", "."},
	{"warm", "--dry-run", "-o", "json", "."},
	{"warm", "--dry-run", "--list", "manifests.yaml"},
	{"warm", "--dry-run", "--list", "password.txt"},
	{"warm", "--print-policy"},
	{"status", "--print-policy", "."},
	{"verify", "--kustomize", "sh builder.sh", "."},
	{"verify", "--kustomize", "sh builder.sh", "--round-trip", "-o", "json", "."},
	{"releases", "--helm-command", "sh helm.sh fails", "."},
	{"releases", "--helm-command", "sh helm.sh", "-o", "json", "."},
	{"releases", "--helm-command", "sh helm.sh", "."},
	{"generate"},
	{"generate", "--images", "."},
	{"generate", "--images", ".", "--out", "generated"},
	{"generate", "--renovate"},
	{"explain", "https://robot:" + planted.Password("address") + "@ghcr.io/org/app:v1"},
	{"explain", "-o", "json", "robot:" + planted.Password("login") + "@ghcr.io/org/app:v1"},
	{"explain", "-o", "yaml", "ghcr.io/org/app:" + planted.Token()},
	{"explain", "ghcr.io/org/app:" + planted.Token()},
	// Command lines that make no sense, with a token in the wrong place.
	{planted.Token()},
	{"rewrite", "--" + planted.Token()},
	{"rewrite", "--output", planted.Token()},
	{"rewrite", planted.Token()},
	{"check", "--config", planted.Token()},
	{"images", "--account-id", planted.Token()},
	{"rewrite", "--upstream", "ghcr.io=" + planted.Token()},
	{"help", "rewrite"},
	{"init", "--account-id", planted.Token(), "--region", "ca-central-1", "--file", "-"},
	{"init", "--account-id", "123456789012", "--region", "ca-central-1", "--upstream", planted.FineGrained(), "--file", "-"},
	{"setters", "list", "."},
	{"setters", "list", "-o", "json", "."},
	{"setters", "add", "--dry-run", "."},
	{"setters", "remove", "--dry-run", "."},
	{"config"},
	{"config", "--origins"},
	{"config", "-o", "json"},
	{"config", planted.Token()},
	{"version"},
	{"completion", "bash"},
}

// TestSecrets runs every verb on a tree in which a secret stands wherever people put
// one.
func TestSecrets(t *testing.T) {
	defer func() {
		t.Logf("%d command lines, each on %d documents that cannot be read and %d secrets in one that can", 2*len(asTalk)+2*len(asDocuments), len(planted.Broken()), planted.Count(planted.Manifests()))
	}()
	for _, loud := range []string{"", "--verbose"} {
		for _, args := range asTalk {
			keepsSecrets(t, append(slices.Clone(args), strings.Fields(loud)...))
		}
		for _, args := range asDocuments {
			stdout, stderr := inPlantedTree(t, append(slices.Clone(args), strings.Fields(loud)...))
			tellsNothing(t, args, "standard error", stderr)
			if planted.Count(stdout) == 0 {
				t.Errorf("%q: the documents lost their secrets", args)
			}
		}
	}
}

// TestSecretsEveryVerb: no verb is left out above.
func TestSecretsEveryVerb(t *testing.T) {
	run := map[string]bool{}
	for _, args := range slices.Concat(asTalk, asDocuments) {
		run[args[0]] = true
	}
	for _, verb := range newRoot(console.New(nil, nil), Build{}).Commands() {
		if !run[verb.Name()] {
			t.Errorf("%s is not run on secrets", verb.Name())
		}
	}
}

// TestSecretsInConfigurations: a configuration that is refused is told by place.
func TestSecretsInConfigurations(t *testing.T) {
	for name, text := range planted.Configurations() {
		for _, verb := range [][]string{{"rewrite", "."}, {"check", "-o", "json", "."}, {"doctor"}, {"generate"}, {"images", "."}, {"config", "."}, {"explain", "ghcr.io/org/app:v1"}} {
			folder := plantedTree(t)
			write(t, filepath.Join(folder, "ecrcache.yaml"), text)
			t.Chdir(folder)
			var stdout, stderr bytes.Buffer
			if code := Main(Build{}, append(verb, "-v"), strings.NewReader(""), &stdout, &stderr); code == exit.CodeDone {
				t.Errorf("%s: %q takes the configuration", name, verb)
			}
			tellsNothing(t, append(verb, name), "standard output", stdout.String())
			tellsNothing(t, append(verb, name), "standard error", stderr.String())
		}
	}
}

// keepsSecrets fails the test for a secret that a command line tells, and for one in a file
// that it wrote.
func keepsSecrets(t *testing.T, args []string) {
	t.Helper()
	stdout, stderr := inPlantedTree(t, args)
	tellsNothing(t, args, "standard output", stdout)
	tellsNothing(t, args, "standard error", stderr)
	if slices.Contains(args, ".") && !strings.Contains(stdout+stderr, "manifests.yaml") && !slices.Contains(args, "name") && !slices.Contains(quietOfFiles, args[0]) {
		t.Errorf("%q did not look at the tree:\n%s%s", args, stdout, stderr)
	}
}

// quietOfFiles are the verbs that tell of images and not of where they stand, or only of what they would write.
var quietOfFiles = []string{"doctor", "generate", "setters", "status", "warm"}

// inPlantedTree runs a command line in a tree of its own, and holds the files to
// what they held.
func inPlantedTree(t *testing.T, args []string) (stdout, stderr string) {
	t.Helper()
	folder := plantedTree(t)
	t.Chdir(folder)
	before := secretsIn(t, folder)
	var out, err bytes.Buffer
	Main(Build{}, args, strings.NewReader(planted.Manifests()), &out, &err)
	for path, n := range secretsIn(t, folder) {
		if n != before[path] {
			t.Errorf("%q: %s held %d secrets and now holds %d", args, path, before[path], n)
		}
	}
	return out.String(), err.String()
}

func plantedTree(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "ecrcache.yaml"), secretConfig)
	write(t, filepath.Join(folder, "manifests.yaml"), planted.Manifests())
	// A build of the manifests, in which every image is another one after rewriting.
	write(t, filepath.Join(folder, "kustomization.yaml"), "resources: [manifests.yaml]\n")
	write(t, filepath.Join(folder, "builder.sh"), "case $PWD in */after) sed 's/:v1/:lost/g; s,/ghcr/,/lost/,g' manifests.yaml ;; *) cat manifests.yaml ;; esac\n")
	// A chart of an address with a login, whose Helm says it again, or renders the manifests.
	write(t, filepath.Join(folder, "release.yaml"), "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: charts}\nspec: {url: 'https://robot:"+planted.Password("charts")+"@ghcr.io/charts'}\n---\n"+
		"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec: {chart: {spec: {chart: shop, sourceRef: {kind: HelmRepository, name: charts}}}, values: {token: "+planted.Token()+"}}\n")
	write(t, filepath.Join(folder, "helm.sh"), "if [ $1 = fails ]; then echo \"Error: looking for $*\" >&2; exit 1; fi; cat manifests.yaml\n")
	// Files that are given in the place of others.
	write(t, filepath.Join(folder, "password.txt"), planted.Password("list")+" x\n")
	write(t, filepath.Join(folder, "baseline.yaml"), "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: Baseline\nfindings: "+planted.Password("baseline")+"\n")
	for name, text := range planted.Broken() {
		write(t, filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".yaml"), text)
	}
	return folder
}

// secretsIn counts the secrets in every file.
func secretsIn(t *testing.T, folder string) map[string]int {
	t.Helper()
	all := map[string]int{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = planted.Count(string(text))
		return err
	})
	if err != nil || len(all) < 10 {
		t.Fatalf("%d files, %v", len(all), err)
	}
	return all
}

func tellsNothing(t *testing.T, args []string, where, text string) {
	t.Helper()
	for _, found := range planted.Found(text) {
		t.Errorf("%q: %s: %s", args, where, found)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
