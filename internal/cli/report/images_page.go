package report

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// standings are the tone and the explanation of each status, in the order of the chart.
var standings = [...]struct {
	status inventory.Status
	tone   page.Tone
	text   string
}{
	{inventory.StatusCached, page.Good, "goes through the cache"},
	{inventory.StatusCovered, page.Good, "of an upstream: ecrcache rewrite moves it to the cache"},
	{inventory.StatusExcluded, page.Muted, "of an upstream, and the configuration leaves it"},
	{inventory.StatusLeft, page.Warn, "of an upstream, in a place that is not rewritten"},
	{inventory.StatusNoRule, page.Warn, "of a registry, or a part of one, for which no upstream is configured"},
	{inventory.StatusOtherECR, page.Muted, "of the ECR registry of another account or Region, or of the cache's own under no known prefix"},
	{inventory.StatusMalformed, page.Bad, "an image field that holds no image reference"},
	{inventory.StatusRefused, page.Bad, "ECR would refuse the repository that it would have in the cache"},
}

// Page is the images as a page for people; of the files that were not read it says how many.
func (l *ImageList) Page(skipped int) page.Page {
	rows := l.imageRows()
	p := page.Page{
		Title:  "Images and the cache",
		Lead:   "Each image reference that was found, and whether it goes through the pull-through cache" + l.hosts() + " or why not.",
		Facts:  l.facts(),
		Charts: []page.Chart{l.statusChart()},
		Tables: []page.Table{l.imagesTable(rows)},
	}
	registries := tally(l.Images, registryOf)
	applications := tally(l.Images, applicationOf)
	p.Charts = append(p.Charts, page.Chart{Title: "References by registry", Bars: bars(registries)})
	p.Tables = append(p.Tables,
		countsTable("Registries", "The registries that the references are of, by their names at the upstream.", "Registry", registries),
		countsTable("Applications", "What the references are in: the directory of the file, or in a cluster what applied the object, its release or its namespace.", "Application", applications))
	for _, s := range standings {
		if slices.ContainsFunc(l.Images, func(i Image) bool { return i.Status == string(s.status) }) {
			p.Notes = append(p.Notes, string(s.status)+": "+s.text+".")
		}
	}
	if l.unique {
		p.Notes = append(p.Notes, "Each reference is listed once, at the first place where it was found.")
	}
	if skipped > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("Not read, and not on this page: %s.", finding.Count(skipped, "file")))
	}
	return p
}

// hosts are the registries of the caches that the images are, or would be, in.
func (l *ImageList) hosts() string {
	hosts := map[string]bool{}
	for i := range l.Images {
		if host, _, found := strings.Cut(l.Images[i].CacheReference, "/"); found {
			hosts[host] = true
		}
	}
	if len(hosts) == 0 {
		return ","
	}
	return " " + strings.Join(slices.Sorted(maps.Keys(hosts)), ", ") + ","
}

func (l *ImageList) facts() []page.Fact {
	var cached, covered int
	names := map[string]bool{}
	for i := range l.Images {
		img := &l.Images[i]
		names[cmp.Or(img.UpstreamReference, img.Reference)] = true
		switch img.Status {
		case string(inventory.StatusCached):
			cached++
		case string(inventory.StatusCovered):
			covered++
		}
	}
	not := len(l.Images) - cached - covered
	warn := page.Plain
	if not > 0 {
		warn = page.Warn
	}
	return []page.Fact{
		{Label: "References", Value: strconv.Itoa(len(l.Images)), Note: "to " + finding.Count(len(names), "image")},
		{Label: "Through the cache", Value: strconv.Itoa(cached), Note: "cached: as they are written"},
		{Label: "To be rewritten", Value: strconv.Itoa(covered), Note: "covered: then through the cache"},
		{Label: "Past the cache", Value: strconv.Itoa(not), Note: "the table says why", Tone: warn},
	}
}

func (l *ImageList) statusChart() page.Chart {
	counts := map[string]int{}
	for i := range l.Images {
		counts[l.Images[i].Status]++
	}
	chart := page.Chart{Title: "References by status"}
	for _, s := range standings {
		if n := counts[string(s.status)]; n > 0 {
			chart.Bars = append(chart.Bars, page.Bar{Label: string(s.status), Value: float64(n), Tone: s.tone})
		}
	}
	return chart
}

