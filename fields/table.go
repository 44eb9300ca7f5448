package fields

// table holds every place known without configuration.
//
// Pod specs are found at any depth of any kind, which covers Deployment …
// CronJob, ReplicaSet and PodTemplate, and every custom resource that embeds a
// pod template, such as Argo Rollout and Knative Service.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
var table = []Row{
	{Path: "**/containers[]/image"},
	{Path: "**/initContainers[]/image"},
	{Path: "**/ephemeralContainers[]/image"},
	{Path: "**/volumes[]/image/reference"},
}

// Table returns the rows known without configuration. Callers do not change it.
func Table() []Row { return table }
