package v1alpha1

// Network is the endpoints by which a VPC without a way to the internet reaches the cache.
type Network struct {
	// The VPC.
	// +kubebuilder:validation:Pattern=`^(vpc-[0-9a-f]+|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:accepts=the ID of a VPC, such as vpc-0123456789abcdef0
	VPCID string `json:"vpcID"`

	// The subnets with the interface endpoints ecr.api and ecr.dkr, one in each zone.
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:items:Pattern=`^(subnet-[0-9a-f]+|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:items:accepts=the ID of a subnet, such as subnet-0123456789abcdef0
	SubnetIDs []string `json:"subnetIDs"`

	// The security groups of the interface endpoints, which must let nodes in at port 443.
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:items:Pattern=`^(sg-[0-9a-f]+|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:items:accepts=the ID of a security group, such as sg-0123456789abcdef0
	SecurityGroupIDs []string `json:"securityGroupIDs"`

	// The route tables of the nodes' subnets, for the gateway endpoint by which layers come from S3;
	// none is generated without, for a VPC that has one.
	// +kubebuilder:validation:items:Pattern=`^(rtb-[0-9a-f]+|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:items:accepts=the ID of a route table, such as rtb-0123456789abcdef0
	RouteTableIDs []string `json:"routeTableIDs,omitempty"`

	// What the gateway endpoint lets through: everything, or ECR's layers alone, which refuses every
	// other bucket to whatever uses these route tables.
	// +kubebuilder:validation:Enum=All;Layers
	// +kubebuilder:default=All
	Buckets string `json:"buckets,omitempty"`
}

// The values of Network.Buckets.
const (
	BucketsAll    = "All"
	BucketsLayers = "Layers"
)
