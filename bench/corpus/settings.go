package corpus

// Kinds that hold text: what a substitution without a parser gets wrong.

// configMap writes text files. With decoys they hold images of the upstream: in
// documentation, in another program's YAML and in a shell script.
func configMap(decoys bool) func(*builder) {
	return func(b *builder) {
		image := b.other
		if decoys {
			image = b.decoy
		}
		b.add("apiVersion: v1\ndata:\n  README.md: |\n    # %s\n\n    Run it where there is no cluster:\n\n        docker run --rm %s\n\n", b.name, image())
		b.times(1, 4, func(int) { b.add("    %s\n", b.sentence()) })
		b.add("  deploy.sh: |-\n    set -eu\n    image: %s\n    kubectl set image deployment/app app=%s\n", image(), image())
		b.add("  settings.properties: |\n")
		b.times(3, 10, func(i int) { b.add("    setting.%d.timeout=%dms\n", i, b.random.IntN(10_000)) })
		b.add("  workload.yaml: |\n    containers:\n    - name: app\n      image: %s\n    kind: Deployment\n    log:\n      level: info\n", image())
		b.add("kind: ConfigMap\n")
		b.metadata(b.name, b.namespace)
	}
}

var words = []string{
	"the", "service", "reads", "orders", "from", "queue", "and", "writes", "them", "to", "a", "table", "which",
	"every", "report", "needs", "before", "morning", "when", "its", "lock", "expires", "another", "replica", "takes", "over",
}

func (b *builder) sentence() string {
	text := "It"
	b.times(8, 14, func(int) { text += " " + pick(b.random, words) })
	return text + "."
}

// definition writes a CustomResourceDefinition; with decoys its descriptions and
// defaults name the upstream.
func definition(decoys bool) func(*builder) {
	return func(b *builder) {
		image := b.other
		if decoys {
			image = b.decoy
		}
		plural := "widgets" + itoa(b.index)
		group := b.namespace + ".amerintlxperts.github.io"
		b.add("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n")
		b.metadata(plural+"."+group, "")
		b.add("spec:\n  group: %s\n  names:\n    kind: Widget%d\n    listKind: Widget%dList\n    plural: %s\n    singular: widget%d\n", group, b.index, b.index, plural, b.index)
		b.add("  scope: Namespaced\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        properties:\n          spec:\n            properties:\n              image:\n")
		b.add("                default: %s\n                description: |-\n                  The image, such as\n                  image: %s\n                type: string\n", image(), image())
		b.times(8, 20, func(i int) {
			b.add("              setting%d:\n                description: %s\n                type: string\n", i, b.sentence())
		})
		b.add("            type: object\n        type: object\n    served: true\n    storage: true\n")
	}
}
