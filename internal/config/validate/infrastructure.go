package validate

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateInfrastructure refuses sections for tools other than the chosen one, and names
// that Kubernetes refuses. Package planner checks what AWS refuses.
func validateInfrastructure(i *v1alpha1.Infrastructure, p *problems.Collector) {
	if i == nil {
		return
	}
	checkLabels("spec.infrastructure.labels", i.Labels, p)
	checkLabelKeys("spec.infrastructure.annotations", i.Annotations, p)
	refuseOwnAnnotations("spec.infrastructure.annotations", i.Annotations, p)
	if p.Covers("spec.infrastructure.provider") {
		return // which tool is meant is not known
	}
	for _, section := range []struct {
		name  string
		given bool
		of    []string
	}{
		{"ack", i.ACK != nil, []string{v1alpha1.ProviderACK}},
		{"crossplane", i.Crossplane != nil, []string{v1alpha1.ProviderCrossplane, v1alpha1.ProviderCrossplaneCluster}},
		{"terraform", i.Terraform != nil, []string{v1alpha1.ProviderTerraform}},
	} {
		if section.given && !slices.Contains(section.of, i.Provider) {
			p.Add("spec.infrastructure."+section.name, finding.Finding{
				Message: "the provider is " + i.Provider + ", so it is not used",
				Hint:    "remove it, or change the provider",
			})
		}
	}
	if i.Crossplane != nil {
		validateCrossplane(i.Crossplane, i.Provider, p)
	}
}

// validateCrossplane refuses fields that only the kinds of the other scope have.
func validateCrossplane(x *v1alpha1.Crossplane, provider string, p *problems.Collector) {
	const at = "spec.infrastructure.crossplane"
	if provider == v1alpha1.ProviderCrossplane && x.DeletionPolicy != "" {
		p.Add(at+".deletionPolicy", finding.Finding{
			Found: finding.Quote(x.DeletionPolicy), Message: "the namespaced kinds of Crossplane v2 have none",
			Hint: "list what Crossplane may do in managementPolicies; without Delete there, the AWS resource stays",
		})
	}
	if provider == v1alpha1.ProviderCrossplaneCluster && x.ProviderConfigRef != nil && x.ProviderConfigRef.Kind != "" {
		p.Add(at+".providerConfigRef.kind", finding.Finding{
			Found: finding.Quote(x.ProviderConfigRef.Kind), Message: "the cluster-scoped kinds refer by name alone",
			Hint: "remove it",
		})
	}
}
