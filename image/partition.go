package image

import "strings"

// partition is a group of Regions with its own domain.
type partition struct {
	name      string
	prefix    string // how its Regions begin
	domain    string // of IPv4 and FIPS endpoints
	dualStack string // of dual-stack endpoints, empty where there are none
	refusal   string // why a pull-through cache cannot stand there, empty if it can
}

// Why a partition is refused.
const (
	unsupportedThere = "ECR does not support pull-through cache rules in this partition"
	isolatedThere    = "the partition is isolated from the internet, and no source says that pull-through cache rules work there"
)

// partitions is every partition AWS's own host pattern knows; the first whose
// prefix a Region has is its partition, and the last takes the rest.
// The refusals for China and GovCloud are the ECR user guide's.
var partitions = [...]partition{
	{"aws-cn", "cn-", "amazonaws.com.cn", "on.amazonwebservices.com.cn", unsupportedThere},
	{"aws-us-gov", "us-gov-", "amazonaws.com", "on.aws", unsupportedThere},
	{"aws-iso", "us-iso-", "c2s.ic.gov", "", isolatedThere},
	{"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "", isolatedThere},
	{"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "", isolatedThere},
	{"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "", isolatedThere},
	{"aws-eusc", "eusc-", "amazonaws.eu", "", ""},
	{"aws", "", "amazonaws.com", "on.aws", ""},
}

// areas begin the Regions of the aws partition, eusc that of aws-eusc; from
// the partitions file of the AWS SDKs.
var areas = [...]string{"us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "eusc"}

// fipsRegions have a FIPS endpoint for registries, outside GovCloud.
var fipsRegions = [...]string{"us-east-1", "us-east-2", "us-west-1", "us-west-2"}

// partitionOf finds the partition of a Region by how it begins.
func partitionOf(region string) *partition {
	last := len(partitions) - 1
	for i := range partitions[:last] {
		if strings.HasPrefix(region, partitions[i].prefix) {
			return &partitions[i]
		}
	}
	return &partitions[last]
}

// Partition is the name of the AWS partition the Region belongs to, as ARNs
// spell it: aws, aws-eusc, …. A Region with a placeholder is taken for aws.
func (r Registry) Partition() string { return partitionOf(r.Region).name }

// isRegion reports whether s is spelled area-direction-number, as the Regions
// of aws and aws-eusc are.
func isRegion(s string) bool {
	area, rest, _ := strings.Cut(s, "-")
	if area == "eusc" { // eusc-de-east-1 has a country in it
		_, rest, _ = strings.Cut(rest, "-")
	}
	direction, number, _ := strings.Cut(rest, "-")
	return isArea(area) && isDirection(direction) && isPort(number)
}

func isArea(s string) bool {
	for _, a := range areas {
		if a == s {
			return true
		}
	}
	return false
}

func isDirection(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}
