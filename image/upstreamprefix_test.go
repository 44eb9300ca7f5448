package image

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUpstreamPrefix: what the table of AWS's guide maps
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html),
// there and back; what the rule does not reach is left alone.
func TestUpstreamPrefix(t *testing.T) {
	const other = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
	const own = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	c := NewCache(Registry{account, "ca-central-1", IPv4}, []Upstream{
		{other + "/team-a", "team-a", "team-a"},
		{other, "my-app", "upstream-app"},
		{"cgr.dev", "chainguard", "example.com"},
		{"ghcr.io", "ghcr", ""},
	})
	sum := strings.Repeat("ab", 32)
	for from, want := range map[string]string{
		other + "/team-a/myapp/image1:v1":       own + "/team-a/myapp/image1:v1",
		other + "/upstream-app/image1:v1":       own + "/my-app/image1:v1",
		"cgr.dev/example.com/python:3":          own + "/chainguard/python:3",
		"cgr.dev/example.com/a/b@sha256:" + sum: own + "/chainguard/a/b@sha256:" + sum,
		"cgr.dev/example.com/${APP}:v1":         own + "/chainguard/${APP}:v1",
		"cgr.dev/example.com":                   "",
		"cgr.dev/chainguard/python:3":           "",
		"cgr.dev/example.community/x":           "",
		"cgr.dev/${ORG}/x":                      "",
		other + "/upstream-app2/image1":         "",
		other + "/other/image1":                 "",
		"ghcr.io/example.com/app":               own + "/ghcr/example.com/app",
	} {
		located, _, err := c.Locate(from)
		if err != nil {
			t.Errorf("%s: %v", from, err)
			continue
		}
		moved, err := c.Rewrite(located.Reference)
		if want == "" {
			if err == nil {
				t.Errorf("%s became %s", from, moved)
			}
			continue
		}
		if err != nil || moved.String() != want {
			t.Errorf("%s became %s, %v; want %s", from, moved, err, want)
			continue
		}
		if edit, ok := located.Move(moved); !ok || edit.Apply(from) != want {
			t.Errorf("%s: the edit gives %s, %v", from, edit.Apply(from), ok)
		}
		back, restored := c.Restore(moved)
		if !restored || back.String() != from {
			t.Errorf("%s came back as %s, %v; want %s", moved, back, restored, from)
		}
		cached, _, err := c.Locate(want)
		if edit, ok := cached.Move(back); err != nil || !ok || edit.Apply(want) != from {
			t.Errorf("%s: the edit back gives %s, %v, %v", want, edit.Apply(want), ok, err)
		}
	}
}

// TestUpstreamPrefixOfPrefix: the first part of names, as charts write it.
func TestUpstreamPrefixOfPrefix(t *testing.T) {
	c := NewCache(Registry{account, "ca-central-1", IPv4}, []Upstream{{"cgr.dev", "chainguard", "example.com"}})
	for from, want := range map[string]string{"": "", "example.com": "chainguard", "example.com/a": "chainguard/a", "chainguard": ""} {
		moved, ok := c.RewritePrefix(Reference{Host: "cgr.dev", Repository: from})
		if ok != (want != "") || ok && moved.Repository != want {
			t.Errorf("%q became %q, %v; want %q", from, moved.Repository, ok, want)
		}
		if edit := move(Reference{Host: "cgr.dev", Repository: from}, moved); ok && edit.Apply("cgr.dev/"+from) != moved.Name() {
			t.Errorf("%q: the edit gives %q", from, edit.Apply("cgr.dev/"+from))
		}
	}
}

// TestECRUpstreamHosts: an ECR registry is the same one by each of its hosts, and comes
// back by the one that the upstream names.
func TestECRUpstreamHosts(t *testing.T) {
	const plainHost, dual = "210987654321.dkr.ecr.us-east-1.amazonaws.com", "210987654321.dkr-ecr.us-east-1.on.aws"
	for _, registry := range []string{plainHost, dual} {
		c := NewCache(Registry{account, "ca-central-1", IPv4}, []Upstream{{registry, "ecr", ""}})
		for _, host := range []string{plainHost, dual, "210987654321.DKR-ecr.us-east-1.on.AWS", "210987654321.dkr.ecr-fips.us-east-1.amazonaws.com"} {
			moved, err := c.Rewrite(Reference{Host: host, Repository: "team/app", Tag: "v1"})
			if want := "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ecr/team/app:v1"; err != nil || moved.String() != want {
				t.Errorf("%s became %s, %v; want %s", host, moved, err, want)
			}
			if back, ok := c.Restore(moved); !ok || back.Host != registry {
				t.Errorf("came back as %s, %v; want the host %s", back, ok, registry)
			}
		}
		if hosts := c.Hosts(); len(hosts) != 4 {
			t.Errorf("texts are looked through for %v", hosts)
		}
		if known, _ := KnownUpstream(registry); known.URL != plainHost {
			t.Errorf("the rule of %s has the URL %s", registry, known.URL)
		}
	}
}

