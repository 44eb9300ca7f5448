package imagetag

// An Image is an entry of images, as kustomize's type of that name
// (https://pkg.go.dev/sigs.k8s.io/kustomize/api/types#Image).
type Image struct{ Name, NewName, TagSuffix, NewTag, Digest string }

// AddsSuffix reports whether the entry adds a suffix to the tag. kustomize adds it once more
// each time that it looks at the field and finds the image by its name again.
func (i Image) AddsSuffix() bool { return i.TagSuffix != "" && i.NewTag == "" && i.Digest == "" }

// ChangesNothing reports whether the entry leaves images as they are.
func (i Image) ChangesNothing() bool {
	return i == Image{Name: i.Name} || i == Image{Name: i.Name, NewName: i.Name}
}

// WithoutOwnName returns the entry without a NewName that only repeats its Name.
func (i Image) WithoutOwnName() Image {
	if i.NewName == i.Name {
		i.NewName = ""
	}
	return i
}

// Apply returns what kustomize makes of an image by the entry; the same text when the entry
// does not find it. For many images, a Matcher has the name as a pattern.
func (i Image) Apply(text string) string { return NewMatcher(i).apply(text) }
