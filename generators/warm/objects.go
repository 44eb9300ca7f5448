package warm

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The annotations.
const (
	// irsa names the IAM role of a service account
	// (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
	irsa = "eks.amazonaws.com/role-arn"
	// argoWave orders what Argo CD applies: it waits for the Job before the next wave
	// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
	argoWave = "argocd.argoproj.io/sync-wave"
)

// The sync waves. Objects without one are in wave 0, so the Job is done before they are applied.
const (
	beforeJob = "-11"
	ofJob     = "-10"
)

func (w *writer) objects(list string) []object.Object {
	name := plan.ObjectName(w.name, w.sum(list))
	account := w.object("v1", "ServiceAccount", w.name, beforeJob)
	if w.warm.RoleARN != "" {
		account.Metadata.Annotations = account.Metadata.Annotations.Set(irsa, w.warm.RoleARN)
	}
	account.Body = object.Map{{Key: "automountServiceAccountToken", Value: false}}
	images := w.object("v1", "ConfigMap", name, beforeJob)
	images.Body = object.Map{{Key: "data", Value: object.Map{{Key: listKey, Value: list}}}}
	job := w.object("batch/v1", "Job", name, ofJob)
	job.Body = object.Map{{Key: "spec", Value: w.job(name)}}
	cron := w.object("batch/v1", "CronJob", w.name, beforeJob)
	cron.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "schedule", Value: w.warm.Schedule},
		{Key: "timeZone", Value: "Etc/UTC"},
		{Key: "concurrencyPolicy", Value: "Forbid"},
		{Key: "successfulJobsHistoryLimit", Value: 1},
		{Key: "failedJobsHistoryLimit", Value: 1},
		{Key: "jobTemplate", Value: object.Map{{Key: "spec", Value: w.job(name)}}},
	}}}
	return []object.Object{account, images, job, cron}
}

func (w *writer) object(version, kind, name, wave string) object.Object {
	return object.Object{APIVersion: version, Kind: kind, Metadata: object.Metadata{
		Name: name, Namespace: w.warm.Namespace, Labels: w.labels(), Annotations: object.Map{{Key: argoWave, Value: wave}},
	}}
}

func (w *writer) labels() object.Map {
	return object.Map{{Key: "app.kubernetes.io/name", Value: "ecrcache"}, {Key: "app.kubernetes.io/component", Value: "warm"}}
}

// job is the spec of a Job that pulls the images of the ConfigMap called list. It may be retried,
// because it pulls only what is not in the cache.
func (w *writer) job(list string) object.Map {
	return object.Map{
		{Key: "backoffLimit", Value: 2},
		{Key: "activeDeadlineSeconds", Value: 4 * 60 * 60},
		{Key: "template", Value: object.Map{
			{Key: "metadata", Value: object.Map{{Key: "labels", Value: w.labels()}}},
			{Key: "spec", Value: w.pod(list)},
		}},
	}
}

// pod is the spec of the Job's Pod. It meets the Pod Security Standard restricted
// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
func (w *writer) pod(list string) object.Map {
	return object.Map{
		{Key: "serviceAccountName", Value: w.name},
		{Key: "automountServiceAccountToken", Value: false},
		{Key: "restartPolicy", Value: "Never"},
		{Key: "securityContext", Value: object.Map{
			{Key: "runAsNonRoot", Value: true},
			{Key: "runAsUser", Value: 65534},
			{Key: "runAsGroup", Value: 65534},
			{Key: "fsGroup", Value: 65534},
			{Key: "seccompProfile", Value: object.Map{{Key: "type", Value: "RuntimeDefault"}}},
		}},
		{Key: "containers", Value: object.List{object.Map{
			{Key: "name", Value: "warm"},
			{Key: "image", Value: w.image},
			{Key: "args", Value: object.Texts(w.arguments())},
			{Key: "securityContext", Value: object.Map{
				{Key: "allowPrivilegeEscalation", Value: false},
				{Key: "readOnlyRootFilesystem", Value: true},
				{Key: "capabilities", Value: object.Map{{Key: "drop", Value: object.List{"ALL"}}}},
			}},
			{Key: "resources", Value: object.Map{
				{Key: "requests", Value: object.Map{{Key: "cpu", Value: "50m"}, {Key: "memory", Value: "64Mi"}}},
				{Key: "limits", Value: object.Map{{Key: "memory", Value: "128Mi"}}},
			}},
			{Key: "volumeMounts", Value: object.List{object.Map{{Key: "name", Value: "images"}, {Key: "mountPath", Value: folder}, {Key: "readOnly", Value: true}}}},
		}}},
		{Key: "volumes", Value: object.List{object.Map{{Key: "name", Value: "images"}, {Key: "configMap", Value: object.Map{{Key: "name", Value: list}}}}}},
	}
}
