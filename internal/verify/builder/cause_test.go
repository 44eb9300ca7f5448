package builder

import (
	"errors"
	"testing"
)

// TestCause: what kustomize 5.8, kubectl 1.32 and Helm 4.3 say is recognised.
func TestCause(t *testing.T) {
	for said, want := range map[string]string{
		"Error: accumulating resources: accumulation err='accumulating resources from 'https://raw.githubusercontent.com/a/b/c.yaml': Get \"https://raw.githubusercontent.com/a/b/c.yaml\": dial tcp: lookup raw.githubusercontent.com: no such host'": "remote base",
		"Error: accumulating resources from '../gone': open /tmp/x/gone: no such file or directory':  must build at directory: not a valid directory: evalsymlink failure on '/tmp/x/gone' : lstat /tmp/x/gone: no such file or directory":             "missing file",
		"error: accumulating resources: accumulation err='accumulating resources from 'pod.yaml': security; file '/tmp/x/pod.yaml' is not in or below '/tmp/x/a'":                                                                                      "outside of the directory",
		"Error: trouble configuring builtin HelmChartInflationGenerator with config: `...`: must specify --enable-helm":                                                                                                                                "plugin needed",
		"Error: cycle detected: candidate root '/tmp/x/a' contains visited root '/tmp/x/a'":                                                                                                                                                            "cycle",
		"Error: no resource matches strategic merge patch \"Deployment.v1.apps/a.[noNs]\": no matches for Id Deployment.v1.apps/a.[noNs]; failed to find unique target for patch Deployment.v1.apps/a.[noNs]":                                          "target of a patch not found",
		"Error: An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: redis":                                      "chart dependency",
		"Error: execution error at (app/templates/d.yaml:3:4): image.tag is required":                                                                                                                                                                  "values needed",
		"Error: invalid Kustomization: json: unknown field \"resource\"":                                                                                                                                                                               "not valid",
		"segmentation fault": otherCause,
	} {
		if got, _ := CauseOf(errors.New(said)); got != want {
			t.Errorf("%s\nis %s, want %s", said, got, want)
		}
	}
}
