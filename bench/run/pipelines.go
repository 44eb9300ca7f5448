package main

import (
	"fmt"
	"os"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

const (
	justBuild    = "`kustomize build`, images left"
	buildRewrite = "`kustomize build \\| ecrcache rewrite`"
	buildImages  = "`kustomize build` with `images:`"
	buildExec    = "`kustomize build` with the function"
)

// pipelines measures what a user waits for: from the objects on disk to manifests
// whose images are moved.
func (r *runner) pipelines() error {
	if r.plan.pipelines.n == 0 || r.isMissing("kustomize") {
		return nil
	}
	if err := r.place.kustomizations(r.plan.pipelines.n); err != nil {
		return err
	}
	folder := func(name string) string { return r.place.input(fmt.Sprintf("%s-%d", name, r.plan.pipelines.n)) }
	kustomize := r.place.bin("kustomize")
	piped := fmt.Sprintf("%s build %s | %s rewrite --config %s", kustomize, folder("plain"), r.place.bin("ecrcache"), r.place.input("ecrcache.yaml"))
	path := "PATH=" + r.place.bin("") + string(os.PathListSeparator) + os.Getenv("PATH")
	return r.interleave("pipelines", r.plan.pipelines.rounds, []measure.Command{
		{Name: justBuild, Args: []string{kustomize, "build", folder("plain")}},
		{Name: buildRewrite, Args: []string{"sh", "-c", piped}},
		{Name: buildImages, Args: []string{kustomize, "build", folder("images")}},
		{Name: buildExec, Args: []string{kustomize, "build", "--enable-alpha-plugins", "--enable-exec", folder("function")}, Env: []string{path}},
	})
}
