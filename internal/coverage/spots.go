package main

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A spot is an image in a document. It is found without the code and the tables of the program.
type spot struct {
	class class
	path  string // unique in the file, and the same before and after rewriting
	line  int    // 0 in a string, where results have none
	text  string // registry and repository joined
	name  string // the part in the field itself
}

// A class is the kind of field that holds an image.
type class string

const (
	inPod       class = "containers and image volumes"
	inResource  class = "image fields of custom resources"
	inKustomize class = "newName of kustomize's images"
	inWord      class = "variables, and words of command lines"
	inValues    class = "charts' values that name the registry"
	inShort     class = "names without a registry in charts' values"
)

// classes are the classes whose images count as pulled by a kubelet. It is not known what a chart
// makes of a name without a registry in its values.
var classes = []class{inPod, inResource, inKustomize, inWord, inValues}

// notPulled are the groups of objects whose images no kubelet pulls, or that are no images:
// definitions, policies, functions, updaters, image streams, pushers.
var notPulled = regexp.MustCompile(`^(apiextensions\.k8s\.io|.*kyverno\.io|constraints\.gatekeeper\.sh|admissionregistration\.k8s\.io|` +
	`kpt\.dev|fn\.kpt\.dev|config\.porch\.kpt\.dev|image\.toolkit\.fluxcd\.io|image\.openshift\.io|build\.openshift\.io|argocd-image-updater.*|kargo\.akuity\.io|` +
	`.*pkg\.crossplane\.io|ecrcache\..*|cilium\.io|networking\.istio\.io)/`)

var (
	imageKey   = regexp.MustCompile(`(?i)(image|imagename|image_name)$`)
	podLists   = []string{"containers", "initContainers", "ephemeralContainers"}
	valuesWord = regexp.MustCompile(`(?i)(^|[._/-])values([._/-]|$)`)
)

// reader collects the spots of a file.
type reader struct{ spots []spot }

// spots returns the spots of all documents of a file; nil for a file that is not YAML.
func spots(file string, text []byte, hasChart bool) []spot {
	all, err := documents(text)
	if err != nil {
		return nil
	}
	r := &reader{}
	for i, document := range all {
		if len(document.Content) == 1 {
			r.document(fmt.Sprintf("%d", i), document.Content[0], valuesWord.MatchString(file) || hasChart && path.Base(file) != "Chart.yaml" && path.Base(file) != "Chart.lock")
		}
	}
	return r.spots
}

func (r *reader) document(at string, n *yaml.Node, isValues bool) {
	apiVersion, kind := value(n, "apiVersion"), value(n, "kind")
	switch {
	case apiVersion != "" && kind != "":
		r.object(at, n, apiVersion, kind)
	case find(n, "images") != nil && (find(n, "resources") != nil || strings.Contains(apiVersion, "kustomize")):
		r.entries(at, find(n, "images"))
	case isValues:
		r.values(at, n, "")
	}
}

func (r *reader) object(at string, n *yaml.Node, apiVersion, kind string) {
	if notPulled.MatchString(apiVersion) || kind == "Secret" || isFunction(n) || value(findIn(n, "metadata", "annotations"), "ecrcache.amerintlxperts.github.io/ignore") != "" {
		return
	}
	if strings.HasPrefix(apiVersion, "kustomize.config.k8s.io") && find(n, "images") != nil {
		r.entries(at, find(n, "images"))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key != "status" && key != "metadata" {
			r.field(at+"."+key, key, n.Content[i+1], apiVersion)
		}
	}
}

func isFunction(n *yaml.Node) bool {
	annotations := findIn(n, "metadata", "annotations")
	return value(annotations, "config.kubernetes.io/function") != "" || value(annotations, "config.k8s.io/function") != ""
}

// field adds the images in a value of an object.
func (r *reader) field(at, key string, n *yaml.Node, apiVersion string) {
	switch n.Kind {
	case yaml.AliasNode:
	case yaml.ScalarNode:
		isText := strings.Contains(n.Value, "\n")
		switch {
		case isText && (key == "values" && strings.Contains(at, ".helm") || key == "valuesContent" || key == "values.yaml"):
			r.inText(at, n, true)
		case isText && key == "patch":
			r.inText(at, n, false)
		case imageKey.MatchString(key) && apiVersion != "v1" && hasHost(n.Value):
			r.add(inResource, at, n, n.Value, n.Value)
		}
	case yaml.MappingNode:
		if value(n, "apiVersion") != "" && value(n, "kind") != "" {
			r.object(at, n, value(n, "apiVersion"), value(n, "kind"))
			return
		}
		if slices.Contains([]string{"values", "valuesObject", "valuesInline"}, key) {
			r.values(at, n, "")
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			below := n.Content[i].Value
			if below == "output" || below == "params" || below == "annotations" || below == "openAPIV3Schema" {
				continue
			}
			r.field(at+"."+below, below, n.Content[i+1], apiVersion)
		}
	case yaml.SequenceNode:
		for i, element := range n.Content {
			here := fmt.Sprintf("%s[%d]", at, i)
			r.word(here, key, element)
			if image := find(element, "image"); slices.Contains(podLists, key) && image != nil && image.Kind == yaml.ScalarNode {
				r.add(inPod, here+".image", image, image.Value, image.Value)
				r.field(here, "", without(element, "image"), "")
				continue
			}
			if reference := findIn(element, "image", "reference"); key == "volumes" && reference != nil {
				r.add(inPod, here+".image.reference", reference, reference.Value, reference.Value)
			}
			r.field(here, key, element, apiVersion)
		}
	}
}

