package object

// An Output is what a generator makes: Kubernetes objects, files of another format, or
// both.
type Output struct {
	Objects []Object
	Files   []File
}

// A File is one file, named from the directory that all are written to, with slashes.
type File struct {
	Name string
	// Title says in one line what the file is. It becomes a comment above the line that
	// says who wrote the file, in Markdown the heading. It may be empty.
	Title string
	// Text is what follows. The line that says who wrote the file is not in it: package
	// generators adds it, as a comment where the format has them.
	Text string
}

// Written returns the line that says which configuration a file was made from. A generator
// needs it only for a format without comments, such as JSON.
func Written(owner string) string {
	return WrittenFrom + owner + ". Change that, not this file."
}

// WrittenFrom begins that line. A file that has it at its top may be replaced.
const WrittenFrom = "Written by ecrcache generate from the configuration "
