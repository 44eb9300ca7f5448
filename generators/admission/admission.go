// Package admission makes the policies by which a cluster moves the images of Pods to the
// cache itself, whoever makes the Pods, and says which images still go past it:
// MutatingAdmissionPolicy and ValidatingAdmissionPolicy of Kubernetes, or the policies of
// Kyverno of the same text. No Pod of ours runs in the cluster.
//
// The policies are written in CEL (https://kubernetes.io/docs/reference/using-api/cel/).
// An option of the configuration means in them what it means in rewriting; package config
// refuses what CEL cannot say. test/admission compares the policies with package image.
//
// Package generators uses it; internal/cli/cluster asks [Spares] which Pods the policies leave
// alone.
package admission

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// section is where its settings stand in the configuration.
const section = "spec.admission"

// Generator makes the policies. Spec has its defaults, and its Admission is not nil.
type Generator struct{ Spec *v1alpha1.Spec }

// Generate makes the policies with their bindings.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	w := &writer{Problems: &plan.Problems{}, spec: g.Spec, admission: g.Spec.Admission, plan: p, name: nameOf(g.Spec.Admission, p)}
	w.warnings()
	var out object.Output
	if w.admission.WantsMutate() {
		out.Objects = append(out.Objects, w.mutating()...)
	}
	if len(w.admission.Actions()) > 0 {
		out.Objects = append(out.Objects, w.validating()...)
	}
	return out, *w.Problems
}

// A writer makes the policies of one configuration.
type writer struct {
	*plan.Problems
	spec      *v1alpha1.Spec
	admission *v1alpha1.Admission
	plan      *plan.Plan
	name      string
}

// defaultName begins the names of policies.
const defaultName = "ecrcache"

// nameOf is the name of the policies. They have no namespace, so the name of the configuration is
// part of it.
func nameOf(a *v1alpha1.Admission, p *plan.Plan) string {
	switch {
	case a.Name != "":
		return a.Name
	case p.Owner == v1alpha1.Kind: // the configuration has no name
		return defaultName
	case strings.HasPrefix(p.Owner, defaultName):
		return p.Owner
	}
	return defaultName + "-" + p.Owner
}

// isKyverno reports whether Kyverno runs the policies.
func (w *writer) isKyverno() bool { return w.admission.Engine == v1alpha1.EngineKyverno }
