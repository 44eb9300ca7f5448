package owners

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An Object is what the metadata of a cluster's object says, and the status of a Pod.
type Object struct {
	At                  finding.Resource
	Labels, Annotations map[string]string
	// Controller is the owner with controller: true in metadata.ownerReferences; Kind is empty
	// where there is none.
	Controller finding.Resource
	// Earlier says that it keeps a revision for a rollback, and no Pod runs of it: a ReplicaSet of
	// a Deployment without replicas, or a ControllerRevision.
	Earlier bool

	node   string            // the node on which a Pod runs
	pulled map[string]string // the images that the kubelet pulled, by the names of containers
}

// mirror is the annotation of the mirror Pod by which a kubelet shows a static Pod to the API
// server.
const mirror = "kubernetes.io/config.mirror"

// IsMirror reports whether the object is the mirror Pod of a static one, which a kubelet runs
// from a file.
func (o *Object) IsMirror() bool {
	_, is := o.Annotations[mirror]
	return is
}

// read reads an object; nil for one that no API server has stored, such as a manifest.
func read(root *yamlbytes.Node) *Object {
	metadata := root.Get("metadata")
	if metadata.Text("uid") == "" || metadata.Get("creationTimestamp") == nil {
		return nil
	}
	o := &Object{
		At: finding.Resource{
			APIVersion: root.Text("apiVersion"), Kind: root.Text("kind"),
			Namespace: metadata.Text("namespace"), Name: metadata.Text("name"),
		},
		Labels: texts(metadata.Get("labels")), Annotations: texts(metadata.Get("annotations")),
		node: root.Text("spec", "nodeName"),
	}
	for _, r := range items(metadata.Get("ownerReferences")) {
		if r.Text("controller") == "true" {
			o.Controller = finding.Resource{APIVersion: r.Text("apiVersion"), Kind: r.Text("kind"), Namespace: o.At.Namespace, Name: r.Text("name")}
		}
	}
	o.Earlier = o.At.Kind == "ControllerRevision" || o.At.Kind == "ReplicaSet" && o.Controller.Kind != "" && root.Text("spec", "replicas") == "0"
	if o.At.Kind == "Pod" {
		o.pulled = pulled(root.Get("status"))
	}
	return o
}

// pulled are the images that the kubelet pulled, with their digests, as the status of a Pod
// says (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus).
func pulled(status *yamlbytes.Node) map[string]string {
	all := map[string]string{}
	for _, list := range []string{"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"} {
		for _, s := range items(status.Get(list)) {
			id := s.Text("imageID")
			if _, after, found := strings.Cut(id, "://"); found { // docker-pullable://
				id = after
			}
			if strings.Contains(id, "@") {
				all[s.Text("name")] = id
			}
		}
	}
	return all
}

// texts are the scalars of a map.
func texts(n *yamlbytes.Node) map[string]string {
	all := map[string]string{}
	if n != nil {
		for _, p := range n.Pairs {
			all[p.Key.Value] = p.Value.Value
		}
	}
	return all
}

// items are the elements of a list; none where there is no list.
func items(n *yamlbytes.Node) []*yamlbytes.Node {
	if n == nil {
		return nil
	}
	return n.Items
}
