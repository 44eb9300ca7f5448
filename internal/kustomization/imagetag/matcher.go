package imagetag

// A Matcher is an entry whose name is a pattern, to find and change many images.
type Matcher struct {
	Image
	pattern *Pattern
}

// NewMatcher makes the matcher of an entry. For many entries, Patterns keep each name once.
func NewMatcher(i Image) *Matcher { return &Matcher{i, NewPattern(i.Name)} }

// Matches reports whether kustomize finds an image, such as nginx:v1, by the entry's name.
func (m *Matcher) Matches(text string) bool { return m.pattern.Finds(text) }

// apply returns what kustomize makes of an image; the same text when the entry does not find
// it. A new tag or a digest replaces both.
func (m *Matcher) apply(text string) string {
	if !m.Matches(text) {
		return text
	}
	name, tag, digest := Split(text)
	if m.NewName != "" {
		name = m.NewName
	}
	switch {
	case m.NewTag != "" || m.Digest != "":
		tag, digest = m.NewTag, m.Digest
	case m.TagSuffix != "":
		tag, digest = tag+m.TagSuffix, ""
	}
	return Join(name, tag, digest)
}

// ApplyTimes returns what kustomize makes of an image when it looks at its field several times.
func (m *Matcher) ApplyTimes(text string, times int) string {
	for range times {
		text = m.apply(text)
	}
	return text
}

// CanRename reports whether the entry gives a new name, or could get one and still do what it does
// now. An entry whose name is a regular expression would give one name to many images; one with a
// suffix adds that once with a new name, and twice without (see AddsSuffix).
func (m *Matcher) CanRename() bool {
	return m.NewName != "" || !m.AddsSuffix() && !IsPattern(m.Name)
}
