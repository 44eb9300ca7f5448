package holdings

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/live"
)

// Page is the report as a page for people.
func (s *CacheStatus) Page() page.Page {
	p := page.Page{
		Title: "The cache in " + s.Account + ", " + s.Region,
		Lead:  fmt.Sprintf("What %s holds, as %s saw it on %s UTC.", s.Registry, s.Principal, s.At.UTC().Format("2006-01-02 15:04")),
		Facts: s.facts(),
		Charts: []page.Chart{
			s.chart("Size by upstream", "GB", func(t *live.Stock) (float64, string) { return float64(t.Bytes) / 1e9, partly(t, size(t.Bytes)) }),
			s.chart("Cost by upstream", "US dollars a month", func(t *live.Stock) (float64, string) { return t.CostPerMonth, partly(t, money(t.CostPerMonth)) }),
		},
		Notes: s.notes(),
	}
	if s.Compared {
		p.Charts = append(p.Charts, s.useChart())
		p.Tables = append(p.Tables, s.missingTable())
	}
	if s.Events != nil {
		p.Tables = append(p.Tables, s.failureTable())
	}
	if len(s.Unknown) > 0 {
		p.Tables = append(p.Tables, s.unknownTable())
	}
	p.Tables = append(p.Tables, s.upstreamTable(), s.repositoryTable(), s.imageTable())
	return p
}

// fact is a number of things that should be none: in the tone bad if there are any, good if there
// are none. more says that there may be more, so that 0 is not good.
func fact(label string, n int, more bool, note string, bad page.Tone) page.Fact {
	f := page.Fact{Label: label, Value: orMore(n, more), Note: note, Tone: page.Good}
	switch {
	case n > 0:
		f.Tone = bad
	case more:
		f.Tone = page.Plain
	}
	return f
}

func (s *CacheStatus) facts() []page.Fact {
	t := &s.Total
	all := []page.Fact{
		{Label: "Images", Value: partly(t, strconv.Itoa(t.Images)), Note: fmt.Sprintf("in %s repositories; last pull %s", s.repos(t), partly(t, day(t.LastPull)))},
		{Label: "Stored, at most", Value: partly(t, size(t.Bytes)), Note: partly(t, money(t.CostPerMonth)) + " US dollars a month"},
	}
	if s.Compared {
		unseen := s.Unseen() > 0
		all = append(all,
			fact("Not in the cache", len(s.Missing), unseen, "of the manifests", page.Warn),
			fact("In use, and archived", len(s.Unpullable()), unseen, "cannot be pulled", page.Bad),
			fact("In use, and expires", len(s.expiringInUse()), unseen || t.ExpiryUnknown, "within 7 days", page.Warn),
			page.Fact{Label: "Used by no manifest", Value: partly(t, size(t.UnusedBytes)), Note: partly(t, strconv.Itoa(t.Unused)) + " images"},
		)
	}
	if e := s.Events; e != nil {
		all = append(all, fact("Failed pulls", e.Failed, s.noEvents(), "since "+day(e.Since), page.Bad))
	}
	return all
}

// chart has a bar for every upstream.
func (s *CacheStatus) chart(title, unit string, value func(*live.Stock) (float64, string)) page.Chart {
	c := page.Chart{Title: title, Unit: unit}
	for i := range s.Upstreams {
		v, text := value(&s.Upstreams[i].Stock)
		c.Bars = append(c.Bars, page.Bar{Label: s.Upstreams[i].Upstream, Value: v, Text: text})
	}
	return c
}

func (s *CacheStatus) useChart() page.Chart {
	bytes := map[live.Use]int64{}
	for i := range s.Images {
		bytes[s.Images[i].Use] += s.Images[i].Stored()
	}
	c := page.Chart{Title: "Size by use", Unit: "GB"}
	for _, use := range []live.Use{live.Used, live.PerhapsUsed, live.Unused} {
		label, tone := useWords(use)
		c.Bars = append(c.Bars, page.Bar{Label: label, Value: float64(bytes[use]) / 1e9, Text: partly(&s.Total, size(bytes[use])), Tone: tone})
	}
	return c
}

func useWords(u live.Use) (string, page.Tone) {
	switch u {
	case live.Used:
		return "used by the manifests", page.Good
	case live.PerhapsUsed:
		return "perhaps used", page.Plain
	case live.Unused:
		return "used by none", page.Muted
	}
	return "", page.Plain
}

