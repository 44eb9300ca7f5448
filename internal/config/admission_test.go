package config

import (
	"strings"
	"testing"
)

// TestAdmissionRefused: what CEL cannot say, or Kubernetes and Kyverno refuse, is refused by
// its name; beside it stands what is accepted.
func TestAdmissionRefused(t *testing.T) {
	const workload = ": spec.admission is given, and a Pod does not show that it belongs to this kind; accepted: DaemonSet, Deployment, *Job, Pod, ReplicaSet, ReplicationController, Rollout, StatefulSet, or a glob over them; select by namespace"
	for spec, want := range map[string]string{
		"admission: {}":                                                                           "",
		"admission: {validate: [Off]}":                                                            "",
		"admission: {validate: [Warn, Audit]}":                                                    "",
		"admission: {validate: [Audit, Deny]}":                                                    "",
		"admission: {mutate: false, validate: [Warn]}":                                            "",
		"admission: {engine: Kyverno, validate: [Deny], all: true}":                               "",
		"admission: {excludeLabels: [a, a=b, example.com/a=, A.b_c-d=x]}":                         "",
		"admission: {}\nrewrite: {mode: Check}":                                                   "",
		"admission: {}\nrewrite: {exclude: [{kind: \"*\"}, {kind: Deploy*}]}":                     "",
		"admission: {}\nrewrite: {exclude: [{kind: \"*Job\"}]}":                                   "",
		"admission: {mutate: false, validate: [Warn]}\nrewrite: {direction: Restore}":             "",
		"admission: {validate: [Off, Warn]}":                                                      `spec.admission.validate: found "Off, Warn": Off cannot be combined with other actions; remove Off, or the others`,
		"admission: {validate: [Warn, Deny]}":                                                     `spec.admission.validate: found "Warn, Deny": Kubernetes refuses both: who is refused needs no warning; remove Warn`,
		"admission: {validate: [Warn, Warn]}":                                                     `spec.admission.validate: found "Warn, Warn": Warn is listed twice`,
		"admission: {validate: [warn]}":                                                           `spec.admission.validate[0]: found "warn"; accepted: Off, Warn, Audit, Deny`,
		"admission: {validate: Warn}":                                                             `spec.admission.validate: found "Warn"; accepted: a list`,
		"admission: {mutate: false}":                                                              `spec.admission.mutate: found false: nothing is validated either, so nothing is generated`,
		"admission: {mutate: false, validate: [Off]}":                                             `spec.admission.mutate: found false: nothing is validated either`,
		"admission: {all: true}":                                                                  `spec.admission.all: found true: nothing is validated, so it is not used`,
		"admission: {engine: Kyverno, version: v1beta1}":                                          `spec.admission.version: found "v1beta1": it is the API version of Kubernetes' own policies`,
		"admission: {mutate: false, validate: [Warn], version: v1beta1}":                          `spec.admission.version: found "v1beta1": it is the API version of the policy that moves images`,
		"admission: {engine: Kyverno, parameters: {name: a, namespace: b}}":                       `spec.admission.parameters: Kyverno's policies take no parameters`,
		"admission: {excludeLabels: [\"a b\"]}":                                                   `spec.admission.excludeLabels[0]: found "a b"; accepted: a label such as example.com/cluster or app=db`,
		"admission: {excludeLabels: [\"a='b\"]}":                                                  `spec.admission.excludeLabels[0]: found "a='b"`,
		"admission: {}\nrewrite: {direction: Restore}":                                            `spec.admission.mutate: spec.rewrite.direction is Restore, and the policy would move the images to the cache again`,
		"admission: {}\nrewrite: {exclude: [{kind: Prometheus}]}":                                 `spec.rewrite.exclude[0].kind: found "Prometheus"` + workload,
		"admission: {}\nrewrite: {include: [{kind: Pod}, {kind: Cluster*}]}":                      `spec.rewrite.include[1].kind: found "Cluster*"` + workload,
		"admission: {}\nrewrite: {exclude: [{kind: CronJob}]}":                                    `spec.rewrite.exclude[0].kind: found "CronJob": spec.admission is given, and the Pod of a CronJob shows only that it belongs to a Job`,
		"admission: {}\nrewrite: {exclude: [{kind: Job}]}":                                        `spec.rewrite.exclude[0].kind: found "Job": spec.admission is given, and the Pod of a CronJob shows only that it belongs to a Job`,
		"rewrite: {exclude: [{kind: Prometheus}]}":                                                "",
		"upstreams: [{registry: ghcr.io}, {registry: quay.io, prefix: ghcr/quay}]\nadmission: {}": `it lies below the prefix "ghcr" of upstreams[0]`,
	} {
		_, err := Parse([]byte(withSpec(spec)))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", spec, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v; want %s", spec, err, want)
		}
	}
	long := strings.Replace(withSpec("admission: {}"), "name: ghcr", "name: "+strings.Repeat("a", 245), 1)
	if _, err := Parse([]byte(long)); err == nil || !strings.Contains(err.Error(), "spec.admission.name: missing, and the name of this document is too long") {
		t.Error(err)
	}
}
