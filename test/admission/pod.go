package admission

import (
	"fmt"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authentication/user"
)

var (
	pods       = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	podKind    = schema.GroupVersionKind{Version: "v1", Kind: "Pod"}
	interfaces = admission.NewObjectInterfacesFromScheme(newScheme())
)

func newScheme() *runtime.Scheme {
	s := runtime.NewScheme()
	if err := core.AddToScheme(s); err != nil {
		panic(err) // it always can be added
	}
	return s
}

// attributesOf is a request that makes a Pod, or changes one.
func attributesOf(pod, old *core.Pod) *admission.VersionedAttributes {
	operation := admission.Create
	var before runtime.Object
	if old != nil {
		operation, before = admission.Update, old
	}
	record := admission.NewAttributesRecord(pod, before, podKind, pod.Namespace, pod.Name, pods, "", operation, nil, false, &user.DefaultInfo{})
	attributes := &admission.VersionedAttributes{Attributes: record, VersionedKind: podKind, VersionedObject: admission.NewLazyObject(pod)}
	if old != nil {
		attributes.VersionedOldObject = admission.NewLazyObject(old)
	}
	return attributes
}

func namespaceOf(pod *core.Pod) *core.Namespace {
	return &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: pod.Namespace}}
}

// podOf is a Pod whose containers have the images.
func podOf(images ...string) *core.Pod {
	pod := &core.Pod{
		TypeMeta:   meta.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: meta.ObjectMeta{Name: "web", Namespace: "shop"},
	}
	for i, image := range images {
		pod.Spec.Containers = append(pod.Spec.Containers, core.Container{Name: fmt.Sprintf("c%d", i), Image: image})
	}
	return pod
}

// imagesOf are the images of a Pod, list by list.
func imagesOf(pod *core.Pod) []string {
	var all []string
	for i := range pod.Spec.Containers {
		all = append(all, pod.Spec.Containers[i].Image)
	}
	for i := range pod.Spec.InitContainers {
		all = append(all, pod.Spec.InitContainers[i].Image)
	}
	for i := range pod.Spec.EphemeralContainers {
		all = append(all, pod.Spec.EphemeralContainers[i].Image)
	}
	for i := range pod.Spec.Volumes {
		if image := pod.Spec.Volumes[i].Image; image != nil {
			all = append(all, image.Reference)
		}
	}
	return all
}
