package v1alpha1

import "strings"

// DefaultSecretKey is the key of a Kubernetes Secret that holds a credential's JSON.
const DefaultSecretKey = "credentials.json"

// setDefaults fills in what may be left out of a credential. Names that AWS must
// accept are not made here: package planner derives and checks them.
func (k *Credential) setDefaults(prefix string) {
	if k == nil || k.RoleARN != "" || k.ARN != "" && k.SecretName == "" && k.KubernetesSecret == (KubernetesSecret{}) {
		return
	}
	if prefix != "" {
		setDefault(&k.KubernetesSecret.Name, strings.NewReplacer("/", "-", "_", "-").Replace(prefix)+"-credentials")
	}
	setDefault(&k.KubernetesSecret.Key, DefaultSecretKey)
}

func (i *Infrastructure) setDefaults() {
	if i == nil {
		return
	}
	setDefault(&i.Provider, ProviderACK)
	setDefault(&i.Repositories, RepositoriesOnPull)
	setDefault(&i.Template.ImageTagMutability, "MUTABLE")
	for n := range i.Lifecycle {
		setDefault(&i.Lifecycle[n].Action, "expire")
	}
	if i.Scanning != nil {
		setDefault(&i.Scanning.ScanType, "BASIC")
		for n := range i.Scanning.Rules {
			setDefault(&i.Scanning.Rules[n].ScanFrequency, "SCAN_ON_PUSH")
		}
	}
	if i.PushSecret != nil {
		setDefault(&i.PushSecret.SecretStoreRef.Kind, "ClusterSecretStore")
		setDefault(&i.PushSecret.RefreshInterval, "1h")
	}
	if i.Outputs != nil {
		setDefault(&i.Outputs.Name, "ecr-cache")
	}
	if i.Network != nil {
		setDefault(&i.Network.Buckets, BucketsAll)
	}
	if i.Monitoring != nil && i.Monitoring.FailuresPerHour == 0 {
		i.Monitoring.FailuresPerHour = defaultFailuresPerHour
	}
	if i.ACK != nil {
		setDefault(&i.ACK.DeletionPolicy, "retain")
	}
	if i.Crossplane != nil {
		setDefault(&i.Crossplane.Functions, FunctionsGenerate)
	}
	if i.Terraform != nil {
		setDefault(&i.Terraform.Destroy, DestroyPrevent)
	}
}