// word adds an image in a variable or in a word of a command line, which may be an option with =.
func (r *reader) word(at, key string, n *yaml.Node) {
	text := n
	if key == "env" {
		at, text = at+".value", find(n, "value")
	} else if key != "args" && key != "command" {
		return
	}
	if text == nil || text.Kind != yaml.ScalarNode || strings.ContainsAny(text.Value, " \n,") || strings.Contains(text.Value, "://") {
		return
	}
	name := text.Value
	if option, v, found := strings.Cut(name, "="); found && strings.HasPrefix(option, "-") {
		name = v
	}
	if hasHost(name) && !strings.HasSuffix(name, "/") {
		r.add(inWord, at, text, name, name)
	}
}

// inText adds the images of the documents in a string.
func (r *reader) inText(at string, n *yaml.Node, isValues bool) {
	all, err := documents([]byte(n.Value))
	if err != nil {
		return
	}
	inner := &reader{}
	for i, document := range all {
		if len(document.Content) == 1 {
			inner.document(fmt.Sprintf("%s:%d", at, i), document.Content[0], isValues)
		}
	}
	for _, s := range inner.spots {
		s.line = 0
		r.spots = append(r.spots, s)
	}
}

// entries adds the entries of kustomize's images.
func (r *reader) entries(at string, list *yaml.Node) {
	for i, entry := range list.Content {
		if name := find(entry, "newName"); name != nil && hasHost(value(entry, "name")+value(entry, "newName")) {
			r.add(inKustomize, fmt.Sprintf("%s.images[%d].newName", at, i), name, name.Value, name.Value)
		}
	}
}

// values adds the images in a chart's values. key is the key that n is under.
func (r *reader) values(at string, n *yaml.Node, key string) {
	switch n.Kind {
	case yaml.SequenceNode:
		for i, element := range n.Content {
			r.values(fmt.Sprintf("%s[%d]", at, i), element, key)
		}
	case yaml.MappingNode:
		for _, name := range []string{"repository", "image", "imageRepository"} {
			if text := find(n, name); text != nil && text.Kind == yaml.ScalarNode && text.Value != "" {
				r.image(at, n, text, name, key)
			}
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			below, v := n.Content[i].Value, n.Content[i+1]
			if v.Kind == yaml.ScalarNode && imageKey.MatchString(below) && below != "image" && hasHost(v.Value) && !strings.Contains(v.Value, " ") {
				r.add(inValues, at+"."+below, v, v.Value, v.Value)
			}
			if v.Kind != yaml.ScalarNode && v.Kind != yaml.AliasNode {
				r.values(at+"."+below, v, below)
			}
		}
	}
}

// image adds a name in a map of values. key is the key of the map, name that of the text in it.
func (r *reader) image(at string, m, text *yaml.Node, name, key string) {
	registry := value(m, "registry")
	saysImage := name != "repository" || imageKey.MatchString(key) || has(m, "tag") || has(m, "pullPolicy")
	switch {
	case text.Tag != "!!str" || strings.ContainsAny(text.Value, " \n") || !saysImage:
	case hasHost(text.Value) && registry == "":
		r.add(inValues, at+"."+name, text, text.Value, text.Value)
	case hasHost(text.Value):
	case strings.ContainsAny(registry, ".:"):
		r.add(inValues, at+"."+name, text, strings.TrimSuffix(registry, "/")+"/"+text.Value, text.Value)
	case registry == "" && !has(m, "hub") && !hasHost(value(m, "repository")) && !strings.HasPrefix(text.Value, "/"):
		r.add(inShort, at+"."+name, text, text.Value, text.Value)
	}
}

func (r *reader) add(c class, at string, n *yaml.Node, text, name string) {
	r.spots = append(r.spots, spot{c, at, n.Line, text, name})
}

// hasHost reports whether a text begins with a registry's host, and a path follows.
func hasHost(text string) bool {
	host, rest, found := strings.Cut(text, "/")
	return found && rest != "" && strings.ContainsAny(host, ".:") && !strings.ContainsAny(host, "${}<> ")
}

// findIn returns the value of a key in the map of another.
func findIn(m *yaml.Node, outer, key string) *yaml.Node {
	if m = find(m, outer); m != nil {
		return find(m, key)
	}
	return nil
}
