package rewrite

// pullers are what pulls the images that objects of a group name, where that is not
// the kubelet, whose credentials reach the cache. A field of the configuration would
// move the name, and the pull would fail.
var pullers = map[string]string{
	"pkg.crossplane.io":             "Crossplane's package manager pulls it; an ImageConfig of Crossplane moves it and gives the credentials",
	"meta.pkg.crossplane.io":        "Crossplane's package manager pulls it; an ImageConfig of Crossplane moves it and gives the credentials",
	"controlplane.cluster.x-k8s.io": "kubeadm pulls it before the kubelet has credentials",
	"bootstrap.cluster.x-k8s.io":    "kubeadm pulls it before the kubelet has credentials",
	"kubeadm.k8s.io":                "kubeadm pulls it before the kubelet has credentials",
	"olm.operatorframework.io":      "catalogd pulls it",
	"kappctrl.k14s.io":              "kapp-controller pulls it",
	"packaging.carvel.dev":          "kapp-controller pulls it",
	"policies.kubewarden.io":        "Kubewarden's policy server pulls it",
	"cdi.kubevirt.io":               "KubeVirt's importer pulls it",
}

// otherPuller is the reason of an object whose images the kubelet does not pull.
func (o *object) otherPuller() (reason, bool) {
	who, there := pullers[o.kind.Group]
	why := inPuller
	why.message = who + why.message
	return why, there
}
