package awscli

import (
	"cmp"
	"slices"
	"strings"
)

// A Command is a command line to run, about one registry, rule or image.
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
	// SignsIn says that it has a secret, Secret its name or ARN; when that is empty, the
	// command has a placeholder.
	SignsIn bool
	Secret  string
	// IsECR says that the upstream is another ECR registry; Role is the ARN of the role that
	// the rule has for it.
	Role  string
	IsECR bool
}

// An Image is one in the cache.
type Image struct{ Repository, Tag, Digest string }

// Ask is what to ask about.
type Ask struct {
	Registry Registry
	Rules    []Rule
	// Principal is the ARN of the role that pulls; a placeholder when empty.
	Principal string
	// Images are some that are pulled: each gets the commands about an image.
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

// The placeholders for what the configuration does not say.
const (
	nodeRole      = "NODE-ROLE"
	credentialARN = "CREDENTIAL-ARN"
)

// Commands lists what to run, in this order: an answer may explain those after it.
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

// values returns what replaces the names in a row: pairs such as <PREFIX>, ghcr. There is one set
// for each command to make of the row, such as one for each rule; none leaves the row out.
func (a *Ask) values(about subject) [][]string {
	var sets [][]string
	common := a.common()
	add := func(more ...string) { sets = append(sets, append(slices.Clip(common), more...)) }
	switch about {
	case theRegistry:
		add(a.ruleLists()...)
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

func (a *Ask) signsIn() bool {
	return slices.ContainsFunc(a.Rules, func(r Rule) bool { return r.SignsIn })
}

// ruleLists are the values that name all rules; no command that there is for each of them has one.
func (a *Ask) ruleLists() []string {
	var rules, prefixes []string
	for _, r := range a.Rules {
		rules = append(rules, r.wanted())
		prefixes = append(prefixes, r.Prefix)
	}
	return []string{"<RULES>", strings.Join(rules, ", "), "<PREFIXES>", strings.Join(prefixes, ", ")}
}

// common are the values that are the same in all commands.
func (a *Ask) common() []string {
	role, fill := a.Principal, ""
	if role == "" {
		role = "arn:" + a.Registry.Partition + ":iam::" + a.Registry.Account + ":role/" + nodeRole
		fill = "; " + nodeRole + " stands for the name of the nodes' role"
	}
	tag := ""
	if a.Tags {
		tag = " ecr:TagResource"
	}
	return []string{
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

// rootPrefix is what ECR calls the prefix of a rule whose repositories have none.
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

// fill makes a command of a row and one set of values. In the command line a value is
// quoted as a word of the shell; between double quotes, as in "…:repository/<BELOW>*", as part of one. In the
// texts about answers it is put in as it is.
func (r *row) fill(values []string) Command {
	text := strings.NewReplacer(values...)
	words, parted := make([]string, 0, len(values)), make([]string, 0, len(values))
	for i := 0; i < len(values); i += 2 {
		word := Quote(values[i+1])
		if values[i] == "<TAG>" {
			word = values[i+1] // one more word, or none
		}
		words = append(words, values[i], word)
		parted = append(parted, values[i], quotedPart(values[i+1]))
	}
	word, part := strings.NewReplacer(words...), strings.NewReplacer(parted...)
	parts := strings.Split(r.line, `"`)
	for i := range parts {
		if i%2 == 0 {
			parts[i] = word.Replace(parts[i])
		} else {
			parts[i] = part.Replace(parts[i])
		}
	}
	return Command{
		Name: r.name, Purpose: text.Replace(r.purpose), Line: strings.Join(parts, `"`),
		Good: text.Replace(r.good), Bad: text.Replace(r.bad), Changes: r.changes,
	}
}
