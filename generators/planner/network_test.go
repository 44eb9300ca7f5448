package planner_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

const network = "infrastructure:\n  network: {vpcID: vpc-0a, subnetIDs: [subnet-0a], securityGroupIDs: [sg-0a]"

// TestNetwork: two interface endpoints, and the gateway where route tables are given
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
func TestNetwork(t *testing.T) {
	for more, want := range map[string]string{
		"":                          "Interface com.amazonaws.ca-central-1.ecr.api, Interface com.amazonaws.ca-central-1.ecr.dkr",
		", routeTableIDs: [rtb-0a]": "Interface com.amazonaws.ca-central-1.ecr.api, Interface com.amazonaws.ca-central-1.ecr.dkr, Gateway com.amazonaws.ca-central-1.s3",
	} {
		p, problems := try(t, ghcr+network+more+"}")
		var got []string
		for i := range p.Network.Endpoints {
			e := &p.Network.Endpoints[i]
			got = append(got, e.Type()+" "+e.ServiceName)
			if policy := p.Registry.EndpointPolicyJSON(e); policy != "" {
				t.Errorf("%s: without being asked for, a policy that refuses: %s", e.Service, policy)
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		if len(problems) != 1 || problems[0].Code != plan.NetworkFirstPull {
			t.Errorf("%v", problems)
		}
	}
}

// TestLayers: the policy lets through what AWS names, the bucket of the Region, and nothing
// else (the same page, "Minimum Amazon S3 Bucket Permissions for Amazon ECR").
func TestLayers(t *testing.T) {
	p, _ := try(t, ghcr+network+", routeTableIDs: [rtb-0a], buckets: Layers}")
	for i := range p.Network.Endpoints {
		e := &p.Network.Endpoints[i]
		text := p.Registry.EndpointPolicyJSON(e)
		if e.Type() == plan.InterfaceEndpoint {
			if text != "" {
				t.Errorf("%s: %s", e.Service, text)
			}
			continue
		}
		var got, want any
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(`{"Version":"2012-10-17","Statement":[{"Sid":"Layers","Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::prod-ca-central-1-starport-layer-bucket/*"]}]}`), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

// TestNetworkHost: the endpoints answer for one of the registry's hosts.
func TestNetworkHost(t *testing.T) {
	for kind, want := range map[string]bool{"IPv4": false, "DualStack": true} {
		_, problems := try(t, "endpoint: "+kind+"\n"+ghcr+network+"}")
		if got := slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Code == plan.Unavailable }); got != want {
			t.Errorf("%s: %v", kind, problems)
		}
	}
}

// TestServicePrefix: China's endpoints of ECR have names of their own
// (https://docs.amazonaws.cn/en_us/AmazonECR/latest/userguide/vpc-endpoints.html).
func TestServicePrefix(t *testing.T) {
	for of, want := range map[[2]string]string{
		{"aws", "ecr.api"}: "com.amazonaws.", {"aws-us-gov", "ecr.dkr"}: "com.amazonaws.",
		{"aws-cn", "ecr.api"}: "cn.com.amazonaws.", {"aws-cn", "s3"}: "com.amazonaws.",
	} {
		if got := plan.ServicePrefix(of[0], of[1]); got != want {
			t.Errorf("%v: got %s, want %s", of, got, want)
		}
	}
}
