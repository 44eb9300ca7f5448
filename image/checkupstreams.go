package image

import (
	"slices"
	"strconv"
	"strings"
)

// CheckUpstreams returns what is wrong with the upstreams of a cache in the given registry: with
// each alone, and where two contradict each other. Fields are upstreams[0].registry,
// upstreams[0].prefix and so on.
func CheckUpstreams(registry Registry, upstreams []Upstream) []Problem {
	var ps []Problem
	earlier := newEarlierUpstreams()
	for i, u := range upstreams {
		ps = append(ps, withField(i, "registry", u.Registry, checkUpstream(registry, u)...)...)
		ps = append(ps, withField(i, "prefix", u.Prefix, checkUpstreamPrefix(u)...)...)
		ps = append(ps, withField(i, "upstreamRepositoryPrefix", u.UpstreamPrefix, checkBelow(u)...)...)
		s := newSource(u)
		for _, j := range earlier.mayContradict(s) {
			ps = append(ps, checkPair(i, u, j, upstreams[j])...)
		}
		earlier.add(i, s)
	}
	return ps
}

// withField sets the field of an upstream, and its value, in problems.
func withField(i int, field, found string, ps ...Problem) []Problem {
	for k := range ps {
		ps[k].Field, ps[k].Found = fieldPath(i, field), found
	}
	return ps
}

// fieldPath returns the path of a field of an upstream.
func fieldPath(i int, field string) string {
	return "upstreams[" + strconv.Itoa(i) + "]." + field
}

// checkUpstream checks the registry of one upstream.
func checkUpstream(registry Registry, u Upstream) []Problem {
	host, path := splitRegistry(u.Registry)
	known, isKnown := KnownUpstream(u.Registry)
	reason, isRefused := Uncacheable(u.Registry)
	own, isECR := ParseECRHost(host)
	p := Problem{Reason: reason}
	switch {
	case isRefused:
	case !isKnown:
		p.Reason = "not a registry ECR can cache"
	case path == "" && strings.HasSuffix(u.Registry, "/") || path != "" && checkPath(path) != "":
		p.Reason, p.Accepted = "what follows the host is not a repository path", known.Hosts[0]+", or "+known.Hosts[0]+"/path in lower case"
	case isECR && own.Same(registry):
		p.Reason = "it is the registry that holds the cache"
	case isECR && plain(own.Region) && plain(registry.Region) && own.Partition() != registry.Partition():
		return []Problem{{
			Reason:   "it is in the partition " + own.Partition() + ", and the cache in " + registry.Partition() + "; ECR caches another ECR registry of its own partition only (https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-ecr.html)",
			Accepted: "an ECR registry of " + registry.Partition(),
		}}
	default:
		return nil
	}
	if p.Accepted == "" {
		p.Accepted = strings.Join(KnownRegistries(), ", ") + "; each with a /path if only a part is meant"
	}
	return []Problem{p}
}

// checkUpstreamPrefix checks the prefix of one upstream.
func checkUpstreamPrefix(u Upstream) []Problem {
	if p, bad := CheckPrefix(u.Prefix).(Problem); bad {
		return []Problem{p}
	}
	if known, ok := KnownUpstream(u.Registry); ok && u.Prefix == RootPrefix && known.Name != ecr.Name {
		return []Problem{{Reason: "ROOT is for upstreams that are ECR registries", Accepted: "a prefix such as " + known.Prefix}}
	}
	return nil
}

// checkBelow checks the upstreamRepositoryPrefix of one upstream.
func checkBelow(u Upstream) []Problem {
	if u.UpstreamPrefix == "" {
		return nil
	}
	_, path := splitRegistry(u.Registry)
	below := strings.TrimSuffix(u.UpstreamPrefix, "/")
	known, isKnown := KnownUpstream(u.Registry)
	p, isBad := CheckPrefix(u.UpstreamPrefix).(Problem)
	switch {
	case isKnown && !known.UpstreamPrefix:
		p = Problem{Reason: "documented for rules of ECR registries and of cgr.dev only; name the part of the registry in registry, as in " + known.Hosts[0] + "/PATH"}
	case isBad:
	case below == RootPrefix:
		p = Problem{Reason: "it stands for no prefix, which is the default; leave it out"}
	case u.Prefix == RootPrefix:
		p = Problem{Reason: "ECR takes it only where prefix is not " + RootPrefix, Accepted: "a prefix such as " + known.Prefix + ", or no upstreamRepositoryPrefix"}
	case !within(path, below) && !within(below, path):
		p = Problem{Reason: "registry names the part " + strconv.Quote(path) + ", which is not below it, so the rule would cache nothing", Accepted: "a path that begins with " + path}
	default:
		return nil
	}
	return []Problem{p}
}

