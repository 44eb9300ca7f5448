package crossplane

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// storedVersion returns the version of a kind whose cluster-scoped CRD stores another version than
// the namespaced one.
func (r *resources) storedVersion() string {
	if r.cluster {
		return "v1beta2"
	}
	return "v1beta1"
}

// endpoints makes the endpoints of a VPC. Their subnets, security groups and route tables are
// associations, resources of their own.
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
		r.add("ec2", r.storedVersion(), "VPCEndpoint", e.Name, parameters)
		for n, id := range e.Subnets {
			r.add("ec2", "v1beta1", "VPCEndpointSubnetAssociation", association(e, n), object.Map{{Key: "subnetId", Value: id}, refer(e)})
		}
		for n, id := range e.SecurityGroups {
			parameters := object.Map{{Key: "securityGroupId", Value: id}, refer(e)}
			if n == 0 { // AWS gives an endpoint without one the VPC's default group
				parameters = parameters.Set("replaceDefaultAssociation", true)
			}
			r.add("ec2", "v1beta1", "VPCEndpointSecurityGroupAssociation", association(e, n), parameters)
		}
		for n, id := range e.RouteTables {
			r.add("ec2", "v1beta1", "VPCEndpointRouteTableAssociation", association(e, n), object.Map{{Key: "routeTableId", Value: id}, refer(e)})
		}
	}
}

// association names the n-th association of an endpoint.
func association(e *plan.Endpoint, n int) string { return e.Name + "-" + strconv.Itoa(n+1) }

func refer(e *plan.Endpoint) object.Field {
	return object.Field{Key: "vpcEndpointIdRef", Value: object.Map{{Key: "name", Value: e.Name}}}
}
