package plan

import "encoding/json"

// ServicePrefix returns what precedes the Region in the name of an endpoint's service. In
// China that of ECR differs, that of S3 does not.
func ServicePrefix(partition, service string) string {
	if partition == "aws-cn" && service != "s3" {
		return "cn.com.amazonaws."
	}
	return "com.amazonaws."
}

// The ARN of the bucket in which ECR stores layers is arn:PARTITION, LayerBucketBefore, the
// Region, and LayerBucketBehind
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
const (
	LayerBucketBefore = ":s3:::prod-"
	LayerBucketBehind = "-starport-layer-bucket/*"
)

// EndpointPolicyJSON returns the policy of an endpoint as JSON. It is empty for the default
// policy of AWS, which allows everything.
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

// Type returns AWS's name for the type of the endpoint.
func (e *Endpoint) Type() string {
	if len(e.RouteTables) > 0 {
		return GatewayEndpoint
	}
	return InterfaceEndpoint
}
