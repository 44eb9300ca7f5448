package object

import (
	"strings"
	"unicode"
)

// An Output is the result of a generator: Kubernetes objects, files of another format, or both.
type Output struct {
	Objects []Object
	Files   []File
}

// A File is one file. Name is its path, with slashes, in the directory that all files are written
// to.
type File struct {
	Name string
	// Title says in one line what the file is. It becomes a comment above the line that
	// says who wrote the file, in Markdown the heading. It may be empty.
	Title string
	// Text is the text of the file without the title and the line that says who wrote the file.
	// Package generators adds both, as comments if the format has comments.
	Text string
}

// Written returns the line that says which configuration a file was made from. A generator
// needs it only for a format without comments, such as JSON. It is one line whatever the owner is,
// also of a configuration that nobody validated: line breaks and control characters become blanks.
func Written(owner string) string {
	return WrittenFrom + strings.Map(inLine, owner) + ". Change that, not this file."
}

// inLine returns a character as it may stand in a comment.
func inLine(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// WrittenFrom is the beginning of that line. A file with that line at its top may be replaced.
const WrittenFrom = "Written by ecrcache generate from the configuration "
