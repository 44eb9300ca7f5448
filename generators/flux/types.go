package flux

import (
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	reflectorv1 "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/fluxcd/pkg/apis/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// metadata is that of every object: the namespace, labels and annotations of the configuration.
func metadata(f *v1alpha1.Flux, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: name, Namespace: f.Namespace, Labels: f.Labels, Annotations: f.Annotations}
}

// generated turns an object of Flux's types into one of the generators'. Of the types' fields it
// leaves out what they write though nobody gave it: the status, the time of creation, and an
// extract that is empty.
func generated(kind string, o metav1.Object, spec any) object.Object {
	fields := object.Fields(spec)
	if filter, ok := fields.Get("filterTags").(object.Map); ok && filter.Get("extract") == object.KeepEmpty("") {
		filter.Set("extract", "")
	}
	return object.Object{
		APIVersion: reflectorv1.GroupVersion.String(), Kind: kind,
		Metadata: object.Metadata{
			Name: o.GetName(), Namespace: o.GetNamespace(),
			Labels: object.Pairs(plan.SortedPairs(o.GetLabels())), Annotations: object.Pairs(plan.SortedPairs(o.GetAnnotations())),
		},
		Body: object.Map{{Key: "spec", Value: fields}},
	}
}

// ref refers to an object of the same namespace; nothing when there is none.
func ref(r *v1alpha1.FluxReference) *meta.LocalObjectReference {
	if r == nil {
		return nil
	}
	return &meta.LocalObjectReference{Name: r.Name}
}

// duration reads a duration of the configuration, which has been held against the schema: no
// placeholder can stand there. Flux's types write it with all its parts, 10m as 10m0s.
func duration(text string) metav1.Duration {
	d, _ := time.ParseDuration(text)
	return metav1.Duration{Duration: d}
}

// optional is duration for a field that may be left out.
func optional(text string) *metav1.Duration {
	if text == "" {
		return nil
	}
	d := duration(text)
	return &d
}
