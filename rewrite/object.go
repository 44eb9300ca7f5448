package rewrite

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
)

// Group is the API group of the program's own configuration.
const configGroup = "ecrcache.amerintlxperts.github.io"

// IgnoreAnnotation set to "true" on an object leaves the whole object alone.
const IgnoreAnnotation = configGroup + "/ignore"

// An object is one Kubernetes object: an item, or an entry of an item that is a
// List.
type object struct {
	root    *document.Node
	group   string
	version string
	at      Resource
	file    File
}

func newObject(root *document.Node, file File) object {
	apiVersion := root.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	return object{root: root, group: group, version: version, file: fileOf(root, file), at: Resource{
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

func firstText(n *document.Node, keys ...string) string {
	for _, k := range keys {
		if text := n.Text(k); text != "" {
			return text
		}
	}
	return ""
}

func (o *object) kind() fields.ObjectKind {
	return fields.ObjectKind{Group: o.group, Version: o.version, Kind: o.at.Kind}
}

// entries returns the objects of a List (kubectl get -o yaml writes such); nil
// for any other object.
func (o *object) entries() []*document.Node {
	if items := o.root.Get("items"); o.group == "" && o.at.Kind == "List" && items != nil {
		return items.Items
	}
	return nil
}

// isConfig reports whether the object configures a function, ours or another's.
func (o *object) isConfig() bool {
	annotations := o.root.At("metadata", "annotations")
	return o.group == configGroup ||
		firstText(annotations, "config.kubernetes.io/function", "config.k8s.io/function") != ""
}

func (o *object) ignored() bool {
	return o.root.Text("metadata", "annotations", IgnoreAnnotation) == "true"
}
