package v1alpha1

// Admission says what the cluster itself does with the images of Pods, whoever makes
// them: policies of its API server, with no Pod of ours.
type Admission struct {
	// Whether a policy moves the images of new Pods to the cache. It needs Kubernetes 1.36, or the
	// engine Kyverno.
	// +kubebuilder:default=true
	Mutate *bool `json:"mutate,omitempty"`

	// What a second policy does with a Pod whose images still go past the cache: Warn whoever makes
	// it, Audit it in the API server's log, or Deny it. It needs Kubernetes 1.30.
	// +kubebuilder:validation:items:Enum=Off;Warn;Audit;Deny
	Validate []string `json:"validate,omitempty"`

	// Whether validate is about every image that is not of the cache's registry, not only about
	// those that could be moved.
	// +kubebuilder:default=false
	All bool `json:"all,omitempty"`

	// What the API server does with a Pod where a policy fails: Ignore lets it pass as it is, Fail
	// refuses it.
	// +kubebuilder:validation:Enum=Ignore;Fail
	// +kubebuilder:default=Ignore
	FailurePolicy string `json:"failurePolicy,omitempty"`

	// Whose Pods are moved. BuiltIn are those without a controller, and those of Kubernetes' own
	// controllers; All are those of operators as well, some of which delete a Pod whose image is not
	// the one that they asked for.
	// +kubebuilder:validation:Enum=BuiltIn;All
	// +kubebuilder:default=BuiltIn
	Controllers string `json:"controllers,omitempty"`

	// Labels by which Pods are left alone besides those of known operators, as KEY or KEY=VALUE.
	// +kubebuilder:validation:items:Pattern=`^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?(=([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?)?$`
	// +ecrcache:items:accepts=a label such as example.com/cluster or app=db
	ExcludeLabels []string `json:"excludeLabels,omitempty"`

	// Namespaces that are left alone; by default kube-system and those in which the controllers run
	// that make the cache: ack-system, crossplane-system, flux-system and upbound-system.
	// +kubebuilder:validation:items:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:items:accepts=a namespace such as kube-system
	ExcludeNamespaces []string `json:"excludeNamespaces,omitempty"`

	// What runs the policies: Kubernetes itself, or Kyverno, for clusters below 1.36.
	// +kubebuilder:validation:Enum=Kubernetes;Kyverno
	// +kubebuilder:default=Kubernetes
	Engine string `json:"engine,omitempty"`

	// The version of the API of MutatingAdmissionPolicy; v1beta1 is for Kubernetes 1.34 and 1.35, where
	// it is switched on by a feature gate.
	// +kubebuilder:validation:Enum=v1;v1beta1
	// +kubebuilder:default=v1
	Version string `json:"version,omitempty"`

	// The name of the policies; ecrcache-NAME by default, with the name of this document.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a name such as ecrcache
	Name string `json:"name,omitempty"`

	// The ConfigMap from which the policies read the cache's registry, so that one text is for many
	// clusters; without it the registry is written in the policies.
	Parameters *AdmissionParameters `json:"parameters,omitempty"`
}

// AdmissionParameters names the ConfigMap with the registry.
type AdmissionParameters struct {
	// Its name, such as that of infrastructure.outputs.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a ConfigMap, such as ecr-cache
	Name string `json:"name"`

	// Its namespace.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as flux-system
	Namespace string `json:"namespace"`

	// The key whose value is the registry's host.
	// +kubebuilder:validation:Pattern=`^[A-Za-z_][A-Za-z0-9_]*$`
	// +kubebuilder:default=ecr_registry_url
	// +ecrcache:accepts=a key such as ecr_registry_url
	RegistryKey string `json:"registryKey,omitempty"`
}

// IgnoreLabel is the annotation of objects, and the label of namespaces, that leaves them
// alone when it is "true".
const IgnoreLabel = Group + "/ignore"

// WantsMutate reports whether the policy that moves images is asked for. The section has
// its defaults, or is nil.
func (a *Admission) WantsMutate() bool { return a != nil && a.Mutate != nil && *a.Mutate }

// Actions returns what the second policy does with a Pod; none when there is no such policy.
func (a *Admission) Actions() []string {
	if a == nil || len(a.Validate) == 1 && a.Validate[0] == ValidateOff {
		return nil
	}
	return a.Validate
}

// The values of Admission.Validate.
const (
	ValidateOff   = "Off"
	ValidateWarn  = "Warn"
	ValidateAudit = "Audit"
	ValidateDeny  = "Deny"
)

// The values of Admission.FailurePolicy.
const (
	FailureIgnore = "Ignore"
	FailureFail   = "Fail"
)

// The values of Admission.Controllers.
const (
	ControllersBuiltIn = "BuiltIn"
	ControllersAll     = "All"
)

// The values of Admission.Engine.
const (
	EngineKubernetes = "Kubernetes"
	EngineKyverno    = "Kyverno"
)
