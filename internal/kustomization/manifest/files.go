package manifest

// Files are the files of a directory tree. Paths are written with slashes.
type Files interface {
	// Read gives the text of a file, or the error of reading it.
	Read(path string) ([]byte, error)
	// IsDir reports whether the path is a directory of the tree.
	IsDir(path string) bool
	// List gives the paths of the files and directories in a directory, sorted.
	List(dir string) []string
}

// DocumentFiles are Files whose documents are known already: those that the items of a ResourceList
// came from, where ecrcache runs as a KRM function. Their text is not read.
type DocumentFiles interface {
	Files
	// Documents gives the documents of a file; the error is that there is no such file.
	Documents(path string) ([]*Document, error)
	// Beside is for an item that is a kustomization. unknown says that the directory of the
	// file is not known, so that any other item may be one of its resources. names are then
	// the names of the images in those items; anyName says that there may be others.
	Beside(path string) (names map[string]bool, anyName, unknown bool)
}
