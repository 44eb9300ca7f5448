package fn_test

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/fn"
)

// A program with objects of its own: the text of an object that changes comes back, with
// every byte but the reference as it was.
func ExampleObjects() {
	done, err := fn.Objects(`
apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec: {accountID: "123456789012", region: ca-central-1}
`, []string{
		`apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers:
  - {name: app, image: 'ghcr.io/amerintlxperts/app:v1'}   # pinned
`,
		"apiVersion: v1\nkind: Namespace\nmetadata: {name: app}\n",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(done.Changed[0])
	fmt.Println(len(done.Changed), "object changed")
	for i := range done.Results {
		fmt.Println(done.Results[i].Severity+":", done.Results[i].Message)
	}
	// Output:
	// apiVersion: v1
	// kind: Pod
	// metadata: {name: app}
	// spec:
	//   containers:
	//   - {name: app, image: '123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app:v1'}   # pinned
	// 1 object changed
	// info: pulled through the cache rule "ghcr" of ghcr.io
	// info: 1 image reference rewritten in 1 of 2 items
}

// A function that is called with a ResourceList, as kustomize and kpt call it.
func ExampleProcess() {
	output, results, err := fn.Process([]byte(`apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig:
  apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
  kind: PullThroughCache
  metadata: {name: ghcr}
  spec: {accountID: "123456789012", region: ca-central-1}
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: app}
  spec: {containers: [{name: app, image: ghcr.io/amerintlxperts/app:v1}]}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	items, _, _ := strings.Cut(string(output), "results:")
	fmt.Print(items)
	fmt.Println("failed:", results.Failed())
	// Output:
	// apiVersion: config.kubernetes.io/v1
	// kind: ResourceList
	// functionConfig:
	//   apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
	//   kind: PullThroughCache
	//   metadata: {name: ghcr}
	//   spec: {accountID: "123456789012", region: ca-central-1}
	// items:
	// - apiVersion: v1
	//   kind: Pod
	//   metadata: {name: app}
	//   spec: {containers: [{name: app, image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app:v1}]}
	// failed: false
}
