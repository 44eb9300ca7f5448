package terraform

import "github.com/amerintlxperts/ecrcache/generators/plan"

// network returns network.tf: the endpoints of the VPC. What belongs to a Region is a variable,
// so that the module can be called for several.
func (m *module) network() string {
	f := newFile()
	for i := range m.Network.Endpoints {
		m.endpoint(f, &m.Network.Endpoints[i])
	}
	return f.String()
}

func (m *module) endpoint(f *file, e *plan.Endpoint) {
	b := f.regional("aws_vpc_endpoint", e.ID)
	b.set("vpc_id", raw("var.vpc_id"))
	b.set("service_name", raw(`"`+plan.ServicePrefix(m.Registry.Partition, e.Service)+`${var.region}.`+e.Service+`"`))
	b.text("vpc_endpoint_type", e.Type())
	if e.Type() == plan.InterfaceEndpoint {
		b.bool("private_dns_enabled", true)
		b.set("subnet_ids", raw("var.subnet_ids"))
		b.set("security_group_ids", raw("var.security_group_ids"))
	} else {
		b.set("route_table_ids", raw("var.route_table_ids"))
	}
	b.pairs("tags", m.Meta.Tags)
	if e.LayersOnly {
		b.set("policy", layersPolicy())
	}
}

// layersPolicy lets through what ECR keeps layers in, in the Region that the module is
// applied in.
func layersPolicy() node {
	bucket := raw(`"arn:${data.aws_partition.current.partition}` + plan.LayerBucketBefore + `${var.region}` + plan.LayerBucketBehind + `"`)
	return call{"jsonencode", hclObject{{"Version", text("2012-10-17")}, {"Statement", column{hclObject{
		{"Sid", text("Layers")},
		{"Effect", text("Allow")},
		{"Principal", text("*")},
		{"Action", tuple{text("s3:GetObject")}},
		{"Resource", tuple{bucket}},
	}}}}}
}

// networkVariables are what differs from one Region to the next.
func (m *module) networkVariables(f *file) {
	if m.Network == nil {
		return
	}
	b := f.block("variable", "vpc_id")
	b.text("description", "VPC whose nodes reach the cache by the endpoints")
	b.set("type", raw("string"))
	b.text("default", m.Network.VPC)
	for i := range m.Network.Endpoints {
		e := &m.Network.Endpoints[i]
		if e.Type() == plan.GatewayEndpoint {
			list(f, "route_table_ids", "Route tables that get the gateway endpoint for S3, from which layers come", e.RouteTables)
		} else if i == 0 { // all interface endpoints have the same
			list(f, "subnet_ids", "Subnets with the interface endpoints", e.Subnets)
			list(f, "security_group_ids", "Security groups of the interface endpoints", e.SecurityGroups)
		}
	}
}

func list(f *file, name, description string, values []string) {
	b := f.block("variable", name)
	b.text("description", description)
	b.set("type", raw("list(string)"))
	b.set("default", tuple(texts(values)))
}

// layersOnly reports whether an endpoint has a policy.
func (m *module) layersOnly() bool {
	if m.Network == nil {
		return false
	}
	for i := range m.Network.Endpoints {
		if m.Network.Endpoints[i].LayersOnly {
			return true
		}
	}
	return false
}
