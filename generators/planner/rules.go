package planner

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// rules plans a rule for every prefix, with its credential and template. Upstreams that are
// parts of one registry may share a rule.
func (b *builder) rules() {
	shared := map[string]int{}
	for i := range b.c.Spec.Upstreams {
		u := &b.c.Spec.Upstreams[i]
		known, ok := image.KnownUpstream(u.Registry)
		if !ok || u.Prefix == "" {
			continue // refused already, with the configuration
		}
		if first, there := shared[u.Prefix]; there {
			b.sameCredential(first, i)
			continue
		}
		shared[u.Prefix] = i
		rule := plan.Rule{
			Name: b.ruleName(u.Prefix), ID: b.id(u.Prefix), Prefix: u.Prefix, Credential: -1,
			Upstream: known.Name, UpstreamURL: known.URL, UpstreamPrefix: u.UpstreamRepositoryPrefix,
		}
		b.credential(&rule, i, known)
		b.plan.Rules = append(b.plan.Rules, rule)
		b.template(&rule)
	}
	if n, most := len(b.plan.Rules), limits[maxRules]; n > most.Value {
		b.Refuse(plan.RuleLimit, "spec.upstreams", "", fmt.Sprintf("%d prefixes need as many rules; ECR takes at most %d %s (%s); split them over Regions or accounts", n, most.Value, most.Unit, most.Source))
	}
	b.unusedSettings()
	if !b.in.Template.Omit || b.in.Repositories == v1alpha1.RepositoriesPreCreate {
		b.checkSettings()
	}
}

// ruleName returns a name that no other rule of the plan has: mirror/quay and mirror.quay
// would both be mirror.quay.
func (b *builder) ruleName(prefix string) string {
	name := b.name(prefix)
	if slices.ContainsFunc(b.plan.Rules, func(r plan.Rule) bool { return r.Name == name }) {
		return plan.WithDigest(name, prefix)
	}
	return name
}

// id returns an identifier that no other rule of the plan has.
func (b *builder) id(prefix string) string {
	id := identifier(prefix)
	for n := 2; slices.ContainsFunc(b.plan.Rules, func(r plan.Rule) bool { return r.ID == id }); n++ {
		id = identifier(prefix) + "_" + strconv.Itoa(n)
	}
	return id
}

// sameCredential refuses two credentials for one rule.
func (b *builder) sameCredential(first, second int) {
	one, other := b.c.Spec.Upstreams[first].Credential, b.c.Spec.Upstreams[second].Credential
	if other != nil && (one == nil || *one != *other) {
		b.Refuse(plan.CredentialConflict, upstreamPath(second, "credential"), "", fmt.Sprintf("upstreams[%d] has the same prefix, so both share one rule, and a rule has one credential; write the credential there alone, or give this upstream a prefix of its own", first))
	}
}

// prefixes returns those of all rules.
func (b *builder) prefixes() []string {
	var all []string
	for i := range b.plan.Rules {
		all = append(all, b.plan.Rules[i].Prefix)
	}
	return all
}
