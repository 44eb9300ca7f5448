package fn

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// wantedJSON is the form of the value that ECR reads.
const wantedJSON = `{"` + plan.UsernameKey + `":"…","` + plan.TokenKey + `":"…"}`

// misnamed maps common wrong names to the two keys that ECR reads. Messages only count other
// keys, because a key may be a secret as well.
var misnamed = map[string]string{
	"password": plan.TokenKey, "token": plan.TokenKey, "access-token": plan.TokenKey, "access_token": plan.TokenKey,
	"accesstoken": plan.TokenKey, "AccessToken": plan.TokenKey, "pat": plan.TokenKey, "auth": plan.TokenKey,
	"user": plan.UsernameKey, "userName": plan.UsernameKey, "Username": plan.UsernameKey, "login": plan.UsernameKey,
}

// lintSecret returns what is wrong with the Secret of a credential; empty when nothing is, or
// when it cannot be known.
func lintSecret(root *yamlbytes.Node, c *plan.Credential) string {
	key := c.KubernetesSecret.Key
	text, there := secretValue(root, key)
	if root.Get("sops") != nil || strings.HasPrefix(text, "ENC[") {
		return "" // encrypted, so its value is not known
	}
	if !there {
		return fmt.Sprintf("the Secret has no key %s, which is to hold %s", key, wantedJSON)
	}
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil || object == nil {
		if strings.Contains(text, "${") {
			return "" // a placeholder, so its value is not known
		}
		return fmt.Sprintf("its key %s is no JSON object; ECR reads %s", key, wantedJSON)
	}
	if message := lintKeys(object, key); message != "" {
		return message
	}
	return lintValues(object, key, c.Upstream)
}

// lintValues returns what is wrong with the two values, without quoting them.
func lintValues(object map[string]any, key, upstream string) string {
	for _, name := range []string{plan.UsernameKey, plan.TokenKey} {
		if text, isText := object[name].(string); !isText || text == "" {
			return fmt.Sprintf("%s in the JSON under %s is empty or no string; ECR reads %s", name, key, wantedJSON)
		}
	}
	token := object[plan.TokenKey].(string)
	begins := func(start string) bool { return strings.HasPrefix(token, start) }
	if upstream == plan.GitHub && slices.ContainsFunc(plan.NotClassic(), begins) {
		return fmt.Sprintf("%s in the JSON under %s is a fine-grained token or one of a GitHub App, and GitHub's registry takes neither; make a personal access token (classic) with the scope read:packages", plan.TokenKey, key)
	}
	return ""
}

// lintKeys compares the keys of a credential's JSON with those that ECR reads.
func lintKeys(object map[string]any, key string) string {
	var wrong []string
	others := 0
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch meant := misnamed[name]; {
		case name == plan.UsernameKey || name == plan.TokenKey:
		case meant != "":
			wrong = append(wrong, "rename "+name+" to "+meant)
		default:
			others++
		}
	}
	if others > 0 {
		wrong = append(wrong, fmt.Sprintf("remove %d other", others))
	}
	for _, name := range []string{plan.UsernameKey, plan.TokenKey} {
		if _, there := object[name]; !there && !slices.ContainsFunc(wrong, func(w string) bool { return strings.HasSuffix(w, " to "+name) }) {
			wrong = append(wrong, "add "+name)
		}
	}
	if len(wrong) == 0 {
		return ""
	}
	return fmt.Sprintf("ECR reads exactly the keys of %s in the JSON under %s, and signs in at the upstream with nothing else: %s", wantedJSON, key, strings.Join(wrong, ", "))
}

// secretValue returns the decoded value of a key of a Secret.
func secretValue(root *yamlbytes.Node, key string) (text string, there bool) {
	if n := root.At("stringData", key); n != nil {
		return n.Value, true
	}
	n := root.At("data", key)
	if n == nil {
		return "", false
	}
	decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.Value), ""))
	if err != nil {
		return n.Value, true
	}
	return string(decoded), true
}
