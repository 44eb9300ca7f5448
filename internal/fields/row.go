package fields

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
)

// A Row is the path and form of a field that holds images, in objects of one kind.
type Row struct {
	// Group and Kind select objects; an empty one matches all. Rows of the table have no version,
	// because no path in it means something else in another version.
	Group, Kind string
	// Version selects by the version as well, in rows of the configuration; an empty one matches
	// all.
	Version string
	// Path leads from the object's root to the field. Segments are joined by /;
	// a name may end in [], the field is then a list and every element counts.
	// * matches any key, ** any number of keys and elements. A / inside a key is
	// written \/.
	Path string
	Form Form
	// Guess is for fields that hold an image only sometimes: a value counts only when it is a
	// reference with its host.
	Guess bool
	// Slash is for fields whose value is a whole reference when it has a slash, and otherwise a
	// name that a controller joins to something: Istio joins the hub of its values to proxyv2, and
	// uses ghcr.io/org/proxyv2 as it is.
	Slash bool
	// Deep is for prefixes to which a controller joins names of two parts or more, such as
	// calico/node.
	Deep bool
	// User is true for rows of the configuration.
	User bool
	// Doubt says why it is not certain what a text in a chart's values becomes; empty
	// for everything else.
	Doubt chartvalues.Doubt
}

// Form says how an image is written at a Place.
type Form uint8

// The forms.
const (
	// Reference is one string that is a whole image reference.
	Reference Form = iota
	// Repository is a string that is an image reference whose tag, digest or registry may be
	// in other fields of the same map.
	Repository
	// ImageMap is a map of such fields; the repository is under the key
	// repository, name or image.
	ImageMap
	// Prefix is the first part of an image reference, a host and a path, to which
	// an operator joins a name; the host may be in the field registry of the same map.
	Prefix
	// Image is a Reference or an ImageMap, whichever is there.
	Image
	// KustomizeImage is an entry of kustomize's images: name, newName, newTag and
	// digest. The rewriting changes newName, or adds it.
	KustomizeImage
	// SetImage is a word for kustomize edit set image, as Argo CD takes it:
	// name=newName:newTag, or name:newTag. The rewriting changes newName; without one it writes
	// name=NEW:newTag, so that kustomize still finds the image by its name.
	SetImage
	// Argument is a word of a command line: a reference, or an option with = and a reference.
	Argument
	// OCIAddress is the address of a chart or of manifests in a registry, with or
	// without oci://.
	OCIAddress
	// ChartValues is a map of a chart's values, in which the rules for charts find
	// images.
	ChartValues
	// ChartText is a text that holds a chart's values.
	ChartText
)

// formNames are the spellings of the forms, in order.
var formNames = [...]string{
	Reference:      "Reference",
	Repository:     "Repository",
	ImageMap:       "ImageMap",
	Prefix:         "Prefix",
	Image:          "Image",
	KustomizeImage: "KustomizeImage",
	SetImage:       "SetImage",
	Argument:       "Argument",
	OCIAddress:     "OCIAddress",
	ChartValues:    "ChartValues",
	ChartText:      "ChartText",
}

// ParseForm returns the form of a spelling; the empty one is Reference.
func ParseForm(name string) (Form, bool) {
	for f, known := range formNames {
		if name == known {
			return Form(f), true
		}
	}
	return Reference, name == ""
}

// A segment is one step of a path.
type segment struct {
	key  string
	list bool // []: the value is a list, and the path continues in its elements
	any  bool // *: any key
	deep bool // **: any number of keys and elements, also none
}

// CheckPath returns an error that says what is wrong with a path that a user wrote; nil for none.
func CheckPath(path string) error {
	_, err := parsePath(path)
	return err
}

// root is the path of the object itself.
const root = "."

// parsePath reads a path in the syntax of kustomize's fieldSpec
// (https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#fieldspec),
// extended by **.
func parsePath(path string) ([]segment, error) {
	if path == root {
		return nil, nil
	}
	parts := splitPath(path)
	segments := make([]segment, 0, len(parts))
	for _, part := range parts {
		s := segment{key: part}
		s.key, s.list = strings.CutSuffix(part, "[]")
		switch {
		case s.key == "" && part != "[]":
			return nil, fmt.Errorf("path %q has an empty segment; segments are joined by one /, as in spec/containers[]/image", path)
		case s.key == "**" && s.list, s.key == "" && len(segments) > 0 && segments[len(segments)-1].deep:
			return nil, fmt.Errorf("path %q has **[]; ** alone passes through lists", path)
		case s.key == "" && len(segments) > 0 && !segments[len(segments)-1].list:
			segments[len(segments)-1].list = true
			continue
		case s.key == "":
			return nil, fmt.Errorf("path %q has [] without a list before it, as in spec/containers[]/image", path)
		}
		s.any, s.deep = s.key == "*", s.key == "**"
		segments = append(segments, s)
	}
	if segments[len(segments)-1].deep {
		segments[len(segments)-1] = segment{deep: true, key: "**"}
	}
	return segments, nil
}

// splitPath splits at each / that is not escaped as \/.
func splitPath(path string) []string {
	parts := strings.Split(path, "/")
	for i := len(parts) - 2; i >= 0; i-- {
		if head, escaped := strings.CutSuffix(parts[i], `\`); escaped {
			parts[i] = head + "/" + parts[i+1]
			parts = append(parts[:i+1], parts[i+2:]...)
		}
	}
	return parts
}
