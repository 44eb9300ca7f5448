package imagetag

import "strings"

// Preserved, in an entry that is written as a word, keeps that part as the kustomization has it:
// nginx=ghcr.io/o/nginx:* changes the name and no tag.
const Preserved = "*"

// ParseWord reads an entry that is written as one word, as in kustomize.images of Argo CD's
// Application. It has the form of an argument of kustomize edit set image:
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

// Word writes the entry as such a word, which cannot hold a TagSuffix.
func (i Image) Word() string {
	name := i.Name
	if i.NewName != "" {
		name += "=" + i.NewName
	}
	return Join(name, i.NewTag, i.Digest)
}
