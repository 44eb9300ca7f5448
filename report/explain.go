package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/rewrite"
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
}

// A Command is one to try on AWS.
type Command struct {
	Purpose string `json:"purpose"`
	Command string `json:"command"`
}

// NewExplanation describes what a rewriter says of a reference.
func NewExplanation(c *config.PullThroughCache, img *rewrite.Image, findings []rewrite.Finding) *Explanation {
	i := NewImage(img)
	e := &Explanation{
		APIVersion: config.APIVersion, Kind: "Explanation",
		Reference: i.Reference, Status: i.Status, Covered: i.Covered, Reason: i.Reason,
		Upstream: i.Upstream, Prefix: i.Prefix, UpstreamReference: i.UpstreamReference, CacheReference: i.CacheReference,
		Tag: i.Tag, Digest: i.Digest, Findings: []Finding{}, Commands: []Command{},
	}
	if known, ok := image.KnownUpstream(i.Upstream); ok && i.Upstream != "" {
		e.Credential = string(known.Credential)
	}
	for _, note := range c.Notes() {
		e.Findings = append(e.Findings, Finding{Severity: string(rewrite.Info), Code: string(rewrite.Note), Message: note})
	}
	for _, f := range findings {
		if f.Code != rewrite.Rewritten && f.Message != i.Reason {
			e.Findings = append(e.Findings, newFinding(&f))
		}
	}
	if e.Covered {
		e.addCommands(c)
	}
	return e
}

// addCommands lists what to try, from the login to the repository that appears.
func (e *Explanation) addCommands(c *config.PullThroughCache) {
	ref, err := image.Parse(e.CacheReference)
	if err != nil {
		return
	}
	e.Repository = ref.Repository
	region := " --region " + quote(c.Spec.Region)
	account := " --registry-id " + quote(c.Spec.AccountID)
	id := "imageTag=" + ref.Tag
	if ref.Tag == "" {
		id = "imageTag=latest"
	}
	if ref.Digest != "" {
		id = "imageDigest=" + ref.Digest
	}
	e.Commands = []Command{
		{"see the rule", "aws ecr describe-pull-through-cache-rules --ecr-repository-prefixes " + quote(e.Prefix) + account + region},
		{"check that ECR reaches the upstream", "aws ecr validate-pull-through-cache-rule --ecr-repository-prefix " + quote(e.Prefix) + account + region},
		{"log in", "aws ecr get-login-password" + region + " | docker login --username AWS --password-stdin " + quote(ref.Host)},
		{"pull", "docker pull " + quote(e.CacheReference)},
		{"see the image in the cache", "aws ecr describe-images --repository-name " + quote(ref.Repository) + " --image-ids " + quote(id) + account + region},
	}
}

// Text is the explanation for people.
func (e *Explanation) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Reference)
	for _, line := range []struct{ label, text string }{
		{"status", e.Status},
		{"because", e.Reason},
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

func (e *Explanation) rule() string {
	if e.Prefix == "" {
		return ""
	}
	needs := map[string]string{
		string(image.CredentialRequired): "; ECR needs a credential for the upstream, also for public images",
		string(image.CredentialNone):     "; ECR needs no credential for the upstream",
		string(image.CredentialRole):     "; ECR needs an IAM role when the upstream is of another account",
	}
	return "prefix " + e.Prefix + needs[e.Credential]
}

// length holds the repository's name against ECR's limit.
func (e *Explanation) length() string {
	if e.Repository == "" {
		return ""
	}
	return fmt.Sprintf("%s (%d of 256 characters)", e.Repository, len(e.Repository))
}

// quote makes a word of a shell: in single quotes, unless it is made of characters
// that mean nothing to it.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("./:@_=-", r)
	}
	if word != "" && !slices.ContainsFunc([]rune(word), func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
