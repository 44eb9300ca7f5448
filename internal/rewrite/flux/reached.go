package flux

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// checkReached remembers the file of a field with a setter comment, where no ImageUpdateAutomation
// of the policy's namespace updates it: each looks at the files below its spec.update.path alone
// (https://fluxcd.io/flux/components/image/imageupdateautomations/#update). Where a namespace has
// none, it may be in another repository.
func (m *SetterComments) checkReached(c *candidate) {
	namespace, _, isMarked := strings.Cut(m.comment(c), ":")
	all := m.automationsOf(namespace)
	if len(all) == 0 || !isMarked || m.report.Existing.FromTop == nil {
		return
	}
	file := m.report.Existing.FromTop(c.Object.File.Path)
	if file == "" || slices.ContainsFunc(all, func(a tagpolicy.ExistingAutomation) bool { return a.Covers(file) }) {
		return
	}
	if m.unreached == nil {
		m.unreached = map[string][]string{}
	}
	m.unreached[namespace] = append(m.unreached[namespace], c.Object.File.Path)
}

// comment returns what the setter comment of a field names, whether it was there or this run writes
// it; empty when there is none.
func (m *SetterComments) comment(c *candidate) string {
	if kept := c.kept(); kept != "" {
		return kept
	}
	for _, n := range [...]*yamlbytes.Node{c.Place.Name, c.Place.Tag, c.Place.Digest} {
		if text := m.written[n]; n != nil && text != "" {
			return namedBy(text)
		}
	}
	return ""
}

// automationsOf are the automations of a namespace: of the manifests, and the one that is generated.
func (m *SetterComments) automationsOf(namespace string) []tagpolicy.ExistingAutomation {
	spec := m.rules.Config.Spec.Flux
	all := slices.Clone(m.report.Existing.Automations)
	if a := spec.Automation; a != nil {
		all = append(all, tagpolicy.ExistingAutomation{Named: tagpolicy.Named{Namespace: spec.Namespace, Name: a.Name}, Path: a.Path})
	}
	return slices.DeleteFunc(all, func(a tagpolicy.ExistingAutomation) bool { return a.In(spec.Namespace) != namespace })
}

// reportUnreached adds a finding for each namespace, with the files.
func (m *SetterComments) reportUnreached() {
	for _, namespace := range slices.Sorted(maps.Keys(m.unreached)) {
		files := m.unreached[namespace]
		slices.Sort(files)
		files = slices.Compact(files)
		var paths []string
		for _, a := range m.automationsOf(namespace) {
			paths = append(paths, fmt.Sprintf("%s updates %s", a.String(), a.Path))
		}
		m.report.Add(finding.Finding{
			Severity: finding.Warning, Code: outcome.MarkerUnreached,
			Message: fmt.Sprintf("%s with setter comments that no ImageUpdateAutomation of the namespace %s updates (%s): %s; widen spec.update.path, or add an automation",
				finding.Count(len(files), "file"), namespace, finding.Listed(paths, outcome.MaxListed), finding.Listed(files, outcome.MaxListed)),
		})
	}
}
