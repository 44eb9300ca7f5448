package image

import "slices"

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

// Regions lists every Region in which a cache can be, as far as this version knows. AWS
// opens new ones.
func Regions() []string { return slices.Clone(regions[:]) }

// IsUnknown reports whether the Region is spelled as Regions are and is none that
// [Regions] lists: a typing error, or one that AWS opened since.
func (r Registry) IsUnknown() bool {
	return plain(r.Region) && isRegion(r.Region) && !slices.Contains(regions[:], r.Region)
}
