package image

import (
	"slices"
	"strconv"
	"strings"
)

// Check returns an error for everything about the registry that AWS would refuse, and a warning
// for what works differently than one may expect. A placeholder is no problem here;
// [Registry.Unchecked] returns the checks that it prevents.
func (r Registry) Check() []Problem {
	return slices.Concat(r.checkAccount(), r.checkRegion(), r.checkEndpoint())
}

// Unchecked returns a warning for each check that a placeholder prevents.
func (r Registry) Unchecked() []Problem {
	var ps []Problem
	if !plain(r.AccountID) && isAccount(r.AccountID) {
		ps = append(ps, Problem{
			Field: "accountID", Found: r.AccountID, Warning: true,
			Reason: "a placeholder: could not check that it is a 12-digit account ID",
		})
	}
	if !plain(r.Region) && isRegionLabel(r.Region) {
		ps = append(ps, Problem{
			Field: "region", Found: r.Region, Warning: true,
			Reason: "a placeholder: could not check that the Region supports pull-through cache rules and the endpoint; the domain of the aws partition is used",
		})
	}
	return ps
}

// IsUnconfirmed reports whether the problem is that AWS does not document pull-through caches in
// the partition of the Region.
func (p Problem) IsUnconfirmed() bool {
	return p.Warning && p.Field == "region" && p.Reason == partitionOf(p.Found).unknown
}

func (r Registry) checkAccount() []Problem {
	if isAccount(r.AccountID) {
		return nil
	}
	return []Problem{{
		Field: "accountID", Found: r.AccountID,
		Reason:   "not an AWS account ID",
		Accepted: "a string of 12 digits (quoted in YAML, to keep leading zeros) or a placeholder such as ${AWS_ACCOUNT_ID}",
	}}
}

func (r Registry) checkRegion() []Problem {
	p := Problem{
		Field: "region", Found: r.Region,
		Accepted: "a Region such as ca-central-1, or a placeholder such as ${AWS_REGION}",
	}
	switch partition := partitionOf(r.Region); {
	case partition.refusal != "":
		p.Reason = partition.refusal + " (" + partition.name + ")"
	case !plain(r.Region) && isRegionLabel(r.Region) && partition.unknown == "":
		return nil
	case plain(r.Region) && !isRegion(r.Region), !isRegionLabel(r.Region):
		p.Reason = "not an AWS Region"
	case partition.unknown != "":
		p.Reason, p.Accepted, p.Warning = partition.unknown, "", true
	default:
		return nil
	}
	return []Problem{p}
}

func (r Registry) checkEndpoint() []Problem {
	p := Problem{Field: "endpoint", Found: string(r.Endpoint)}
	known := plain(r.Region)
	switch r.Endpoint {
	case "", IPv4:
		return nil
	case DualStack:
		if partition := partitionOf(r.Region); known && partition.dualStack == "" {
			p.Reason, p.Accepted = "partition "+partition.name+" has no dual-stack registries", "IPv4"
			return []Problem{p}
		}
		return nil
	case FIPS:
		return []Problem{r.checkFIPS(p)}
	}
	p.Reason, p.Accepted = "not an endpoint kind", "IPv4, DualStack, FIPS"
	return []Problem{p}
}

// checkFIPS refuses FIPS where there is no such endpoint, and warns elsewhere.
func (r Registry) checkFIPS(p Problem) Problem {
	if plain(r.Region) && !slices.Contains(fipsRegions[:], r.Region) {
		p.Reason = "Region " + r.Region + " has no FIPS registries"
		p.Accepted = "IPv4 or DualStack; FIPS only in " + strings.Join(fipsRegions[:], ", ")
		return p
	}
	p.Reason, p.Warning = "the first pull of an image through the cache is not supported over FIPS endpoints", true
	return p
}

// A Problem is what AWS refuses about one field, or what a user should know of it. Functions
// return all problems at once, so that a caller can report them together.
type Problem struct {
	Field    string // accountID, region, endpoint, repository, registry, prefix
	Found    string // the value, as given
	Reason   string // what is wrong, or what cannot be checked
	Accepted string // what would be accepted, empty when nothing can be named
	Warning  bool   // it may work nevertheless
}

// String returns one line: the field, the value, what is wrong with it, what is accepted.
func (p Problem) String() string {
	s := p.Field + " " + strconv.Quote(p.Found) + ": " + p.Reason
	if p.Accepted != "" {
		s += "; accepted: " + p.Accepted
	}
	return s
}

// Error returns String. It makes Problem an error.
func (p Problem) Error() string { return p.String() }
