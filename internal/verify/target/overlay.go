package target

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
	"sigs.k8s.io/yaml"
)

// An Overlay is what Flux or Argo CD adds to a kustomization file before it builds. The zero
// value adds nothing.
type Overlay struct {
	images                []image
	components            []string
	patches               []any
	patchesStrategicMerge []any
	patchesJSON6902       []any
	// generate says that there is no kustomization file, so that one is made.
	generate bool
	// replaces says that an image replaces the entry of its name, as kustomize edit set image
	// does. Otherwise the fields that it sets are set in that entry, as Flux does.
	replaces bool
}

// An image is an entry of images.
type image struct{ name, newName, newTag, digest string }

// IsEmpty reports whether nothing is added, so that the directory is built as it is.
func (o *Overlay) IsEmpty() bool {
	return !o.generate && len(o.images)+len(o.components)+len(o.patches)+len(o.patchesStrategicMerge)+len(o.patchesJSON6902) == 0
}

// Write adds the overlay to the kustomization file of a directory, and makes the file where there
// is none. The file is replaced, because it may be a hard link (tree.Shadow). undo puts the file
// back, or removes the one that was made. The error is that of reading or writing the file, or
// that it is no YAML.
func (o *Overlay) Write(t *tree.Tree, dir string) (undo func() error, err error) {
	file := t.Kustomization(dir)
	var had []byte
	k := map[string]any{}
	if file == "" {
		file = path.Join(dir, filename.Default)
		if k, err = generated(t, dir); err != nil {
			return nil, err
		}
	} else {
		if had, err = os.ReadFile(t.Path(file)); err != nil {
			return nil, files.Named(file, err)
		}
		if err := yaml.UnmarshalStrict(had, &k, keepDigits); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	o.add(k)
	if err := overwrite(t.Path(file), []byte(marshal(k))); err != nil {
		return nil, err
	}
	return func() error {
		if had == nil {
			return os.Remove(t.Path(file))
		}
		return overwrite(t.Path(file), had)
	}, nil
}

// keepDigits makes the decoder keep all digits of long numbers, which as floats would lose some.
func keepDigits(d *json.Decoder) *json.Decoder {
	d.UseNumber()
	return d
}

// overwrite replaces a file by a new one, and leaves other hard links of the old one alone.
func overwrite(file string, text []byte) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// add adds the overlay to a kustomization.
func (o *Overlay) add(k map[string]any) {
	appendTo(k, "patches", o.patches)
	appendTo(k, "patchesStrategicMerge", o.patchesStrategicMerge)
	appendTo(k, "patchesJson6902", o.patchesJSON6902)
	for _, c := range o.components {
		appendTo(k, "components", []any{c})
	}
	for _, img := range o.images {
		o.addImage(k, img)
	}
}

func appendTo(k map[string]any, key string, values []any) {
	if len(values) > 0 {
		list, _ := k[key].([]any)
		k[key] = append(list, values...)
	}
}

// addImage sets the fields of an image in the entry with its name, or replaces that (replaces), or
// adds an entry where there is none.
func (o *Overlay) addImage(k map[string]any, img image) {
	list, _ := k["images"].([]any)
	i := slices.IndexFunc(list, func(entry any) bool { return asObject(entry).text("name") == img.name })
	if i < 0 {
		k["images"] = append(list, map[string]any(img.merged(nil)))
		return
	}
	var had object
	if !o.replaces {
		had = asObject(list[i])
	}
	list[i] = map[string]any(img.merged(had))
}

// merged returns the entry had with the fields that the image sets. A tag replaces a digest, and a
// digest a tag.
func (img image) merged(had object) object {
	entry := object{}
	for key, value := range had {
		entry[key] = value
	}
	entry["name"] = img.name
	if img.newTag != "" || img.digest != "" {
		delete(entry, "newTag")
		delete(entry, "digest")
	}
	for key, value := range map[string]string{"newName": img.newName, "newTag": img.newTag, "digest": img.digest} {
		if value != "" {
			entry[key] = value
		}
	}
	return entry
}

// marshal returns what was read as YAML; nothing for what JSON cannot hold, such as .inf, which
// kustomize and Helm do not read, either.
func marshal(value any) string {
	text, err := yamltext.Marshal(withTextKeys(value))
	if err != nil {
		return ""
	}
	return text
}

// withTextKeys returns a value whose maps have texts as keys, as Kubernetes' readers make them of
// numbers and booleans.
func withTextKeys(value any) any {
	switch v := value.(type) {
	case object:
		return withTextKeys(map[string]any(v))
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, value := range v {
			out[key] = withTextKeys(value)
		}
		return out
	case map[any]any:
		out := make(map[string]any, len(v))
		for key, value := range v {
			out[fmt.Sprint(key)] = withTextKeys(value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = withTextKeys(v[i])
		}
		return out
	}
	return value
}
