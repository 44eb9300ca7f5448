package generators_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A program that knows the account and the Region writes the cache as ACK's objects.
func ExampleFiles() {
	c := &v1alpha1.PullThroughCache{
		Metadata: v1alpha1.Metadata{Name: "public"},
		Spec: v1alpha1.Spec{
			AccountID: "123456789012", Region: "ca-central-1",
			Upstreams:      []v1alpha1.Upstream{{Registry: "quay.io"}},
			Infrastructure: &v1alpha1.Infrastructure{Provider: v1alpha1.ProviderACK},
		},
	}
	c.Default()
	files, problems := generators.Files(c, plan.Seen{})
	for _, p := range problems {
		fmt.Println(p)
	}
	for _, f := range files {
		fmt.Println(f.Name)
	}
	fmt.Print(files[0].Text)
	// Output:
	// pullthroughcacherule-quay.yaml
	// repositorycreationtemplate-quay.yaml
	// apiVersion: ecr.services.k8s.aws/v1alpha1
	// kind: PullThroughCacheRule
	// metadata:
	//   annotations:
	//     ecrcache.amerintlxperts.github.io/owner: public
	//     services.k8s.aws/deletion-policy: retain
	//     services.k8s.aws/region: ca-central-1
	//   name: quay
	// spec:
	//   ecrRepositoryPrefix: quay
	//   upstreamRegistry: quay
	//   upstreamRegistryURL: quay.io
}
