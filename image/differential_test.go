package image

import (
	_ "crypto/sha512" // go-digest knows sha384 and sha512 only when they are linked
	"fmt"
	"strings"
	"testing"

	"github.com/distribution/reference"
	"github.com/google/go-containerregistry/pkg/name"
)

// unlikeDistribution is every way we mean to differ from distribution's
// ParseAnyReference on texts without placeholders.
var unlikeDistribution = []struct {
	why     string
	example string
	applies func(s string) bool
}{
	{
		"it takes an image ID for a digest reference; we refuse it, since no registry can be told from it",
		sha256Dig,
		func(s string) bool {
			theirs, err := reference.ParseAnyReference(s)
			_, named := theirs.(reference.Named)
			return err == nil && !named
		},
	},
	{
		"a first component like my_host.io is a host by its rule and none by its grammar; it answers with no host at all, we refuse",
		"my_host.io/app",
		func(s string) bool {
			theirs, err := reference.ParseAnyReference(s)
			named, ok := theirs.(reference.Named)
			return err == nil && ok && reference.Domain(named) == ""
		},
	},
	{
		"it counts the library/ it adds to a short name towards the 255 bytes of a repository",
		strings.Repeat("a", 250),
		func(s string) bool {
			ours, err := Parse(s)
			return err == nil && len(canonical(ours).Repository) > maxRepository
		},
	},
}

func likeDistribution(s string) bool {
	for _, u := range unlikeDistribution {
		if u.applies(s) {
			return false
		}
	}
	return plain(s)
}

// canonical writes a reference as distribution normalises it.
func canonical(r Reference) Reference {
	if r.Host == "" || r.Host == "index.docker.io" {
		r.Host = dockerHub
	}
	if r.Host == dockerHub && !strings.Contains(r.Repository, "/") {
		r.Repository = "library/" + r.Repository
	}
	return r
}

// differsFromDistribution parses s both ways and tells how the two disagree.
func differsFromDistribution(s string) string {
	ours, err := Parse(s)
	theirs, theirErr := reference.ParseAnyReference(s)
	if (err == nil) != (theirErr == nil) {
		return fmt.Sprintf("Parse(%q): %v; distribution: %v", s, err, theirErr)
	}
	if err != nil {
		return ""
	}
	if got, want := canonical(ours), partsOf(theirs); got != want {
		return fmt.Sprintf("Parse(%q) = %+v; distribution: %+v", s, got, want)
	}
	return ""
}

func partsOf(r reference.Reference) Reference {
	var parts Reference
	if named, ok := r.(reference.Named); ok {
		parts.Host, parts.Repository = reference.Domain(named), reference.Path(named)
	}
	if tagged, ok := r.(reference.Tagged); ok {
		parts.Tag = tagged.Tag()
	}
	if digested, ok := r.(reference.Digested); ok {
		parts.Digest = digested.Digest().String()
	}
	return parts
}

func TestLikeDistribution(t *testing.T) {
	compared := 0
	for _, s := range corpus() {
		if !likeDistribution(s) {
			continue
		}
		compared++
		if diff := differsFromDistribution(s); diff != "" {
			t.Error(diff)
		}
	}
	if compared < 5000 {
		t.Errorf("only %d texts were compared", compared)
	}
}

// TestUnlikeDistribution: each intended difference is one, and is real.
func TestUnlikeDistribution(t *testing.T) {
	for _, u := range unlikeDistribution {
		if !u.applies(u.example) {
			t.Errorf("%s: does not apply to its own example %.40q", u.why, u.example)
		}
		if differsFromDistribution(u.example) == "" {
			t.Errorf("%s: no difference on %.40q", u.why, u.example)
		}
	}
}

// unlikeGGCR is the shapes that we, like distribution, accept and
// go-containerregistry refuses or reads otherwise.
var unlikeGGCR = []struct {
	why     string
	example string
	applies func(r Reference) bool
}{
	{
		"it takes a first component for a host only with a '.' or ':' or as localhost, so that an upper-case one is a bad repository",
		"Registry/app",
		func(r Reference) bool {
			return r.Host != "localhost" && r.Host != "" && !strings.ContainsAny(r.Host, ".:")
		},
	},
	{
		"an address in brackets must be an IPv6 address; distribution and we take any hex digits and colons",
		"[201:d1]/app",
		func(r Reference) bool { return strings.HasPrefix(r.Host, "[") },
	},
}

