package image

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKnownUpstream(t *testing.T) {
	for _, test := range []struct {
		registry, name, url string
		credential          Credential
	}{
		{"ghcr.io", "github-container-registry", "ghcr.io", CredentialRequired},
		{"ghcr.io/amerintlxperts", "github-container-registry", "ghcr.io", CredentialRequired},
		{"GHCR.io", "github-container-registry", "ghcr.io", CredentialRequired},
		{"docker.io", "docker-hub", "registry-1.docker.io", CredentialRequired},
		{"index.docker.io/library", "docker-hub", "registry-1.docker.io", CredentialRequired},
		{"registry-1.docker.io", "docker-hub", "registry-1.docker.io", CredentialRequired},
		{"registry.gitlab.com", "gitlab-container-registry", "registry.gitlab.com", CredentialRequired},
		{"cgr.dev", "chainguard", "cgr.dev", CredentialRequired},
		{"amerintlxperts.azurecr.io", "azure-container-registry", "amerintlxperts.azurecr.io", CredentialRequired},
		{"quay.io", "quay", "quay.io", CredentialNone},
		{"registry.k8s.io", "k8s", "registry.k8s.io", CredentialNone},
		{"public.ecr.aws", "ecr-public", "public.ecr.aws", CredentialNone},
		{"123456789012.dkr.ecr.us-east-1.amazonaws.com", "ecr", "123456789012.dkr.ecr.us-east-1.amazonaws.com", CredentialRole},
		{"123456789012.dkr.ecr.us-east-1.amazonaws.com/base", "ecr", "123456789012.dkr.ecr.us-east-1.amazonaws.com", CredentialRole},
	} {
		got, ok := KnownUpstream(test.registry)
		if !ok || got.Name != test.name || got.URL != test.url || got.Credential != test.credential {
			t.Errorf("KnownUpstream(%q) = %+v, %v; want %+v", test.registry, got, ok, test)
		}
		if err := CheckPrefix(got.Prefix); err != nil {
			t.Errorf("default prefix of %q: %v", test.registry, err)
		}
	}
}

func TestUnknownUpstream(t *testing.T) {
	for _, registry := range []string{
		"", "gcr.io", "azurecr.io", ".azurecr.io", "a.b.azurecr.io", "-a.azurecr.io", "ghcr.io.example.com", "xghcr.io",
		"ghcr.io:443", "registry.example.com", "${REGISTRY}", "https://ghcr.io",
	} {
		if got, ok := KnownUpstream(registry); ok {
			t.Errorf("KnownUpstream(%q) = %+v, want none", registry, got)
		}
	}
}

// TestKindsAreDistinct: a name, a host and a prefix belong to one row.
func TestKindsAreDistinct(t *testing.T) {
	seen := map[string]string{}
	claim := func(what, owner string) {
		if other, taken := seen[what]; taken {
			t.Errorf("%q is both %s's and %s's", what, other, owner)
		}
		seen[what] = owner
	}
	for _, k := range append(kinds[:], azure, ecr) {
		claim("name "+k.Name, k.Name)
		claim("prefix "+k.Prefix, k.Name)
		for _, h := range k.Hosts {
			claim("host "+h, k.Name)
		}
	}
}

func TestUncacheable(t *testing.T) {
	for registry, want := range map[string]bool{
		"gcr.io":                           true,
		"eu.gcr.io/project":                true,
		"K8S.gcr.io":                       true,
		"us-docker.pkg.dev/project/images": true,
		"mcr.microsoft.com":                true,
		"docker.elastic.co/beats":          true,
		"pkg.dev.example.com":              false,
		"notgcr.io":                        false,
		"ghcr.io":                          false,
		"amerintlxperts.azurecr.io":        false,
		"harbor.example.com":               false,
	} {
		reason, got := Uncacheable(registry)
		if got != want || got != (reason != "") {
			t.Errorf("Uncacheable(%q) = %q, %v; want %v", registry, reason, got, want)
		}
	}
	if reason, _ := Uncacheable("k8s.gcr.io"); reason == googleReason {
		t.Errorf("k8s.gcr.io is told %q instead of where its images are", reason)
	}
}

