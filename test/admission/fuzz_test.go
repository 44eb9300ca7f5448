package admission

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/image"
	"sigs.k8s.io/yaml"
)

var (
	references = flag.Int("references", 20000, "how many references the policies are held to")
	seed       = flag.Uint64("seed", 1, "where random references begin")
)

// specs are the configurations whose policies are held to what the program does.
var specs = []string{
	one, many,
	"upstreams: [{registry: docker.io}, {registry: docker.io/library, prefix: official}, {registry: docker.io/org/team, prefix: team}]\nrewrite: {digests: Drop}\nadmission: {}\n",
	"upstreams: [{registry: ghcr.io, include: [\"org/**\", \"*/app\", \"**/x?z/**\"], exclude: [\"**/private\", \"org/a-*\"]}, {registry: docker.io, include: [\"library/*\", redis, \"org/**\"], exclude: [\"ngin?\"]}]\nrewrite: {digests: Upstream}\nadmission: {}\n",
	"upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: ROOT}, {registry: quay.io, prefix: quay/io}, {registry: GHCR.io/org, prefix: org}, {registry: public.ecr.aws}, {registry: team.azurecr.io}]\nadmission: {}\n",
	"upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: other, upstreamRepositoryPrefix: org}, {registry: cgr.dev/org/team, prefix: cgr, upstreamRepositoryPrefix: org}, {registry: quay.io}]\nrewrite: {digests: Drop}\nadmission: {}\n",
}

// TestHostile: what a configuration may hold ends no string of CEL, and no expression.
func TestHostile(t *testing.T) {
	const globs = `["it's/**", 'a"b', "a$b", "(a|b)", "a+b", "^a", "a')||true||('", "$$x/*", "a#b", "a/**/'?"]`
	p := policiesOf(t, "upstreams: [{registry: ghcr.io, exclude: "+globs+"}, {registry: docker.io, include: "+globs+"}]\n"+
		`rewrite: {exclude: [{name: "it's", namespace: "a')||true||('", container: "a$b"}, {name: "*'?"}]}`+"\nadmission: {validate: [Warn]}\n", nil)
	got, err := p.Mutating.Apply(podOf("ghcr.io/org/app:v1", "nginx"), nil)
	if err != nil || imagesOf(got)[0] != cache+"ghcr/org/app:v1" || imagesOf(got)[1] != "nginx" {
		t.Errorf("%v, %v", got, err)
	}
}

// batch is how many references stand in one Pod.
const batch = 200

// TestDifferential holds the policies to package image, to include and exclude, and to the
// function, over random references.
func TestDifferential(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 7))
	moved, total := 0, 0
	for total < *references {
		for _, spec := range specs {
			c := configOf(t, spec)
			p := policiesOf(t, spec, nil)
			for range max(1, *references/len(specs)/batch/4) {
				texts := make([]string, batch)
				for i := range texts {
					texts[i] = randomReference(r)
				}
				got, err := p.Mutating.Apply(podOf(texts...), nil)
				if err != nil {
					t.Fatal(err)
				}
				for i, image := range imagesOf(got) {
					want := rewritten(c, texts[i])
					if image != want {
						t.Errorf("%q becomes %q in the cluster and %q in Git, with\n%s", texts[i], image, want, spec)
					}
					if want != texts[i] {
						moved++
					}
				}
				total += batch
				if total/batch%50 == 1 {
					byFunction(t, c, spec, texts, imagesOf(got))
				}
			}
		}
	}
	if moved < total/10 || moved > total*9/10 {
		t.Errorf("%d of %d references move: what is random is not random enough", moved, total)
	}
	t.Logf("%d references, %d of them moved, seed %d", total, moved, *seed)
}

// rewritten is what a reference is in the cache, by package image and the configuration.
func rewritten(c *v1alpha1.PullThroughCache, text string) string {
	ref, err := image.Parse(text)
	if err != nil || isOpen(text, ref) || text == "auto" {
		return text
	}
	cache := c.Cache()
	class := cache.Classify(ref)
	digests := c.Spec.Rewrite.Digests
	if class.Status != image.FromUpstream || !c.Covers(*class.Upstream, ref.Repository) || ref.Digest != "" && digests == v1alpha1.DigestsUpstream {
		return text
	}
	moved, err := cache.Rewrite(ref)
	if err != nil {
		return text
	}
	if digests == v1alpha1.DigestsDrop && moved.Tag != "" {
		moved.Digest = ""
	}
	return moved.String()
}