// imagesTable leaves out the columns that are empty in every row.
func (l *ImageList) imagesTable(rows []imageRow) page.Table {
	table := page.Table{
		Title: "Images", Caption: "Where each reference stands, its name at the upstream, and its name in the cache.", Empty: "No image reference was found.",
		Columns: []page.Column{
			{Title: "Status"},
			{Title: "Image", Kind: page.Code},
			{Title: "In the cache, or why not", Kind: page.Code},
			{Title: "Object"},
			{Title: "File", Kind: page.Code},
		},
	}
	for i := range rows {
		table.Rows = append(table.Rows, l.cells(&rows[i]))
	}
	for column := len(table.Columns) - 1; column >= 0; column-- {
		if !slices.ContainsFunc(table.Rows, func(row []page.Cell) bool { return row[column].Text+row[column].Note != "" }) {
			table.Columns = slices.Delete(table.Columns, column, column+1)
			for i, row := range table.Rows {
				table.Rows[i] = slices.Delete(row, column, column+1)
			}
		}
	}
	return table
}

func (l *ImageList) cells(r *imageRow) []page.Cell {
	status := page.Cell{Text: r.Status}
	for _, s := range standings {
		if string(s.status) == r.Status {
			status.Tone = s.tone
		}
	}
	name, cached := page.Cell{Text: r.Reference}, page.Cell{Note: r.Reason}
	if r.Covered {
		cached = page.Cell{Text: r.CacheReference}
	}
	if r.Status == string(inventory.StatusCached) {
		name.Text = r.UpstreamReference // it is written as its name in the cache
	}
	object, file := l.places(r)
	return []page.Cell{status, name, cached, object, file}
}

// places are the object of an image, and the file with the line.
func (l *ImageList) places(r *imageRow) (object, file page.Cell) {
	if r.Owner != nil {
		whole := l.whose(r.Image, r.objects)
		object.Text = r.Owner.Object()
		object.Note = strings.Trim(strings.TrimPrefix(whole, object.Text), " ,")
		return object, file
	}
	at := r.Place
	object.Text = strings.Trim(at.Namespace+"/"+at.Name, "/")
	switch {
	case object.Text == "":
		object.Text = at.Kind
	case at.Kind != "":
		object.Note = at.Kind
	}
	file.Text = strings.Join(Place{File: at.File, Line: at.Line}.where(), " ")
	file.Note = at.Field
	return object, file
}

// counts are how many references a registry or an application has: through the cache, to be
// rewritten, and past the cache.
type counts struct {
	name                       string
	all, cached, covered, past int
}

// tally counts the images by the name that of gives, the largest count first. An image for which it
// is empty is not counted.
func tally(images []Image, of func(*Image) string) []*counts {
	named := map[string]*counts{}
	for i := range images {
		img := &images[i]
		name := of(img)
		if name == "" {
			continue
		}
		if named[name] == nil {
			named[name] = &counts{name: name}
		}
		c := named[name]
		c.all++
		switch {
		case img.Status == string(inventory.StatusCached):
			c.cached++
		case img.Covered:
			c.covered++
		default:
			c.past++
		}
	}
	return slices.SortedFunc(maps.Values(named), func(a, b *counts) int {
		return cmp.Or(cmp.Compare(b.all, a.all), cmp.Compare(a.name, b.name))
	})
}

// bars are the ten largest as a bar each, and the rest as one.
func bars(all []*counts) []page.Bar {
	const most = 10
	var shown []page.Bar
	rest := 0
	for i, c := range all {
		if i >= most {
			rest += c.all
			continue
		}
		shown = append(shown, page.Bar{Label: c.name, Value: float64(c.all)})
	}
	if rest > 0 {
		shown = append(shown, page.Bar{Label: fmt.Sprintf("%d others", len(all)-most), Value: float64(rest), Tone: page.Muted})
	}
	return shown
}

func countsTable(title, caption, of string, all []*counts) page.Table {
	table := page.Table{Title: title, Caption: caption, Columns: []page.Column{
		{Title: of, Kind: page.Code},
		{Title: "References", Kind: page.Number},
		{Title: "Through the cache", Kind: page.Number},
		{Title: "To be rewritten", Kind: page.Number},
		{Title: "Past the cache", Kind: page.Number},
	}}
	for _, c := range all {
		row := []page.Cell{{Text: c.name}}
		for _, n := range []int{c.all, c.cached, c.covered, c.past} {
			row = append(row, page.Cell{Text: strconv.Itoa(n)})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// registryOf is the registry of an image at its upstream; empty of what is no reference.
func registryOf(i *Image) string {
	ref, err := image.Parse(cmp.Or(i.UpstreamReference, i.Reference))
	if err != nil {
		return ""
	}
	return cmp.Or(ref.Host, "docker.io")
}

// applicationOf is what an image is a part of.
func applicationOf(i *Image) string {
	switch {
	case i.Owner != nil && i.Owner.AppliedBy != "":
		return i.Owner.AppliedBy
	case i.Owner != nil && i.Owner.Release != "":
		return "release " + i.Owner.Release
	case i.Owner != nil:
		return "namespace " + i.Owner.Namespace
	case i.Place.File != "":
		return path.Dir(filepath.ToSlash(i.Place.File)) + "/"
	}
	return ""
}
