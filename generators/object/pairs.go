package object

import "github.com/amerintlxperts/ecrcache/generators/plan"

// Pairs returns a map of names and values, the form of labels and of most tags.
func Pairs(pairs []plan.Pair) Map {
	var m Map
	for _, p := range pairs {
		m = append(m, Field{p.Name, KeepEmpty(p.Value)})
	}
	return m
}

// WildcardFilters returns patterns over tags or repositories in the form of ECR's API
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html).
func WildcardFilters(patterns []string) List {
	var list List
	for _, pattern := range patterns {
		list = append(list, Map{{Key: "filter", Value: pattern}, {Key: "filterType", Value: "WILDCARD"}})
	}
	return list
}

// New returns an object with the namespace, labels and annotations that every object of a plan has.
func New(p *plan.Plan, apiVersion, kind, name string) Object {
	return Object{APIVersion: apiVersion, Kind: kind, Metadata: Metadata{
		Name: name, Namespace: p.Meta.Namespace, Labels: Pairs(p.Meta.Labels), Annotations: Pairs(p.Meta.Annotations),
	}}
}

// Outputs returns the ConfigMap of a plan's outputs, which every tool shares; nil when
// none is asked for.
func Outputs(p *plan.Plan) []Object {
	if p.OutputsName == "" {
		return nil
	}
	o := New(p, "v1", "ConfigMap", p.OutputsName)
	o.Metadata.Namespace = p.OutputsNamespace
	var data Map
	for _, out := range p.Outputs {
		data = append(data, Field{out.Name, out.Value})
	}
	o.Body = Map{{"data", data}}
	return []Object{o}
}
