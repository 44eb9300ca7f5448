package ack

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// endpoints returns those of a VPC. An interface answers for the registry's own host, so that
// nodes find it without another name.
func (r *resources) endpoints(n *plan.Network) []object.Object {
	var all []object.Object
	for i := range n.Endpoints {
		e := &n.Endpoints[i]
		o := r.regional(ec2, "VPCEndpoint", e.Name)
		spec := object.Map{
			{Key: "vpcID", Value: n.VPC},
			{Key: "serviceName", Value: e.ServiceName},
			{Key: "vpcEndpointType", Value: e.Type()},
			{Key: "subnetIDs", Value: object.Texts(e.Subnets)},
			{Key: "securityGroupIDs", Value: object.Texts(e.SecurityGroups)},
			{Key: "routeTableIDs", Value: object.Texts(e.RouteTables)},
			{Key: "policyDocument", Value: r.Registry.EndpointPolicyJSON(e)},
			{Key: "tags", Value: tags(r.Meta.Tags)},
		}
		if e.Type() == plan.InterfaceEndpoint {
			spec = spec.Set("privateDNSEnabled", true)
		}
		o.Body = object.Map{{Key: "spec", Value: spec}}
		all = append(all, o)
	}
	return all
}
