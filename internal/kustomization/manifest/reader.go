package manifest

import (
	"path"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Reader reads the documents of files, each file once.
type Reader struct {
	Files Files
	read  map[string]parsed
}

// NewReader gives a reader that has read nothing yet.
func NewReader(files Files) *Reader { return &Reader{Files: files, read: map[string]parsed{}} }

// Documents gives the documents of a file. The error is that of reading the file, or that a
// document is no YAML.
func (r *Reader) Documents(file string) ([]*Document, error) {
	if known, ok := r.read[file]; ok {
		return known.documents, known.err
	}
	known := r.parse(file)
	r.read[file] = known
	return known.documents, known.err
}

// parsed is what came out of reading a file.
type parsed struct {
	documents []*Document
	err       error
}

// parse reads a file.
func (r *Reader) parse(file string) parsed {
	if files, ok := r.Files.(DocumentFiles); ok {
		documents, err := files.Documents(file)
		return parsed{documents, err}
	}
	text, err := r.Files.Read(file)
	if err != nil {
		return parsed{err: err}
	}
	items, err := yamlbytes.SplitStream(text)
	if err != nil {
		return parsed{err: err}
	}
	var all []*Document
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return parsed{err: err}
		}
		if root != nil {
			all = append(all, &Document{File: file, Index: i, Item: &items[i], Root: root})
		}
	}
	return parsed{documents: all}
}

// Within returns the path of what p names in a file of the directory dir. For a symbolic link it is
// the path that the link leads to: the files there are the ones that are rewritten.
func (r *Reader) Within(dir, p string) string {
	where := path.Clean(p)
	if !path.IsAbs(p) {
		where = path.Join(dir, p)
	}
	if links, ok := r.Files.(interface{ Real(path string) string }); ok {
		return links.Real(where)
	}
	return where
}