// TestParts: which parts of a registry are covered, so that what is of another part can be
// told from what is of no upstream at all.
func TestParts(t *testing.T) {
	const other = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
	c := NewCache(Registry{account, "ca-central-1", IPv4}, []Upstream{
		{"ghcr.io/amerintlxperts", "ghcr", ""},
		{"ghcr.io/b", "b", ""},
		{"cgr.dev", "chainguard", "example.com"},
		{"cgr.dev/oo/a", "oo", "oo"},
		{other, "base", "team/"},
		{"quay.io", "quay", ""},
	})
	for host, want := range map[string][]string{
		"ghcr.io":                               {"ghcr.io/amerintlxperts", "ghcr.io/b"},
		"GHCR.io":                               {"ghcr.io/amerintlxperts", "ghcr.io/b"},
		"cgr.dev":                               {"cgr.dev/example.com", "cgr.dev/oo/a"},
		other:                                   {other + "/team"},
		"210987654321.dkr-ecr.us-east-1.on.aws": {other + "/team"},
		"quay.io":                               {"quay.io"},
		"docker.io":                             nil,
		"":                                      nil,
	} {
		if diff := cmp.Diff(want, c.Parts(host)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", host, diff)
		}
	}
	if v := c.Classify(Reference{Host: "cgr.dev", Repository: "${ORG}/x"}); !strings.Contains(v.Reason, "cgr.dev/example.com, ") {
		t.Errorf("the part is not named: %s", v.Reason)
	}
}

func TestCheckUpstreamPrefix(t *testing.T) {
	own := Registry{account, "ca-central-1", IPv4}
	const other = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
	const field = "upstreams[0].upstreamRepositoryPrefix: "
	for name, test := range map[string]struct {
		upstreams []Upstream
		want      []string
	}{
		"well":                        {[]Upstream{{other, "ecr", "team"}, {"cgr.dev", "chainguard", "example.com/"}}, nil},
		"two parts of a rule":         {[]Upstream{{"cgr.dev/oo/a", "cg", "oo"}, {"cgr.dev/oo/b", "cg", "oo"}}, nil},
		"a part above":                {[]Upstream{{"cgr.dev/oo", "cg", "oo/a"}}, nil},
		"another registry":            {[]Upstream{{"ghcr.io", "ghcr", "org"}}, []string{field + "documented for rules of ECR registries and of cgr.dev only; name the part of the registry in registry, as in ghcr.io/PATH"}},
		"no prefix":                   {[]Upstream{{other, "ecr", "Team"}}, []string{field + "not a repository prefix of ECR"}},
		"too long":                    {[]Upstream{{other, "ecr", "a-name-of-more-than-thirty-characters"}}, []string{field + "its length is 37"}},
		"ROOT":                        {[]Upstream{{other, "ecr", "ROOT"}}, []string{field + "it stands for no prefix, which is the default; leave it out"}},
		"below ROOT":                  {[]Upstream{{other, "ROOT", "team"}}, []string{field + "ECR takes it only where prefix is not ROOT"}},
		"a part elsewhere":            {[]Upstream{{"cgr.dev/a", "cg", "bb"}}, []string{field + `registry names the part "a", which is not below it, so the rule would cache nothing`}},
		"two for one rule":            {[]Upstream{{other, "ecr", "aa"}, {other, "ecr", "bb"}}, []string{`upstreams[1].upstreamRepositoryPrefix: another one than upstreams[0].upstreamRepositoryPrefix "aa", with the same prefix; a rule has one`}},
		"one registry by two hosts":   {[]Upstream{{other, "ecr", ""}, {"210987654321.dkr-ecr.us-east-1.on.aws", "ecr-b", ""}}, []string{"upstreams[1].registry: the same registry as upstreams[0].registry"}},
		"another partition":           {[]Upstream{{"210987654321.dkr.ecr.us-gov-west-1.amazonaws.com", "ecr", ""}}, []string{"upstreams[0].registry: it is in the partition aws-us-gov, and the cache in aws; ECR caches another ECR registry of its own partition only (https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-ecr.html)"}},
		"a partition nobody can know": {[]Upstream{{"210987654321.dkr.ecr.${REGION}.amazonaws.com", "ecr", ""}}, nil},
	} {
		if diff := cmp.Diff(test.want, brief(CheckUpstreams(own, test.upstreams))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
