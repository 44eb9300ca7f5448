package generators

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// A Part is what is generated for one word of ecrcache generate. The targets that make the cache
// itself share the word infrastructure.
type Part struct {
	// Word selects the part, such as infrastructure, flux or admission.
	Word string
	// Files are the part's files, and each of its objects as one.
	Files []object.File
	// Objects are the names of the files that hold an object to apply.
	Objects []string
}

// word is the word that selects a target.
func (t *Target) word() string { return cmp.Or(t.Part, t.Name) }

// Words are the words that select parts, in the order of the table.
func Words() []string {
	var all []string
	for i := range table {
		if word := table[i].word(); !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all
}

// NotAsked is the code of a part that is selected and that the configuration does not ask for.
const NotAsked plan.Code = "part-not-asked"

// Parts writes the parts of a validated configuration that the words select, without words
// all that it asks for, with what was seen in the manifests. There are none when a problem is
// an error, such as a word that is none of Words, or whose part the configuration does not
// ask for.
func Parts(c *v1alpha1.PullThroughCache, seen plan.Seen, words []string) ([]Part, []plan.Problem) {
	if len(words) == 0 && !asksForAny(&c.Spec) {
		_, problems := Files(c, seen) // says that there is nothing to generate
		return nil, problems
	}
	p, problems := planner.Plan(c, seen)
	if len(words) > 0 {
		problems = append(notAsked(&c.Spec, words), ofParts(problems, words)...)
	}
	var parts []Part
	for i := range table {
		t := &table[i]
		asked := t.Asked != nil && t.Asked(&c.Spec)
		selected := slices.Contains(words, t.word())
		if !(asked && (selected || len(words) == 0) || t.Asked == nil && selected) {
			continue
		}
		out, more := t.generate(&c.Spec, p)
		part := Part{Word: t.word()}
		part.Files, problems = filesOf(out, append(problems, more...))
		// The files of objects follow those of the output; there are no files after an error.
		for _, f := range part.Files[min(len(out.Files), len(part.Files)):] {
			part.Objects = append(part.Objects, f.Name)
		}
		parts = append(parts, part)
	}
	if plan.Failed(problems) {
		return nil, problems
	}
	return parts, problems
}

// notAsked refuses words of parts that the configuration does not ask for.
func notAsked(spec *v1alpha1.Spec, words []string) []plan.Problem {
	var ps plan.Problems
	for _, word := range words {
		known, asked, least := false, false, "{}"
		for i := range table {
			if t := &table[i]; t.word() == word {
				known, least = true, cmp.Or(t.Least, least)
				asked = asked || t.Asked == nil || t.Asked(spec)
			}
		}
		switch {
		case !known:
			ps.Refuse(NotAsked, "", word, "this is no part; accepted: "+strings.Join(Words(), ", "))
		case !asked:
			ps.Refuse(NotAsked, "spec."+word, "", "missing, so there is no "+word+" to generate; write "+word+": "+least+" for the defaults")
		}
	}
	return ps
}

// ofParts are the problems of a plan that are about the selected parts: warnings of the
// cache itself are for whoever generates that.
func ofParts(problems []plan.Problem, words []string) []plan.Problem {
	if slices.Contains(words, infrastructure) {
		return problems
	}
	return slices.DeleteFunc(problems, func(p plan.Problem) bool {
		return p.Severity != plan.Error && strings.HasPrefix(p.Field.Path, "spec."+infrastructure)
	})
}

// A Layout says how the files of parts are laid out in a directory.
type Layout struct {
	// ByFolder gives each part a folder, named by its word, so that no part's files are among
	// another's.
	ByFolder bool
	// Kustomization gives each folder that has objects a kustomization.yaml, which lists them,
	// and by folder the top one that lists the folders.
	Kustomization bool
	// Partial says that the parts are not all that a configuration asks for. By folder, the
	// top kustomization.yaml is then not written, because it would not list the other parts.
	Partial bool
}

// Merge puts the files of parts together. Two files of one name are a problem, and there are
// no files then.
func Merge(parts []Part, owner string, layout Layout) ([]object.File, []plan.Problem) {
	var files []object.File
	listed := map[string][]string{}
	for _, part := range parts {
		folder := ""
		if layout.ByFolder {
			folder = part.Word
		}
		for _, f := range part.Files {
			f.Name = path.Join(folder, f.Name)
			files = append(files, f)
		}
		listed[folder] = append(listed[folder], part.Objects...)
		if layout.ByFolder && !layout.Partial && len(part.Objects) > 0 && !slices.Contains(listed[""], folder) {
			listed[""] = append(listed[""], folder)
		}
	}
	if layout.Kustomization {
		for _, folder := range append([]string{""}, Words()...) {
			if len(listed[folder]) > 0 {
				files = append(files, kustomizationOf(folder, owner, listed[folder]))
			}
		}
	}
	if problems := sameName(files); len(problems) > 0 {
		return nil, problems
	}
	return files, nil
}

// kustomizationOf is the kustomization of a folder that lists resources.
func kustomizationOf(folder, owner string, resources []string) object.File {
	f := object.File{Name: path.Join(folder, "kustomization.yaml")}
	var b strings.Builder
	b.WriteString("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n")
	for _, name := range resources {
		b.WriteString("- " + name + "\n")
	}
	f.Text = b.String()
	f.Text = withHeader(&f, owner)
	return f
}
