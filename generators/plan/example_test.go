package plan_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A generator takes policies as JSON from the plan, with the ARNs of the registry.
func ExampleRegistry_PolicyJSON() {
	registry := plan.Registry{AccountID: "123456789012", Region: "ca-central-1", Partition: "aws"}
	fmt.Println(registry.PolicyJSON(plan.Policy{Statements: []plan.Statement{{
		Sid: "Pull", Actions: []string{"ecr:BatchGetImage"}, Prefixes: []string{"ghcr"},
	}}}))
	// Output:
	// {"Version":"2012-10-17","Statement":[{"Sid":"Pull","Effect":"Allow","Action":["ecr:BatchGetImage"],"Resource":["arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*"]}]}
}

// A generator reports what its target cannot do as problems. When one is an error, nothing
// is written.
func ExampleProblems() {
	var problems plan.Problems
	problems.Warn(plan.Unavailable, "spec.infrastructure.scanning", "", "the target has no kind for it")
	fmt.Println(plan.Failed(problems))
	problems.Refuse(plan.NamespaceRequired, "spec.infrastructure.namespace", "", "the target needs a namespace")
	fmt.Println(plan.Failed(problems))
	// Output:
	// false
	// true
}
