package image

import (
	"slices"
	"strings"
)

// partition is a group of Regions with its own domain.
type partition struct {
	name      string
	prefix    string // the beginning of the names of its Regions
	domain    string // of IPv4 and FIPS endpoints
	dualStack string // of dual-stack endpoints; empty where there are none
	refusal   string // why it cannot have a pull-through cache; empty if it can
	unknown   string // what AWS does not document about pull-through caches there
}

// Why a partition is refused, and what is unknown of others. Until the spring of 2026
// ECR's user guide listed the Regions of China and of GovCloud as Regions without rules. The
// list has been removed. GovCloud's guide mentions rules within the partition; no page mentions
// China
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html,
// https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-ecr.html).
const (
	isolatedThere  = "the partition is isolated from the internet, and no source says that pull-through cache rules work there"
	unknownGov     = "AWS's GovCloud guide speaks of pull-through cache rules for ECR upstreams of the same partition, and no page says which other upstreams can be reached from there; make one rule, and run aws ecr validate-pull-through-cache-rule, before you rely on it"
	unknownChina   = "AWS's user guide no longer lists the Regions of China as ones without pull-through cache rules, and no page says that rules work there; make one rule, and run aws ecr validate-pull-through-cache-rule, before you rely on it"
	unknownEurope  = "AWS does not say whether pull-through cache rules work in the European Sovereign Cloud"
	govCloudPrefix = "us-gov-"
)

// partitions lists the partitions of the pattern at ParseECRHost. A Region belongs to the first one
// whose prefix its name has; the last one has an empty prefix.
var partitions = [...]partition{
	{"aws-cn", "cn-", "amazonaws.com.cn", "on.amazonwebservices.com.cn", "", unknownChina},
	{"aws-us-gov", govCloudPrefix, "amazonaws.com", "on.aws", "", unknownGov},
	{"aws-iso", "us-iso-", "c2s.ic.gov", "", isolatedThere, ""},
	{"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "", isolatedThere, ""},
	{"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "", isolatedThere, ""},
	{"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "", isolatedThere, ""},
	{"aws-eusc", "eusc-", "amazonaws.eu", "", "", unknownEurope},
	{"aws", "", "amazonaws.com", "on.aws", "", ""},
}

// areas are the first parts of the names of Regions in the partitions aws, aws-eusc (eusc) and
// aws-cn (cn), from the partitions file of the AWS SDKs.
var areas = [...]string{"us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "eusc", "cn"}

// fipsRegions have a FIPS endpoint for registries
// (https://docs.aws.amazon.com/general/latest/gr/ecr.html); a test of module test/aws compares
// them with the endpoints of the AWS SDK.
var fipsRegions = [...]string{"us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1"}

// partitionOf finds the partition of a Region by the beginning of its name.
func partitionOf(region string) *partition {
	last := len(partitions) - 1
	for i := range partitions[:last] {
		if strings.HasPrefix(region, partitions[i].prefix) {
			return &partitions[i]
		}
	}
	return &partitions[last]
}

// Partition returns the name of the Region's AWS partition, as ARNs have it: aws, aws-eusc, …. For
// a Region with a placeholder it is aws.
func (r Registry) Partition() string { return partitionOf(r.Region).name }

// IsGovCloud reports whether the Region is one of AWS GovCloud (US).
func (r Registry) IsGovCloud() bool { return strings.HasPrefix(r.Region, govCloudPrefix) }

// isRegion reports whether s is spelled area-direction-number, as Regions are.
func isRegion(s string) bool {
	area, rest, _ := strings.Cut(s, "-")
	if area == "eusc" || strings.HasPrefix(s, govCloudPrefix) { // eusc-de-east-1, us-gov-west-1
		_, rest, _ = strings.Cut(rest, "-")
	}
	direction, number, _ := strings.Cut(rest, "-")
	return isArea(area) && isDirection(direction) && isNumber(number)
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

// regions are the Regions of every partition in which a cache can be, as the partitions
// file of the AWS SDKs lists them; a test of module test/aws compares the two.
var regions = [...]string{
	"af-south-1",
	"ap-east-1", "ap-east-2",
	"ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
	"ap-south-1", "ap-south-2",
	"ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
	"ca-central-1", "ca-west-1",
	"cn-north-1", "cn-northwest-1",
	"eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
	"eusc-de-east-1",
	"il-central-1",
	"me-central-1", "me-south-1", "me-west-1",
	"mx-central-1",
	"sa-east-1", "sa-west-1",
	"us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
}

// Regions returns every Region that can have a cache, as far as this version knows: AWS opens
// new ones.
func Regions() []string { return slices.Clone(regions[:]) }

// IsUnknown reports whether the Region has the form of a Region's name and is not in [Regions]:
// it is a typing error, or AWS has opened it since.
func (r Registry) IsUnknown() bool {
	return plain(r.Region) && isRegion(r.Region) && !slices.Contains(regions[:], r.Region)
}
