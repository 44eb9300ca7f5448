package validate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

func validateRewrite(w *v1alpha1.Rewrite, p *problems.Collector) {
	for i, f := range w.Fields {
		validateField(&f, problems.Element("spec.rewrite.fields", i), p)
	}
	checkSelectors("spec.rewrite.include", w.Include, p)
	checkSelectors("spec.rewrite.exclude", w.Exclude, p)
	checkBothLists("spec.rewrite", w.Include, w.Exclude, p)
	for i, g := range w.ShortNames {
		checkFileGlob(problems.Element("spec.rewrite.shortNames", i), g, p)
	}
	for i, g := range w.PullSecretNames {
		checkNameGlob(problems.Element("spec.rewrite.pullSecretNames", i), g, p)
	}
	if w.MaxResults != nil && *w.MaxResults < 0 {
		p.Add("spec.rewrite.maxResults", finding.Finding{Found: strconv.Itoa(*w.MaxResults), Accepted: "a number from 0; 0 lists all"})
	}
	if len(w.PullSecretNames) > 0 && w.PullSecrets != v1alpha1.PullSecretsRemove {
		p.Add("spec.rewrite.pullSecretNames", finding.Finding{
			Message: "pull secrets are kept, so the names are not used",
			Hint:    "set pullSecrets to Remove, or remove the names",
		})
	}
}

// validateField refuses paths that can match no field.
func validateField(f *v1alpha1.Field, at string, p *problems.Collector) {
	e := finding.Finding{Found: finding.Quote(f.Path), Accepted: "keys joined by /, with [] after a list and * for any key, such as spec/template/spec/containers[]/image"}
	switch err := fields.CheckPath(f.Path); {
	case err != nil:
		e.Found, e.Message, e.Accepted = "", err.Error(), ""
	case hasIndex(f.Path):
		e.Message = "a path cannot select one element of a list"
		e.Hint = "write [] for all of them"
	case !strings.Contains(f.Path, "/") && strings.Contains(f.Path, "."):
		e.Message = "it names one key at the object's root"
		e.Hint = "write " + strings.ReplaceAll(f.Path, ".", "/")
	default:
		return
	}
	p.Add(at+".path", e)
}

// hasIndex reports whether brackets hold something, as [0] and [*] do.
func hasIndex(path string) bool {
	_, inside, found := strings.Cut(path, "[")
	for found && strings.HasPrefix(inside, "]") {
		_, inside, found = strings.Cut(inside, "[")
	}
	return found
}

func checkSelectors(path string, selectors []v1alpha1.Selector, p *problems.Collector) {
	for i, s := range selectors {
		at := problems.Element(path, i)
		for _, key := range []struct{ name, glob string }{
			{"kind", s.Kind}, {"name", s.Name}, {"namespace", s.Namespace}, {"container", s.Container},
		} {
			if key.glob != "" {
				checkNameGlob(at+"."+key.name, key.glob, p)
			}
		}
		if s == (v1alpha1.Selector{}) && !p.CoversPart(at) {
			p.Add(at, finding.Finding{Found: "an empty map", Message: "it would select everything", Accepted: "at least one of kind, name, namespace, container"})
		}
	}
}

// checkBothLists refuses what is included and excluded by the same entry: nothing would be
// selected by it.
func checkBothLists[T comparable](at string, include, exclude []T, p *problems.Collector) {
	excluded := firstOf(exclude)
	for i, x := range include {
		if j, both := excluded[x]; both {
			p.Add(problems.Element(at+".include", i), finding.Finding{Message: fmt.Sprintf("%s excludes the same", problems.Element("exclude", j)), Hint: "keep one of the two"})
		}
	}
}

// firstOf are the positions of the entries of a list, of several that are equal that of the first.
func firstOf[T comparable](list []T) map[T]int {
	at := make(map[T]int, len(list))
	for i, x := range list {
		if _, known := at[x]; !known {
			at[x] = i
		}
	}
	return at
}