// checkPair checks two upstreams against each other. Two parts of one registry may have the
// same prefix: they share a rule.
func checkPair(i int, u Upstream, j int, earlier Upstream) []Problem {
	a, b := newSource(u), newSource(earlier)
	hostOf := func(s source) string { return strings.TrimSuffix(s.rule, "/"+s.strip) }
	sameHost := hostOf(a) == hostOf(b)
	var p Problem
	switch {
	case sameHost && a.path == b.path:
		p = Problem{Field: fieldPath(i, "registry"), Found: u.Registry, Reason: "the same registry as " + fieldPath(j, "registry")}
	case a.prefix == b.prefix && sameHost && a.rule != b.rule:
		p = Problem{Field: fieldPath(i, "upstreamRepositoryPrefix"), Found: u.UpstreamPrefix, Reason: "another one than " + fieldPath(j, "upstreamRepositoryPrefix") + " " + strconv.Quote(earlier.UpstreamPrefix) + ", with the same prefix; a rule has one"}
	case a.prefix == b.prefix && !sameHost:
		p = Problem{Field: fieldPath(i, "prefix"), Found: u.Prefix, Reason: "the same prefix as " + fieldPath(j, "prefix") + ", for another registry; a rule has one upstream"}
	case nested(a.prefix, b.prefix) || nested(b.prefix, a.prefix):
		p = Problem{Field: fieldPath(i, "prefix"), Found: u.Prefix, Warning: true, Reason: "it and " + fieldPath(j, "prefix") + " " + strconv.Quote(earlier.Prefix) + " are nested; an image whose name in the cache falls under both is not rewritten"}
	default:
		return nil
	}
	return []Problem{p}
}

// nested reports whether the prefix inner is below outer. ROOT, which is empty here, does not
// count: it is above all other prefixes on purpose.
func nested(inner, outer string) bool {
	return outer != "" && inner != outer && strings.HasPrefix(inner, outer)
}

// earlierUpstreams finds those that one more upstream may contradict: the first for each kind of
// conflict. Comparing each upstream with each other would take half a minute for some thousands.
// The values are indices.
type earlierUpstreams struct {
	byRegistry map[[2]string]int // the first with a host and path
	byPrefix   map[string]int    // the first with a prefix
	otherRule  map[string]int    // the first with a prefix and another rule than byPrefix has
	below      map[string]int    // the first whose prefix is below a prefix
	rules      []string          // of all, by index
}

func newEarlierUpstreams() *earlierUpstreams {
	return &earlierUpstreams{map[[2]string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, nil}
}

// mayContradict returns the indices of the upstreams that may contradict one, in order.
func (n *earlierUpstreams) mayContradict(s source) []int {
	var all []int
	add := func(i int, found bool) {
		if found {
			all = append(all, i)
		}
	}
	i, found := n.byRegistry[s.registryKey()]
	add(i, found)
	i, found = n.byPrefix[s.prefix]
	if found && n.rules[i] == s.rule {
		i, found = n.otherRule[s.prefix]
	}
	add(i, found)
	i, found = n.below[s.prefix]
	add(i, found)
	for outer := range outerPrefixes(s.prefix) {
		i, found = n.byPrefix[outer]
		add(i, found)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// add adds the next upstream.
func (n *earlierUpstreams) add(i int, s source) {
	n.rules = append(n.rules, s.rule)
	first(n.byRegistry, s.registryKey(), i)
	if j, found := n.byPrefix[s.prefix]; found && n.rules[j] != s.rule {
		first(n.otherRule, s.prefix, i)
	}
	first(n.byPrefix, s.prefix, i)
	for outer := range outerPrefixes(s.prefix) {
		first(n.below, outer, i)
	}
}

// registryKey returns a key that is equal for all spellings of a registry and path: the host and the
// path that repositories must be below.
func (s *source) registryKey() [2]string {
	return [2]string{strings.TrimSuffix(s.rule, "/"+s.strip), s.path}
}

// first sets the value of a key, unless the key has one.
func first[K comparable](all map[K]int, key K, i int) {
	if _, found := all[key]; !found {
		all[key] = i
	}
}

// outerPrefixes returns the prefixes, each with its slash, that a prefix is below: a/ and a/b/ for
// a/b/c/.
func outerPrefixes(prefix string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for end := 0; ; {
			i := strings.IndexByte(prefix[end:], '/')
			if end += i + 1; i < 0 || end == len(prefix) || !yield(prefix[:end]) {
				return
			}
		}
	}
}
