package fields

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// PodSpec returns the rows of a pod spec itself. Callers do not change them.
func PodSpec() []Row { return podSpec }

// podSpec has the rows for the fields of a pod spec.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
var podSpec = []Row{
	{Path: "containers[]/image"},
	{Path: "initContainers[]/image"},
	{Path: "ephemeralContainers[]/image"},
	{Path: "volumes[]/image/reference"},
}

// EachPodSpec calls visit for every pod spec in the object, with its path: every
// map that has a list of containers, but in its status.
func EachPodSpec(object *yamlbytes.Node, visit func(spec *yamlbytes.Node, path string)) {
	eachPodSpec(&pathStack{}, &pathStep{node: object}, visit)
}

func eachPodSpec(w *pathStack, s *pathStep, visit func(*yamlbytes.Node, string)) {
	if s.isStatus() {
		return
	}
	if containers := s.node.Get("containers"); containers != nil && containers.Kind == yamlbytes.Sequence {
		visit(s.node, s.String())
	}
	for i := range s.node.Pairs {
		eachPodSpec(w, w.toValue(s, &s.node.Pairs[i]), visit)
	}
	for i := range s.node.Items {
		eachPodSpec(w, w.toElement(s, i), visit)
	}
}
