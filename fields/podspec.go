package fields

import "github.com/amerintlxperts/ecrcache/document"

// PodSpec returns the rows of a pod spec itself. Callers do not change them.
func PodSpec() []Row { return podSpec }

// podSpec holds the places below a pod spec.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
var podSpec = []Row{
	{Path: "containers[]/image"},
	{Path: "initContainers[]/image"},
	{Path: "ephemeralContainers[]/image"},
	{Path: "volumes[]/image/reference"},
}

// EachPodSpec calls visit for every pod spec in the object, with its path: every
// map that has a list of containers.
func EachPodSpec(object *document.Node, visit func(spec *document.Node, path string)) {
	eachPodSpec(&step{node: object}, visit)
}

func eachPodSpec(s *step, visit func(*document.Node, string)) {
	if containers := s.node.Get("containers"); containers != nil && containers.Kind == document.Sequence {
		visit(s.node, s.String())
	}
	for _, p := range s.node.Pairs {
		eachPodSpec(&step{above: s, node: p.Value, key: p.Key.Value}, visit)
	}
	for i, item := range s.node.Items {
		eachPodSpec(&step{above: s, node: item, index: i}, visit)
	}
}
