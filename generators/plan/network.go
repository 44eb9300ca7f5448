package plan

import (
	"encoding/json"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// interfaces are the services that a pull asks: for the token and manifests, and for what
// the Docker protocol says.
var interfaces = [...]string{"ecr.api", "ecr.dkr"}

// network plans the endpoints of a VPC
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
func (b *builder) network() {
	n := b.in.Network
	if n == nil {
		return
	}
	const at = infrastructure + ".network"
	b.Warn(NetworkFirstPull, at, "", "with the interface endpoints, the first pull of an image through the cache needs a route from a subnet of this VPC to the internet, by a NAT gateway; later pulls need none (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html). Without such a route, pull every image once from where there is one")
	if kind := b.c.Spec.Endpoint; kind != string(image.IPv4) {
		b.Warn(Unavailable, at, kind, "these endpoints answer for the IPv4 host of the registry by private DNS; what serves the host that images get with this kind of endpoint is not generated; add it, or set endpoint to "+string(image.IPv4))
	}
	b.plan.Network = &Network{VPC: n.VPCID}
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
		b.Warn(NetworkBuckets, at+".buckets", n.Buckets, "everything in subnets of these route tables reaches no other bucket in this Region through the endpoint; write All where anything else uses S3")
	}
}

func (b *builder) endpoint(service string) Endpoint {
	return Endpoint{
		Name: b.name(strings.ReplaceAll(service, ".", "-")), ID: identifier(service), Service: service,
		ServiceName: ServicePrefix(b.plan.Registry.Partition, service) + b.plan.Registry.Region + "." + service,
	}
}

// ServicePrefix begins the name of a service before its Region. China's endpoints of ECR
// have one of their own, that of S3 has not.
func ServicePrefix(partition, service string) string {
	if partition == "aws-cn" && service != "s3" {
		return "cn.com.amazonaws."
	}
	return "com.amazonaws."
}

// The ARN of the bucket in which ECR keeps layers is arn:PARTITION, the first of these, the
// Region, and the second.
const (
	LayerBucketBefore = ":s3:::prod-"
	LayerBucketBehind = "-starport-layer-bucket/*"
)

// EndpointPolicyJSON is the policy of an endpoint, empty for that of AWS, which lets
// everything through.
func (r *Registry) EndpointPolicyJSON(e *Endpoint) string {
	if !e.LayersOnly {
		return ""
	}
	type statement struct {
		Sid, Effect, Principal string
		Action, Resource       []string
	}
	text, err := json.Marshal(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", []statement{{"Layers", "Allow", "*", []string{"s3:GetObject"}, []string{"arn:" + r.Partition + LayerBucketBefore + r.Region + LayerBucketBehind}}}})
	if err != nil { // strings always encode
		return ""
	}
	return string(text)
}

// The types of endpoints.
const (
	InterfaceEndpoint = "Interface"
	GatewayEndpoint   = "Gateway"
)

// Type is how AWS calls the sort of endpoint that this is.
func (e *Endpoint) Type() string {
	if len(e.RouteTables) > 0 {
		return GatewayEndpoint
	}
	return InterfaceEndpoint
}
