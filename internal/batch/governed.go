package batch

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"

	ktree "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// A Governor gives the rewriter of the configuration that governs the files of a directory, by
// the directory's path; nil for none. It gives one configuration the same rewriter each time.
type Governor func(dir string) *rewrite.Rewriter

// A Governed is a batch with the configuration that governs each of its files.
type Governed struct {
	*Batch
	of     Governor
	finder *kustomizationFinder
	parts  []*governedPart // in the order of the files
	// guests govern none of the files, and alone have builds that read some of those.
	guests map[string]*governedPart // by name
	// names are numbers as text, one for each configuration. Reach knows configurations by them.
	names map[*rewrite.Rewriter]string
	// rewriters are the configurations by these names.
	rewriters map[string]*rewrite.Rewriter
	byName    map[string]*governedPart
	// ungoverned are the indexes in Batch.Inputs of the files without a configuration.
	ungoverned []int
	// places are the places of the inputs in the tree, by their paths.
	places map[string]string
	// reach is which builds read each file. It is empty, and isMixed false, where one configuration
	// governs all that builds read.
	reach   *ktree.Reach
	isMixed bool
	// candidates are the indexes of the finder's that the run of a configuration reads, by its name;
	// by the empty name those that every run reads.
	candidates map[string][]int
}

// A governedPart is all that one configuration governs, and that no build of another one reads.
type governedPart struct {
	rewriter *rewrite.Rewriter
	name     string // in Governed.names
	inputs   []int  // indexes in Batch.Inputs
	// withUngoverned says that the files without a configuration count for this one.
	withUngoverned bool
}

// Governed finds the part of each configuration, and which builds read each file. A part is made also for a
// configuration none of whose files matters: it may have something to report.
func (b *Batch) Governed(of Governor) (*Governed, error) {
	finder, err := b.kustomizations()
	if err != nil {
		return nil, err
	}
	g := &Governed{
		Batch: b, of: of, finder: finder, names: map[*rewrite.Rewriter]string{}, byName: map[string]*governedPart{},
		guests: map[string]*governedPart{}, rewriters: map[string]*rewrite.Rewriter{},
		places: map[string]string{}, reach: &ktree.Reach{},
	}
	for place, input := range finder.shown {
		g.places[input] = place
	}
	for _, group := range b.groups {
		for i := range group.Len() {
			// Only files that were named one by one have several directories in a group.
			if i == 0 || group.Dir(i) != group.Dir(i-1) {
				g.part(of(group.Dir(i)))
			}
		}
	}
	for i := range b.Inputs {
		if p := g.part(of(filepath.Dir(b.Inputs[i].Path))); p != nil {
			p.inputs = append(p.inputs, i)
		} else {
			g.ungoverned = append(g.ungoverned, i)
		}
	}
	g.isMixed = len(g.parts) > 0 && g.hasForeign()
	if g.isMixed {
		g.reach = ktree.ReachOf(finder.ofAll(g.parts[0].rewriter), g.governs)
	}
	for _, p := range g.parts {
		p.inputs = slices.DeleteFunc(p.inputs, func(i int) bool {
			place := g.places[b.Inputs[i].Path]
			isShared := g.reach.Shared(place, p.name)
			if isShared {
				g.addGuests(g.reach.Readers(place))
			}
			return isShared
		})
	}
	g.sortCandidates()
	return g, nil
}

// part is the part of a configuration, made where it is new; nil for none.
func (g *Governed) part(r *rewrite.Rewriter) *governedPart {
	if r == nil {
		return nil
	}
	name := g.nameOf(r)
	if g.byName[name] == nil {
		g.byName[name] = &governedPart{rewriter: r, name: name}
		g.parts = append(g.parts, g.byName[name])
	}
	return g.byName[name]
}

// addGuests makes guests of the configurations whose builds read a file, unless a part is among them,
// which lists it.
func (g *Governed) addGuests(readers []string) {
	if slices.ContainsFunc(readers, func(name string) bool { return g.byName[name] != nil }) {
		return
	}
	for _, name := range readers {
		if g.guests[name] == nil {
			g.guests[name] = &governedPart{rewriter: g.rewriters[name], name: name}
		}
	}
}

// nameOf returns the name of a configuration; empty for none.
func (g *Governed) nameOf(r *rewrite.Rewriter) string {
	if r == nil {
		return ""
	}
	if g.names[r] == "" {
		g.names[r] = strconv.Itoa(len(g.names) + 1)
		g.rewriters[g.names[r]] = r
	}
	return g.names[r]
}

// governs returns the name of the configuration of a file, by its absolute path; empty for none.
// For an input the path that the user gave decides, which may lead through a link.
func (g *Governed) governs(file string) string {
	if input, given := g.finder.shown[file]; given {
		return g.nameOf(g.of(filepath.Dir(input)))
	}
	return g.nameOf(g.of(filepath.Dir(filepath.FromSlash(file))))
}

// governsAs returns a function that reports whether the configuration of a part governs a file.
func (g *Governed) governsAs(p *governedPart) func(file string) bool {
	return func(file string) bool { return g.governs(file) == p.name }
}

// hasForeign reports whether some files that builds may read have another configuration than
// others, or none.
func (g *Governed) hasForeign() bool {
	other := func(file string) bool { return g.governs(file) != g.parts[0].name }
	root := g.finder.tree.Root()
	inRoot := path.Join(filepath.ToSlash(root), "x") // any file: only its directory counts
	return len(g.parts) > 1 || slices.ContainsFunc(g.finder.candidates, other) ||
		g.finder.isRepository() && len(g.finder.candidates) > 0 && other(inRoot)
}

// isOne reports whether one configuration governs all that was read, and all around it.
func (g *Governed) isOne() bool {
	return len(g.parts) == 1 && !g.isMixed && len(g.parts[0].inputs) == len(g.Inputs)
}

// sortCandidates finds the candidates that each run reads: those of its configuration, and those of
// none that read its files. Others it reads where its own builds use them.
func (g *Governed) sortCandidates() {
	g.candidates = map[string][]int{}
	for i, file := range g.finder.candidates {
		names := []string{""}
		if g.isMixed {
			names = g.reach.Concerned(file)
		}
		for _, name := range names {
			g.candidates[name] = append(g.candidates[name], i)
		}
	}
}

// candidatesOf are the candidates that the run of a part reads, in the finder's order.
func (g *Governed) candidatesOf(p *governedPart) []string {
	all := slices.Concat(g.candidates[""], g.candidates[p.name])
	slices.Sort(all)
	all = slices.Compact(all)
	files := make([]string, len(all))
	for i, candidate := range all {
		files[i] = g.finder.candidates[candidate]
	}
	return files
}
