package doctor_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
)

// endpoint is one as EC2 writes it
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html).
func endpoint(service, kind, more string) string {
	if !strings.Contains(more, "<state>") {
		more += "<state>available</state>"
	}
	return "<vpcEndpointId>vpce-1</vpcEndpointId><vpcId>vpc-1</vpcId><serviceName>com.amazonaws.ca-central-1." + service + "</serviceName><vpcEndpointType>" + kind + "</vpcEndpointType>" + more
}

const (
	privateDNS = "<privateDnsEnabled>true</privateDnsEnabled>"
	routed     = "<routeTableIdSet><item>rtb-1</item></routeTableIdSet>"
)

// policy is one in an endpoint: EC2 escapes it.
func policy(text string) string {
	return "<policyDocument>" + strings.ReplaceAll(text, `"`, "&quot;") + "</policyDocument>"
}

// TestNetwork: the endpoints of a VPC, as AWS's guide wants them for ECR
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
func TestNetwork(t *testing.T) {
	api, dkr, s3 := endpoint("ecr.api", "Interface", privateDNS), endpoint("ecr.dkr", "Interface", privateDNS), endpoint("s3", "Gateway", routed)
	route := live.Finding{Status: live.Warning, Check: live.Network, Subject: "vpc-1", Message: "the first pull of an image needs a route"}
	for name, test := range map[string]struct {
		endpoints []string
		made      bool
		want      []live.Finding
	}{
		"all of them":        {endpoints: []string{api, dkr, s3}, want: []live.Finding{route}},
		"FIPS":               {endpoints: []string{endpoint("ecr-fips.api", "Interface", privateDNS), endpoint("ecr-fips.dkr", "Interface", privateDNS), s3}, want: []live.Finding{route}},
		"none":               {},
		"none but planned":   {made: true, want: []live.Finding{{Status: live.Error, Check: live.Network, Subject: "ecr.api", Wants: "com.amazonaws.ca-central-1.ecr.api"}, {Status: live.Error, Check: live.Network, Subject: "ecr.dkr"}}},
		"no way for layers":  {endpoints: []string{api, dkr}, want: []live.Finding{{Status: live.Error, Check: live.Network, Subject: "s3", Message: "cannot get layers"}, route}},
		"layers by an inner": {endpoints: []string{api, dkr, endpoint("s3", "Interface", "")}, want: []live.Finding{route}},
		"no private DNS": {
			endpoints: []string{api, endpoint("ecr.dkr", "Interface", "<privateDnsEnabled>false</privateDnsEnabled>"), s3},
			want:      []live.Finding{{Status: live.Error, Check: live.Network, Subject: "ecr.dkr", Message: "no private DNS", Command: "--vpc-endpoint-id vpce-1"}, route},
		},
		"pending": {
			endpoints: []string{endpoint("ecr.api", "Interface", privateDNS+"<state>pendingAcceptance</state>"), dkr, s3},
			want:      []live.Finding{{Status: live.Error, Check: live.Network, Subject: "ecr.api", Has: "pendingAcceptance"}, route},
		},
		"AWS's example of a policy, which has no first pull": {
			endpoints: []string{api, endpoint("ecr.dkr", "Interface", privateDNS+policy(`{"Statement":[{"Principal":"*","Action":["ecr:BatchGetImage","ecr:GetAuthorizationToken","ecr:GetDownloadUrlForLayer","ecr:BatchCheckLayerAvailability"],"Effect":"Allow","Resource":"*"}]}`)), s3},
			want:      []live.Finding{{Status: live.Error, Check: live.Network, Subject: "ecr.dkr", Message: "does not let ecr:BatchImportUpstreamImage, ecr:CreateRepository through"}, route},
		},
		"a policy of other buckets": {
			endpoints: []string{api, dkr, endpoint("s3", "Gateway", routed+policy(`{"Statement":[{"Principal":"*","Action":"s3:GetObject","Effect":"Allow","Resource":"arn:aws:s3:::ours/*"}]}`))},
			want:      []live.Finding{{Status: live.Error, Check: live.Network, Subject: "s3", Wants: "arn:aws:s3:::prod-ca-central-1-starport-layer-bucket/*"}, route},
		},
		"a policy of the layers": {
			endpoints: []string{api, dkr, endpoint("s3", "Gateway", routed+policy(`{"Statement":[{"Principal":"*","Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::prod-ca-central-1-starport-layer-bucket/*"]}]}`))},
			want:      []live.Finding{route},
		},
		"a gateway for nobody": {endpoints: []string{api, dkr, endpoint("s3", "Gateway", "")}, want: []live.Finding{{Status: live.Error, Check: live.Network, Subject: "s3", Message: "no route table"}, route}},
	} {
		t.Run(name, func(t *testing.T) {
			spec := usual
			if test.made {
				spec += "    network: {vpcID: vpc-1, subnetIDs: [subnet-1], securityGroupIDs: [sg-1]}\n"
			}
			e := examination(t, spec)
			e.Network, e.VPC = true, "vpc-1"
			a := livetest.Sound(e.Plan, nil)
			a.Endpoints = test.endpoints
			r, s := examine(t, e, a)
			var got []live.Finding
			for _, f := range r.Findings {
				if f.Status != live.OK {
					got = append(got, f)
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("%d findings, want %d: %+v", len(got), len(test.want), got)
			}
			for i := range got {
				if !holds(&got[i], &test.want[i]) || got[i].Do == "" {
					t.Errorf("got  %+v\nwant %+v", got[i], test.want[i])
				}
				pastes(t, got[i].Command)
			}
			if form := s.Requests("ec2:DescribeVpcEndpoints")[0].Form; form.Get("Filter.1.Name") != "vpc-id" || form.Get("Filter.1.Value.1") != "vpc-1" {
				t.Errorf("%v", form)
			}
		})
	}
}
