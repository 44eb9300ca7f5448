package corpus

import "math/rand/v2"

// A Mix is how often each kind of object comes among a hundred.
type Mix []share

type share struct {
	of    int // a hundred
	name  string
	class Class
	write func(*builder)
}

// Cluster is what a cluster runs: 30 of 100 objects name the upstream, 20 of them
// where it must change.
var Cluster = Mix{
	{8, "Deployment", Upstream, deployment(own)},
	{3, "StatefulSet", Upstream, statefulSet(own)},
	{2, "DaemonSet", Upstream, daemonSet(own)},
	{2, "Job", Upstream, job(own)},
	{3, "CronJob", Upstream, cronJob(own)},
	{2, "HelmRelease", Upstream, helmRelease(own)},
	{5, "ConfigMap", Decoy, configMap(true)},
	{2, "CustomResourceDefinition", Decoy, definition(true)},
	{3, "Service", Decoy, service(true)},
	{10, "Deployment", Plain, deployment(foreign)},
	{3, "StatefulSet", Plain, statefulSet(foreign)},
	{2, "CronJob", Plain, cronJob(foreign)},
	{2, "HelmRelease", Plain, helmRelease(foreign)},
	{14, "ConfigMap", Plain, configMap(false)},
	{1, "CustomResourceDefinition", Plain, definition(false)},
	{14, "Service", Plain, service(false)},
	{6, "Ingress", Plain, ingress},
	{6, "Role", Plain, role},
	{4, "RoleBinding", Plain, roleBinding},
	{3, "ServiceAccount", Plain, serviceAccount},
	{5, "NetworkPolicy", Plain, networkPolicy},
}

// Repository is what a Git repository of many clusters holds: 5 of 100 files are to
// change, 2 name the upstream elsewhere.
var Repository = Mix{
	{3, "Deployment", Upstream, deployment(own)},
	{1, "CronJob", Upstream, cronJob(own)},
	{1, "HelmRelease", Upstream, helmRelease(own)},
	{1, "ConfigMap", Decoy, configMap(true)},
	{1, "CustomResourceDefinition", Decoy, definition(true)},
	{21, "Deployment", Plain, deployment(foreign)},
	{4, "StatefulSet", Plain, statefulSet(foreign)},
	{4, "HelmRelease", Plain, helmRelease(foreign)},
	{18, "ConfigMap", Plain, configMap(false)},
	{18, "Service", Plain, service(false)},
	{8, "Ingress", Plain, ingress},
	{8, "Role", Plain, role},
	{6, "RoleBinding", Plain, roleBinding},
	{6, "NetworkPolicy", Plain, networkPolicy},
}

// Odd is the worst case: every object holds the upstream, and none is written as
// tools write YAML.
var Odd = Mix{
	{25, "flow", Upstream, oddFlow},
	{15, "json", Upstream, oddJSON},
	{25, "anchors", Upstream, oddAnchors},
	{20, "tabs", Upstream, oddTabs},
	{15, "escapes", Upstream, oddEscapes},
}

// kind is the kind of object i. Within every hundred each comes as often as its
// share says, in an order that is shuffled once; the first is the mix's first.
func (m Mix) kind(i int) share {
	order := make([]int, 0, 100)
	for k, s := range m {
		for range s.of {
			order = append(order, k)
		}
	}
	tail := order[1:]
	rand.New(rand.NewPCG(100, 0)).Shuffle(len(tail), func(a, b int) { tail[a], tail[b] = tail[b], tail[a] })
	return m[order[i%100]]
}
