package cluster

import (
	"errors"
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Golden cases show of an object what matters to them. completed gives it the rest that
// the server wants, before and after rewriting alike: selectors and labels, names of
// containers, restart policies, and the intervals of Flux.
func completed(object *unstructured.Unstructured) *unstructured.Unstructured {
	object = object.DeepCopy()
	fields := object.Object
	switch object.GroupVersionKind().GroupKind().String() {
	case "Pod":
		completeSpec(fields)
	case "Deployment.apps", "DaemonSet.apps", "StatefulSet.apps", "ReplicaSet.apps":
		fill(fields, map[string]any{"matchLabels": map[string]any{"complete": "true"}}, "spec", "selector")
		labels, _, _ := unstructured.NestedMap(fields, "spec", "selector", "matchLabels")
		fill(fields, labels, "spec", "template", "metadata", "labels")
		completeSpec(within(fields, "spec", "template"))
	case "Job.batch":
		fill(fields, "Never", "spec", "template", "spec", "restartPolicy")
		completeSpec(within(fields, "spec", "template"))
	case "CronJob.batch":
		fill(fields, "@daily", "spec", "schedule")
		fill(fields, "Never", "spec", "jobTemplate", "spec", "template", "spec", "restartPolicy")
		completeSpec(within(fields, "spec", "jobTemplate", "spec", "template"))
	case "HelmRelease.helm.toolkit.fluxcd.io":
		fill(fields, "1h", "spec", "interval")
		fill(fields, map[string]any{"kind": "HelmRepository", "name": "charts"}, "spec", "chart", "spec", "sourceRef")
		fill(fields, "chart", "spec", "chart", "spec", "chart")
	case "Kustomization.kustomize.toolkit.fluxcd.io":
		fill(fields, "1h", "spec", "interval")
		fill(fields, true, "spec", "prune")
		fill(fields, map[string]any{"kind": "GitRepository", "name": "flux-system"}, "spec", "sourceRef")
	case "OCIRepository.source.toolkit.fluxcd.io":
		fill(fields, "1h", "spec", "interval")
	}
	return object
}

// fill sets a field that is missing. An object in which there is no way to it stays.
func fill(fields map[string]any, value any, path ...string) {
	if _, found, err := unstructured.NestedFieldNoCopy(fields, path...); !found && err == nil {
		_ = unstructured.SetNestedField(fields, value, path...)
	}
}

// within is the map at a path; an empty one of its own where there is none.
func within(fields map[string]any, path ...string) map[string]any {
	value, _, _ := unstructured.NestedFieldNoCopy(fields, path...)
	m, _ := value.(map[string]any)
	if m == nil {
		m = map[string]any{}
	}
	return m
}

// completeSpec names the containers of a Pod or template, and gives it one where it has
// none.
func completeSpec(pod map[string]any) {
	fill(pod, []any{map[string]any{"name": "complete", "image": "complete"}}, "spec", "containers")
	for _, list := range []string{"containers", "initContainers"} {
		value, _, _ := unstructured.NestedFieldNoCopy(pod, "spec", list)
		containers, _ := value.([]any)
		for i, container := range containers {
			if m, ok := container.(map[string]any); ok {
				fill(m, fmt.Sprintf("%s-%d", strings.ToLower(list), i), "name")
			}
		}
	}
}

// problemsOf lists what the server says of an object that it refuses: each field with what
// is wrong with it, or its one sentence. Of several fields that a schema does not have that
// names any one, so the field is left out.
func problemsOf(err error) []string {
	if err == nil {
		return nil
	}
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil || len(status.Status().Details.Causes) == 0 {
		sentence, _, _ := strings.Cut(err.Error(), "): ")
		return []string{sentence}
	}
	var all []string
	for _, cause := range status.Status().Details.Causes {
		all = append(all, cause.Field+": "+string(cause.Type))
	}
	return all
}
