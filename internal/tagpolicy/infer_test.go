package tagpolicy

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/Masterminds/semver/v3"
)

// An inferTest is a line of testdata/policies.txt, which test/flux holds to Flux's
// own code, too.
type inferTest struct {
	name            string
	inUse, registry []string
	newest          string
}

func inferTests(t testing.TB) []inferTest {
	t.Helper()
	text, err := os.ReadFile("testdata/policies.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []inferTest
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(line, " | ")
		if len(fields) != 4 {
			continue
		}
		var inUse []string
		for _, tag := range strings.Fields(fields[1]) {
			inUse = append(inUse, strings.TrimPrefix(tag, "-"))
		}
		all = append(all, inferTest{fields[0], inUse, strings.Fields(fields[2]), strings.TrimSpace(fields[3])})
	}
	if len(all) < 35 {
		t.Fatalf("only %d lines", len(all))
	}
	return all
}

// TestInfer: with the policy that is inferred, Flux takes the newest tag, whatever
// else the registry has.
func TestInfer(t *testing.T) {
	for _, test := range inferTests(t) {
		policy, why := inferAll(test.inUse)
		if policy == nil {
			t.Errorf("%s: nothing inferred: %s", test.name, why)
			continue
		}
		for _, tags := range [][]string{test.registry, reversed(test.registry)} {
			if got, err := newest(policy, tags); err != nil || got != test.newest {
				t.Errorf("%s: Flux takes %q (%v), want %s", test.name, got, err, test.newest)
			}
		}
	}
}

// FuzzInfer: whatever the tags in use are, a policy that is inferred from them is one
// that Flux takes, and finds one of them.
func FuzzInfer(f *testing.F) {
	for _, test := range inferTests(f) {
		f.Add(strings.Join(test.inUse, " "))
	}
	f.Fuzz(func(t *testing.T, inUse string) {
		tags := strings.Fields(inUse)
		policy, why := inferAll(tags)
		if policy == nil {
			if why == "" {
				t.Errorf("%q: no policy, and no reason", tags)
			}
			return
		}
		if got, err := newest(policy, tags); err != nil || !slices.Contains(tags, got) {
			t.Errorf("%q: Flux takes %q: %v", tags, got, err)
		}
	})
}

// TestNotInferred: where the tags have no order, nothing is invented.
func TestNotInferred(t *testing.T) {
	for _, test := range []struct {
		inUse string
		want  Reason
	}{
		{"49c1b6c", IsCommit},
		{"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", IsCommit},
		{"sha-49c1b6c", IsCommit},
		{"main-49c1b6c", IsCommit},
		{"49c1b6c 03b8d21", IsCommit},
		{"1.2.3-49c1b6c", IsCommit},
		{"v1.2.3-g49c1b6c", IsCommit},
		{"latest", IsMoving},
		{"", IsMoving},
		{"main", IsMoving},
		{"stable-alpine", IsMoving},
		{"${TAG}", IsUnknown},
		{"1", IsPartial},
		{"v1", IsPartial},
		{"1.4", IsPartial},
		{"v1.4", IsPartial},
		{"16", IsPartial},
		{"3.19-alpine", IsPartial},
		{"2026", IsPartial},
		{"2026.11.24", IsDate},
		{"v1.4.2 v2.0.0", IsSeveral},
		{"0.4.2 0.5.0", IsSeveral},
		{"1.27.3-alpine 1.27.3-bookworm", IsSeveral},
		{"1.4.2 2026.4.1", IsSeveral},
		{"v1.4.2 main-49c1b6c-1700000000", IsMixed},
		{"2026-11-24 v1.4.2", IsMixed},
		{"main-49c1b6c-1 dev-49c1b6c-2", IsMixed},
		{"Jupiter_7b", IsUnsortable},
		{"1.2.3.4", IsUnsortable},
		{"jdk-17", IsUnsortable},
		{"ubuntu-22", IsUnsortable},
		{"1.2.3-debian-12-r4", IsUnsortable},
		{"01.2.3", IsUnsortable},
		{"main-49c1b6c-12345678901234567890", IsUnsortable},
		{"2026-13-24", IsUnsortable},
		{"1.2.3-r5", IsUnsortable},
		{"1.2.3-build7", IsUnsortable},
		{"v1.11.1-eksbuild.9", IsUnsortable},
		{"v1.30.1-k3s1", IsUnsortable},
		{"20261124-1", IsUnsortable},
		{"main-20261124-3", IsUnsortable},
		{"1700000000-1234567", IsUnsortable},
		{"main-1234567-1700000000", IsUnsortable},
		{"v1.2.3-20261124", IsUnsortable},
		{"v1.2.3-49c1b6c-1700000000", IsUnsortable},
		{"main-49c1b6c-2026-11-24", IsUnsortable},
		{"1.2.3-build-42", IsUnsortable},
	} {
		policy, why := inferAll(strings.Split(test.inUse, " "))
		if policy != nil || why != test.want {
			t.Errorf("%q: %+v, %q; want %q", test.inUse, policy, why, test.want)
		}
	}
	if policy, why := inferAll(nil); policy != nil || why != IsListed {
		t.Errorf("no tag at all: %+v, %q", policy, why)
	}
}

// inferAll is Infer, with the policy and its filter as one.
func inferAll(tags []string) (*inferred, Reason) {
	order, filter, why := Infer(tags)
	if order == nil {
		return nil, why
	}
	return &inferred{order, filter}, why
}

// newest does with a policy and a registry's tags what Flux does
// (https://fluxcd.io/flux/components/image/imagepolicies/#policy), and refuses what
// Flux refuses.
func newest(p *inferred, tags []string) (string, error) {
	original := map[string]string{}
	var keys []string
	for _, tag := range tags {
		key := tag
		if f := p.filter; f != nil {
			expression := regexp.MustCompile(f.Pattern)
			at := expression.FindStringSubmatchIndex(tag)
			if at == nil {
				continue
			}
			if f.Extract != "" {
				key = string(expression.ExpandString(nil, f.Extract, tag, at))
			}
		}
		original[key] = tag
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return "", errors.New("no tag is left")
	}
	var best string
	var err error
	switch {
	case p.order.SemVer != nil:
		best, err = highest(p.order.SemVer.Range, keys)
	case p.order.Alphabetical != nil:
		best = slices.Max(keys)
	default:
		best, err = largest(keys)
	}
	return original[best], err
}

func highest(r string, keys []string) (string, error) {
	constraint, err := semver.NewConstraint(r)
	if err != nil {
		return "", err
	}
	var best *semver.Version
	for _, key := range keys {
		if _, err := semver.StrictNewVersion(strings.TrimPrefix(key, "v")); err != nil {
			continue
		}
		v := semver.MustParse(key)
		if constraint.Check(v) && (best == nil || v.GreaterThan(best)) {
			best = v
		}
	}
	if best == nil {
		return "", errors.New("no version is in the range")
	}
	return best.Original(), nil
}

func largest(keys []string) (string, error) {
	best, most := "", -1.0
	for _, key := range keys {
		n, err := strconv.ParseFloat(key, 64)
		if err != nil {
			return "", err // Flux gives up on the policy
		}
		if n > most {
			best, most = key, n
		}
	}
	return best, nil
}

func reversed(tags []string) []string {
	tags = slices.Clone(tags)
	slices.Reverse(tags)
	return tags
}
