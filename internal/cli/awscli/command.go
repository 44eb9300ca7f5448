package awscli

import (
	"cmp"
	"strings"
)

// A Command is one to run, for one registry, rule or image.
type Command struct {
	// Name is stable: documents and scripts may select by it.
	Name    string
	Purpose string
	// Line is the command, for a POSIX shell.
	Line string
	// Good is what the answer looks like when all is well, Bad what another means.
	Good, Bad string
	// Changes is what the command changes; empty when it only reads.
	Changes string
}

// A Registry is the ECR registry that holds a cache.
type Registry struct{ Account, Region, Partition, Host string }

// A Rule is a pull-through cache rule.
type Rule struct {
	Prefix   string // ecrRepositoryPrefix
	Upstream string // upstreamRegistryUrl
	// UpstreamPrefix is upstreamRepositoryPrefix, empty when the rule has none.
	UpstreamPrefix string
	// SignsIn says that it has a secret, Secret its name or ARN; a name to fill in
	// when empty.
	SignsIn bool
	Secret  string
	// Role is the ARN of the role of a rule for another ECR registry, IsECR says that the
	// rule is for one.
	Role  string
	IsECR bool
}

// An Image is one in the cache.
type Image struct{ Repository, Tag, Digest string }

// Ask is what to ask about.
type Ask struct {
	Registry Registry
	Rules    []Rule
	// Principal is the ARN of the role that pulls; a name to fill in when empty.
	Principal string
	// Images are pulled; commands about images need one.
	Images []Image
	// TemplateRole is the ARN of the role of the templates, if they have one. Tags says
	// that repositories get tags, which needs one more action.
	TemplateRole string
	Tags         bool
	// PolicyGroup is the API group of the policies that the cluster is to run, Policies the
	// names of their resources; empty where there are none.
	PolicyGroup string
	Policies    []string
}

// What is to be filled in, when nobody says.
const (
	nodeRole      = "NODE-ROLE"
	credentialARN = "CREDENTIAL-ARN"
)

// Commands lists what to run, in the order in which one answer makes sense of the
// next.
func Commands(a Ask) []Command {
	var all []Command
	for i := range table {
		row := &table[i]
		for _, values := range a.values(row.about) {
			all = append(all, row.fill(values))
		}
	}
	return all
}

// values returns the texts that replace the names in a row, one set for each thing that the row is
// about.
func (a *Ask) values(about subject) [][]string {
	var sets [][]string
	add := func(more ...string) { sets = append(sets, append(a.registry(), more...)) }
	switch about {
	case theRegistry:
		add()
	case theSecrets:
		if a.signsIn() {
			add()
		}
	case theTemplateRole:
		if a.TemplateRole != "" {
			add()
		}
	case thePolicies:
		if len(a.Policies) > 0 {
			add("<API-GROUP>", a.PolicyGroup, "<POLICIES>", strings.Join(a.Policies, ", "))
		}
	case aSignIn:
		for _, r := range a.Rules {
			if r.SignsIn || r.IsECR {
				add(r.values()...)
			}
		}
	case aRuleRole:
		for _, r := range a.Rules {
			if r.Role != "" {
				add(r.values()...)
			}
		}
	case aRule:
		for _, r := range a.Rules {
			add(r.values()...)
		}
	case aSecret:
		for _, r := range a.Rules {
			if r.SignsIn {
				add(r.values()...)
			}
		}
	case anImage:
		for _, i := range a.Images {
			add("<REPOSITORY>", i.Repository, "<ID>", i.id())
		}
	}
	return sets
}

func (a *Ask) signsIn() bool { return len(a.values(aSecret)) > 0 }

func (a *Ask) registry() []string {
	role, fill := a.Principal, ""
	if role == "" {
		role = "arn:" + a.Registry.Partition + ":iam::" + a.Registry.Account + ":role/" + nodeRole
		fill = "; " + nodeRole + " stands for the name of the nodes' role"
	}
	var rules, prefixes []string
	for _, r := range a.Rules {
		rules = append(rules, r.wanted())
		prefixes = append(prefixes, r.Prefix)
	}
	tag := ""
	if a.Tags {
		tag = " ecr:TagResource"
	}
	return []string{
		"<RULES>", strings.Join(rules, ", "), "<PREFIXES>", strings.Join(prefixes, ", "),
		"<TAG>", tag, "<TEMPLATE-ROLE>", roleName(a.TemplateRole),
		"<ACCOUNT>", a.Registry.Account, "<REGION>", a.Registry.Region, "<PARTITION>", a.Registry.Partition,
		"<HOST>", a.Registry.Host, "<PRINCIPAL>", role, "<FILL>", fill,
	}
}

// wanted is what the registry should have of a rule.
func (r *Rule) wanted() string {
	text := r.Prefix + " for " + r.Upstream
	if r.UpstreamPrefix != "" {
		text += " with the upstreamRepositoryPrefix " + r.UpstreamPrefix
	}
	return text
}

// rootPrefix is the prefix of a rule that adds none.
const rootPrefix = "ROOT"

func (r *Rule) values() []string {
	below := r.Prefix + "/"
	if r.Prefix == rootPrefix {
		below = ""
	}
	return []string{"<PREFIX>", r.Prefix, "<BELOW>", below, "<UPSTREAM>", r.Upstream, "<SECRET>", cmp.Or(r.Secret, credentialARN), "<ROLE>", roleName(r.Role)}
}

// roleName is the name in the ARN of a role: what follows its path.
func roleName(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }

// id is how the API names an image.
func (i *Image) id() string {
	switch {
	case i.Digest != "":
		return "imageDigest=" + i.Digest
	case i.Tag != "":
		return "imageTag=" + i.Tag
	}
	return "imageTag=latest"
}

// fill writes a row for one set of values. In the command they are words of a
// shell; between double quotes, and in what is said of answers, they are text.
func (r *row) fill(values []string) Command {
	text := strings.NewReplacer(values...)
	words := make([]string, 0, len(values))
	for i := 0; i < len(values); i += 2 {
		word := Quote(values[i+1])
		if values[i] == "<TAG>" {
			word = values[i+1] // one more word, or none
		}
		words = append(words, values[i], word)
	}
	word := strings.NewReplacer(words...)
	parts := strings.Split(r.line, `"`)
	for i := range parts {
		if i%2 == 0 {
			parts[i] = word.Replace(parts[i])
		} else {
			parts[i] = text.Replace(parts[i])
		}
	}
	return Command{
		Name: r.name, Purpose: text.Replace(r.purpose), Line: strings.Join(parts, `"`),
		Good: text.Replace(r.good), Bad: text.Replace(r.bad), Changes: r.changes,
	}
}
