package origin

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/verify/compare"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A Position is a line of a file in the user's repository.
type Position struct {
	File string // from the top
	Line int    // from 1; 0 for the whole file
}

// Of returns the lines of files in a tree that an image comes from. It looks for the image as
// it is written and, if no line has that, for its repository without the registry.
func Of(t *tree.Tree, files []string, d *compare.Difference, n *compare.Names) []Position {
	for _, names := range searched(d, n) {
		if found := lines(t, files, names); len(found) > 0 {
			return found
		}
	}
	return nil
}

// lines lists the lines of files that hold one of the names.
func lines(t *tree.Tree, files, names []string) []Position {
	var all []Position
	for _, file := range files {
		text, err := os.ReadFile(t.Path(file))
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			continue
		}
		line := 0
		for l := range bytes.Lines(text) {
			line++
			if slices.ContainsFunc(names, func(name string) bool { return holdsName(string(l), name) }) {
				all = append(all, Position{file, line})
			}
		}
	}
	return all
}

// searched returns the names to look for, in two lists: first as the image is written, in the cache
// and at its upstream, and then without its registry.
func searched(d *compare.Difference, n *compare.Names) [][]string {
	all := []string{NameOf(d.Before)}
	if d.After != "" && d.After != d.Before {
		all = append(all, NameOf(d.After), NameOf(n.Upstream(d.After)))
	}
	all = slices.DeleteFunc(all, func(name string) bool { return strings.ContainsAny(name, " \n") })
	var short []string
	for _, name := range all {
		if ref, err := image.Parse(name); err == nil && ref.Host != "" {
			short = append(short, ref.Repository)
		}
	}
	return [][]string{all, short}
}

// holdsName reports whether a text holds the name of an image, and not only as a part of a
// longer name. A name without a slash, such as nginx, counts only in a line with image or name: in
// it, because it may be any word.
func holdsName(text, name string) bool {
	if name == "" || !strings.Contains(name, "/") && !strings.Contains(text, "mage") && !strings.Contains(strings.ToLower(text), "name:") {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(name)
		if (start == 0 || !isOfName(text[start-1])) && (end == len(text) || !isOfName(text[end])) {
			return true
		}
		at = end
	}
}

// isOfName reports whether a byte next to a name is a part of a longer one.
func isOfName(b byte) bool {
	return b == '-' || b == '_' || b == '.' || b == '/' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// NameOf returns an image without its tag and digest.
func NameOf(text string) string {
	text, _, _ = strings.Cut(text, "@")
	if i := strings.LastIndexByte(text, ':'); i > strings.LastIndexByte(text, '/') {
		return text[:i]
	}
	return text
}
