package admission

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// chosen returns the expression for the images that rewrite.include and rewrite.exclude choose, and
// the variables that it needs before it. Selectors are compared with the workload whose Pod it
// is, as if its manifest had been rewritten.
func (w *writer) chosen() (before []condition, images string) {
	r := &w.spec.Rewrite
	var parts []string
	if len(r.Include) > 0 {
		parts = append(parts, "("+anySelector(r.Include)+")")
	}
	if len(r.Exclude) > 0 {
		parts = append(parts, "!("+anySelector(r.Exclude)+")")
	}
	if len(parts) == 0 {
		return nil, "variables.images"
	}
	chosen := strings.Join(parts, "\n  && ")
	if strings.Contains(chosen, "w.") { // a selector asks for kind or name
		before = workloads()
		chosen = "variables.workloads.all(w, " + chosen + ")"
	}
	return before, "variables.images.filter(e,\n  " + chosen + ")"
}

// anySelector is the condition that one of the selectors matches.
func anySelector(selectors []v1alpha1.Selector) string {
	var all []string
	for _, s := range selectors {
		var parts []string
		for _, key := range []struct{ glob, value string }{
			{s.Namespace, "object.metadata.?namespace.orValue('')"},
			{s.Kind, "w.kind"},
			{s.Name, "w.name"},
			{s.Container, "e.container"},
		} {
			switch {
			case key.glob == "":
			case strings.ContainsAny(key.glob, "*?"):
				parts = append(parts, matchesAny(key.value, "", []string{key.glob}))
			default:
				parts = append(parts, key.value+" == "+strings.ReplaceAll(quote(key.glob), "$", `\u0024`))
			}
		}
		all = append(all, strings.Join(parts, " && "))
	}
	return strings.Join(all, " || ")
}

// workloads are the variables that say whose Pod it is. A Deployment names its ReplicaSets
// by a hash that is a label of their Pods, a CronJob its Jobs by the time, in minutes. That
// a Job has such a name does not say that it is of a CronJob: then it counts as both, and
// its images move when both are chosen.
func workloads() []condition {
	return []condition{
		{"controllers", "object.metadata.?ownerReferences.orValue([]).filter(o, o.?controller.orValue(false))"},
		{"rollout", "object.metadata.?labels['rollouts-pod-template-hash'].orValue('')"},
		{"hash", "variables.rollout != '' ? variables.rollout : object.metadata.?labels['pod-template-hash'].orValue('')"},
		{"workloads", lines(
			"variables.controllers.size() == 0 ? [{'kind': 'Pod', 'name': string(object.metadata.?name.orValue(''))}]",
			"  : variables.controllers.map(o,",
			"      o.kind == 'ReplicaSet' && variables.hash != '' && o.name.endsWith('-' + variables.hash)",
			"        ? {'kind': variables.rollout != '' ? 'Rollout' : 'Deployment', 'name': string(o.name).substring(0, o.name.size() - variables.hash.size() - 1)}",
			"        : {'kind': string(o.kind), 'name': string(o.name)})",
			"    + variables.controllers.filter(o, o.kind == 'Job' && o.name.matches('.-[0-9]{8,}\\\\z')).map(o,",
			"      {'kind': 'CronJob', 'name': string(o.name).substring(0, o.name.lastIndexOf('-'))})",
		)},
	}
}
