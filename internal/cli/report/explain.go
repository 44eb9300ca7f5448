package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
	"github.com/amerintlxperts/ecrcache/internal/config/validate"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// An Explanation says what happens to one reference.
type Explanation struct {
	APIVersion        string `json:"apiVersion"`
	Kind              string `json:"kind"`
	Reference         string `json:"reference"`
	Status            string `json:"status"`
	Covered           bool   `json:"covered"`
	Reason            string `json:"reason,omitempty"`
	Upstream          string `json:"upstream,omitempty"`
	Prefix            string `json:"prefix,omitempty"`
	UpstreamReference string `json:"upstreamReference,omitempty"`
	CacheReference    string `json:"cacheReference,omitempty"`
	Repository        string `json:"repository,omitempty"`
	Tag               string `json:"tag,omitempty"`
	Digest            string `json:"digest,omitempty"`
	// Credential is what the rule needs: Required, None, Role.
	Credential string    `json:"credential,omitempty"`
	Findings   []Finding `json:"findings"`
	Commands   []Command `json:"commands"`
	// otherPart says that the configuration covers another part of the registry.
	otherPart bool
}

// A Command is one to try on AWS.
type Command struct {
	Purpose string `json:"purpose"`
	Command string `json:"command"`
}

// NewExplanation describes what a rewriter says of a reference.
func NewExplanation(c *v1alpha1.PullThroughCache, img *inventory.Image, findings []finding.Finding) *Explanation {
	i := NewImage(img)
	e := &Explanation{
		APIVersion: v1alpha1.APIVersion, Kind: "Explanation",
		Reference: i.Reference, Status: i.Status, Covered: i.Covered, Reason: i.Reason,
		Upstream: i.Upstream, Prefix: i.Prefix, UpstreamReference: i.UpstreamReference, CacheReference: i.CacheReference,
		Tag: i.Tag, Digest: i.Digest, Findings: []Finding{}, Commands: []Command{},
	}
	if known, ok := image.KnownUpstream(i.Upstream); ok && i.Upstream != "" {
		e.Credential = string(known.Credential)
	}
	if ref, err := image.Parse(i.Reference); err == nil {
		e.otherPart = len(c.Cache().Parts(cmp.Or(ref.Host, "docker.io"))) > 0
	}
	for _, note := range validate.Notes(c) {
		e.Findings = append(e.Findings, Finding{Severity: string(finding.Info), Code: string(outcome.Note), Message: note})
	}
	for _, f := range findings {
		if f.Code != outcome.Rewritten && (i.Reason == "" || !strings.HasPrefix(f.Message, i.Reason)) {
			e.Findings = append(e.Findings, newFinding(&f))
		}
	}
	if e.Covered {
		e.addCommands(c)
	}
	return e
}

// addCommands lists what to try, from the login to the repository that appears.
func (e *Explanation) addCommands(c *v1alpha1.PullThroughCache) {
	ref, err := image.Parse(e.CacheReference)
	if err != nil {
		return
	}
	e.Repository = ref.Repository
	registry := c.Cache().Registry()
	known, _ := image.KnownUpstream(e.Upstream)
	ask := awscli.Ask{
		Registry: awscli.Registry{Account: c.Spec.AccountID, Region: c.Spec.Region, Partition: registry.Partition(), Host: ref.Host},
		Rules:    []awscli.Rule{{Prefix: e.Prefix, Upstream: known.URL, SignsIn: known.Credential == image.CredentialRequired, IsECR: known.Credential == image.CredentialRole}},
		Images:   []awscli.Image{{Repository: ref.Repository, Tag: ref.Tag, Digest: ref.Digest}},
	}
	all := awscli.Commands(ask)
	for _, name := range tried {
		for _, q := range all {
			if q.Name == name {
				e.Commands = append(e.Commands, Command{q.Purpose, q.Line})
			}
		}
		if name == "log-in" {
			e.Commands = append(e.Commands, Command{"pull", "docker pull " + awscli.Quote(e.CacheReference)})
		}
	}
}

// tried are the commands about one image, by name, in the order to run them.
var tried = []string{"rules", "validate", "log-in", "image"}

// Text is the explanation as lines for people.
func (e *Explanation) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Reference)
	for _, line := range []struct{ label, text string }{
		{"status", e.Status},
		{"because", e.Reason},
		{"to cover it", e.remedy()},
		{"upstream", e.Upstream},
		{"rule", e.rule()},
		{"upstream's", e.UpstreamReference},
		{"cache's", e.CacheReference},
		{"repository", e.length()},
	} {
		if line.text != "" {
			fmt.Fprintf(&b, "  %-11s %s\n", line.label, line.text)
		}
	}
	for _, f := range e.Findings {
		fmt.Fprintf(&b, "  %-11s %s\n", f.Severity, f.Message)
	}
	for i, c := range e.Commands {
		if i == 0 {
			fmt.Fprintln(&b, "\nTo try it on AWS:")
		}
		fmt.Fprintf(&b, "  # %s\n  %s\n", c.Purpose, c.Command)
	}
	return b.String()
}

// remedy says how a registry gets its rule, where ECR can cache it.
func (e *Explanation) remedy() string {
	ref, err := image.Parse(e.Reference)
	if err != nil || e.Status != string(inventory.StatusNoRule) {
		return ""
	}
	host := cmp.Or(ref.Host, "docker.io") // a short name is of Docker Hub
	if _, ok := image.KnownUpstream(host); !ok {
		return ""
	}
	if e.otherPart {
		return "add registry: " + host + " with a prefix of its own to spec.upstreams of the configuration, or widen the upstream that is there"
	}
	return "add registry: " + host + " to spec.upstreams of the configuration; to try: --upstream " + host
}

func (e *Explanation) rule() string {
	if e.Prefix == "" {
		return ""
	}
	needs := map[string]string{
		string(image.CredentialRequired): "; ECR needs a credential for the upstream, also for public images",
		string(image.CredentialNone):     "; ECR needs no credential for the upstream",
		string(image.CredentialRole):     "; ECR needs an IAM role for it, at least when the upstream is of another account",
	}
	return "prefix " + e.Prefix + needs[e.Credential]
}

// length is the repository's name and how much of ECR's limit it takes; empty for no repository.
func (e *Explanation) length() string {
	if e.Repository == "" {
		return ""
	}
	return fmt.Sprintf("%s (%d of 256 characters)", e.Repository, len(e.Repository))
}
