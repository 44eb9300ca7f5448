package doctor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// network looks at the endpoints of a VPC: whether a node reaches ECR and its layers by
// them, and whether their policies let a first pull through.
func (x *examiner) network() error {
	if !x.Network {
		return nil
	}
	vpc := x.VPC
	if vpc == "" && x.Plan.Network != nil {
		vpc = x.Plan.Network.VPC
	}
	all, err := client.Pages(func(token *string) ([]types.VpcEndpoint, *string, error) {
		page, err := x.aws.EC2.DescribeVpcEndpoints(x.ctx, &ec2.DescribeVpcEndpointsInput{
			Filters: []types.Filter{{Name: aws.String("vpc-id"), Values: []string{vpc}}}, NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.VpcEndpoints, page.NextToken, nil
	})
	if err != nil {
		return x.unanswered(live.Network, vpc, "ec2:DescribeVpcEndpoints", err)
	}
	api := x.endpoint(vpc, "ecr.api", all)
	dkr := x.endpoint(vpc, "ecr.dkr", all)
	x.layers(vpc, all, api || dkr)
	if api || dkr {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Network, Subject: vpc, Message: "with these endpoints the first pull of an image needs a route from a subnet of the VPC to the internet, by a NAT gateway, which is not looked at here",
			Has: "interface endpoints of ECR", Wants: "a NAT gateway, or images that are cached already", Do: "warm the cache from where there is such a route",
		})
	}
	return nil
}

// endpoint looks at the interface endpoint of a service, and reports whether there is one.
func (x *examiner) endpoint(vpc, service string, all []types.VpcEndpoint) (there bool) {
	e := x.endpointOf(service, all, types.VpcEndpointTypeInterface)
	name := x.serviceName(service)
	planned := x.Plan.Network != nil && x.Made
	if e == nil {
		found := live.Finding{Status: live.OK, Check: live.Network, Subject: service, Message: "no endpoint in " + vpc + "; nodes reach ECR by the internet"}
		if planned {
			found.Status, found.Has, found.Wants, found.Do = live.Error, "no endpoint", name, x.apply("make it")
		}
		x.add(found)
		return false
	}
	before := len(x.report.Findings)
	add := func(status live.Status, message, has, wants, do, command string) {
		x.add(live.Finding{Status: status, Check: live.Network, Subject: service, Message: message, Has: has, Wants: wants, Do: do, Command: command})
	}
	id := quote(aws.ToString(e.VpcEndpointId)) + x.inRegion()
	if !strings.EqualFold(string(e.State), "available") {
		add(live.Error, "the endpoint does not work", string(e.State), "available", "accept it, or make it again", "")
	}
	if !aws.ToBool(e.PrivateDnsEnabled) {
		add(live.Error, "it has no private DNS, so that nodes do not use it by the registry's name", "PrivateDnsEnabled false", "true", x.apply("switch it on"), "aws ec2 modify-vpc-endpoint --private-dns-enabled --vpc-endpoint-id "+id)
	}
	if denied := x.deniedByEndpoint(aws.ToString(e.PolicyDocument)); denied != nil {
		add(live.Error, "its policy does not let "+strings.Join(denied, ", ")+" through", aws.ToString(e.PolicyDocument), "a policy that allows them, or AWS's own, which allows all", "add these actions to the policy", "")
	}
	if len(x.report.Findings) == before {
		x.ok(live.Network, service, aws.ToString(e.VpcEndpointId)+" in "+vpc)
	}
	return true
}

// layers looks at the gateway endpoint of S3, by which nodes download layers. needed says that ECR
// has endpoints, so that nodes may have no route to the internet.
func (x *examiner) layers(vpc string, all []types.VpcEndpoint, needed bool) {
	gateway := x.endpointOf("s3", all, types.VpcEndpointTypeGateway)
	other := x.endpointOf("s3", all, types.VpcEndpointTypeInterface)
	if gateway == nil {
		found := live.Finding{Status: live.OK, Check: live.Network, Subject: "s3", Message: "no gateway in " + vpc + "; layers come by the internet, and a NAT gateway bills their bytes"}
		if needed && other == nil {
			found.Status, found.Has, found.Wants = live.Error, "no endpoint of S3", x.serviceName("s3")+", a gateway"
			found.Message = "ECR has endpoints and S3 has none: nodes without a way to the internet cannot get layers"
			found.Do = "make the gateway, which costs nothing (infrastructure.network.routeTableIDs)"
		}
		x.add(found)
		return
	}
	registry := &x.Plan.Registry
	bucket := "arn:" + registry.Partition + plan.LayerBucketBefore + registry.Region + plan.LayerBucketBehind
	if text := aws.ToString(gateway.PolicyDocument); text != "" {
		if policy, err := iampolicy.Parse(text); err == nil && policy.Decide("*", "s3:GetObject", bucket) != iampolicy.Allowed {
			x.add(live.Finding{
				Status: live.Error, Check: live.Network, Subject: "s3", Message: "the policy of the gateway does not let ECR's layers through",
				Has: text, Wants: "s3:GetObject on " + bucket, Do: "add the bucket to the policy",
			})
			return
		}
	}
	if len(gateway.RouteTableIds) == 0 {
		x.add(live.Finding{Status: live.Error, Check: live.Network, Subject: "s3", Message: "the gateway is in no route table, so that nothing uses it", Has: aws.ToString(gateway.VpcEndpointId), Wants: "the route tables of the nodes' subnets", Do: "add it to them"})
		return
	}
	x.ok(live.Network, "s3", aws.ToString(gateway.VpcEndpointId)+" in "+strings.Join(gateway.RouteTableIds, ", "))
}

// serviceName is the name of an endpoint service in this Region, such as
// com.amazonaws.ca-central-1.ecr.api.
func (x *examiner) serviceName(service string) string {
	return plan.ServicePrefix(x.Plan.Registry.Partition, service) + x.Plan.Registry.Region + "." + service
}

// endpointOf finds the endpoint of a service, also that of its FIPS form; nil where there is none.
func (x *examiner) endpointOf(service string, all []types.VpcEndpoint, kind types.VpcEndpointType) *types.VpcEndpoint {
	name := x.serviceName(service)
	fips := strings.Replace(name, ".ecr.", ".ecr-fips.", 1)
	for i := range all {
		if has := aws.ToString(all[i].ServiceName); (has == name || has == fips) && all[i].VpcEndpointType == kind {
			return &all[i]
		}
	}
	return nil
}

// deniedByEndpoint are the actions of a first pull that the policy of an endpoint does not
// let through. It names no principals as a rule, so everybody is asked for.
func (x *examiner) deniedByEndpoint(text string) []string {
	policy, err := iampolicy.Parse(cmp.Or(text, `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`))
	if err != nil {
		return nil
	}
	principals := append([]string{"*"}, x.pullers()...)
	var denied []string
	for _, action := range x.pullActions() {
		for _, prefix := range x.plannedPrefixes() {
			allowed := func(p string) bool { return policy.Decide(p, action, x.belowARN(prefix)) >= iampolicy.Uncertain }
			refused := func(p string) bool { return policy.Decide(p, action, x.belowARN(prefix)) == iampolicy.Denied }
			if (!slices.ContainsFunc(principals, allowed) || slices.ContainsFunc(principals, refused)) && !slices.Contains(denied, action) {
				denied = append(denied, action)
			}
		}
	}
	return denied
}
