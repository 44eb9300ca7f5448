package object

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// IgnoreAnnotation is the annotation that leaves a whole object as it is when its value is
// "true".
const IgnoreAnnotation = ConfigGroup + "/ignore"

// An Object is one Kubernetes object: an item of a stream, an entry of an item that is a
// List, or a document in a string of another object.
type Object struct {
	// Text is the text that Item, of which Root is the tree, is an item of.
	Text *Text
	Item *yamlbytes.Item
	Root *yamlbytes.Node
	// Prefix is the path of the object in its text, with a dot at its end; empty for an item.
	Prefix string
	// Index is the position of the item in its source. For a document in a string it is that
	// of the item that has the string.
	Index int
	// Kind is what the object says it is, completed where a kustomization leaves parts out.
	Kind fields.ObjectKind
	// Resource and File are named in findings: those of the object, or for a document in a
	// string those of the object that has the string.
	Resource finding.Resource
	File     finding.File
	// Namespace is the object's own, or else that of the object that has the string.
	Namespace string
	// IsIgnored and IsGenerated are what annotations say: the object opted out, or this
	// program generated it. isFunction says that it configures a function.
	isFunction, IsIgnored, IsGenerated bool
	// Accept says by code or reason why findings about the object are accepted.
	Accept map[string]string
	// isSigned says that a MAC of SOPS covers all values.
	isSigned bool
	// isSchema says that the document is a JSON Schema.
	isSchema bool
	// innermost is the object inside this one that was asked for last.
	innermost *Object
	// command is the command line that was looked at last.
	command pushCommand
	// ItemChanged says that the item of the source counts as changed. All objects of the
	// item share it.
	ItemChanged *bool
}

// New returns the object of an item of a text. root is the item's tree, index its position.
func New(t *Text, it *yamlbytes.Item, root *yamlbytes.Node, index int) *Object {
	o := &Object{Text: t, Item: it, Root: root, Prefix: t.prefix, Index: index}
	if t.Outer == nil {
		o.ItemChanged = new(bool)
	} else {
		o.ItemChanged, o.Index = t.Outer.ItemChanged, t.Outer.Index
	}
	o.identify(finding.File{Path: t.Path, Index: index})
	if t.Outer != nil && o.Kind.Kind == "" {
		o.Kind = t.Kind
	}
	return o
}

// Entry returns an object of a List: the entry at an index, with its tree.
func (o *Object) Entry(root *yamlbytes.Node, index int) *Object {
	e := &Object{Text: o.Text, Item: o.Item, Root: root, Index: o.Index, ItemChanged: o.ItemChanged}
	e.Prefix = fmt.Sprintf("%sitems[%d].", o.Prefix, index)
	e.identify(o.File)
	return e
}

// identify reads what the object is and where it came from.
func (o *Object) identify(known finding.File) {
	apiVersion := o.Root.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	o.Kind = fields.ObjectKind{Group: group, Version: version, Kind: o.Root.Text("kind")}
	o.Namespace = o.Root.Text("metadata", "namespace")
	o.Resource = finding.Resource{APIVersion: apiVersion, Kind: o.Kind.Kind, Namespace: o.Namespace, Name: o.Root.Text("metadata", "name")}
	o.File = FileOf(o.Root, known)
	if outer := o.Text.Outer; outer != nil {
		o.Resource, o.File, o.Accept = outer.Resource, outer.File, outer.Accept
		if o.Namespace == "" {
			o.Namespace = outer.Namespace
		}
	}
	o.Kind = completeKind(o.Kind, o.Root, o.File.Path)
	if apiVersion == "" && o.Text.areValues(o.File.Path) {
		o.Kind = fields.ObjectKind{Kind: fields.Values} // values may have a key named kind
	}
	o.isSigned, o.isSchema = isSigned(o.Root), isSchema(o.Root, o.File.Path)
	o.readAnnotations(o.Root.At("metadata", "annotations"))
}

// readAnnotations reads what the annotations ask for. A function is one of kustomize or kpt
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
func (o *Object) readAnnotations(annotations *yamlbytes.Node) {
	if annotations == nil {
		return
	}
	o.isFunction = firstText(annotations, "config.kubernetes.io/function", "config.k8s.io/function") != ""
	o.IsIgnored = annotations.Text(IgnoreAnnotation) == "true"
	o.IsGenerated = annotations.Text(v1alpha1.OwnerAnnotation) != ""
	if o.Text == nil || o.Text.Outer == nil {
		o.Accept = acceptedBy(annotations)
	}
}

// FileOf returns the file and index that an item came from, by the annotations of kpt and
// kustomize, the newer spelling first. Without them it is known, which the caller gives. Where the
// index is no number it is 0.
func FileOf(root *yamlbytes.Node, known finding.File) finding.File {
	annotations := root.At("metadata", "annotations")
	f := finding.File{Path: firstText(annotations, "internal.config.kubernetes.io/path", "config.kubernetes.io/path")}
	if f.Path == "" {
		return known
	}
	index := firstText(annotations, "internal.config.kubernetes.io/index", "config.kubernetes.io/index")
	f.Index, _ = strconv.Atoi(index)
	return f
}

func firstText(n *yamlbytes.Node, keys ...string) string {
	for _, k := range keys {
		if text := n.Text(k); text != "" {
			return text
		}
	}
	return ""
}

// Entries returns the objects of a List, as kubectl get -o yaml writes it, and nil for any
// other object.
func (o *Object) Entries() []*yamlbytes.Node {
	if items := o.Root.Get("items"); o.Kind.Group == "" && o.Kind.Kind == "List" && items != nil {
		return items.Items
	}
	return nil
}

// IsConfig reports whether the object configures this program.
func (o *Object) IsConfig() bool { return o.Kind.Group == ConfigGroup }

// Line returns the line of a value in the object's file, or 0 where it is not known: in a
// string, and for an item that came from another file.
func (o *Object) Line(n *yamlbytes.Node) int {
	if o.Text.Outer != nil || o.File.Path != o.Text.Path {
		return 0
	}
	return o.Item.LineOf(n)
}

// ValuesName returns the name by which rewrite.shortNames selects values of a chart: the
// name of the object that holds them, or the path of their file; empty without either.
func (o *Object) ValuesName() string {
	root := o
	for root.Text.Outer != nil {
		root = root.Text.Outer
	}
	if root.Kind.Kind == fields.Values && root.File.Path != "" {
		return path.Clean(root.File.Path)
	}
	return root.Resource.Name
}
