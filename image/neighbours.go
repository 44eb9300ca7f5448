package image

import (
	"slices"
	"strings"
)

// neighbours finds, among the upstreams that were added, those that one more can be in
// conflict with: of each kind the first. To hold each against each other takes half a
// minute for some thousands.
type neighbours struct {
	byRegistry map[[2]string]int // host and path
	byPrefix   map[string]int
	otherRule  map[string]int // the first of a prefix whose rule is not that of byPrefix
	below      map[string]int // the first whose prefix stands inside
	rules      []string
}

func newNeighbours() *neighbours {
	return &neighbours{map[[2]string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, nil}
}

// of are the indices of those to look at beside an upstream, in order.
func (n *neighbours) of(s source) []int {
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
func (n *neighbours) add(i int, s source) {
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

// registryKey is one for all spellings of a registry, and the path.
func (s *source) registryKey() [2]string {
	return [2]string{strings.TrimSuffix(s.rule, "/"+s.strip), s.path}
}

// first sets what is not set.
func first[K comparable](all map[K]int, key K, i int) {
	if _, found := all[key]; !found {
		all[key] = i
	}
}

// outerPrefixes are the prefixes, each with its slash, that one stands inside of.
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
