package image

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const account = "123456789012"

func TestRegistryHost(t *testing.T) {
	for _, test := range []struct {
		registry Registry
		want     string
	}{
		{Registry{account, "ca-central-1", ""}, "123456789012.dkr.ecr.ca-central-1.amazonaws.com"},
		{Registry{account, "ca-central-1", IPv4}, "123456789012.dkr.ecr.ca-central-1.amazonaws.com"},
		{Registry{account, "ca-central-1", DualStack}, "123456789012.dkr-ecr.ca-central-1.on.aws"},
		{Registry{account, "us-east-1", FIPS}, "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com"},
		{Registry{account, "us-east-1", FIPSDualStack}, "123456789012.dkr-ecr-fips.us-east-1.on.aws"},
		{Registry{account, "eusc-de-east-1", IPv4}, "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu"},
		{Registry{account, "eusc-de-east-1", DualStack}, "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu"},
		{Registry{account, "us-gov-west-1", IPv4}, "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com"},
		{Registry{account, "cn-north-1", IPv4}, "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"},
		{Registry{account, "cn-north-1", DualStack}, "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn"},
		{Registry{account, "us-iso-east-1", IPv4}, "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov"},
		{Registry{"${AWS_ACCOUNT_ID}", "${AWS_REGION}", IPv4}, "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com"},
		{Registry{"${A}", "${R:=ca-central-1}", DualStack}, "${A}.dkr-ecr.${R:=ca-central-1}.on.aws"},
	} {
		if got := test.registry.Host(); got != test.want {
			t.Errorf("%+v.Host() = %q, want %q", test.registry, got, test.want)
		}
	}
}

func TestPartition(t *testing.T) {
	for region, want := range map[string]string{
		"ca-central-1": "aws", "mx-central-1": "aws", "${AWS_REGION}": "aws", "us-gov-east-1": "aws-us-gov",
		"cn-northwest-1": "aws-cn", "eusc-de-east-1": "aws-eusc", "us-isob-east-1": "aws-iso-b",
	} {
		if got := (Registry{Region: region}).Partition(); got != want {
			t.Errorf("partition of %q = %q, want %q", region, got, want)
		}
	}
}

func TestParseECRHost(t *testing.T) {
	for _, test := range []struct {
		host string
		want Registry
		ok   bool
	}{
		{"123456789012.dkr.ecr.ca-central-1.amazonaws.com", Registry{account, "ca-central-1", IPv4}, true},
		{"123456789012.DKR.ECR.CA-Central-1.AmazonAWS.com", Registry{account, "ca-central-1", IPv4}, true},
		{"123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", Registry{account, "us-east-1", FIPS}, true},
		{"123456789012.dkr-ecr.ca-central-1.on.aws", Registry{account, "ca-central-1", DualStack}, true},
		{"123456789012.dkr-ecr-fips.us-west-2.on.aws", Registry{account, "us-west-2", FIPSDualStack}, true},
		{"123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", Registry{account, "cn-north-1", IPv4}, true},
		{"123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", Registry{account, "eusc-de-east-1", IPv4}, true},
		{"123456789012.dkr.ecr.us-isof-east-1.csp.hci.ic.gov", Registry{account, "us-isof-east-1", IPv4}, true},
		{"${A}.dkr.ecr.${R}.amazonaws.com", Registry{"${A}", "${R}", IPv4}, true},
		{"$(A).dkr.ecr.{{ .Values.region }}.amazonaws.com", Registry{"$(A)", "{{ .Values.region }}", IPv4}, true},
		{"1234${A}.dkr.ecr.ca-${R}-1.amazonaws.com", Registry{"1234${A}", "ca-${R}-1", IPv4}, true},
		{"${HOST}", Registry{}, false},
		{"x${A}.dkr.ecr.ca-central-1.amazonaws.com", Registry{}, false},
		{"12345678901.dkr.ecr.ca-central-1.amazonaws.com", Registry{}, false},
		{"1234567890123.dkr.ecr.ca-central-1.amazonaws.com", Registry{}, false},
		{"123456789012.dkr.ecr.amazonaws.com", Registry{}, false},
		{"123456789012.dkr.ecr..amazonaws.com", Registry{}, false},
		{"123456789012.dkr.ecr.-a.amazonaws.com", Registry{}, false},
		{"123456789012.dkr.ecr.ca-central-1.amazonaws.org", Registry{}, false},
		{"123456789012.dkr.ecr.ca-central-1.amazonaws.com:443", Registry{}, false},
		{"123456789012.dkr.ecr.ca-central-1.amazonaws.com.evil.example", Registry{}, false},
		{"123456789012.dkr.ecr.ca-central-1", Registry{}, false},
		{"123456789012", Registry{}, false},
		{"ghcr.io", Registry{}, false},
		{"public.ecr.aws", Registry{}, false},
		{"", Registry{}, false},
	} {
		got, ok := ParseECRHost(test.host)
		if got != test.want || ok != test.ok {
			t.Errorf("ParseECRHost(%q) = %+v, %v; want %+v, %v", test.host, got, ok, test.want, test.ok)
		}
	}
}

