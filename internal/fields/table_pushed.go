package fields

// Pushed returns the rows of fields that say where an image is pushed to, or that hand on
// to a build what may be that. Callers do not change them.
func Pushed() []Row { return pushed }

// pushed is read in the kinds' public definitions.
var pushed = []Row{
	// https://tekton.dev/docs/pipelines/tasks/#specifying-parameters: any of them may be
	// the image that a task builds, and results say what was built.
	{Group: "tekton.dev", Path: "**/params/**"},
	{Group: "tekton.dev", Path: "**/results/**"},
	{Group: "triggers.tekton.dev", Path: "**/params/**"},
	// https://shipwright.io/docs/build/build/#defining-the-output
	{Group: "shipwright.io", Path: "**/output/**"},
	{Group: "shipwright.io", Path: "**/paramValues/**"},
	// https://docs.openshift.com/container-platform/latest/cicd/builds/managing-build-output.html
	{Group: "build.openshift.io", Path: "**/output/**"},
	// https://github.com/buildpacks-community/kpack/blob/main/docs/image.md
	{Group: "kpack.io", Path: "spec/tag"},
	{Group: "kpack.io", Path: "spec/additionalTags"},
	{Group: "kpack.io", Path: "spec/cache/registry/tag"},
	// https://strimzi.io/docs/operators/latest/configuring#type-Build-schema-reference
	{Group: "kafka.strimzi.io", Path: "spec/build/output/**"},
	// https://openfunction.dev/docs/reference/component-reference/function-spec/
	{Group: "core.openfunction.io", Kind: "Function", Path: "spec/image"},
}
