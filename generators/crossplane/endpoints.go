package crossplane

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// newer returns the version of a kind whose cluster-scoped form has another stored one.
func (r *resources) newer() string {
	if r.cluster {
		return "v1beta2"
	}
	return "v1beta1"
}

// endpoints are those of a VPC, each with what it is in as resources of their own.
func (r *resources) endpoints(n *plan.Network) {
	for i := range n.Endpoints {
		e := &n.Endpoints[i]
		parameters := object.Map{
			{Key: "vpcId", Value: n.VPC},
			{Key: "serviceName", Value: e.ServiceName},
			{Key: "vpcEndpointType", Value: e.Type()},
			{Key: "policy", Value: r.Registry.EndpointPolicyJSON(e)},
			{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
		}
		if e.Type() == plan.InterfaceEndpoint {
			parameters = parameters.Set("privateDnsEnabled", true)
		}
		r.add("ec2", r.newer(), "VPCEndpoint", e.Name, parameters)
		for n, id := range e.Subnets {
			r.add("ec2", "v1beta1", "VPCEndpointSubnetAssociation", part(e, n), object.Map{{Key: "subnetId", Value: id}, refer(e)})
		}
		for n, id := range e.SecurityGroups {
			association := object.Map{{Key: "securityGroupId", Value: id}, refer(e)}
			if n == 0 { // AWS gives an endpoint without one the VPC's default group
				association = association.Set("replaceDefaultAssociation", true)
			}
			r.add("ec2", "v1beta1", "VPCEndpointSecurityGroupAssociation", part(e, n), association)
		}
		for n, id := range e.RouteTables {
			r.add("ec2", "v1beta1", "VPCEndpointRouteTableAssociation", part(e, n), object.Map{{Key: "routeTableId", Value: id}, refer(e)})
		}
	}
}

// part names the n-th of what an endpoint is in.
func part(e *plan.Endpoint, n int) string { return e.Name + "-" + strconv.Itoa(n+1) }

func refer(e *plan.Endpoint) object.Field {
	return object.Field{Key: "vpcEndpointIdRef", Value: object.Map{{Key: "name", Value: e.Name}}}
}