func (s *CacheStatus) missingTable() page.Table {
	t := page.Table{
		Title: "Not in the cache", Caption: "Images of the manifests that the next pull has to import from their upstream.",
		Columns: []page.Column{{Title: "Image", Kind: page.Code}, {Title: "Upstream"}, {Title: "The cache has"}},
		Empty:   "Every image of the manifests is in the cache.",
	}
	if n := s.Unseen(); n > 0 {
		t.Empty = fmt.Sprintf("No image of the manifests is known to be missing. Of %d it is not known.", n)
	}
	for i := range s.Missing {
		m := &s.Missing[i]
		t.Rows = append(t.Rows, []page.Cell{{Text: m.Reference}, {Text: m.Upstream}, {Text: m.Has}})
	}
	return t
}

func (s *CacheStatus) failureTable() page.Table {
	t := page.Table{
		Title: "Pulls that failed", Caption: "Since " + day(s.Events.Since) + ", by image and cause, as the events that were given tell of them.",
		Columns: []page.Column{{Title: "Last (UTC)"}, {Title: "Times", Kind: page.Number}, {Title: "Image", Kind: page.Code}, {Title: "Cause"}, {Title: "Source"}},
		Empty:   "The events that were given tell of no pull that failed.",
	}
	if s.noEvents() {
		t.Empty = "No event was given."
	}
	for i := range s.Failures {
		f := &s.Failures[i]
		t.Rows = append(t.Rows, []page.Cell{
			{Text: f.Last.UTC().Format("2006-01-02 15:04"), Sort: stamp(f.Last)},
			{Text: strconv.Itoa(f.Count)},
			{Text: failedImage(f)},
			{Text: orDash(f.Code), Note: f.Reason, Tone: page.Bad},
			{Text: string(f.Source)},
		})
	}
	return t
}

func (s *CacheStatus) unknownTable() page.Table {
	t := page.Table{Title: "Unknown", Caption: "What is not known, and why.", Columns: []page.Column{{Title: "About", Kind: page.Code}, {Title: "Why"}}}
	for i := range s.Unknown {
		t.Rows = append(t.Rows, []page.Cell{{Text: s.Unknown[i].About}, {Text: s.Unknown[i].Message}})
	}
	return t
}

// stockColumns are the columns that the tables of upstreams and of repositories share, after the
// first ones of each; stockCells are the cells in them. The column of what no manifest uses is there
// only if manifests were named.
func (s *CacheStatus) stockColumns(first ...page.Column) []page.Column {
	all := append(first, page.Column{Title: "Images", Kind: page.Number}, page.Column{Title: "Size", Kind: page.Number}, page.Column{Title: "USD/month", Kind: page.Number})
	if s.Compared {
		all = append(all, page.Column{Title: "Used by none", Kind: page.Number})
	}
	return append(all, page.Column{Title: "Expire soon", Kind: page.Number}, page.Column{Title: "Last pull"})
}

func (s *CacheStatus) stockCells(t *live.Stock, first ...page.Cell) []page.Cell {
	partial := func(c page.Cell) page.Cell {
		c.Text = partly(t, c.Text)
		return c
	}
	all := append(first, partial(page.Cell{Text: strconv.Itoa(t.Images)}), partial(sized(t.Bytes)), partial(dollars(t.CostPerMonth)))
	if s.Compared {
		all = append(all, partial(sized(t.UnusedBytes)))
	}
	return append(all, page.Cell{Text: expiring(t)}, partial(dated(t.LastPull)))
}

func (s *CacheStatus) upstreamTable() page.Table {
	t := page.Table{Title: "Upstreams", Columns: s.stockColumns(page.Column{Title: "Upstream"}, page.Column{Title: "Prefix", Kind: page.Code}, page.Column{Title: "Repositories", Kind: page.Number})}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		t.Rows = append(t.Rows, s.stockCells(&u.Stock, page.Cell{Text: u.Upstream}, page.Cell{Text: u.Prefix}, page.Cell{Text: s.repos(&u.Stock)}))
	}
	return t
}

