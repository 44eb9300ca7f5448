package v1alpha1

// Warm says how the cluster itself pulls the images of the manifests through the cache: a Job
// before they are needed, and a CronJob after that, for what has expired meanwhile.
type Warm struct {
	// The image of ecrcache that does it, with the tag or the digest of a release.
	// +kubebuilder:validation:Pattern=`^[A-Za-z0-9$][A-Za-z0-9._:/@${}-]*$`
	// +ecrcache:accepts=an image such as ghcr.io/amerintlxperts/ecrcache:v1.0.0
	Image string `json:"image"`

	// The namespace of the Job, which has to exist.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +kubebuilder:default=ecrcache
	// +ecrcache:accepts=a namespace such as ecrcache
	Namespace string `json:"namespace,omitempty"`

	// When the CronJob runs, as cron writes it, in UTC.
	// +kubebuilder:validation:Pattern=`^[0-9A-Za-z*,/-]+( [0-9A-Za-z*,/-]+){4}$`
	// +kubebuilder:default="17 3 * * *"
	// +ecrcache:accepts=five fields such as 17 3 * * *
	Schedule string `json:"schedule,omitempty"`

	// The role of the service account (IRSA). Without it the service account gets its role by Pod
	// Identity.
	// +kubebuilder:validation:Pattern=`^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$`
	// +ecrcache:accepts=the ARN of a role, such as arn:aws:iam::123456789012:role/ecr-warm
	RoleARN string `json:"roleARN,omitempty"`

	// The platforms of which images are pulled; linux/amd64 and linux/arm64 by default.
	// +kubebuilder:validation:items:Pattern=`^(all|[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?)$`
	// +ecrcache:items:accepts=a platform such as linux/arm64, or all
	Platforms []string `json:"platforms,omitempty"`

	// Whether the layers are downloaded as well, to nowhere.
	// +kubebuilder:default=false
	Layers bool `json:"layers,omitempty"`
}

// setDefaults fills in what may be left out.
func (w *Warm) setDefaults() {
	if w == nil {
		return
	}
	setDefault(&w.Namespace, "ecrcache")
	setDefault(&w.Schedule, "17 3 * * *")
}
