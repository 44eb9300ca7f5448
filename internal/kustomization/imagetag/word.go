package imagetag

import "strings"

// Preserved in a word of Argo CD keeps that part as the kustomization has it.
const Preserved = "*"

// ParseWord reads an argument of kustomize edit set image, as Argo CD has them:
// name=newName:newTag@digest, or name:newTag
// (https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.2/kustomize/commands/edit/set/setimage.go).
func ParseWord(word string) Image {
	name, value, found := strings.Cut(word, "=")
	if !found {
		name, value = "", word
	}
	newName, tag, digest := Split(value)
	if !found {
		return Image{Name: newName, NewTag: tag, Digest: digest}
	}
	return Image{Name: name, NewName: newName, NewTag: tag, Digest: digest}
}

// Word writes the entry as an argument of kustomize edit set image; TagSuffix has no form there.
func (i Image) Word() string {
	name := i.Name
	if i.NewName != "" {
		name += "=" + i.NewName
	}
	return Join(name, i.NewTag, i.Digest)
}
