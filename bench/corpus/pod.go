package corpus

// images are where a workload's images come from.
type images struct {
	upstream bool
	image    func(*builder) string
	comment  func(*builder) string // an image in a comment, which must not change
}

var (
	own     = images{true, (*builder).upstream, (*builder).decoy}
	foreign = images{false, (*builder).other, (*builder).other}
)

// pod writes a template's pod as tools write one: sorted keys, compact lists.
func (b *builder) pod(from images) {
	b.add("metadata:\n  annotations:\n    prometheus.io/port: \"8080\"\n    prometheus.io/scrape: \"true\"\n  labels:\n")
	b.indented(4, b.labels)
	b.add("spec:\n  containers:\n")
	b.indented(2, func() {
		b.container("app", from)
		if b.chance(30) {
			b.container("proxy", foreign)
		}
	})
	if b.chance(40) {
		b.add("  initContainers:\n")
		b.indented(2, func() { b.initContainer(from) })
	}
	b.add("  securityContext:\n    fsGroup: 65532\n    runAsNonRoot: true\n    seccompProfile:\n      type: RuntimeDefault\n")
	b.add("  serviceAccountName: %s\n  terminationGracePeriodSeconds: %d\n", b.name, 30+b.random.IntN(60))
	b.add("  volumes:\n  - configMap:\n      name: %s\n    name: config\n  - emptyDir: {}\n    name: tmp\n", b.name)
}

func (b *builder) container(name string, from images) {
	b.add("- args:\n  - --listen=:8080\n  - --log-level=%s\n", pick(b.random, []string{"info", "warn", "debug"}))
	b.add("  env:\n")
	b.times(3, 8, func(i int) {
		if i%3 == 2 {
			b.add("  - name: SECRET_%d\n    valueFrom:\n      secretKeyRef:\n        key: password-%d\n        name: %s\n", i, i, b.name)
			return
		}
		b.add("  - name: SETTING_%d\n    value: \"%d\"\n", i, b.random.IntN(1_000_000))
	})
	if b.chance(10) {
		b.add("  # %s until it was too slow\n", from.comment(b))
	}
	b.add("  image: %s\n  imagePullPolicy: IfNotPresent\n", from.image(b))
	b.probe("livenessProbe", "/healthz", 20)
	b.add("  name: %s\n  ports:\n  - containerPort: 8080\n    name: http\n    protocol: TCP\n", name)
	b.probe("readinessProbe", "/readyz", 5)
	b.add("  resources:\n    limits:\n      memory: %dMi\n    requests:\n      cpu: %dm\n      memory: %dMi\n",
		128<<b.random.IntN(4), 50*(1+b.random.IntN(20)), 128)
	b.add("  securityContext:\n    allowPrivilegeEscalation: false\n    capabilities:\n      drop:\n      - ALL\n    readOnlyRootFilesystem: true\n")
	b.add("  volumeMounts:\n  - mountPath: /etc/app\n    name: config\n    readOnly: true\n  - mountPath: /tmp\n    name: tmp\n")
}

func (b *builder) probe(name, path string, period int) {
	b.add("  %s:\n    httpGet:\n      path: %s\n      port: http\n    periodSeconds: %d\n    timeoutSeconds: 2\n", name, path, period)
}

func (b *builder) initContainer(from images) {
	b.add("- command:\n  - /bin/migrate\n  - up\n  image: %s\n  name: migrate\n", from.image(b))
	b.add("  volumeMounts:\n  - mountPath: /tmp\n    name: tmp\n")
}
