package image

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	host    = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	dual    = "123456789012.dkr-ecr.ca-central-1.on.aws"
	another = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
)

// The caches the tables below use.
var (
	home  = Registry{AccountID: account, Region: "ca-central-1"}
	open  = Registry{AccountID: "${AWS_ACCOUNT_ID}", Region: "${AWS_REGION}"}
	smoke = []Upstream{{"ghcr.io", "ghcr", ""}}
	parts = []Upstream{{"ghcr.io", "ghcr", ""}, {"ghcr.io/org-a", "org-a", ""}, {"ghcr.io/org-a/deep", "deep", ""}}
	hub   = []Upstream{{"docker.io", "docker-hub", ""}, {"quay.io", "quay", ""}}
	mixed = []Upstream{{another, "ROOT", ""}, {"ghcr.io", "ghcr", ""}}
)

// roundTrips is references of upstreams, what they are in the cache, and what
// comes back when that is not the reference itself.
var roundTrips = []struct {
	registry           Registry
	upstreams          []Upstream
	in, want, restored string
}{
	{home, smoke, "ghcr.io/amerintlxperts/my-app:v1.0.0", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app:v1.0.0", ""},
	{home, smoke, "ghcr.io/amerintlxperts/my-app", host + "/ghcr/amerintlxperts/my-app", ""},
	{home, smoke, "ghcr.io/org/app@" + sha256Dig, host + "/ghcr/org/app@" + sha256Dig, ""},
	{home, smoke, "ghcr.io/org/app:v1@" + sha256Dig, host + "/ghcr/org/app:v1@" + sha256Dig, ""},
	{home, smoke, "ghcr.io/a/b/c/d:v1", host + "/ghcr/a/b/c/d:v1", ""},
	{home, smoke, "ghcr.io/app", host + "/ghcr/app", ""},
	{home, smoke, "ghcr.io/ghcr/app", host + "/ghcr/ghcr/app", ""},
	{home, smoke, "GHCR.IO/org/app:v1", host + "/ghcr/org/app:v1", "ghcr.io/org/app:v1"},
	{home, smoke, "ghcr.io/org/app:${TAG}", host + "/ghcr/org/app:${TAG}", ""},
	{home, smoke, "ghcr.io/org/app:${TAG:=a/b:c@d}", host + "/ghcr/org/app:${TAG:=a/b:c@d}", ""},
	{home, smoke, "ghcr.io/$(ORG)/app:$(TAG)", host + "/ghcr/$(ORG)/app:$(TAG)", ""},
	{home, smoke, "ghcr.io/${APP}@sha256:{{ sha }}", host + "/ghcr/${APP}@sha256:{{ sha }}", ""},
	{home, []Upstream{{"ghcr.io", "mirror/ghcr.io", ""}}, "ghcr.io/org/app:v1", host + "/mirror/ghcr.io/org/app:v1", ""},
	{home, []Upstream{{"GHCR.io", "ghcr/", ""}}, "ghcr.io/org/app:v1", host + "/ghcr/org/app:v1", ""},

	// Endpoints and partitions.
	{Registry{account, "ca-central-1", DualStack}, smoke, "ghcr.io/org/app:v1", dual + "/ghcr/org/app:v1", ""},
	{Registry{account, "us-east-1", FIPS}, smoke, "ghcr.io/org/app:v1", account + ".dkr.ecr-fips.us-east-1.amazonaws.com/ghcr/org/app:v1", ""},
	{Registry{account, "eusc-de-east-1", IPv4}, smoke, "ghcr.io/org/app:v1", account + ".dkr.ecr.eusc-de-east-1.amazonaws.eu/ghcr/org/app:v1", ""},
	{open, smoke, "ghcr.io/org/app:v1", "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com/ghcr/org/app:v1", ""},
	{open, smoke, "ghcr.io/org/app:${TAG}", "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com/ghcr/org/app:${TAG}", ""},

	// The longest upstream wins, by whole components; the path stays whole.
	{home, parts, "ghcr.io/org-a/app:v1", host + "/org-a/org-a/app:v1", ""},
	{home, parts, "ghcr.io/org-a/deep/app:v1", host + "/deep/org-a/deep/app:v1", ""},
	{home, parts, "ghcr.io/org-a/deeper/app:v1", host + "/org-a/org-a/deeper/app:v1", ""},
	{home, parts, "ghcr.io/org-abc/app:v1", host + "/ghcr/org-abc/app:v1", ""},
	{home, parts, "ghcr.io/org-a:v1", host + "/org-a/org-a:v1", ""},
	{home, parts, "ghcr.io/other/org-a/app", host + "/ghcr/other/org-a/app", ""},
	{home, parts, "ghcr.io/other-${ORG}/app", host + "/ghcr/other-${ORG}/app", ""},
	{home, parts, "ghcr.io/org-a/deep/${APP}", host + "/deep/org-a/deep/${APP}", ""},

	// Docker Hub: every spelling of the host, and library/ where it is needed.
	{home, hub, "nginx", host + "/docker-hub/library/nginx", "docker.io/library/nginx"},
	{home, hub, "nginx:1.27@" + sha256Dig, host + "/docker-hub/library/nginx:1.27@" + sha256Dig, "docker.io/library/nginx:1.27@" + sha256Dig},
	{home, hub, "docker.io/nginx:1.27", host + "/docker-hub/library/nginx:1.27", "docker.io/library/nginx:1.27"},
	{home, hub, "docker.io/library/nginx", host + "/docker-hub/library/nginx", ""},
	{home, hub, "library/nginx", host + "/docker-hub/library/nginx", "docker.io/library/nginx"},
	{home, hub, "index.docker.io/nginx", host + "/docker-hub/library/nginx", "docker.io/library/nginx"},
	{home, hub, "registry-1.docker.io/nginx", host + "/docker-hub/library/nginx", "docker.io/library/nginx"},
	{home, hub, "Index.Docker.IO/org/app", host + "/docker-hub/org/app", "docker.io/org/app"},
	{home, hub, "org/app:v1", host + "/docker-hub/org/app:v1", "docker.io/org/app:v1"},
	{home, hub, "docker.io/org/app:v1", host + "/docker-hub/org/app:v1", ""},
	{home, hub, "docker.io/a/b/c", host + "/docker-hub/a/b/c", ""},
	{home, hub, "docker.io/${ORG}/app", host + "/docker-hub/${ORG}/app", ""},
	{home, hub, "nginx:${TAG}", host + "/docker-hub/library/nginx:${TAG}", "docker.io/library/nginx:${TAG}"},
	{home, hub, "quay.io/app", host + "/quay/app", ""},
	{home, []Upstream{{"registry-1.docker.io", "hub", ""}}, "nginx", host + "/hub/library/nginx", "docker.io/library/nginx"},
	{home, []Upstream{{"docker.io/library", "official", ""}}, "nginx", host + "/official/library/nginx", "docker.io/library/nginx"},
	{home, []Upstream{{"docker.io/library/nginx", "nginx", ""}}, "nginx", host + "/nginx/library/nginx", "docker.io/library/nginx"},
	{home, []Upstream{{"docker.io", "hub", ""}, {"docker.io/org", "org", ""}}, "org/app", host + "/org/org/app", "docker.io/org/app"},

	// Another ECR registry as upstream, and a rule that adds no prefix.
	{home, mixed, another + "/base/go:1.26", host + "/base/go:1.26", ""},
	{home, []Upstream{{"${BASE}.dkr.ecr.us-east-1.amazonaws.com", "base", ""}}, "${BASE}.dkr.ecr.us-east-1.amazonaws.com/go:1.26", host + "/base/go:1.26", ""},
	{home, mixed, "ghcr.io/org/app", host + "/ghcr/org/app", ""},
}

func TestRewriteAndRestore(t *testing.T) {
	for _, test := range roundTrips {
		c := NewCache(test.registry, test.upstreams)
		in := mustParse(t, test.in)
		if v := c.Classify(in); v.Status != FromUpstream {
			t.Errorf("Classify(%q) = %v, want FromUpstream", test.in, v.Status)
		}
		out, err := c.Rewrite(in)
		if err != nil || out.String() != test.want {
			t.Errorf("Rewrite(%q) = %q, %v; want %q", test.in, out, err, test.want)
			continue
		}
		if got := mustParse(t, test.want); got != out {
			t.Errorf("Rewrite(%q) = %+v, but its text reads as %+v", test.in, out, got)
		}
		if v := c.Classify(out); v.Status != Cached {
			t.Errorf("Classify(%q) = %v, want Cached", out, v.Status)
		}
		if again, err := c.Rewrite(out); !errors.Is(err, ErrNotUpstream) {
			t.Errorf("Rewrite(%q) = %q, %v; want ErrNotUpstream", out, again, err)
		}
		want := test.restored
		if want == "" {
			want = test.in
		}
		if back, ok := c.Restore(out); !ok || back.String() != want {
			t.Errorf("Restore(%q) = %q, %v; want %q", out, back, ok, want)
		}
	}
}

func TestClassify(t *testing.T) {
	for _, test := range []struct {
		registry  Registry
		upstreams []Upstream
		in        string
		want      Status
		upstream  string
	}{
		{home, smoke, "ghcr.io/org/app", FromUpstream, "ghcr.io"},
		{home, smoke, "quay.io/org/app", Foreign, ""},
		{home, smoke, "nginx", Foreign, ""},
		{home, smoke, "org/app", Foreign, ""},
		{home, smoke, "docker.io/org/app", Foreign, ""},
		{home, smoke, "ghcr.io:443/org/app", Foreign, ""},
		{home, smoke, "ghcr.io.example.com/org/app", Foreign, ""},
		{home, smoke, "example.com/ghcr.io/org/app", Foreign, ""},
		{home, smoke, "${IMAGE}", Foreign, ""},
		{home, smoke, "${REGISTRY}/org/app", Foreign, ""},
		{home, smoke, "${REGISTRY:-ghcr.io}/org/app", Foreign, ""},
		{home, parts, "ghcr.io/${ORG}/app", Foreign, ""},
		{home, parts, "ghcr.io/org${X}/app", Foreign, ""},
		{home, parts, "ghcr.io/org-a${X}/app", Foreign, ""},
		{home, parts, "ghcr.io/org-a/${X}", Foreign, ""},
		{home, parts, "ghcr.io/org-b${X}/app", FromUpstream, "ghcr.io"},
		{home, []Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}}, "ghcr.io/${ORG}/app", Foreign, ""},
		{home, []Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}}, "ghcr.io/q-${ORG}/app", FromUpstream, "ghcr.io"},
		{home, []Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}}, host + "/mirror/${ORG}/app", OwnRegistry, ""},
		{home, smoke, host + "/ghcr${X}/app", OwnRegistry, ""},
		{home, []Upstream{{"docker.io/library", "official", ""}}, "nginx${X}", Foreign, ""},
		{home, smoke, host + "/ghcr/org/app:v1", Cached, "ghcr.io"},
		{home, smoke, strings.ToUpper(host) + "/ghcr/org/app:v1", Cached, "ghcr.io"},
		{home, smoke, dual + "/ghcr/org/app:v1", Cached, "ghcr.io"},
		{home, smoke, host + "/ghcr/app", Cached, "ghcr.io"},
		{home, smoke, host + "/ghcr", OwnRegistry, ""},
		{home, smoke, host + "/ghcr-old/app", OwnRegistry, ""},
		{home, smoke, host + "/team/app", OwnRegistry, ""},
		{home, smoke, host + "/${PREFIX}/app", OwnRegistry, ""},
		{home, smoke, another + "/ghcr/org/app", OtherECR, ""},
		{home, smoke, "123456789012.dkr.ecr.us-east-1.amazonaws.com/ghcr/org/app", OtherECR, ""},
		{home, smoke, "${AWS_ACCOUNT_ID}.dkr.ecr.ca-central-1.amazonaws.com/ghcr/org/app", OtherECR, ""},
		{home, smoke, "public.ecr.aws/org/app", Foreign, ""},
		{open, smoke, "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com/ghcr/org/app", Cached, "ghcr.io"},
		{open, smoke, "${AWS_ACCOUNT_ID}.dkr-ecr.${AWS_REGION}.on.aws/ghcr/org/app", Cached, "ghcr.io"},
		{open, smoke, "${aws_account_id}.dkr.ecr.${aws_region}.amazonaws.com/ghcr/org/app", OtherECR, ""},
		{open, smoke, host + "/ghcr/org/app", OtherECR, ""},
		{home, parts, "ghcr.io/org-a/app", FromUpstream, "ghcr.io/org-a"},
		{home, parts, host + "/org-a/org-a/app", Cached, "ghcr.io/org-a"},
		{home, []Upstream{{"ghcr.io/org-a", "ghcr", ""}}, "ghcr.io/org-b/app", Foreign, ""},
		{home, []Upstream{{"ghcr.io/org-a", "ghcr", ""}, {"ghcr.io/org-bb", "ghcr", ""}}, host + "/ghcr/org-a/app", Cached, "ghcr.io/org-a"},
		{home, []Upstream{{"ghcr.io/org-a", "ghcr", ""}, {"ghcr.io/org-bb", "ghcr", ""}}, host + "/ghcr/org-bb/app", Cached, "ghcr.io/org-bb"},
		{home, []Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}}, host + "/mirror/quay/app", Cached, "quay.io"},
		{home, hub, "nginx", FromUpstream, "docker.io"},
		{home, hub, "${IMAGE}", Foreign, ""},
		{home, hub, "${ORG}/app", Foreign, ""},
		{home, hub, "ghcr.io${PATH}", Foreign, ""},
		{home, hub, "docker.io/${IMAGE}", Foreign, ""},
		{home, hub, "docker.io/nginx${SUFFIX}", Foreign, ""},
		{home, hub, "docker.io.example.com/app", Foreign, ""},
		{home, []Upstream{{"docker.io/org", "org", ""}}, "nginx", Foreign, ""},
		{home, []Upstream{{"docker.io/lib", "lib", ""}}, "nginx", Foreign, ""},
		{home, []Upstream{{"docker.io/library/nginx", "nginx", ""}}, "redis", Foreign, ""},
		{home, mixed, another + "/base/go", FromUpstream, another},
		{home, mixed, host + "/base/go", Cached, another},
		{home, mixed, host + "/ghcr/org/app", Cached, "ghcr.io"},
		{home, []Upstream{{"${BASE}.dkr.ecr.us-east-1.amazonaws.com", "base", ""}}, "${base}.dkr.ecr.us-east-1.amazonaws.com/go", OtherECR, ""},
		{home, nil, "ghcr.io/org/app", Foreign, ""},
		{home, nil, host + "/ghcr/org/app", OwnRegistry, ""},
	} {
		v := NewCache(test.registry, test.upstreams).Classify(mustParse(t, test.in))
		upstream := ""
		if v.Upstream != nil {
			upstream = v.Upstream.Registry
		}
		if v.Status != test.want || upstream != test.upstream {
			t.Errorf("Classify(%q) = %v of %q, want %v of %q", test.in, v.Status, upstream, test.want, test.upstream)
		}
	}
}

