package image

import (
	"slices"
	"strings"
)

// An Endpoint is a kind of address of an ECR registry.
type Endpoint string

// The kinds of endpoints of ECR registries. FIPSDualStack is recognised in references, but
// [Registry.Check] does not accept it as a choice.
const (
	IPv4          Endpoint = "IPv4"
	DualStack     Endpoint = "DualStack"
	FIPS          Endpoint = "FIPS"
	FIPSDualStack Endpoint = "FIPSDualStack"
)

// endpoints has, for each kind, the part of a host between account and Region.
var endpoints = [...]struct {
	kind   Endpoint
	labels string
	dual   bool
}{
	{IPv4, "dkr.ecr.", false},
	{FIPS, "dkr.ecr-fips.", false},
	{DualStack, "dkr-ecr.", true},
	{FIPSDualStack, "dkr-ecr-fips.", true},
}

// A Registry is the private ECR registry of an account in a Region. AccountID and Region may be
// or contain placeholders such as ${AWS_ACCOUNT_ID}. An empty Endpoint means IPv4.
type Registry struct {
	AccountID string
	Region    string
	Endpoint  Endpoint
}

// Host returns the registry's host in image references, for example
// 123456789012.dkr.ecr.ca-central-1.amazonaws.com. The domain is that of the Region's partition;
// a Region with a placeholder counts as one of the aws partition. A partition without dual-stack
// addresses gets the IPv4 address.
func (r Registry) Host() string {
	p := partitionOf(r.Region)
	labels, domain := endpoints[0].labels, p.domain
	for _, e := range endpoints {
		if e.kind == r.Endpoint && (!e.dual || p.dualStack != "") {
			labels = e.labels
			if e.dual {
				domain = p.dualStack
			}
		}
	}
	return r.AccountID + "." + labels + r.Region + "." + domain
}

// hosts returns the registry's hosts, one for each kind of endpoint, IPv4 first.
func (r Registry) hosts() []string {
	var hosts []string
	for _, e := range endpoints {
		r.Endpoint = e.kind
		if h := r.Host(); !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// Same reports whether both are the registry of one account in one Region. The endpoint does not
// count. Placeholders are compared as text.
func (r Registry) Same(other Registry) bool {
	return r.AccountID == other.AccountID && r.Region == other.Region
}

// ParseECRHost parses the host of an ECR registry, and reports false for any other host. It
// accepts, in any letter case, what the pattern of AWS's credential helper and of the kubelet's
// ECR credential provider accepts:
//
//	^(\d{12})\.dkr[\.\-]ecr(\-fips)?\.([a-zA-Z0-9][a-zA-Z0-9-_]*)\.(amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$
//
// and placeholders instead of digits of the account and letters of the Region. A Region without a
// placeholder is returned in lower case.
func ParseECRHost(host string) (Registry, bool) {
	account, rest, ok := cut(host, '.')
	if !ok || !isAccount(account) {
		return Registry{}, false
	}
	for _, e := range endpoints {
		if !hasPrefixFold(rest, e.labels) {
			continue
		}
		region, domain, _ := cut(rest[len(e.labels):], '.')
		if !isRegionLabel(region) || !isECRDomain(domain) {
			return Registry{}, false
		}
		if plain(region) {
			region = strings.ToLower(region)
		}
		return Registry{AccountID: account, Region: region, Endpoint: e.kind}, true
	}
	return Registry{}, false
}

// isAccount reports whether s is 12 digits, or digits around placeholders.
func isAccount(s string) bool {
	return isNumber(s) && (len(s) == 12 || !plain(s))
}

// isRegionLabel reports whether s matches the pattern's part for a Region.
func isRegionLabel(s string) bool {
	for i := 0; i < len(s); {
		c, after, _ := next(s, i)
		if !letter(c) && !digit(c) && (i == 0 || c != '-' && c != '_') {
			return false
		}
		i = after
	}
	return s != ""
}

// isECRDomain reports whether s, in any letter case, is the domain of ECR's registries in some
// partition.
func isECRDomain(s string) bool {
	for i := range partitions {
		p := &partitions[i]
		if strings.EqualFold(s, p.domain) || p.dualStack != "" && strings.EqualFold(s, p.dualStack) {
			return true
		}
	}
	return false
}

// hasPrefixFold is strings.HasPrefix in any letter case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
