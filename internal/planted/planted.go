// Package planted makes secrets for the tests of whatever prints, and finds them in the output.
// They are put together when a test runs, so no file of this repository holds what
// looks like one.
package planted

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// mark is part of every secret. It is not longer than what the YAML parser quotes of a value that it
// cannot read, so that such a message shows all of it.
const mark = "pLaNt3d"

// Token returns a text in the form of a GitHub token.
func Token() string { return "gh" + "p_" + mark + strings.Repeat("x7Q", 10) }

// FineGrained returns a text in the form of GitHub's fine-grained tokens.
func FineGrained() string { return "github" + "_pat_11" + mark + "_" + strings.Repeat("y8R", 15) }

// Password returns a secret without any known form. where says where it was planted.
func Password(where string) string { return mark + "-" + where }

// DockerConfig returns a .dockerconfigjson with a password.
func DockerConfig() string {
	auth := base64.StdEncoding.EncodeToString([]byte("robot:" + Password("auth")))
	return fmt.Sprintf(`{"auths":{"ghcr.io":{"username":"robot","password":"%s","auth":"%s"}}}`, Password("docker"), auth)
}

// Credentials returns the JSON that ECR reads.
func Credentials() string {
	return fmt.Sprintf(`{"username":"robot","accessToken":"%s"}`, Token())
}

// Base64 returns how a Kubernetes Secret holds a text under data.
func Base64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// Count returns the number of secrets in a text, as they are or in base64.
func Count(text string) int {
	total := 0
	for _, form := range forms() {
		total += strings.Count(text, form)
	}
	return total
}

// Found returns the secrets in a text, each with the text around it.
func Found(text string) []string {
	var all []string
	for _, form := range forms() {
		for from := 0; ; {
			i := strings.Index(text[from:], form)
			if i < 0 {
				break
			}
			from += i + len(form)
			all = append(all, text[max(0, from-len(form)-60):min(len(text), from+30)])
		}
	}
	return all
}

// forms returns the texts by which a secret is known: the mark, and what base64 makes
// of it at each of its three places in a group.
func forms() []string {
	all := []string{mark}
	for before := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + mark))
		first := (before*8 + 5) / 6          // characters that hold bits of what stands before
		last := (before + len(mark)) * 8 / 6 // and those whose bits are all known
		all = append(all, encoded[first:last])
	}
	return all
}
