package owners

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Cluster is the objects that a cluster has listed.
type Cluster struct{ objects map[finding.Resource]*Object }

// Add adds an object, or those of a List. An object that no API server has stored, such as a
// manifest in Git, is left out: it has no uid and no creationTimestamp.
func (c *Cluster) Add(root *yamlbytes.Node) {
	if root.Text("kind") == "List" && root.Text("apiVersion") == "v1" {
		for _, item := range items(root.Get("items")) {
			c.Add(item)
		}
		return
	}
	o := read(root)
	if o == nil {
		return
	}
	if c.objects == nil {
		c.objects = map[finding.Resource]*Object{}
	}
	c.objects[o.At] = o
}

// IsEmpty reports whether no object was added that is of a cluster.
func (c *Cluster) IsEmpty() bool { return len(c.objects) == 0 }

// Object is an object of the cluster; nil for one that it has not listed.
func (c *Cluster) Object(at finding.Resource) *Object { return c.objects[at] }

// Pulled is the image that a kubelet pulled for a container of a Pod, with its digest; empty
// where that is not known.
func (c *Cluster) Pulled(pod finding.Resource, container string) string {
	if o := c.objects[pod]; o != nil {
		return o.pulled[container]
	}
	return ""
}

// maxOwners is how many owners are followed upwards: ReplicaSet, Deployment, and what an operator
// puts above. It ends a circle.
const maxOwners = 8

// Owner is what an object of the cluster belongs to in the end; nil for an object that the
// cluster has not listed.
func (c *Cluster) Owner(at finding.Resource) *Owner {
	o := c.objects[at]
	if o == nil {
		return nil
	}
	owner := &Owner{}
	for range maxOwners {
		owner.addOrigin(o)
		if o.IsMirror() { // a kubelet adds the name of its node to that of a static Pod
			at.Name, owner.Static = strings.TrimSuffix(at.Name, "-"+o.node), true
			break
		}
		if o.Controller.Kind == "" {
			break
		}
		at = o.Controller
		next := c.find(at)
		if next == nil {
			at = ownerByName(o)
			if next = c.find(at); next == nil {
				break
			}
		}
		o, at = next, next.At
	}
	owner.APIVersion, owner.Kind, owner.Namespace, owner.Name = at.APIVersion, at.Kind, at.Namespace, at.Name
	return owner
}

// find finds the object that another one names as its controller. One of the whole cluster,
// such as a Node, has no namespace.
func (c *Cluster) find(at finding.Resource) *Object {
	if o := c.objects[at]; o != nil {
		return o
	}
	at.Namespace = ""
	return c.objects[at]
}

// ownerByName is the owner of the controller of an object, where the cluster has not listed the
// controller and its name tells the owner; else the controller. A Deployment names its
// ReplicaSets by a hash that is a label of their Pods: with the label pod-template-hash 5d4f,
// web-5d4f is of the Deployment web.
func ownerByName(o *Object) finding.Resource {
	at := o.Controller
	switch at.Kind {
	case "ReplicaSet":
		for _, known := range []struct{ label, apiVersion, kind string }{
			{"rollouts-pod-template-hash", "argoproj.io/v1alpha1", "Rollout"},
			{"pod-template-hash", "apps/v1", "Deployment"},
		} {
			name, found := strings.CutSuffix(at.Name, "-"+o.Labels[known.label])
			if found && o.Labels[known.label] != "" && name != "" {
				return finding.Resource{APIVersion: known.apiVersion, Kind: known.kind, Namespace: at.Namespace, Name: name}
			}
		}
	case "Job":
		if i := strings.LastIndexByte(at.Name, '-'); i > 0 && isTime(at.Name[i+1:]) {
			return finding.Resource{APIVersion: at.APIVersion, Kind: "CronJob", Namespace: at.Namespace, Name: at.Name[:i]}
		}
	}
	return at
}

// isTime reports whether a text is a Unix time in minutes, as a CronJob writes it at the end of the
// names of its Jobs: one between 2017 and 2084. A date such as 20261129 is none.
func isTime(text string) bool {
	minutes, err := strconv.Atoi(text)
	return err == nil && len(text) == 8 && 25_000_000 <= minutes && minutes < 60_000_000
}
