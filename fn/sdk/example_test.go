package sdk_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/fn/sdk"
	kpt "github.com/kptdev/krm-functions-sdk/go/fn"
)

// A function built on the SDK calls the processor beside processors of its own.
func ExampleProcessor() {
	list, err := kpt.ParseResourceList([]byte(`apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: web
  spec:
    containers:
    - name: web
      image: ghcr.io/amerintlxperts/my-app:v1.0.0
functionConfig:
  apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
  kind: PullThroughCache
  spec:
    accountID: "123456789012"
    region: ca-central-1
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	ok, err := sdk.Processor{}.Process(list)
	containers := list.Items[0].GetMap("spec").GetSlice("containers")
	fmt.Println(ok, err)
	fmt.Println(containers[0].GetString("image"))
	// Output:
	// true <nil>
	// 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app:v1.0.0
}