func TestClassifyNamesRegistryAndReason(t *testing.T) {
	c := NewCache(home, hub)
	if v := c.Classify(mustParse(t, another+"/app")); v.Registry != (Registry{"210987654321", "us-east-1", IPv4}) {
		t.Errorf("the registry of another account is classified as %+v", v.Registry)
	}
	if v := c.Classify(mustParse(t, dual+"/quay/org/app")); v.Registry.Endpoint != DualStack {
		t.Errorf("the dual-stack host is classified as %+v", v.Registry)
	}
	if v := c.Classify(mustParse(t, "docker.io/${IMAGE}")); v.Reason != hiddenPath {
		t.Errorf("the reason for a hidden Docker Hub image is %q", v.Reason)
	}
	for in, want := range map[string]string{
		"${REGISTRY}/org/app":   hiddenHost,
		"${IMAGE}":              hiddenHost,
		"nginx${SUFFIX}":        hiddenHost,
		host + "/${PREFIX}/app": hiddenPrefix,
	} {
		if v := c.Classify(mustParse(t, in)); v.Reason != want {
			t.Errorf("the reason for %s is %q, want %q", in, v.Reason, want)
		}
	}
	if v := NewCache(home, parts).Classify(mustParse(t, "ghcr.io/${ORG}/app")); !strings.Contains(v.Reason, "is under "+parts[2].Registry+", ") {
		t.Errorf("the reason for an image that may be under a path is %q", v.Reason)
	}
	if v := c.Classify(mustParse(t, "gcr.io/org/app")); v.Reason != "" {
		t.Errorf("the reason for a foreign reference is %q", v.Reason)
	}
}

