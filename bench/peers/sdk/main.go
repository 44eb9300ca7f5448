// Command sdk is a function of the kpt functions SDK, as its documentation shows
// one. It gives no results, which would cost it more.
package main

import (
	"os"

	"github.com/amerintlxperts/ecrcache/bench/peers/move"
	"github.com/kptdev/krm-functions-sdk/go/fn"
)

// podSpecs are the paths to the pod of each kind.
var podSpecs = map[string][]string{
	"Deployment":  {"spec", "template", "spec"},
	"StatefulSet": {"spec", "template", "spec"},
	"DaemonSet":   {"spec", "template", "spec"},
	"Job":         {"spec", "template", "spec"},
	"CronJob":     {"spec", "jobTemplate", "spec", "template", "spec"},
}

func main() {
	if err := fn.AsMain(fn.ResourceListProcessorFunc(process)); err != nil {
		os.Exit(1)
	}
}

func process(list *fn.ResourceList) (bool, error) {
	for _, object := range list.Items {
		if err := rewrite(object); err != nil {
			return false, err
		}
	}
	return true, nil
}

func rewrite(object *fn.KubeObject) error {
	if object.GetKind() == "HelmRelease" {
		return values(object)
	}
	path, known := podSpecs[object.GetKind()]
	if !known {
		return nil
	}
	pod, found, err := object.NestedSubObject(path...)
	if err != nil || !found {
		return err
	}
	for _, name := range []string{"initContainers", "containers"} {
		containers, _, err := pod.NestedSlice(name)
		if err != nil {
			return err
		}
		for _, container := range containers {
			if err := reference(container, "image"); err != nil {
				return err
			}
		}
	}
	return nil
}

// values moves the images of a release where the corpus has them.
func values(object *fn.KubeObject) error {
	all, found, err := object.NestedSubObject("spec", "values")
	if err != nil || !found {
		return err
	}
	if err := reference(&all, "metrics", "image"); err != nil {
		return err
	}
	image, found, err := all.NestedSubObject("image")
	if err != nil || !found {
		return err
	}
	registry, repository, moved := move.Parts(image.GetString("registry"), image.GetString("repository"))
	if !moved {
		return reference(&image, "repository")
	}
	if err := image.SetNestedString(registry, "registry"); err != nil {
		return err
	}
	return image.SetNestedString(repository, "repository")
}

// reference moves the reference of a field. A container that is merged from another
// has none of its own. The SDK panics at an alias; the image it stands for is moved
// where its anchor is.
func reference(object *fn.SubObject, path ...string) error {
	defer func() { _ = recover() }()
	text, found, err := object.NestedString(path...)
	if err != nil || !found {
		return err
	}
	if moved, found := move.Reference(text); found {
		return object.SetNestedString(moved, path...)
	}
	return nil
}
