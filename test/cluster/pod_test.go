package cluster

import (
	"fmt"
	"testing"

	core "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// podOf is a Pod with a container for each image.
func podOf(name string, images ...string) *core.Pod {
	pod := &core.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: acted}}
	for i, image := range images {
		pod.Spec.Containers = append(pod.Spec.Containers, core.Container{Name: fmt.Sprintf("c%d", i), Image: image})
	}
	return pod
}

// withEverywhere gives a Pod an image in each of the other lists that a new Pod may have.
func withEverywhere(pod *core.Pod, image string) *core.Pod {
	always := core.ContainerRestartPolicyAlways
	pod.Spec.InitContainers = []core.Container{{Name: "init", Image: image}, {Name: "sidecar", Image: image, RestartPolicy: &always}}
	pod.Spec.Volumes = []core.Volume{{Name: "files", VolumeSource: core.VolumeSource{Image: &core.ImageVolumeSource{Reference: image}}}}
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

// try creates a Pod without storing it.
func (c *cluster) try(t *testing.T, pod *core.Pod) (*core.Pod, error) {
	t.Helper()
	return c.pods(pod.Namespace).Create(ctx, pod, metav1.CreateOptions{DryRun: dryRun})
}

// create creates a Pod, and removes it with the test.
func (c *cluster) create(t *testing.T, pod *core.Pod) *core.Pod {
	t.Helper()
	got, err := c.pods(pod.Namespace).Create(ctx, pod, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now := int64(0)
		_, _ = c.pods(pod.Namespace).Patch(ctx, pod.Name, types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
		_ = c.pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{GracePeriodSeconds: &now})
	})
	return got
}

// patch changes a Pod as kubectl does, by a merge.
func (c *cluster) patch(t *testing.T, name, text string) (*core.Pod, error) {
	t.Helper()
	return c.pods(acted).Patch(ctx, name, types.StrategicMergePatchType, []byte(text), metav1.PatchOptions{})
}

// debug adds a debug container. The server puts it before those that are there, as the
// patch says nothing of their order.
func (c *cluster) debug(t *testing.T, name, container, image string) (*core.Pod, error) {
	t.Helper()
	text := fmt.Sprintf(`{"spec":{"ephemeralContainers":[{"name":%q,"image":%q}]}}`, container, image)
	return c.pods(acted).Patch(ctx, name, types.StrategicMergePatchType, []byte(text), metav1.PatchOptions{}, "ephemeralcontainers")
}

// ownedBy gives a Pod a controller.
func ownedBy(pod *core.Pod, apiVersion, kind, name string) *core.Pod {
	yes := true
	pod.OwnerReferences = []metav1.OwnerReference{{APIVersion: apiVersion, Kind: kind, Name: name, UID: "1", Controller: &yes}}
	return pod
}
