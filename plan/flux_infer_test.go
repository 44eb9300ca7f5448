package plan

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/Masterminds/semver/v3"
)

// inferTests are tags in use, what a registry has, and which of those Flux is to
// take as the newest.
var inferTests = []struct {
	name, inUse, registry, newest string
}{
	{"versions", "1.4.2", "latest 1 1.4 1.4.2 1.9.0 1.10.0 2.0.0 v1.11.0 sha-49c1b6c 1.11.0-rc.1 1.12.0-alpine", "1.10.0"},
	{"versions with v", "v1.4.2", "latest v1 v1.4 v1.4.2 v1.10.0 v2.0.0 1.11.0 v1.11.0-rc.1", "v1.10.0"},
	{"with v and without", "v1.4.2 1.5.0", "v1.4.2 1.5.0 v1.6.0", "v1.6.0"},
	{"beside latest and none", "v1.4.2 latest  ${TAG}", "latest v1.5.0", "v1.5.0"},
	{"0.x keeps its minor", "0.4.2", "0.4.2 0.4.9 0.5.0 1.0.0", "0.4.9"},
	{"two of a line", "1.4.2 1.7.0", "1.4.2 1.7.0 1.8.0 2.0.0", "1.8.0"},
	{"a release candidate", "2.0.0-rc.1", "1.9.0 2.0.0-rc.1 2.0.0-rc.2 3.0.0-rc.1", "2.0.0-rc.2"},
	{"a release candidate, then the release", "v2.0.0-rc.1", "v2.0.0-rc.2 v2.0.0 v2.1.0-beta1", "v2.1.0-beta1"},
	{"a 0.x release candidate", "0.4.0-rc.1", "0.4.0-rc.2 0.5.0-rc.1", "0.4.0-rc.2"},
	{"a variant", "1.27.3-alpine", "1.27.3 1.28.0 1.27.4-alpine 1.28.0-alpine 1.29.0-bookworm 1.30.0-alpine3.19 latest alpine", "1.28.0-alpine"},
	{"a variant with a number", "1.27.3-alpine3.19", "1.28.0-alpine3.19 1.29.0-alpine3.20", "1.28.0-alpine3.19"},
	{"a variant with v", "v3.1.0-distroless", "v3.2.0 v3.1.9-distroless", "v3.1.9-distroless"},
	{"a year", "2026.4.1", "2026.4.1 2026.11.3 2027.1.0 latest stable", "2027.1.0"},
	{"branch, commit, time", "main-49c1b6c-1700000000", "latest main-49c1b6c-1700000000 main-03b8d21-1700000500 dev-03b8d21-1800000000 main main-03b8d21", "main-03b8d21-1700000500"},
	{"branch, commit, build", "main-49c1b6c-9", "main-49c1b6c-9 main-03b8d21-10 main-fffffff-2", "main-03b8d21-10"},
	{"a branch with a hyphen and a number", "release-2-49c1b6c-1700000000", "release-2-49c1b6c-1700000001 release-3-49c1b6c-1700000009", "release-2-49c1b6c-1700000001"},
	{"a whole commit", "main-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b-1700000000", "main-0f86d081884c7d659a2feaa0c55ad015a3bf4f1b-1700000001 latest", "main-0f86d081884c7d659a2feaa0c55ad015a3bf4f1b-1700000001"},
	{"commit, time", "49c1b6c-1700000000", "49c1b6c-1700000000 03b8d21-1700000500 latest", "03b8d21-1700000500"},
	{"branch, time, commit", "main-1700000000-49c1b6c", "main-1700000000-49c1b6c main-1700000500-03b8d21 main-latest", "main-1700000500-03b8d21"},
	{"date, commit", "20261124-49c1b6c", "20261124-49c1b6c 20261125-03b8d21 latest", "20261125-03b8d21"},
	{"branch, time", "main-1700000000", "main-1700000000 main-1700000500 main-x dev-1800000000", "main-1700000500"},
	{"build", "build-42", "build-42 build-100 build-9 latest", "build-100"},
	{"time", "1700000000", "1700000000 1700000500 latest", "1700000500"},
	{"date and time", "20261124103000", "20261124103000 20261125080000 latest", "20261125080000"},
	{"date", "2026-11-24", "2026-09-30 2026-11-24 2027-01-02 latest 2026-11-24-rc", "2027-01-02"},
	{"date with words", "RELEASE.2026-11-07T00-52-20Z", "RELEASE.2026-11-07T00-52-20Z RELEASE.2026-12-01T10-00-00Z latest", "RELEASE.2026-12-01T10-00-00Z"},
	{"date with zeros", "2026.01.05", "2026.01.05 2026.10.01 latest 2026.1.9", "2026.10.01"},
	{"two dates", "2026-11-24 2026-11-25", "2026-11-24 2026-11-26", "2026-11-26"},
}

