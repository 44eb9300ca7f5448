package crd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// releases are the modules of crds/go.mod, each with where its CRDs stand: those
// that are generated, also for External Secrets, and those of Flux whose objects users write.
var releases = [...]struct{ module, files string }{
	{"github.com/aws-controllers-k8s/ec2-controller", "config/crd/bases/*_vpcendpoints.yaml"},
	{"github.com/aws-controllers-k8s/ecr-controller", "config/crd/bases/*.yaml"},
	{"github.com/aws-controllers-k8s/iam-controller", "config/crd/bases/*_policies.yaml"},
	{"github.com/aws-controllers-k8s/iam-controller", "config/crd/bases/*_roles.yaml"},
	{"github.com/aws-controllers-k8s/secretsmanager-controller", "config/crd/bases/*.yaml"},
	{"github.com/crossplane/crossplane/v2", "cluster/crds/*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/cloudwatch.aws.*_metricalarms.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/cloudwatchevents.aws.*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/ec2.aws.*_vpcendpoint*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/ecr.aws.*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/iam.aws.*_policies.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/iam.aws.*_role*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/secretsmanager.aws.*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/sns.aws.*.yaml"},
	{"github.com/upbound/provider-aws/v2", "package/crds/ssm.aws.*_parameters.yaml"},
	{"github.com/external-secrets/external-secrets", "config/crds/bases/external-secrets.io_*.yaml"},
	{"github.com/fluxcd/helm-controller", "config/crd/bases/*.yaml"},
	{"github.com/fluxcd/image-automation-controller", "config/crd/bases/*.yaml"},
	{"github.com/fluxcd/image-reflector-controller", "config/crd/bases/*.yaml"},
	{"github.com/fluxcd/kustomize-controller", "config/crd/bases/*.yaml"},
	{"github.com/fluxcd/source-controller", "config/crd/bases/*.yaml"},
	{"github.com/kyverno/kyverno", "config/crds/policies.kyverno.io/policies.kyverno.io_mutatingpolicies.yaml"},
	{"github.com/kyverno/kyverno", "config/crds/policies.kyverno.io/policies.kyverno.io_validatingpolicies.yaml"},
}

// Files lists the files of the CRDs, after a download of what is not yet in the
// module cache. The folder is crds, from where it is called. Releases that ./checkouts
// cloned into ECRCACHE_CHECKOUTS are read in place of their modules. A release without a
// file where they are looked for is an error.
func Files(folder string) ([]string, error) {
	folders, err := download(folder)
	if err != nil {
		return nil, err
	}
	var all []string
	var instead map[string]bool
	if directory := os.Getenv("ECRCACHE_CHECKOUTS"); directory != "" {
		if all, instead, err = cloned(directory); err != nil {
			return nil, err
		}
	}
	for _, r := range releases {
		if instead[r.module] {
			continue
		}
		found, err := filepath.Glob(filepath.Join(folders[r.module], filepath.FromSlash(r.files)))
		if err != nil {
			return nil, err
		}
		if folders[r.module] == "" || len(found) == 0 {
			return nil, fmt.Errorf("%s in %q: no file %s; crds/go.mod must require the module, and releases.go say where its CRDs are", r.module, folders[r.module], r.files)
		}
		all = append(all, found...)
	}
	return all, nil
}

// ErrDownload is the error of a release that could not be downloaded.
var ErrDownload = errors.New("downloading the releases with CRDs")

// download returns the folder of every module that the go.mod in the folder names.
func download(folder string) (map[string]string, error) {
	command := exec.Command("go", "mod", "download", "-json")
	command.Dir = folder
	var complaint strings.Builder
	command.Stderr = &complaint
	output, failure := command.Output()
	folders := map[string]string{}
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var module struct{ Path, Dir, Error string }
		switch err := decoder.Decode(&module); {
		case err == io.EOF && failure == nil:
			return folders, nil
		case err == io.EOF:
			return nil, fmt.Errorf("%w: %w\n%s", ErrDownload, failure, complaint.String())
		case err != nil:
			return nil, fmt.Errorf("%w: what go mod download printed: %w", ErrDownload, err)
		case module.Error != "":
			return nil, fmt.Errorf("%w: %s", ErrDownload, module.Error)
		}
		folders[module.Path] = module.Dir
	}
}
