package rewrite

// pullers are what pulls the images that objects of a group name, where that is not
// the kubelet, whose credentials reach the cache. A field of the configuration would
// move the name, and the pull would fail.
var pullers = map[string]string{
	"pkg.crossplane.io":             "Crossplane's package manager",
	"meta.pkg.crossplane.io":        "Crossplane's package manager",
	"controlplane.cluster.x-k8s.io": "kubeadm",
	"bootstrap.cluster.x-k8s.io":    "kubeadm",
	"kubeadm.k8s.io":                "kubeadm",
	"olm.operatorframework.io":      "catalogd",
	"kappctrl.k14s.io":              "kapp-controller",
	"packaging.carvel.dev":          "kapp-controller",
	"policies.kubewarden.io":        "Kubewarden's policy server",
	"cdi.kubevirt.io":               "KubeVirt's importer",
}

// otherPuller is the reason of an object whose images the kubelet does not pull.
func (o *object) otherPuller() (reason, bool) {
	who, there := pullers[o.kind.Group]
	why := inPuller
	why.message = who + why.message
	return why, there
}