// awsPattern is the pattern ParseECRHost documents, compiled.
const awsPattern = `^(\d{12})\.dkr[\.\-]ecr(\-fips)?\.([a-zA-Z0-9][a-zA-Z0-9-_]*)\.(amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$`

// TestParseECRHostAsAWS puts hosts together from right and wrong pieces and
// holds the scanner to AWS's pattern on every one.
func TestParseECRHostAsAWS(t *testing.T) {
	pattern := regexp.MustCompile(awsPattern)
	matched := 0
	for _, host := range ecrHostPieces() {
		got, ok := ParseECRHost(host)
		m := pattern.FindStringSubmatch(host)
		if ok != (m != nil) {
			t.Errorf("ParseECRHost(%q) = %v, AWS's pattern says %v", host, ok, m != nil)
			continue
		}
		if ok && (got.AccountID != m[1] || got.Region != strings.ToLower(m[3])) {
			t.Errorf("ParseECRHost(%q) = %+v, AWS's pattern says account %s, Region %s", host, got, m[1], m[3])
		}
		if ok {
			matched++
		}
	}
	if matched < 100 {
		t.Errorf("only %d hosts matched: the pieces do not make hosts any more", matched)
	}
}

func ecrHostPieces() []string {
	hosts := []string{""}
	for _, pieces := range [][]string{
		{"123456789012", "000000000000", "12345678901", "1234567890123", "12345678901a", ""},
		{".", ""},
		{"dkr.ecr", "dkr-ecr", "dkr.ecr-fips", "dkr-ecr-fips", "dkr_ecr", "dkr..ecr", "ecr"},
		{".", "-"},
		{"ca-central-1", "us_x", "A", "-a", "_a", "a-", "a.b", ""},
		{".", ""},
		{"amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "on.aws", "on.amazonwebservices.com.cn", "sc2s.sgov.gov", "c2s.ic.gov", "cloud.adc-e.uk", "csp.hci.ic.gov", "on.aws.cn", "amazonaws.de", "amazonaws.com.", ""},
	} {
		var longer []string
		for _, host := range hosts {
			for _, piece := range pieces {
				longer = append(longer, host+piece)
			}
		}
		hosts = longer
	}
	return hosts
}

func TestRegistryCheckAccepts(t *testing.T) {
	for _, r := range []Registry{
		{account, "ca-central-1", ""},
		{"012345678901", "ap-southeast-7", IPv4},
		{account, "ca-central-1", DualStack},
		{"${AWS_ACCOUNT_ID}", "${AWS_REGION}", DualStack},
		{"$(ACCOUNT)", "{{ .Values.region }}", IPv4},
		{"${AWS_ACCOUNT_ID:=123456789012}", "ca-${WHERE}-1", IPv4},
	} {
		if ps := r.Check(); len(ps) > 0 {
			t.Errorf("%+v.Check() = %v, want nothing", r, ps)
		}
		back, ok := ParseECRHost(r.Host())
		if !ok || !back.Same(r) {
			t.Errorf("ParseECRHost(%q) = %+v, %v; want %+v", r.Host(), back, ok, r)
		}
	}
}

func TestRegistryCheckRefuses(t *testing.T) {
	for _, test := range []struct {
		registry Registry
		want     []string // field, "!" before the field of a warning, and a word of the reason
	}{
		{Registry{"12345", "ca-central-1", IPv4}, []string{"accountID: not an AWS account ID"}},
		{Registry{"", "", IPv4}, []string{"accountID: not an AWS account ID", "region: not an AWS Region"}},
		{Registry{"abc${X}", "ca-central-1", IPv4}, []string{"accountID: not an AWS account ID"}},
		{Registry{"${X", "ca-central-1", IPv4}, []string{"accountID: not an AWS account ID"}},
		{Registry{account, "${X", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "central", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "CA-central-1", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "ca-Central-1", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "ca-central-1a", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "ca-central-", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "cn-north-1", IPv4}, []string{"!region: " + unknownChina}},
		{Registry{account, "cn-northwest-1", DualStack}, []string{"!region: " + unknownChina}},
		{Registry{account, "us-gov-east-1", IPv4}, []string{"!region: " + unknownGov}},
		{Registry{account, "us-gov-${X}-1", IPv4}, []string{"!region: " + unknownGov}},
		{Registry{account, "us-gov-west-1", FIPS}, []string{
			"!region: " + unknownGov, "!endpoint: the first pull of an image through the cache is not supported over FIPS endpoints",
		}},
		{Registry{account, "us-gov-", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "us-gov-west", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "cn-north", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "us-gov-${X", IPv4}, []string{"region: not an AWS Region"}},
		{Registry{account, "us-iso-east-1", IPv4}, []string{"region: " + isolatedThere + " (aws-iso)"}},
		{Registry{account, "eusc-de-east-1", IPv4}, []string{"!region: AWS does not say whether pull-through cache rules work in the European Sovereign Cloud"}},
		{Registry{account, "eusc-de-east-1", DualStack}, []string{
			"!region: AWS does not say whether pull-through cache rules work in the European Sovereign Cloud",
			"endpoint: partition aws-eusc has no dual-stack registries",
		}},
		{Registry{account, "ca-central-1", FIPS}, []string{"endpoint: Region ca-central-1 has no FIPS registries"}},
		{Registry{account, "us-west-2", FIPS}, []string{"!endpoint: the first pull of an image through the cache is not supported over FIPS endpoints"}},
		{Registry{account, "${R}", FIPS}, []string{"!endpoint: the first pull of an image through the cache is not supported over FIPS endpoints"}},
		{Registry{account, "us-west-2", FIPSDualStack}, []string{"endpoint: not an endpoint kind"}},
		{Registry{account, "us-west-2", "ipv4"}, []string{"endpoint: not an endpoint kind"}},
		{Registry{"x", "us-gov-west-1", "y"}, []string{
			"accountID: not an AWS account ID", "!region: " + unknownGov, "endpoint: not an endpoint kind",
		}},
	} {
		if diff := cmp.Diff(test.want, brief(test.registry.Check())); diff != "" {
			t.Errorf("%+v.Check() (-want +got):\n%s", test.registry, diff)
		}
	}
}

// brief writes problems as field and reason, warnings with a leading "!".
func brief(ps []Problem) []string {
	var lines []string
	for _, p := range ps {
		line := p.Field + ": " + p.Reason
		if p.Warning {
			line = "!" + line
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRegistryUnchecked(t *testing.T) {
	for _, test := range []struct {
		registry Registry
		fields   []string
	}{
		{Registry{account, "ca-central-1", IPv4}, nil},
		{Registry{"${A}", "ca-central-1", IPv4}, []string{"accountID"}},
		{Registry{account, "$(R)", IPv4}, []string{"region"}},
		{Registry{"${A}", "${R}", IPv4}, []string{"accountID", "region"}},
		{Registry{"x${A}", "${R", IPv4}, nil}, // refused by Check instead
	} {
		var fields []string
		for _, p := range test.registry.Unchecked() {
			fields = append(fields, p.Field)
			if !p.Warning {
				t.Errorf("%+v: %v is not a warning", test.registry, p)
			}
		}
		if diff := cmp.Diff(test.fields, fields); diff != "" {
			t.Errorf("%+v.Unchecked() (-want +got):\n%s", test.registry, diff)
		}
	}
}

func TestProblemText(t *testing.T) {
	p := Registry{account, "ca-central-1", "ipv4"}.Check()[0]
	if want := `endpoint "ipv4": not an endpoint kind; accepted: IPv4, DualStack, FIPS`; p.String() != want {
		t.Errorf("got  %s\nwant %s", p, want)
	}
}
