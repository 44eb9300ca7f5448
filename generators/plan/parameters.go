package plan

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// registryParameter is the last part of the name of the registry's address.
const registryParameter = "ecr-registry"

// parameters plans the outputs as parameters, each below one path.
func (b *builder) parameters() {
	if b.in.Parameters == nil {
		return
	}
	path := strings.TrimSuffix(b.in.Parameters.Path, "/")
	longest := ""
	for _, o := range b.plan.Outputs {
		last := strings.ReplaceAll(o.Name, "_", "-")
		if o.Name == RegistryOutput {
			last = registryParameter
		}
		p := Parameter{Name: b.name(strings.Trim(path, "/"), last), Path: path + "/" + last, Output: o}
		if len(p.Path) > len(longest) {
			longest = p.Path
		}
		b.plan.Parameters = append(b.plan.Parameters, p)
	}
	b.checkParameter(path, longest)
}

// checkParameter checks the path, and the longest name below it. Systems Manager counts
// the ARN in front of a name as well, which has the Region and the account.
func (b *builder) checkParameter(path, longest string) {
	const at = infrastructure + ".parameters.path"
	length, levels := limits[maxParameterName], limits[maxParameterLevels]
	first := strings.ToLower(path)
	arn := "arn:" + b.plan.Registry.Partition + ":ssm:" + b.plan.Registry.Region + ":" + b.plan.Registry.AccountID + ":parameter"
	switch {
	case strings.HasPrefix(first, "/aws"), strings.HasPrefix(first, "/ssm"):
		b.Refuse(ParameterPath, at, path, "Systems Manager keeps names that begin with aws or ssm to itself ("+length.Source+"); choose another path, such as /eks/dev")
	case strings.Count(longest, "/") > levels.Value:
		b.Refuse(ParameterPath, at, path, fmt.Sprintf("%s has %d levels; Systems Manager takes at most %d (%s); choose a path with fewer", longest, strings.Count(longest, "/"), levels.Value, levels.Source))
	case utf8.RuneCountInString(arn+longest) > length.Value:
		b.Refuse(ParameterPath, at, path, fmt.Sprintf("with its ARN the name %s has %d characters; Systems Manager takes at most %d (%s); choose a shorter path", longest, utf8.RuneCountInString(arn+longest), length.Value, length.Source))
	}
}