// differsFromGGCR tells how our parts of s differ from go-containerregistry's
// weak parser's. It accepts far more than the grammar, so that only texts we
// accept are compared.
func differsFromGGCR(s string) string {
	ours, err := Parse(s)
	if err != nil || !plain(s) {
		return ""
	}
	for _, u := range unlikeGGCR {
		if u.applies(ours) {
			return ""
		}
	}
	theirs, err := name.ParseReference(s, name.WeakValidation)
	if err != nil {
		return fmt.Sprintf("Parse(%q) = %+v; go-containerregistry: %v", s, ours, err)
	}
	identifier := ours.Digest
	if identifier == "" {
		identifier = ours.Tag
	}
	if identifier == "" {
		identifier = "latest"
	}
	want := theirs.Context().RegistryStr() + " " + theirs.Context().RepositoryStr() + " " + theirs.Identifier()
	if got := ggcrHost(ours) + " " + ggcrRepository(ours) + " " + identifier; got != want {
		return fmt.Sprintf("Parse(%q) says %q; go-containerregistry: %q", s, got, want)
	}
	return ""
}

// ggcrHost is a reference's host as go-containerregistry names it.
func ggcrHost(r Reference) string {
	if r.Host == "" || r.Host == dockerHub {
		return name.DefaultRegistry
	}
	return r.Host
}

// ggcrRepository is a reference's repository as go-containerregistry names it.
func ggcrRepository(r Reference) string {
	if ggcrHost(r) == name.DefaultRegistry && !strings.Contains(r.Repository, "/") {
		return "library/" + r.Repository
	}
	return r.Repository
}

func TestLikeGGCR(t *testing.T) {
	for _, s := range corpus() {
		if diff := differsFromGGCR(s); diff != "" {
			t.Error(diff)
		}
	}
}

// TestUnlikeGGCR: each intended difference is real.
func TestUnlikeGGCR(t *testing.T) {
	for _, u := range unlikeGGCR {
		if !u.applies(mustParse(t, u.example)) {
			t.Errorf("%s: does not apply to its own example %q", u.why, u.example)
		}
		if _, err := name.ParseReference(u.example, name.WeakValidation); err == nil {
			t.Errorf("%s: go-containerregistry accepts %q", u.why, u.example)
		}
	}
}

// corpus is the tables' texts, and texts put together from right and wrong
// pieces of every part.
func corpus() []string {
	var all []string
	for _, test := range accepted {
		all = append(all, test.in)
	}
	for _, test := range refused {
		all = append(all, test.in)
	}
	for _, test := range roundTrips {
		all = append(all, test.in, test.want)
	}
	for _, host := range []string{"", "ghcr.io/", "docker.io/", "index.docker.io/", "localhost/", "localhost:5000/", "Host/", "host/", "h-.io/", "[::1]/", "[::1]:1/", "a_b.io/", "a..b/", ":1/", "a:/", "/", "a.b:1:2/", "Ü.io/"} {
		for _, path := range []string{"", "a", "ab", "a/b", "aa/bb/cc", "A", "a/B", "a..b", "a__b", "a___b", "a--b", "a_-b", "-a", "a-", "a/", "a//b", "library/x", "localhost", "localhost/x", "a.b/c", "ü", "a b"} {
			for _, tag := range []string{"", ":", ":v1", ":V_1.0-x", ":-x", ":x/y", ":x:y", ":ü"} {
				for _, digest := range []string{"", "@", "@" + sha256Dig, "@sha256:" + sha256Hex[:63], "@sha256:" + strings.ToUpper(sha256Hex), "@sha384:" + sha256Hex + sha256Hex[:32], "@sha999:" + sha256Hex, "@@"} {
					all = append(all, host+path+tag+digest)
				}
			}
		}
	}
	return all
}