func TestStatusString(t *testing.T) {
	got := []string{Foreign.String(), FromUpstream.String(), Cached.String(), OwnRegistry.String(), OtherECR.String()}
	want := []string{"Foreign", "FromUpstream", "Cached", "OwnRegistry", "OtherECR"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRewriteRefuses(t *testing.T) {
	long := strings.Repeat("a", 252)
	nested := []Upstream{{"ghcr.io", "mirror", ""}, {"quay.io", "mirror/quay", ""}}
	inside := []Upstream{{"ghcr.io", "mirror", ""}, {"ghcr.io/org", "mirror/deep", ""}}
	for _, test := range []struct {
		upstreams  []Upstream
		in         string
		repository string // of the NameError; empty for ErrNotUpstream
		reason     string
	}{
		{smoke, "quay.io/org/app", "", ""},
		{smoke, host + "/ghcr/org/app", "", ""},
		{hub, "docker.io/${IMAGE}", "", ""},
		{smoke, "ghcr.io/" + long, "ghcr/" + long, "its length is 257; ECR takes 2 to 256 characters"},
		{nested, "ghcr.io/quay/app", "mirror/quay/app", `the name falls under prefix "mirror/quay", which caches quay.io`},
		{inside, "ghcr.io/deep/app", "mirror/deep/app", `the name falls under prefix "mirror/deep", which caches ghcr.io/org`},
		{mixed, another + "/ghcr/app", "ghcr/app", `the name falls under prefix "ghcr", which caches ghcr.io`},
	} {
		got, err := NewCache(home, test.upstreams).Rewrite(mustParse(t, test.in))
		var name *NameError
		switch {
		case got != (Reference{}):
			t.Errorf("Rewrite(%.40q) = %q beside its error %v", test.in, got, err)
		case test.repository == "" && !errors.Is(err, ErrNotUpstream):
			t.Errorf("Rewrite(%.40q): %v, want ErrNotUpstream", test.in, err)
		case test.repository != "" && (!errors.As(err, &name) || *name != NameError{test.repository, test.reason}):
			t.Errorf("Rewrite(%.40q): %v, want %s: %s", test.in, err, test.repository, test.reason)
		}
	}
}

// TestRewriteTakesTheLimit: the longest name ECR takes still passes, and a
// placeholder's own letters count for nothing.
func TestRewriteTakesTheLimit(t *testing.T) {
	for _, tail := range []string{"", "${A_PLACEHOLDER}"} {
		in := "ghcr.io/" + strings.Repeat("a", 251) + tail
		if _, err := NewCache(home, smoke).Rewrite(mustParse(t, in)); err != nil {
			t.Error(err)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	c := NewCache(home, smoke)
	for _, in := range []string{
		"ghcr.io/org/app", "nginx", "${IMAGE}", another + "/ghcr/org/app",
		host + "/team/app", host + "/ghcr", host + ":443/ghcr/app",
	} {
		if got, ok := c.Restore(mustParse(t, in)); ok || got != (Reference{}) {
			t.Errorf("Restore(%q) = %q, %v; want none", in, got, ok)
		}
	}
}

func TestNameErrorText(t *testing.T) {
	err := &NameError{Repository: "ghcr/a", Reason: "its length is 257"}
	if want := `cannot cache as repository "ghcr/a": its length is 257`; err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestHosts(t *testing.T) {
	for _, test := range []struct {
		upstreams []Upstream
		want      []string
		bare      bool
	}{
		{nil, nil, false},
		{smoke, []string{"ghcr.io"}, false},
		{parts, []string{"ghcr.io"}, false},
		{[]Upstream{{"GHCR.io/org", "org", ""}}, []string{"ghcr.io"}, false},
		{hub, []string{"docker.io", "index.docker.io", "quay.io", "registry-1.docker.io", "registry.hub.docker.com"}, true},
		{[]Upstream{{"index.docker.io/org", "org", ""}}, []string{"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"}, true},
	} {
		c := NewCache(home, test.upstreams)
		if diff := cmp.Diff(test.want, c.Hosts()); diff != "" {
			t.Errorf("Hosts of %v (-want +got):\n%s", test.upstreams, diff)
		}
		if c.BareNames() != test.bare {
			t.Errorf("BareNames of %v = %v", test.upstreams, c.BareNames())
		}
	}
}

// TestHostsCoverRewrites: whatever is rewritten has one of Hosts in its text,
// or no host at all and BareNames says so; whatever is cached, one of OwnHosts.
func TestHostsCoverRewrites(t *testing.T) {
	for _, test := range roundTrips {
		c := NewCache(test.registry, test.upstreams)
		bare := mustParse(t, test.in).Host == "" && c.BareNames()
		if !bare && !holdsOne(test.in, c.Hosts()) && !holdsOne(strings.ToLower(test.in), c.Hosts()) {
			t.Errorf("%q is rewritten, but holds none of %v", test.in, c.Hosts())
		}
		if !holdsOne(test.want, c.OwnHosts()) {
			t.Errorf("%q is cached, but holds none of %v", test.want, c.OwnHosts())
		}
	}
}

func holdsOne(s string, hosts []string) bool {
	for _, h := range hosts {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}

func TestOwnHosts(t *testing.T) {
	c := NewCache(Registry{account, "ca-central-1", DualStack}, smoke)
	want := []string{dual, host, account + ".dkr.ecr-fips.ca-central-1.amazonaws.com", account + ".dkr-ecr-fips.ca-central-1.on.aws"}
	if diff := cmp.Diff(want, c.OwnHosts()); diff != "" {
		t.Error(diff)
	}
	if c.Registry().Endpoint != DualStack {
		t.Errorf("Registry() = %+v", c.Registry())
	}
}

// TestCacheKeepsItsOwnUpstreams: a caller's slice is not the cache's.
func TestCacheKeepsItsOwnUpstreams(t *testing.T) {
	upstreams := []Upstream{{"ghcr.io", "ghcr", ""}}
	c := NewCache(home, upstreams)
	upstreams[0] = Upstream{"quay.io", "quay", ""}
	if got, err := c.Rewrite(mustParse(t, "ghcr.io/org/app")); err != nil || got.String() != host+"/ghcr/org/app" {
		t.Errorf("after the caller changed its slice: %q, %v", got, err)
	}
}
