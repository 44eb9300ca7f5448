package cluster

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/admission"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// Cure is what would move an image that goes past the cache: a line for the configuration, the
// values of a chart to set, the manifest in Git to rewrite, a policy of the cluster. It is empty
// where the finding's message says it already, and for an object that is not of a cluster.
func (v *View) Cure(f *finding.Finding) string {
	owner, o := v.Cluster.Owner(f.Resource), v.Cluster.Object(f.Resource)
	switch {
	case owner == nil:
		return ""
	case f.Code == outcome.NotCached:
		return v.upstreamFor(f.Field.Current)
	case f.Code != outcome.Uncached:
		return ""
	case owner.Static:
		return "change its manifest on the node; no policy changes what a kubelet reads from a file"
	}
	cure := v.source(owner, f)
	if o.At.Kind != "Pod" {
		return cure
	}
	if policy := v.policy(owner, o); policy != "" {
		return policy + "; otherwise " + cure
	}
	return cure
}

// upstreamFor is the line that adds the upstream of an image to the configuration, or that ECR has
// no rule for it; empty where the finding's message says so. An image of an upstream that is there
// already was left by an include, an exclude or an annotation.
func (v *View) upstreamFor(reference string) string {
	ref, err := image.Parse(reference)
	if err != nil {
		return ""
	}
	if v.Config.Cache().Classify(ref).Status == image.FromUpstream {
		return "an include, an exclude or an annotation leaves it there; if it shall stay, accept it with the reason (check.accept)"
	}
	host := strings.ToLower(ref.Host)
	if host == "" {
		host = "docker.io"
	}
	known, ok := image.KnownUpstream(host)
	if _, isSaid := image.Uncacheable(host); isSaid || known.Name == "ecr" {
		return ""
	}
	if !ok {
		return "ECR has no rule for this registry; copy the image to ECR, or accept it (check.accept)"
	}
	return fmt.Sprintf("add {registry: %s} to spec.upstreams", host)
}

// source says what to change where the image comes from, as far as the object's metadata tells.
func (v *View) source(owner *owners.Owner, f *finding.Finding) string {
	name := cacheName(f.Field.Proposed)
	switch kind, applied, _ := strings.Cut(owner.AppliedBy, " "); {
	case kind == "HelmRelease":
		return "set " + name + " in spec.values of HelmRelease " + applied
	case owner.Chart != "" || owner.Release != "":
		return "set " + name + " in the values of " + releaseOf(owner)
	case kind != "":
		return "rewrite what " + owner.AppliedBy + " applies with ecrcache rewrite"
	case !owner.IsBuiltIn() && f.Resource.Kind != owner.Kind:
		return "set " + name + " in " + owner.Object() + fieldsOf(owner) + ", or in its operator"
	}
	return "rewrite the manifest of " + owner.Object() + " with ecrcache rewrite"
}

// cacheName is a reference in the cache as a value of a chart has it: the registry and the
// repository. The tag stays what it is.
func cacheName(proposed string) string {
	ref, err := image.Parse(proposed)
	if err != nil {
		return "the image"
	}
	return "the image's registry to " + ref.Host + " and its repository to " + ref.Repository
}

func releaseOf(owner *owners.Owner) string {
	var parts []string
	if owner.Release != "" {
		parts = append(parts, "the release "+owner.Release)
	}
	if owner.Chart != "" {
		parts = append(parts, "the chart "+owner.Chart)
	}
	return strings.Join(parts, " of ")
}

// fieldsOf names the fields of an operator's object that hold images, where they are known.
func fieldsOf(owner *owners.Owner) string {
	group, _, found := strings.Cut(owner.APIVersion, "/")
	var paths []string
	for _, rows := range fields.Table() {
		for i := range rows {
			if r := &rows[i]; found && r.Group == group && r.Kind == owner.Kind && !r.Guess {
				paths = append(paths, strings.ReplaceAll(r.Path, "/", "."))
			}
		}
	}
	const most = 3
	if len(paths) == 0 {
		return ""
	}
	return " (" + finding.Listed(paths, most) + ")"
}

// policy says how the mutating policy of spec.admission moves the images of a Pod; empty where it
// would leave the Pod alone.
func (v *View) policy(owner *owners.Owner, pod *owners.Object) string {
	settings := v.Config.Spec.Admission
	spares := admission.Spares(settings, &admission.Pod{
		Namespace: pod.At.Namespace, Labels: pod.Labels, Annotations: pod.Annotations, Controller: pod.Controller.APIVersion,
	})
	switch {
	case spares != "":
		return ""
	case !settings.WantsMutate():
		return "spec.admission: {} moves it when the Pod is recreated"
	}
	return "spec.admission moves it when the Pod is recreated" + restart(owner)
}

// restart is the command that recreates the Pods of a workload, after a colon.
func restart(owner *owners.Owner) string {
	switch owner.Kind {
	case "Deployment", "StatefulSet", "DaemonSet":
		return ": kubectl rollout restart " + awscli.Quote(strings.ToLower(owner.Kind)+"/"+owner.Name) + " --namespace " + awscli.Quote(owner.Namespace)
	}
	return ""
}
