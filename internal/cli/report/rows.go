package report

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// Rows are the images as a table for people. An image of a cluster is one row for all objects
// of its owner.
func (l *ImageList) Rows() [][]string {
	rows := [][]string{{"STATUS", "IMAGE", "WHERE", "WHY"}}
	for _, r := range l.imageRows() {
		where := strings.Join(r.Place.where(), " ")
		if r.Owner != nil {
			where = l.whose(r.Image, r.objects)
		}
		rows = append(rows, []string{r.Status, r.Reference, where, r.why()})
	}
	return rows
}

// why is why an image is not covered, or by which rule it is.
func (i *Image) why() string {
	if i.Covered {
		return "rule " + i.Prefix
	}
	return i.Reason
}

// An imageRow is a row of the table: an image at its place in a file, or in a cluster the image of
// all objects of one owner.
type imageRow struct {
	*Image
	objects int // of its owner
}

// inOneCache are the images without those that differ from another one by their name in the cache
// alone, which no row has: one that several configurations pull is listed for each.
func (l *ImageList) inOneCache() []*Image {
	type row struct {
		place                     Place
		reference, status, reason string
	}
	var all []*Image
	caches := map[row]string{}
	for i := range l.Images {
		img := &l.Images[i]
		key := row{img.Place, img.Reference, img.Status, img.why()}
		if cache, known := caches[key]; known && cache != img.CacheReference {
			continue
		}
		caches[key] = img.CacheReference
		all = append(all, img)
	}
	return all
}

func (l *ImageList) imageRows() []imageRow {
	var all []imageRow
	at, names := map[[5]string]int{}, map[int]map[string]bool{}
	for _, img := range l.inOneCache() {
		if img.Owner == nil {
			all = append(all, imageRow{Image: img})
			continue
		}
		key := [5]string{img.Owner.String(), img.Place.Kind, img.Status, img.Reference, img.why()}
		n, known := at[key]
		if !known {
			n = len(all)
			at[key], names[n] = n, map[string]bool{}
			all = append(all, imageRow{Image: img})
		}
		names[n][img.Place.Namespace+"/"+img.Place.Name] = true
		all[n].objects = len(names[n])
	}
	return all
}

// whose is the owner of an image, and in how many of its objects the image is: "Deployment shop/web,
// 3 Pods". With --unique only the first object of each reference is known, so there is no number.
func (l *ImageList) whose(img *Image, objects int) string {
	owner := img.Owner.String()
	if l.unique || objects == 1 && img.Place.Kind == img.Owner.Kind && img.Place.Name == img.Owner.Name {
		return owner
	}
	return owner + ", " + finding.Count(objects, img.Place.Kind)
}

// cutImage shortens a digest before anything else.
func cutImage(cell string, most int) string {
	const shown = len("@sha256:") + 7
	i := strings.Index(cell, "@sha256:")
	switch {
	case i < 0 || len(cell) < i+shown:
		return console.CutMiddle(cell, most)
	case i+shown+1 <= most:
		return cell[:i+shown] + "…"
	}
	short := cell[:i] + "@…"
	if utf8.RuneCountInString(short) <= most {
		return short
	}
	return console.CutMiddle(short, most)
}

// columns are the columns of the CSV form, in order.
var columns = [...]struct {
	name string
	of   func(*Image) string
}{
	{"reference", func(i *Image) string { return i.Reference }},
	{"status", func(i *Image) string { return i.Status }},
	{"covered", func(i *Image) string { return strconv.FormatBool(i.Covered) }},
	{"reason", func(i *Image) string { return i.Reason }},
	{"upstream", func(i *Image) string { return i.Upstream }},
	{"prefix", func(i *Image) string { return i.Prefix }},
	{"upstreamReference", func(i *Image) string { return i.UpstreamReference }},
	{"cacheReference", func(i *Image) string { return i.CacheReference }},
	{"tag", func(i *Image) string { return i.Tag }},
	{"digest", func(i *Image) string { return i.Digest }},
	{"container", func(i *Image) string { return i.Container }},
	{"file", func(i *Image) string { return i.Place.File }},
	{"document", func(i *Image) string { return strconv.Itoa(i.Place.Document) }},
	{"line", func(i *Image) string { return strconv.Itoa(i.Place.Line) }},
	{"apiVersion", func(i *Image) string { return i.Place.APIVersion }},
	{"kind", func(i *Image) string { return i.Place.Kind }},
	{"namespace", func(i *Image) string { return i.Place.Namespace }},
	{"name", func(i *Image) string { return i.Place.Name }},
	{"field", func(i *Image) string { return i.Place.Field }},
	{"owner", func(i *Image) string { return ownerOf(i).Object() }},
	{"static", static},
	{"chart", func(i *Image) string { return ownerOf(i).Chart }},
	{"release", func(i *Image) string { return ownerOf(i).Release }},
	{"managedBy", func(i *Image) string { return ownerOf(i).ManagedBy }},
	{"appliedBy", func(i *Image) string { return ownerOf(i).AppliedBy }},
	{"pulled", func(i *Image) string { return i.Pulled }},
}

// static says whether a kubelet runs the Pod from a file; empty for what is of no cluster.
func static(i *Image) string {
	if i.Owner == nil {
		return ""
	}
	return strconv.FormatBool(i.Owner.Static)
}

// ownerOf is the owner of an image, or one of which nothing is known.
func ownerOf(i *Image) *owners.Owner {
	if i.Owner == nil {
		return &owners.Owner{}
	}
	return i.Owner
}

// WriteCSV writes the images as RFC 4180 says, the names of the columns first.
func (l *ImageList) WriteCSV(w io.Writer) error {
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	rows := [][]string{row}
	for i := range l.Images {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = c.of(&l.Images[i])
		}
		rows = append(rows, row)
	}
	return WriteCSV(w, rows)
}

// WriteCSV writes rows as RFC 4180 says, the names of the columns first. The texts are
// harmless to spreadsheets and terminals, and without secrets.
func WriteCSV(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// cell keeps a spreadsheet from reading text as a formula
// (https://owasp.org/www-community/attacks/CSV_Injection), and a terminal from
// obeying it.
func cell(text string) string { return formula().ReplaceAllString(redact.Line(text), "$1'$2") }

// formula matches the beginning of a formula, also in full width, at the beginning of a cell, or behind a semicolon,
// at which spreadsheets of many languages separate cells.
var formula = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|;)( *[=+\-@＝＋－＠])`) })
