package v1alpha1

// ExcludedNamespaces are left alone by the admission policies where the configuration names
// none: when the cache fails, those Pods must start that make it.
func ExcludedNamespaces() []string {
	return []string{"ack-system", "crossplane-system", "flux-system", "kube-system", "upbound-system"}
}

func (a *Admission) setDefaults() {
	if a == nil {
		return
	}
	if a.Mutate == nil {
		a.Mutate = new(bool)
		*a.Mutate = true
	}
	setDefault(&a.FailurePolicy, FailureIgnore)
	setDefault(&a.Controllers, ControllersBuiltIn)
	setDefault(&a.Engine, EngineKubernetes)
	setDefault(&a.Version, "v1")
	if a.ExcludeNamespaces == nil {
		a.ExcludeNamespaces = ExcludedNamespaces()
	}
	if a.Parameters != nil {
		setDefault(&a.Parameters.RegistryKey, "ecr_registry_url")
	}
}
