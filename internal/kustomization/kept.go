package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An entry whose newName is in the cache before its manifests move stays as it is, and a
// copy behind it has the manifests' new name. So of two entries the second is the one that
// was added, and Restore takes it out: where the first has the name of the upstream, its
// newName was in the cache from the beginning, and it stays again.

// isKept reports whether an entry stays as it is, beside copies with the names of what it
// finds. A suffix is added once more by every entry that finds the image.
func (s *simulation) isKept(e *entry) bool {
	if s.rules.Restores() || e.alone || e.mended != "" || len(e.group.needs) == 0 || !s.rules.InCache(e.NewName) {
		return false
	}
	return !e.suffixes() || e.group.byName[e.Name] == nil
}

// movesAgain reports whether an entry that is not ours to change, such as that of a
// generated transformer, gives an image that goes back its name in the cache again: so it
// did before the rewriting.
func (t *tree) movesAgain(one state, m *matcher, times int, o slot) bool {
	return t.rules.Restores() && one.mode == moves && o.last().fixed && m.again(t.after(one), times) == one.text
}

// hasCopy reports whether the copy of an entry with a name is there already.
func (s *simulation) hasCopy(e *entry, name string) bool {
	one := s.imageFor(e, e.group.byName[name])
	return slices.ContainsFunc(e.list, func(o *entry) bool { return o.Image == one })
}

// markCopies finds the entries of a list that stayed as they are when copies were added
// behind them, and those copies.
func (t *tree) markCopies(all []*entry) {
	if !t.rules.Restores() {
		return
	}
	for i, first := range all {
		for _, second := range all[i+1:] {
			if !t.isCopy(second, first) {
				break
			}
			first.kept, second.copied = WasInCache, true
		}
	}
}

// isCopy reports whether an entry has the name in the cache of what another looks for, and
// says the same of it.
func (t *tree) isCopy(second, first *entry) bool {
	one, other := first.Image, second.Image
	one.Name, other.Name = "", ""
	cached := nameOf(strings.ReplaceAll(second.Name, `\`, ""))
	back := t.renamed(cached)
	return one == other && back != cached && t.renamed(first.NewName) != first.NewName &&
		(t.rules.Same(back, nameOf(first.Name)) || newMatcher(first.Image).matches(back))
}

// isLast reports whether newName is the last key of an entry, which is where a run adds
// it. A word has no keys to tell.
func isLast(n *yamlbytes.Node) bool {
	return n.Kind != yamlbytes.Mapping || len(n.Pairs) > 0 && n.Pairs[len(n.Pairs)-1].Key.Value == "newName"
}