func (s *CacheStatus) repositoryTable() page.Table {
	t := page.Table{
		Title:   "Repositories",
		Columns: s.stockColumns(page.Column{Title: "Repository", Kind: page.Code}, page.Column{Title: "Lifecycle"}),
		Empty:   "No repository is below a prefix of the configuration.",
	}
	if !s.Listed {
		t.Empty = "AWS reported no repository."
	}
	for i := range s.Repositories {
		r := &s.Repositories[i]
		life := page.Cell{Text: string(r.Lifecycle)}
		if r.Lifecycle == live.NoLifecycle {
			life.Tone, life.Note = page.Warn, "its images stay for ever"
		}
		t.Rows = append(t.Rows, s.stockCells(&r.Stock, page.Cell{Text: r.Repository}, life))
	}
	return t
}

func (s *CacheStatus) imageTable() page.Table {
	t := page.Table{
		Title: "Images", Caption: "Each manifest in the cache; an image for several platforms is one, and one for each platform that is there. The size of such an index is that of its largest platform, which has a row of its own.",
		Columns: []page.Column{{Title: "Image", Kind: page.Code}, {Title: "Kind"}},
		Empty:   "There is no image in the cache.",
	}
	if s.Total.Incomplete {
		t.Empty = "AWS reported no image."
	}
	if s.Compared {
		t.Columns = append(t.Columns, page.Column{Title: "Use"})
	}
	t.Columns = append(t.Columns, []page.Column{
		{Title: "Size", Kind: page.Number},
		{Title: "USD/month", Kind: page.Number},
		{Title: "Last pull"},
		{Title: "Cached"},
		{Title: "Expires"},
		{Title: "Status"},
	}...)
	unknown := s.expiryUnknown()
	for i := range s.Images {
		img := &s.Images[i]
		row := []page.Cell{{Text: name(img), Note: digestNote(img)}, {Text: string(img.Kind)}}
		if s.Compared {
			_, tone := useWords(img.Use)
			row = append(row, page.Cell{Text: string(img.Use), Tone: tone})
		}
		t.Rows = append(t.Rows, append(row, sized(img.Bytes), dollars(img.CostPerMonth), dated(img.LastPull), dated(img.Pushed), s.expiryCell(img, unknown), statusCell(img)))
	}
	return t
}

// digestNote is the digest below a tag.
func digestNote(img *live.CachedImage) string {
	if len(img.Tags) == 0 {
		return ""
	}
	return short(img.Digest)
}

func statusCell(img *live.CachedImage) page.Cell {
	status := strings.ToLower(img.Status)
	switch {
	case img.Unpullable():
		return page.Cell{Text: "cannot be pulled", Note: status, Tone: page.Bad}
	case status != "active":
		return page.Cell{Text: status, Tone: page.Muted}
	}
	return page.Cell{Text: status}
}

func (s *CacheStatus) expiryCell(img *live.CachedImage, unknown map[string]bool) page.Cell {
	switch {
	case unknown[img.Repository]:
		return page.Cell{Text: "?"}
	case img.Expires == nil:
		return page.Cell{}
	}
	c := page.Cell{Text: s.when(img), Note: by(img.Expires), Sort: stamp(img.Expires.At)}
	if img.Use == live.Used && s.ExpiresSoon(img) {
		c.Tone = page.Warn
	}
	return c
}

func sized(bytes int64) page.Cell {
	return page.Cell{Text: size(bytes), Sort: strconv.FormatInt(bytes, 10)}
}

func dollars(amount float64) page.Cell {
	return page.Cell{Text: money(amount), Sort: strconv.FormatFloat(amount, 'f', -1, 64)}
}

func dated(t time.Time) page.Cell { return page.Cell{Text: day(t), Sort: stamp(t)} }

func (s *CacheStatus) notes() []string {
	all := []string{
		"A size is that of the compressed layers of each image by itself. AWS stores a layer once that images of a repository share, so that all of it takes at most as much. A GB has 10⁹ bytes.",
		"Costs are in US dollars, at " + s.PricesInWords() + ".",
		"A + says that there may be more, and a ? that nothing is known: AWS did not tell all of it, or was not asked.",
	}
	if s.Prices.Source != "" {
		all[1] += " See " + s.Prices.Source + "."
	}
	if s.Compared {
		return append(all, "An image that no manifest uses may be used by another cluster, whose manifests were not given: look at its last pull. AWS does not tell which image for several platforms an untagged one is of, so that it is perhaps used where one of them is.")
	}
	return append(all, "No manifests were given, so that nothing is said of what they use.")
}