// TestInfer: with the policy that is inferred, Flux takes the newest tag, whatever
// else the registry has.
func TestInfer(t *testing.T) {
	for _, test := range inferTests {
		policy, why := infer(&repository{tags: strings.Split(test.inUse, " ")})
		if policy == nil {
			t.Errorf("%s: nothing inferred: %s", test.name, why)
			continue
		}
		registry := strings.Fields(test.registry)
		for _, tags := range [][]string{registry, reversed(registry)} {
			if got, err := newest(policy, tags); err != nil || got != test.newest {
				t.Errorf("%s: Flux takes %q (%v), want %s", test.name, got, err, test.newest)
			}
		}
	}
}

// TestNotInferred: where the tags have no order, nothing is invented.
func TestNotInferred(t *testing.T) {
	for _, test := range []struct {
		inUse string
		want  reason
	}{
		{"49c1b6c", isACommit},
		{"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", isACommit},
		{"sha-49c1b6c", isACommit},
		{"main-49c1b6c", isACommit},
		{"49c1b6c 03b8d21", isACommit},
		{"1.2.3-49c1b6c", isACommit},
		{"v1.2.3-g49c1b6c", isACommit},
		{"latest", isMoving},
		{"", isMoving},
		{"main", isMoving},
		{"stable-alpine", isMoving},
		{"${TAG}", isUnknown},
		{"1", isPartial},
		{"v1", isPartial},
		{"1.4", isPartial},
		{"v1.4", isPartial},
		{"16", isPartial},
		{"3.19-alpine", isPartial},
		{"2026", isPartial},
		{"2026.11.24", isDate},
		{"v1.4.2 v2.0.0", isSeveral},
		{"0.4.2 0.5.0", isSeveral},
		{"1.27.3-alpine 1.27.3-bookworm", isSeveral},
		{"1.4.2 2026.4.1", isSeveral},
		{"v1.4.2 main-49c1b6c-1700000000", isMixed},
		{"2026-11-24 v1.4.2", isMixed},
		{"main-49c1b6c-1 dev-49c1b6c-2", isMixed},
		{"Jupiter_7b", isUnsortable},
		{"1.2.3.4", isUnsortable},
		{"jdk-17", isUnsortable},
		{"ubuntu-22", isUnsortable},
		{"1.2.3-debian-12-r4", isUnsortable},
		{"01.2.3", isUnsortable},
		{"main-49c1b6c-12345678901234567890", isUnsortable},
		{"2026-13-24", isUnsortable},
	} {
		policy, why := infer(&repository{tags: strings.Split(test.inUse, " ")})
		if policy != nil || why != test.want {
			t.Errorf("%q: %+v, %q; want %q", test.inUse, policy, why, test.want)
		}
	}
	for _, r := range []struct {
		repository
		want reason
	}{{repository{digestOnly: true}, isDigest}, {repository{listed: true}, isListed}} {
		if policy, why := infer(&r.repository); policy != nil || why != r.want {
			t.Errorf("%+v: %+v, %q", r.repository, policy, why)
		}
	}
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
