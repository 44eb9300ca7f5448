package kustomization

// kustomize looks at most image fields twice, and an entry that adds a suffix to the tag adds
// it again where it finds the image again: under its new name, when that is its name. So
// {name: ghcr.io/o/a, newName: CACHE/ghcr/o/a, tagSuffix: -x} adds it once to images of
// ghcr.io/o/a, and no entry does that to images that are CACHE/ghcr/o/a already. Such images
// stay in the manifests, and the entry goes on giving them their name. The other way round,
// a newName in the cache stays where the upstream's would be the entry's name.

// leaveSuffixed has an image stay in its manifest, or the new name of an entry, where a
// suffix would be added once more; it reports whether that is another plan than before.
func (s *simulation) leaveSuffixed(st *stage, one state, want, got string) bool {
	if nameOf(want) != nameOf(got) {
		return false
	}
	for i, m := range st.matchers() {
		giver := st.namer(st.slots[i])
		if !m.suffixes() || m.NewName == "" || !m.matches(one.text) {
			continue
		}
		if s.rules.Restores() {
			return s.keepNewName(giver, SuffixTwice)
		}
		return s.rules.InCache(m.NewName) && s.keepInManifest(st.in.fields[one], one)
	}
	return false
}

// keepInManifest has the field stay that an image comes from.
func (s *simulation) keepInManifest(from *Field, one state) bool {
	if from.unread != nil || one.mode != moves || s.staying[from.At()] != "" {
		return false
	}
	s.staying[from.At()], s.anew = SuffixTwice, true
	return true
}

// keepNewName has the new name of an entry stay in the cache.
func (s *simulation) keepNewName(e *entry, why string) bool {
	if e.kept != "" || s.renamed(e.NewName) == e.NewName {
		return false
	}
	e.kept, s.anew = why, true
	return true
}
