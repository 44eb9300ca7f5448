package rewrite

import (
	"path"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
)

// Group is the API group of the program's own configuration.
const configGroup = "ecrcache.amerintlxperts.github.io"

// kustomizeGroup is the group of kustomizations
// (https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go).
const kustomizeGroup = "kustomize.config.k8s.io"

// IgnoreAnnotation set to "true" on an object leaves the whole object alone.
const IgnoreAnnotation = configGroup + "/ignore"

// An object is one Kubernetes object: an item, or an entry of an item that is a
// List.
type object struct {
	root *document.Node
	kind fields.ObjectKind
	// at and file are what is reported: those of the object itself, or of the one
	// in whose text it stands.
	at   Resource
	file File
}

func newObject(root *document.Node, file File) object {
	apiVersion := root.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	kind := fields.ObjectKind{Group: group, Version: version, Kind: root.Text("kind")}
	file = fileOf(root, file)
	if kind == (fields.ObjectKind{}) {
		kind = kindless(root, file.Path)
	}
	return object{root: root, kind: kind, file: file, at: Resource{
		APIVersion: apiVersion,
		Kind:       root.Text("kind"),
		Namespace:  root.Text("metadata", "namespace"),
		Name:       root.Text("metadata", "name"),
	}}
}

// fileOf reads the annotations in which kpt and kustomize keep where an item came
// from, the newer spelling first. Without them it is what the caller knows.
func fileOf(root *document.Node, known File) File {
	annotations := root.At("metadata", "annotations")
	f := File{Path: firstText(annotations, "internal.config.kubernetes.io/path", "config.kubernetes.io/path")}
	if f.Path == "" {
		return known
	}
	index := firstText(annotations, "internal.config.kubernetes.io/index", "config.kubernetes.io/index")
	f.Index, _ = strconv.Atoi(index)
	return f
}

// kustomization is the kind of a kustomization that does not say so.
var kustomization = fields.ObjectKind{Group: kustomizeGroup, Kind: "Kustomization"}

// kindless is the kind of a document that names none, by the name of its file
// (kustomize reads a kustomization without a kind, and charts' values never have
// one) or by a list of images in the form that only kustomize has.
func kindless(root *document.Node, file string) fields.ObjectKind {
	for _, known := range []struct {
		pattern string
		kind    fields.ObjectKind
	}{
		{"Kustomization", kustomization},
		{"kustomization.y*ml", kustomization},
		{"values.y*ml", fields.ObjectKind{Kind: fields.Values}},
		{"values[.\\-]*.y*ml", fields.ObjectKind{Kind: fields.Values}},
		{"*[.\\-]values.y*ml", fields.ObjectKind{Kind: fields.Values}},
	} {
		if matches, _ := path.Match(known.pattern, path.Base(file)); matches {
			return known.kind
		}
	}
	if hasKustomizeImages(root) {
		return kustomization
	}
	return fields.ObjectKind{}
}

// hasKustomizeImages reports whether every entry of the list images has a name
// and a newName or newTag.
func hasKustomizeImages(root *document.Node) bool {
	images := root.Get("images")
	if images == nil || len(images.Items) == 0 {
		return false
	}
	for _, entry := range images.Items {
		if entry.Text("name") == "" || entry.Get("newName") == nil && entry.Get("newTag") == nil {
			return false
		}
	}
	return true
}

func firstText(n *document.Node, keys ...string) string {
	for _, k := range keys {
		if text := n.Text(k); text != "" {
			return text
		}
	}
	return ""
}

// entries returns the objects of a List (kubectl get -o yaml writes such); nil
// for any other object.
func (o *object) entries() []*document.Node {
	if items := o.root.Get("items"); o.kind.Group == "" && o.kind.Kind == "List" && items != nil {
		return items.Items
	}
	return nil
}

// isConfig reports whether the object configures this program.
func (o *object) isConfig() bool { return o.kind.Group == configGroup }

// isFunction reports whether the object configures a function of kustomize or kpt
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
func (o *object) isFunction() bool {
	annotations := o.root.At("metadata", "annotations")
	return firstText(annotations, "config.kubernetes.io/function", "config.k8s.io/function") != ""
}

// isGenerated reports whether the program made the object: nothing in it is to be
// rewritten, and the upstreams' names belong there.
func (o *object) isGenerated() bool {
	return o.root.Text("metadata", "annotations", config.OwnerAnnotation) != ""
}

func (o *object) ignored() bool {
	return o.root.Text("metadata", "annotations", IgnoreAnnotation) == "true"
}
