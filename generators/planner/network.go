package planner

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// interfaces are the services that a pull calls: the API of ECR, and its registry with the
// Docker protocol.
var interfaces = [...]string{"ecr.api", "ecr.dkr"}

// network plans the endpoints of a VPC
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
func (b *builder) network() {
	n := b.in.Network
	if n == nil {
		return
	}
	const at = infrastructure + ".network"
	b.Warn(plan.NetworkFirstPull, at, "", "with the interface endpoints, the first pull of an image through the cache needs a route from a subnet of this VPC to the internet, by a NAT gateway; later pulls need none (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html). Without such a route, pull every image once from where there is one")
	if kind := b.c.Spec.Endpoint; kind != string(image.IPv4) {
		b.Warn(plan.Unavailable, at, kind, "these endpoints answer for the IPv4 host of the registry by private DNS; what serves the host that images get with this kind of endpoint is not generated; add it, or set endpoint to "+string(image.IPv4))
	}
	b.plan.Network = &plan.Network{VPC: n.VPCID}
	for _, service := range interfaces {
		e := b.endpoint(service)
		e.Subnets, e.SecurityGroups = n.SubnetIDs, n.SecurityGroupIDs
		b.plan.Network.Endpoints = append(b.plan.Network.Endpoints, e)
	}
	if len(n.RouteTableIDs) == 0 {
		return
	}
	e := b.endpoint("s3")
	e.RouteTables, e.LayersOnly = n.RouteTableIDs, n.Buckets == v1alpha1.BucketsLayers
	b.plan.Network.Endpoints = append(b.plan.Network.Endpoints, e)
	if e.LayersOnly {
		b.Warn(plan.NetworkBuckets, at+".buckets", n.Buckets, "everything in subnets of these route tables reaches no other bucket in this Region through the endpoint; write All where anything else uses S3")
	}
}

func (b *builder) endpoint(service string) plan.Endpoint {
	return plan.Endpoint{
		Name: b.name(strings.ReplaceAll(service, ".", "-")), ID: identifier(service), Service: service,
		ServiceName: plan.ServicePrefix(b.plan.Registry.Partition, service) + b.plan.Registry.Region + "." + service,
	}
}