// byFunction holds what a policy made to what the function makes of the same Pod.
func byFunction(t *testing.T, c *v1alpha1.PullThroughCache, spec string, texts, got []string) {
	t.Helper()
	var containers []any
	for i, text := range texts {
		if ref, err := image.Parse(text); err == nil {
			if _, err := c.Cache().Rewrite(ref); err != nil && !errors.Is(err, image.ErrNotUpstream) {
				text, got[i] = "scratch", "scratch" // an error, after which the function changes nothing
				texts[i] = text
				if c.Cache().BareNames() {
					got[i] = rewritten(c, text)
				}
			}
		}
		containers = append(containers, map[string]any{"name": fmt.Sprintf("c%d", i), "image": text})
	}
	with := *c
	with.Spec.Admission = nil
	none := 0
	with.Spec.Rewrite.MaxResults = &none
	list, err := yaml.Marshal(map[string]any{
		"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "functionConfig": with,
		"items": []any{map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "web", "namespace": "shop"}, "spec": map[string]any{"containers": containers}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	if code := fn.Run(bytes.NewReader(list), &out, &said); code != 0 {
		t.Fatalf("the function refuses: %s", said.String())
	}
	var result struct {
		Items []struct {
			Spec struct{ Containers []struct{ Image string } }
		}
	}
	if err := yaml.Unmarshal(out.Bytes(), &result); err != nil || len(result.Items) != 1 || len(result.Items[0].Spec.Containers) != len(texts) {
		t.Fatalf("the function wrote %d items, %v: %s", len(result.Items), err, said.String())
	}
	for i, c := range result.Items[0].Spec.Containers {
		if ref, err := image.Parse(texts[i]); c.Image != got[i] && err == nil && !isOpen(texts[i], ref) {
			t.Errorf("%q becomes %q in the cluster, and the function writes %q, with\n%s", texts[i], got[i], c.Image, spec)
		}
	}
}

// isOpen reports whether a reference has a placeholder, which nobody fills in any more in the
// cluster: it is no reference there. A tag such as __A__ is one, whatever it is in Git; a
// digest that holds such a text is none.
func isOpen(text string, ref image.Reference) bool {
	return ref.HasPlaceholder() && (strings.Contains(text, "$") || ref.Literal() != ref.Repository || strings.Contains(ref.Digest, "__"))
}

var (
	hosts = []string{
		"", "", "ghcr.io", "GHCR.IO", "Ghcr.io", "ghcr.io:443", "ghcr.io.example.com", "docker.io", "Docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com",
		"quay.io", "cgr.dev", "public.ecr.aws", "registry.k8s.io", "team.azurecr.io", "localhost", "localhost:5000", "[::1]:5000", "Foo", "xghcr.io", "ghcr.iox", "ghcr-io",
		"210987654321.dkr.ecr.us-east-1.amazonaws.com", "210987654321.DKR.ecr.us-east-1.amazonaws.com", "210987654321.dkr-ecr.us-east-1.on.aws",
		"123456789012.dkr.ecr.ca-central-1.amazonaws.com", "123456789012.dkr-ecr.ca-central-1.on.aws", "${HOST}",
	}
	components = []string{
		"org", "app", "library", "nginx", "redis", "private", "fluxcd", "fluxcd-community", "team", "xyz", "a-b", "a__b", "a.b", "a--b", "quay", "io", "ecr-public", "azure", "a-1",
		"Org", "a..b", "a___b", "__A__", "a__B__", "-a", "a-", "", ".", "ü", "a b", "${X}", "auto", "localhost", "ghcr.io", "0123456789", strings.Repeat("a", 60), strings.Repeat("b", 64),
	}
	tags    = []string{"", "", "", ":v1", ":latest", ":1.2.3-rc_1", ":__A__", ":", ":-a", ":" + strings.Repeat("a", 128), ":" + strings.Repeat("a", 129), ":${TAG}", ":v1:v2", ":" + strings.Repeat("a", 64)}
	digests = []string{"", "", "", digest, "@sha512:" + strings.Repeat("0", 128), "@sha384:" + strings.Repeat("0", 96), "@sha256:abc", "@", "@md5:" + strings.Repeat("0", 32), digest + "@x", "@sha256:" + strings.Repeat("A", 64)}
	bytesIn = "abz019/:@.-_$A\u00e9 \\'\"\n"
)

// randomReference is a reference, or a text that is nearly one.
func randomReference(r *rand.Rand) string {
	pick := func(all []string) string { return all[r.IntN(len(all))] }
	text := hosts[r.IntN(15)]
	if r.IntN(3) == 0 {
		text = pick(hosts)
	}
	if text != "" {
		text += "/"
	}
	var path []string
	for range 1 + r.IntN(3) + r.IntN(2)*r.IntN(4) {
		if r.IntN(8) > 0 {
			path = append(path, components[r.IntN(19)])
		} else {
			path = append(path, pick(components))
		}
	}
	text += strings.Join(path, "/") + tags[r.IntN(6)] + digests[r.IntN(6)]
	if r.IntN(6) == 0 {
		text += pick(tags) + pick(digests)
	}
	if r.IntN(10) == 0 {
		at := r.IntN(len(text) + 1)
		letters := []rune(bytesIn)
		text = text[:at] + string(letters[r.IntN(len(letters))]) + text[at:]
	}
	if r.IntN(200) == 0 {
		return "sha256:" + strings.Repeat("a", 64)
	}
	return strings.ToValidUTF8(text, "") // as JSON is
}
