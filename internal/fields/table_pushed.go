package fields

// Pushed returns the rows of fields that say where an image is pushed to, or that hand on
// to a build what may be that. Callers do not change them.
func Pushed() []Row { return pushed }

// pushed is read in the kinds' public definitions.
var pushed = []Row{
	// https://github.com/tektoncd/pipeline/blob/main/docs/tasks.md#specifying-parameters: any
	// of them may be the image that a task builds, and results say what was built.
	{Group: "tekton.dev", Path: "**/params/**"},
	{Group: "tekton.dev", Path: "**/results/**"},
	{Group: "triggers.tekton.dev", Path: "**/params/**"},
	// https://github.com/shipwright-io/build/blob/main/docs/build.md#defining-the-output
	{Group: "shipwright.io", Path: "**/output/**"},
	{Group: "shipwright.io", Path: "**/paramValues/**"},
	// https://github.com/openshift/api/blob/master/build/v1/types.go: BuildOutput
	{Group: "build.openshift.io", Path: "**/output/**"},
	// https://github.com/buildpacks-community/kpack/tree/main/pkg/apis/build/v1alpha2: of
	// Image, Builder and Build
	{Group: "kpack.io", Path: "spec/tag"},
	{Group: "kpack.io", Path: "spec/tags"},
	{Group: "kpack.io", Path: "spec/additionalTags"},
	{Group: "kpack.io", Path: "spec/cache/registry/tag"},
	// https://github.com/strimzi/strimzi-kafka-operator/tree/main/api/src/main/java/io/strimzi/api/kafka/model/connect/build
	{Group: "kafka.strimzi.io", Path: "spec/build/output/**"},
	// https://github.com/OpenFunction/OpenFunction/blob/main/apis/core/v1beta2/function_types.go:
	// "Function image name", which its build pushes
	{Group: "core.openfunction.io", Kind: "Function", Path: "spec/image"},
}