// TestTablesAgree: no registry is both cacheable and not.
func TestTablesAgree(t *testing.T) {
	for _, u := range uncacheable {
		if k, ok := KnownUpstream(u.host); ok {
			t.Errorf("%s is refused and also known as %s", u.host, k.Name)
		}
	}
	for _, registry := range KnownRegistries() {
		if reason, ok := Uncacheable(registry); ok {
			t.Errorf("%s is known and also refused: %s", registry, reason)
		}
	}
}

func TestCheckUpstreams(t *testing.T) {
	own := Registry{account, "ca-central-1", IPv4}
	for name, test := range map[string]struct {
		upstreams []Upstream
		want      []string
	}{
		"none":                        {nil, nil},
		"well":                        {[]Upstream{{"ghcr.io", "ghcr", ""}, {"docker.io", "docker-hub", ""}, {"quay.io/org", "mirror/quay", ""}}, nil},
		"two parts of one registry":   {[]Upstream{{"ghcr.io", "ghcr", ""}, {"ghcr.io/org-a", "org-a", ""}}, nil},
		"two parts share a rule":      {[]Upstream{{"ghcr.io/org-a", "ghcr", ""}, {"ghcr.io/org-b", "ghcr", ""}}, nil},
		"another ECR registry":        {[]Upstream{{"210987654321.dkr.ecr.us-east-1.amazonaws.com", "ROOT", ""}, {"ghcr.io", "ghcr", ""}}, nil},
		"our account, another Region": {[]Upstream{{"123456789012.dkr.ecr.us-east-1.amazonaws.com", "east", ""}}, nil},
		"our own registry": {
			[]Upstream{{"123456789012.dkr-ecr.ca-central-1.on.aws", "own", ""}},
			[]string{"upstreams[0].registry: it is the registry that holds the cache"},
		},
		"not cacheable": {[]Upstream{{"gcr.io", "gcr", ""}}, []string{"upstreams[0].registry: " + googleReason}},
		"not known":     {[]Upstream{{"harbor.example.com", "harbor", ""}}, []string{"upstreams[0].registry: not a registry ECR can cache"}},
		"a bad path": {
			[]Upstream{{"ghcr.io/Org", "a1", ""}, {"quay.io/", "b1", ""}, {"cgr.dev/org:v1", "c1", ""}},
			[]string{
				"upstreams[0].registry: what follows the host is not a repository path",
				"upstreams[1].registry: what follows the host is not a repository path",
				"upstreams[2].registry: what follows the host is not a repository path",
			},
		},
		"bad prefixes": {
			[]Upstream{{"ghcr.io", "", ""}, {"quay.io", "Quay", ""}, {"docker.io", "ROOT", ""}},
			[]string{
				"upstreams[0].prefix: its length is 0",
				"upstreams[1].prefix: not a repository prefix of ECR",
				"upstreams[2].prefix: ROOT is for upstreams that are ECR registries",
			},
		},
		"the same registry twice": {
			[]Upstream{{"docker.io", "docker-hub", ""}, {"index.docker.io", "hub", ""}},
			[]string{"upstreams[1].registry: the same registry as upstreams[0].registry"},
		},
		"the same prefix for two registries": {
			[]Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/", ""}},
			[]string{"upstreams[1].prefix: the same prefix as upstreams[0].prefix, for another registry; a rule has one upstream"},
		},
		"a prefix inside another": {
			[]Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}, {"cgr.dev", "mirrored", ""}},
			[]string{`!upstreams[1].prefix: it and upstreams[0].prefix "mirror" are nested; an image whose name in the cache falls under both is not rewritten`},
		},
	} {
		if diff := cmp.Diff(test.want, brief(CheckUpstreams(own, test.upstreams))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
