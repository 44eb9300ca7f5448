package corpus

// Workloads: the kinds whose containers hold images.

func (b *builder) selector() {
	b.add("  selector:\n    matchLabels:\n      app.kubernetes.io/instance: %s\n", b.name)
}

func deployment(from images) func(*builder) {
	return func(b *builder) {
		b.object("apps/v1", "Deployment")
		b.add("spec:\n  progressDeadlineSeconds: 600\n  replicas: %d\n  revisionHistoryLimit: 5\n", 1+b.random.IntN(5))
		b.selector()
		b.add("  strategy:\n    rollingUpdate:\n      maxSurge: 25%%\n      maxUnavailable: 0\n    type: RollingUpdate\n  template:\n")
		b.indented(4, func() { b.pod(from) })
	}
}

func statefulSet(from images) func(*builder) {
	return func(b *builder) {
		b.object("apps/v1", "StatefulSet")
		b.add("spec:\n  podManagementPolicy: Parallel\n  replicas: %d\n", 1+b.random.IntN(3))
		b.selector()
		b.add("  serviceName: %s\n  template:\n", b.name)
		b.indented(4, func() { b.pod(from) })
		b.add("  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes:\n      - ReadWriteOnce\n")
		b.add("      resources:\n        requests:\n          storage: %dGi\n", 1+b.random.IntN(50))
	}
}

func daemonSet(from images) func(*builder) {
	return func(b *builder) {
		b.object("apps/v1", "DaemonSet")
		b.add("spec:\n")
		b.selector()
		b.add("  template:\n")
		b.indented(4, func() { b.pod(from) })
		b.add("  updateStrategy:\n    type: RollingUpdate\n")
	}
}

func job(from images) func(*builder) {
	return func(b *builder) {
		b.object("batch/v1", "Job")
		b.add("spec:\n  backoffLimit: 3\n  template:\n")
		b.indented(4, func() { b.pod(from) })
		b.add("  ttlSecondsAfterFinished: 600\n")
	}
}

func cronJob(from images) func(*builder) {
	return func(b *builder) {
		b.object("batch/v1", "CronJob")
		b.add("spec:\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      template:\n")
		b.indented(8, func() { b.pod(from) })
		b.add("  schedule: '%d %d * * *'\n", b.random.IntN(60), b.random.IntN(24))
	}
}
