package kustomize

import (
	"fmt"
	"math/rand"
	"path"
	"slices"
	"sort"
	"strings"
)

// A repository is a tree of files, by their paths.
type repository struct {
	files map[string]string
	// roots are the kustomizations that no other takes as a resource, below those that
	// are; all are built.
	roots, below []string
	// hidden are directories that the rewriting does not see.
	hidden []string
	// cached says that new names, and nothing else, are in the cache from the beginning.
	cached bool
}

// A maker makes random repositories.
type maker struct {
	*rand.Rand
	// names are those of the tree's images. Most trees write an image of Docker Hub in one
	// way; some have none, and come back to the byte.
	names []string
	repository
	made  []made // kustomizations so far
	count int
}

type made struct {
	dir        string
	workloads  []workload // what it builds
	component  bool
	used       bool
	configured bool
}

type workload struct {
	name       string
	kind       string
	containers []string
	ignored    bool // by annotation
}

var imageNames = []string{
	"ghcr.io/o/a", "ghcr.io/o/b", "ghcr.io/o/c.d", "ghcr.io/o/c_d", "quay.io/x/y", "registry.example.com:5000/z/w", "localhost/o/a",
	"mysql", "frontend", "org/tool", ecr + "ghcr/o/e",
}

var spellings = []string{"nginx", "docker.io/library/nginx", "docker.io/nginx", ecr + "docker-hub/library/nginx"}

var suffixes = []string{"", "", ":v1", ":latest", ":1.2.3", "@sha256:" + strings.Repeat("ab", 32), ":v1@sha256:" + strings.Repeat("cd", 32)}

func (m *maker) pick(all []string) string { return all[m.Intn(len(all))] }
func (m *maker) name() string             { return m.pick(m.names) }
func (m *maker) image() string            { return m.name() + m.pick(suffixes) }
func (m *maker) yes(of int) bool          { return m.Intn(of) == 0 }
func (m *maker) number() int              { m.count++; return m.count }

// newRepository makes a repository of some kustomizations.
func newRepository(seed int64) *repository {
	m := &maker{Rand: rand.New(rand.NewSource(seed)), repository: repository{files: map[string]string{}}}
	m.names = append([]string{m.pick(spellings)}, imageNames...)
	switch m.Intn(10) {
	case 0:
		m.names = append(append([]string{ecr + "ghcr/o/a"}, spellings...), imageNames...)
	case 1, 2:
		m.names = slices.Concat(imageNames[:3], imageNames[4:7]) // no name finds another by its dot
	case 3:
		m.names = imageNames[:7]
	case 4:
		m.names, m.cached = imageNames[:7], true
	}
	for range 1 + m.Intn(3) {
		m.base()
	}
	for range m.Intn(3) {
		m.component()
	}
	for range 1 + m.Intn(4) {
		m.overlay()
	}
	// Nobody can know of what is not read that an entry for c.d finds c_d too, by the dot,
	// or that it holds names in the cache already.
	for file, text := range m.files {
		if slices.Contains(m.hidden, path.Dir(file)) {
			m.files[file] = strings.NewReplacer("c_d", "c.d", ecr, "quay.io/").Replace(text)
		}
	}
	for _, k := range m.made {
		switch {
		case k.component:
		case k.used:
			m.below = append(m.below, k.dir)
		default:
			m.roots = append(m.roots, k.dir)
		}
	}
	return &m.repository
}

// base is a kustomization with manifests.
func (m *maker) base() {
	k := made{dir: fmt.Sprintf("/repo/base%d", m.number())}
	if m.yes(6) {
		m.hidden = append(m.hidden, k.dir)
	}
	var text strings.Builder
	m.head(&text, "Kustomization")
	text.WriteString("resources:\n")
	m.manifests(&k, &text, 1+m.Intn(3))
	m.rest(&k, &text, false)
	m.add(k, text.String())
}

// manifests writes workloads into files of a kustomization's directory.
func (m *maker) manifests(k *made, text *strings.Builder, n int) {
	for range n {
		w := m.workload(k)
		file := w.name + ".yaml"
		fmt.Fprintf(text, "- %s\n", file)
		m.files[path.Join(k.dir, file)] = m.manifest(w)
		k.workloads = append(k.workloads, w)
	}
}

