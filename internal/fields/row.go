package fields

import "github.com/amerintlxperts/ecrcache/internal/chartvalues"

// A Row says where images stand in objects of one kind.
type Row struct {
	// Group and Kind select objects; an empty one matches all. The version does
	// not count: no kind of the table gives one path another meaning in another
	// version.
	Group, Kind string
	// Version selects objects further, for rows of the configuration; an empty
	// one matches all.
	Version string
	// Path leads from the object's root to the field. Segments are joined by /;
	// a name may end in [], the field is then a list and every element counts.
	// * matches any key, ** any number of keys and elements. A / inside a key is
	// written \/.
	Path string
	Form Form
	// Guess marks fields of which not every one is an image: the value counts
	// only when it is a reference that names its registry's host.
	Guess bool
	// Slash marks fields whose value is a whole reference when it has a slash, and a name
	// that is joined to something otherwise.
	Slash bool
	// Deep marks prefixes to which names of two parts or more are joined.
	Deep bool
	// User marks rows of the configuration.
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
	// Repository is a string that is an image reference whose tag, digest or
	// registry may stand in fields beside it.
	Repository
	// ImageMap is a map of such fields; the repository is under the key
	// repository, name or image.
	ImageMap
	// Prefix is the first part of an image reference, a host and a path, to which
	// an operator joins a name; the host may stand in the field registry beside it.
	Prefix
	// Image is a Reference or an ImageMap, whichever is there.
	Image
	// KustomizeImage is an entry of kustomize's images: name, newName, newTag and
	// digest. What is rewritten is newName, which is added where there is none.
	KustomizeImage
	// SetImage is a word for kustomize edit set image, as Argo CD takes it:
	// name=newName:newTag, or name:newTag. What is rewritten is newName; where
	// there is none, the name is put before it, so that kustomize still finds it.
	SetImage
	// Argument is a word of a command line: a reference, or one behind the = of an
	// option.
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

// ParseForm is the form of a spelling; the empty one is Reference.
func ParseForm(name string) (Form, bool) {
	for f, known := range formNames {
		if name == known {
			return Form(f), true
		}
	}
	return Reference, name == ""
}
