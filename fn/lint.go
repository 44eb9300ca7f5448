package fn

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The codes of a Kubernetes Secret.
const (
	secretJSON    = finding.Code("secret-json")    // ECR would not read its JSON
	secretRenamed = finding.Code("secret-renamed") // kustomize changes its name
)

// needsHash is the annotation of kustomize for a Secret of a secretGenerator: kustomize will add
// a hash of the content to its name.
const needsHash = "internal.config.kubernetes.io/needsHashSuffix"

// lint finds the Kubernetes Secrets of credentials among the items, and warns when ECR could not
// use their values, or when kustomize changes their names. It never prints a value.
func lint(p *plan.Plan, items []yamlbytes.Item, report *outcome.Report) {
	for c := range p.Credentials {
		credential := &p.Credentials[c]
		for i := range items {
			if mayBeSecret(&items[i], credential) {
				root, err := items[i].Parse()
				if err == nil && root != nil && isSecret(root, p, credential) { // other steps report what cannot be read
					lintItem(root, credential, report)
				}
			}
		}
	}
}

// mayBeSecret reports whether an item may be the Secret of a credential, by its bytes.
func mayBeSecret(it *yamlbytes.Item, c *plan.Credential) bool {
	raw := it.Raw()
	return it.IsRead() || bytes.Contains(raw, []byte(c.KubernetesSecret.Name)) && bytes.Contains(raw, []byte("Secret"))
}

func lintItem(root *yamlbytes.Node, c *plan.Credential, report *outcome.Report) {
	warn := func(code finding.Code, message string) {
		report.Add(finding.Finding{
			Severity: finding.Warning, Code: code, Message: message,
			Resource: finding.Resource{APIVersion: "v1", Kind: "Secret", Namespace: root.Text("metadata", "namespace"), Name: c.KubernetesSecret.Name},
		})
	}
	if root.Text("metadata", "annotations", needsHash) != "" {
		warn(secretRenamed, "kustomize will end its name in a hash, and does not know that generated objects refer to it by this one; set options.disableNameSuffixHash: true at the secretGenerator")
	}
	if message := lintSecret(root, c); message != "" {
		warn(secretJSON, message)
	}
}

func isSecret(root *yamlbytes.Node, p *plan.Plan, c *plan.Credential) bool {
	namespace := c.KubernetesSecret.Namespace
	if namespace == "" {
		namespace = p.Meta.Namespace
	}
	found := root.Text("metadata", "namespace")
	return root.Text("apiVersion") == "v1" && root.Text("kind") == "Secret" && root.Text("metadata", "name") == c.KubernetesSecret.Name &&
		(found == namespace || found == "" || namespace == "")
}
