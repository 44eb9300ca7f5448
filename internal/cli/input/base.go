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

// baseOf reads the settings that the configuration in a file takes over: those of the file that
// its spec.base names, which may have a base itself. It gives the layers as well, that of the file
// first; no base where there is none. An error says in which file to change what.
func baseOf(file string, text []byte) (*config.Layer, []Layer, error) {
	first, _ := config.ReadLayer(text) // what is wrong with the file is reported when all of it is read
	if first == nil {
		return nil, nil, nil
	}
	layers := []Layer{{File: file, Layer: first}}
	if first.Base == "" {
		return nil, layers, nil
	}
	tree, err := files.TreeOf(filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	var all *config.Layer
	chain := []string{file}
	for base := first.Base; base != ""; base = all.Base {
		at := chain[len(chain)-1]
		path, err := basePath(tree, at, base)
		if err != nil {
			return nil, nil, err
		}
		if i := slices.IndexFunc(chain, func(one string) bool { return isSame(one, path) }); i >= 0 {
			return nil, nil, refusedBase(at, base, "leads back to "+chain[i]+", so no file is the last", "remove spec.base from one of "+strings.Join(chain[i:], ", "))
		}
		layer, err := readBase(at, base, path)
		if err != nil {
			return nil, nil, err
		}
		layers = append(layers, Layer{File: path, Layer: layer})
		if chain = append(chain, path); all == nil {
			all = layer
		} else {
			all = all.Over(layer)
		}
	}
	return all, layers, nil
}

// basePath is the path of a base that the file at names.
func basePath(tree files.Tree, at, base string) (string, error) {
	if filepath.IsAbs(base) {
		return "", refusedBase(at, base, "is absolute, so it is another file in every clone", "give a path relative to this file, such as ../../ecrcache-base.yaml")
	}
	path := filepath.Join(filepath.Dir(at), filepath.FromSlash(base))
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
		return "", refusedBase(at, base, "is outside the Git repository "+tree.Root(), "move the file into the repository, so that every clone has it")
	}
	return path, nil
}

// readBase reads the base of the file at from its path.
func readBase(at, base, path string) (*config.Layer, error) {
	text, err := files.ReadRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refusedBase(at, base, "is not there: "+path, "write the file, or correct the path, which is relative to "+at)
	case err != nil:
		return nil, files.Named(path, err)
	}
	layer, err := config.ReadLayer(text)
	if err != nil {
		return nil, inFile(path, err)
	}
	return layer, nil
}

// refusedBase is the error for a spec.base of the file at.
func refusedBase(at, base, why, hint string) error {
	return finding.List{{
		Severity: finding.Error, Code: finding.Refused, File: finding.File{Path: at}, Field: finding.Field{Path: "spec.base"},
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
