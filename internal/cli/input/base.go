package input

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Layer is what one file of a configuration sets by itself.
type Layer struct {
	// File is its path, as messages print it.
	File string
	*config.Layer
}

// baseOf reads the settings that a configuration inherits from the file that its spec.base names,
// and from the base of that one, and so on. base is all of them as one layer, in which the nearer
// file wins; nil where there is no spec.base. layers are those of the single files, of this file
// first. An error says in which file to change what.
func baseOf(file string, text []byte) (base *config.Layer, layers []Layer, err error) {
	first, _ := config.ReadLayer(text) // what is wrong with the file is reported when all of it is read
	if first == nil {
		return nil, nil, nil
	}
	layers = []Layer{{File: file, Layer: first}}
	if first.Base == "" {
		return nil, layers, nil
	}
	tree, err := files.TreeOf(filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	chain := []string{file}
	for name := first.Base; name != ""; name = base.Base { // the last file of the chain names the next
		from := chain[len(chain)-1]
		path, err := basePath(tree, from, name)
		if err != nil {
			return nil, nil, err
		}
		if i := slices.IndexFunc(chain, func(one string) bool { return isSame(one, path) }); i >= 0 {
			return nil, nil, refusedBase(from, name, "leads back to "+chain[i]+": the files form a cycle", "remove spec.base from one of "+strings.Join(chain[i:], ", "))
		}
		if len(chain) > maxBases {
			return nil, nil, refusedBase(from, name, fmt.Sprintf("is base %d of %s; at most %d bases follow each other", len(chain), file, maxBases), "put what some of them set into one file")
		}
		layer, err := readBase(from, name, path)
		if err != nil {
			return nil, nil, err
		}
		layers = append(layers, Layer{File: path, Layer: layer})
		if chain = append(chain, path); base == nil {
			base = layer
		} else {
			base = base.Over(layer)
		}
	}
	return base, layers, nil
}

// maxBases is how many bases may follow each other, far above what people write: one for the organisation,
// one for the stage, one for the region.
const maxBases = 32

// basePath is the path of the base that a file names in its spec.base. The base has to be in the
// same Git repository, also after symbolic links are resolved.
func basePath(tree files.Tree, from, base string) (string, error) {
	if filepath.IsAbs(base) {
		return "", refusedBase(from, base, "is absolute, so it is another file in every clone", "give a path relative to this file, such as ../../ecrcache-base.yaml")
	}
	path := filepath.Join(filepath.Dir(from), filepath.FromSlash(base))
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = real
	}
	top := tree.Root()
	if real, err := filepath.EvalSymlinks(top); err == nil {
		top = real
	}
	if inside, err := filepath.Rel(top, absolute); err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return "", refusedBase(from, base, "is outside the Git repository "+tree.Root(), "move the file into the repository, so that every clone has it")
	}
	return path, nil
}

// readBase reads the base that a file names; path is where that is.
func readBase(from, base, path string) (*config.Layer, error) {
	text, err := files.ReadRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refusedBase(from, base, "is not there: "+path, "write the file, or correct the path, which is relative to "+from)
	case err != nil:
		return nil, files.Named(path, err)
	}
	layer, err := config.ReadLayer(text)
	if err != nil {
		return nil, inFile(path, err)
	}
	return layer, nil
}

// refusedBase is the error for the spec.base of a file.
func refusedBase(from, base, why, hint string) error {
	return finding.List{{
		Severity: finding.Error, Code: finding.Refused, File: finding.File{Path: from}, Field: finding.Field{Path: "spec.base"},
		Message: fmt.Sprintf("%q %s", base, why), Hint: hint,
	}}
}

func isSame(a, b string) bool {
	first, err := filepath.Abs(a)
	if err != nil {
		return false
	}
	second, err := filepath.Abs(b)
	return err == nil && first == second
}
