// Package target finds what can be built in a repository: directories for kustomize, what Flux
// and Argo CD add to them, and charts with their values. It knows which files of the repository
// each of them reads. Package builder builds the targets; verify takes those of Discover,
// releases those of Releases.
package target

// The kinds of targets.
const (
	// OfKustomize: a directory with a kustomization file.
	OfKustomize = "kustomize"
	// OfFlux: what a Flux Kustomization adds to the directory that it names.
	OfFlux = "flux"
	// OfArgoCD: what an Argo CD Application adds to the directory that it names.
	OfArgoCD = "argocd"
	// OfHelm: a chart with one set of values.
	OfHelm = "helm"
)

// A Target is something that can be built, in one tree. All paths are from the top.
type Target struct {
	// Kind is one of the constants above.
	Kind string
	// Name is what messages call it, such as Flux Kustomization apps/web, File the file that
	// defines it, Dir the directory that is built.
	Name, File, Dir string
	// Unbuildable says why there is nothing to build; it is empty otherwise.
	Unbuildable string

	// Overlay is what a Flux or Argo CD object adds to the kustomization; nil for nothing.
	Overlay *Overlay
	// Loose says that files outside of the directory may be read, as Flux allows.
	Loose bool
	// Chart is the chart where Helm fetches it; nil where it is in Dir.
	Chart *Chart
	// Release and Namespace are those that a chart is rendered with; empty where it does not
	// matter. SkipTests says that the manifests of its tests are not rendered.
	Release, Namespace string
	SkipTests          bool
	// Values are files with values of a chart. Each of ValuesTexts overrides those before it,
	// and Parameters are NAME=VALUE that override all.
	Values      []string
	ValuesTexts [][]byte
	Parameters  []string
	// variables are what Flux replaces in the output; nil for nothing.
	variables map[string]string
}
