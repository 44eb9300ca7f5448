package report

import (
	"cmp"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
)

// ShortRows are the images as a table that fits a terminal: of each the object, which is the
// application, and the line; an image of a cluster is one row for its owner. Rows have the field and
// the reason as well.
func (l *ImageList) ShortRows() [][]string {
	rows := [][]string{{"STATUS", "IMAGE", "OBJECT", "WHERE"}}
	seen := map[[3]string]bool{}
	for _, img := range l.inOneCache() {
		if img.Owner != nil {
			if row := [3]string{img.Status, img.Reference, img.Owner.String()}; !seen[row] {
				seen[row] = true
				rows = append(rows, append(row[:], ""))
			}
			continue
		}
		file := Place{File: img.Place.File, Line: img.Place.Line}
		rows = append(rows, []string{img.Status, img.Reference, img.Place.object(), strings.Join(file.where(), " ")})
	}
	return rows
}

// ShortCuts shorten the cells of ShortRows: of an image its registry and tag are kept, of an
// object and a file the end.
func (l *ImageList) ShortCuts() []console.Cut {
	return []console.Cut{nil, cutImage, console.CutBeginning, console.CutBeginning}
}

// object is the namespace and the name, or the kind of an object that has no name yet; a dash for
// a place that is in none, such as the values of a chart.
func (p Place) object() string {
	return cmp.Or(strings.Trim(p.Namespace+"/"+p.Name, "/"), p.Kind, "-")
}
