package corpus

// helmRelease writes a chart's release whose values hold images in the usual
// forms: a repository beside its tag, and a registry of its own.
func helmRelease(from images) func(*builder) {
	return func(b *builder) {
		b.object("helm.toolkit.fluxcd.io/v2", "HelmRelease")
		b.add("spec:\n  chart:\n    spec:\n      chart: %s\n      sourceRef:\n        kind: HelmRepository\n        name: charts\n      version: 1.%d.x\n",
			pick(b.random, services), b.random.IntN(40))
		b.add("  interval: 10m\n  values:\n    controller:\n      env:\n")
		b.times(6, 16, func(i int) { b.add("        SETTING_%d: value-%d\n", i, b.random.IntN(100_000)) })
		b.add("    # how the chart names its images\n    image:\n")
		b.values(from)
		b.add("    ingress:\n      enabled: true\n      hosts:\n      - %s.amerintlxperts.github.io\n", b.name)
		b.add("    metrics:\n      image: %s\n      serviceMonitor:\n        enabled: true\n        interval: 30s\n", from.image(b))
		b.add("    resources:\n      limits:\n        memory: 256Mi\n      requests:\n        cpu: 100m\n        memory: 256Mi\n")
	}
}

// values writes one image of a chart's values.
func (b *builder) values(from images) {
	repository := "amerintlxperts/" + pick(b.random, services) + "-" + pick(b.random, parts)
	registry, before := "docker.io", "docker.io/"
	if from.upstream {
		registry, before = Registry, Registry+"/"
	}
	if b.chance(25) {
		b.add("      registry: %s\n      repository: %s\n", b.part(from, registry, Cache+"/"+Prefix), repository)
	} else {
		b.add("      repository: %s\n", b.part(from, before+repository, Cache+"/"+Prefix+"/"+repository))
	}
	b.add("      tag: v1.%d.0\n", b.random.IntN(versions))
}

// part is a part of a reference, which changes when it is the upstream's.
func (b *builder) part(from images, before, after string) string {
	if !from.upstream {
		return before
	}
	return b.change(Reference{before, after})
}