func (m *maker) workload(k *made) workload {
	w := workload{name: fmt.Sprintf("w%d", m.number()), kind: "Deployment"}
	if m.yes(6) {
		w.kind = "Custom"
	}
	w.ignored = w.kind == "Deployment" && m.yes(12)
	for i := range 1 + m.Intn(2) {
		w.containers = append(w.containers, fmt.Sprintf("c%d", i))
	}
	return w
}

func (m *maker) manifest(w workload) string {
	var b strings.Builder
	if w.kind == "Custom" {
		fmt.Fprintf(&b, "apiVersion: example.com/v1\nkind: Custom\nmetadata:\n  name: %s\nspec:\n  image: %s\n", w.name, m.image())
		return b.String()
	}
	fmt.Fprintf(&b, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\n", w.name)
	if w.ignored {
		b.WriteString("  annotations:\n    ecrcache.amerintlxperts.github.io/ignore: \"true\"\n")
	}
	b.WriteString("spec:\n  template:\n    spec:\n")
	if m.yes(4) {
		fmt.Fprintf(&b, "      initContainers:\n      - name: init\n        image: %s\n", m.image())
	}
	b.WriteString("      containers:\n")
	for _, c := range w.containers {
		fmt.Fprintf(&b, "      - name: %s\n        image: %s\n", c, m.image())
	}
	if m.yes(8) {
		fmt.Fprintf(&b, "      volumes:\n      - name: v\n        image:\n          reference: %s\n", m.image())
	}
	return b.String()
}

func (m *maker) component() {
	k := made{dir: fmt.Sprintf("/repo/component%d", m.number()), component: true}
	var text strings.Builder
	m.head(&text, "Component")
	if m.yes(3) {
		text.WriteString("resources:\n")
		m.manifests(&k, &text, 1)
	}
	m.rest(&k, &text, true)
	m.add(k, text.String())
}

// overlay is a kustomization over some of those there are, each workload once.
func (m *maker) overlay() {
	k := made{dir: fmt.Sprintf("/repo/overlay%d", m.number())}
	var text strings.Builder
	m.head(&text, "Kustomization")
	text.WriteString("resources:\n")
	for _, i := range m.Perm(len(m.made)) {
		below := &m.made[i]
		if below.component || overlaps(k.workloads, below.workloads) || len(k.workloads) > 0 && m.yes(2) {
			continue
		}
		fmt.Fprintf(&text, "- ../%s\n", path.Base(below.dir))
		k.workloads = append(k.workloads, below.workloads...)
		k.configured = k.configured || below.configured
		below.used = true
	}
	if m.yes(4) || len(k.workloads) == 0 {
		m.manifests(&k, &text, 1)
	}
	for i := range m.made {
		if c := &m.made[i]; c.component && m.yes(2) && !overlaps(k.workloads, c.workloads) {
			fmt.Fprintf(&text, "components:\n- ../%s\n", path.Base(c.dir))
			k.workloads = append(k.workloads, c.workloads...)
			c.used = true
			break
		}
	}
	m.rest(&k, &text, true)
	m.add(k, text.String())
}

func overlaps(a, b []workload) bool {
	return slices.ContainsFunc(a, func(w workload) bool {
		return slices.ContainsFunc(b, func(o workload) bool { return o.name == w.name })
	})
}

func (m *maker) head(text *strings.Builder, kind string) {
	version := "kustomize.config.k8s.io/v1beta1"
	if kind == "Component" {
		version = "kustomize.config.k8s.io/v1alpha1"
	}
	if kind == "Component" || !m.yes(3) {
		fmt.Fprintf(text, "kind: %s\n", kind)
	}
	if !m.yes(3) {
		fmt.Fprintf(text, "apiVersion: %s\n", version)
	}
}

// rest writes what a kustomization does with what it has.
func (m *maker) rest(k *made, text *strings.Builder, always bool) {
	m.entries(text, always)
	m.patches(k, text)
	// What a base that is not read configures for those above it cannot be known.
	if m.yes(5) && !slices.Contains(m.hidden, k.dir) {
		name := fmt.Sprintf("config%d.yaml", m.number())
		m.files[path.Join(k.dir, name)] = "images:\n- path: spec/image\n  kind: Custom\n"
		fmt.Fprintf(text, "configurations:\n- %s\n", name)
		k.configured = true
	}
	if m.yes(6) {
		m.transformer(k, text)
	}
}

func (m *maker) entries(text *strings.Builder, always bool) {
	if !always && !m.yes(3) || always && m.yes(6) {
		return
	}
	text.WriteString("images:\n")
	written := map[string]bool{}
	for range 1 + m.Intn(3) {
		if entry := m.entry(); !written[said(entry)] { // what is said twice comes back once
			written[said(entry)] = true
			fmt.Fprintf(text, "- %s\n", strings.ReplaceAll(strings.TrimSuffix(entry, "\n"), "\n", "\n  "))
		}
	}
}

// said is an entry with its lines in order, without a new name that is its name.
func said(entry string) string {
	lines := strings.Split(strings.TrimSpace(entry), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool {
		name, found := strings.CutPrefix(l, "newName: ")
		return found && slices.Contains(lines, "name: "+name)
	})
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// entry is one entry of images, in lines.
func (m *maker) entry() string {
	name := m.name()
	switch m.Intn(14) {
	case 0:
		name = "ghcr.io/o/.*"
	case 1:
		name = "ghcr.io/o/c[.]d"
	}
	lines := []string{"name: " + name}
	if m.yes(3) {
		lines = append(lines, "newName: "+m.name())
	} else if m.cached && m.yes(2) {
		lines = append(lines, "newName: "+moved(m.name()))
	}
	switch m.Intn(7) {
	case 0:
		lines = append(lines, "digest: sha256:"+strings.Repeat("ef", 32))
	case 1:
		lines = append(lines, "tagSuffix: x")
	case 2:
	case 3:
		lines = append(lines, "newTag: v9", "digest: sha256:"+strings.Repeat("ef", 32))
	default:
		lines = append(lines, fmt.Sprintf("newTag: v%d", 2+m.Intn(3)))
	}
	if m.yes(3) {
		m.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	}
	return strings.Join(lines, "\n") + "\n"
}

// patches change containers of a workload that the kustomization has.
func (m *maker) patches(k *made, text *strings.Builder) {
	var own []workload
	for _, w := range k.workloads {
		if w.kind == "Deployment" && !w.ignored {
			own = append(own, w)
		}
	}
	if len(own) == 0 || !m.yes(3) {
		return
	}
	w := own[m.Intn(len(own))]
	merge := fmt.Sprintf("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\nspec:\n  template:\n    spec:\n      containers:\n      - name: %s\n        image: %s\n", w.name, w.containers[0], m.image())
	op := fmt.Sprintf("- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: %s\n", m.image())
	if m.yes(3) {
		op = fmt.Sprintf("- op: add\n  path: /spec/template/spec/containers/-\n  value:\n    name: more\n    image: %s\n", m.image())
	}
	patch, target := merge, ""
	key := "patches"
	switch m.Intn(5) {
	case 0:
		key = "patchesStrategicMerge"
	case 1:
		key, patch = "patchesJson6902", op
	case 2, 3:
		patch = op
	}
	if patch == op {
		target = fmt.Sprintf("  target:\n    group: apps\n    version: v1\n    kind: Deployment\n    name: %s\n", w.name)
	}
	where := "- patch: |\n    " + strings.ReplaceAll(strings.TrimSuffix(patch, "\n"), "\n", "\n    ") + "\n"
	if m.yes(2) {
		name := fmt.Sprintf("patch%d.yaml", m.number())
		m.files[path.Join(k.dir, name)] = patch
		where = "- path: " + name + "\n"
	}
	if key == "patchesStrategicMerge" {
		where = strings.Replace(strings.Replace(where, "path: ", "", 1), "patch: ", "", 1)
	}
	fmt.Fprintf(text, "%s:\n%s%s", key, where, target)
}

func (m *maker) transformer(k *made, text *strings.Builder) {
	body := "apiVersion: builtin\nkind: ImageTagTransformer\nmetadata:\n  name: t\nimageTag:\n  " +
		strings.ReplaceAll(strings.TrimSuffix(m.entry(), "\n"), "\n", "\n  ") + "\n"
	if m.yes(2) {
		body += "fieldSpecs:\n- path: spec/image\n  kind: Custom\n"
	}
	name := fmt.Sprintf("transformer%d.yaml", m.number())
	m.files[path.Join(k.dir, name)] = body
	fmt.Fprintf(text, "transformers:\n- %s\n", name)
}

func (m *maker) add(k made, text string) {
	name := []string{"kustomization.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization"}[m.Intn(4)]
	m.files[path.Join(k.dir, name)] = text
	m.made = append(m.made, k)
}

// names are the paths of the files, sorted.
func (r *repository) names() []string {
	var all []string
	for name := range r.files {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}
