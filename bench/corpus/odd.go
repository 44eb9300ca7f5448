package corpus

import "strings"

// Objects that are right YAML and that no tool writes: each way keeps a reader
// that goes by lines from knowing what it sees.

// oddFlow writes an object in flow style over many lines.
func oddFlow(b *builder) {
	b.add("{apiVersion: apps/v1, kind: Deployment, metadata: {%s},\n", b.flowMetadata("%s: %s"))
	b.add(" spec: {replicas: %d, selector: {matchLabels: {app: %s}}, template: {\n", 1+b.random.IntN(5), b.name)
	b.add("  metadata: {labels: {app: %s}}, spec: {containers: [\n", b.name)
	b.times(2, 4, func(i int) {
		b.add("   {name: c%d, image: %s, # pinned\n    env: [\n", i, b.change(anImage(b.random)))
		b.times(6, 14, func(i int) { b.add("    {name: SETTING_%d, value: \"%d\"},\n", i, b.random.IntN(1000)) })
		b.add("   ]},\n")
	})
	b.add("  ]}}}}\n")
}

// oddJSON writes an object as JSON on one line.
func oddJSON(b *builder) {
	b.add(`{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{%s},"spec":{"selector":{"matchLabels":{"app":"%s"}},`, b.flowMetadata(`"%s":"%s"`), b.name)
	b.add(`"template":{"metadata":{"labels":{"app":"%s"}},"spec":{"containers":[`, b.name)
	b.times(2, 4, func(i int) {
		b.add(`%s{"name":"c%d","image":"%s","env":[`, comma(i), i, b.change(anImage(b.random)))
		b.times(6, 14, func(i int) { b.add(`%s{"name":"SETTING_%d","value":"%d"}`, comma(i), i, b.random.IntN(1000)) })
		b.add(`]}`)
	})
	b.add("]}}}}\n")
}

func comma(i int) string { return strings.Repeat(",", min(i, 1)) }

// flowMetadata gives the fields of an object's metadata, joined by commas.
func (b *builder) flowMetadata(field string) string {
	fields := [][2]string{{"name", b.name}, {"namespace", b.namespace}}
	var all []string
	for _, f := range fields {
		all = append(all, strings.Replace(strings.Replace(field, "%s", f[0], 1), "%s", f[1], 1))
	}
	return strings.Join(all, ",")
}

// oddAnchors writes an image once and uses it by alias and merge key.
func oddAnchors(b *builder) {
	b.object("apps/v1", "StatefulSet")
	b.add("spec:\n  template:\n    spec:\n      containers:\n      - &app\n        name: app\n        image: &image %s\n        env: &env\n", b.change(anImage(b.random)))
	b.times(10, 20, func(i int) { b.add("        - {name: SETTING_%d, value: !!str %d}\n", i, b.random.IntN(1000)) })
	b.add("      - <<: *app\n        name: second\n        args: [\"--second\"]\n      - name: third\n        image: %s\n        env: *env\n", b.change(anImage(b.random)))
	b.add("      initContainers:\n      - name: wait\n        image: *image\n")
}

// oddTabs writes tabs and spaces where YAML allows them.
func oddTabs(b *builder) {
	b.object("apps/v1", "Deployment")
	b.add("spec :\n   template:\n       spec:\n            containers :\n")
	b.times(2, 4, func(i int) {
		b.add("             -   name:\tc%d\n                 image:\t%s\t# tabs\n                 env:\n", i, b.change(anImage(b.random)))
		b.times(6, 14, func(i int) {
			b.add("                  -   name : SETTING_%d\n                      value:\t\"%d\"\n", i, b.random.IntN(1000))
		})
	})
}

// oddEscapes writes images in double quotes with escapes, so that the registry's
// name is not in the bytes.
func oddEscapes(b *builder) {
	b.object("batch/v1", "Job")
	b.add("spec:\n  template:\n    spec:\n      containers:\n")
	b.times(2, 4, func(i int) {
		after := anImage(b.random)
		before := Reference{strings.Replace(after.Old, ".", `\u002e`, 1), after.New}
		b.add("      - name: c%d\n        image: \"%s\"\n        env:\n", i, b.change(before))
		b.times(6, 14, func(i int) {
			b.add("        - name: SETTING_%d\n          value: \"\\x%d caf\\u00e9\"\n", i, 30+b.random.IntN(10))
		})
	})
}
