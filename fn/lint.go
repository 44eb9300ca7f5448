package fn

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/plan"
	"github.com/amerintlxperts/ecrcache/rewrite"
)

// secretJSON is the code of a Kubernetes Secret whose JSON ECR would not read.
const secretJSON = rewrite.Code("secret-json")

// wantedJSON is what the key of a Kubernetes Secret must hold.
const wantedJSON = `{"` + plan.UsernameKey + `":"…","` + plan.TokenKey + `":"…"}`

// misnamed are what the two keys are commonly called instead. Other keys are
// counted, never printed: a key could be anything.
var misnamed = map[string]string{
	"password": plan.TokenKey, "token": plan.TokenKey, "access-token": plan.TokenKey, "access_token": plan.TokenKey,
	"accesstoken": plan.TokenKey, "AccessToken": plan.TokenKey, "pat": plan.TokenKey, "auth": plan.TokenKey,
	"user": plan.UsernameKey, "userName": plan.UsernameKey, "Username": plan.UsernameKey, "login": plan.UsernameKey,
}

// lint looks for the Kubernetes Secrets that credentials are read from, and tells
// when ECR could not use what they hold. No value is ever told.
func lint(p *plan.Plan, items []document.Item, report *rewrite.Report) {
	for c := range p.Credentials {
		credential := &p.Credentials[c]
		for i := range items {
			if raw := items[i].Raw(); !items[i].IsRead() && (!bytes.Contains(raw, []byte(credential.KubernetesSecret.Name)) || !bytes.Contains(raw, []byte("Secret"))) {
				continue
			}
			root, err := items[i].Parse()
			if err != nil || root == nil || !isSecret(root, p, credential) {
				continue // an item that cannot be read is told where it matters
			}
			if message := lintSecret(root, credential); message != "" {
				report.Add(rewrite.Finding{
					Severity: rewrite.Warning, Code: secretJSON, Message: message,
					Resource: rewrite.Resource{APIVersion: "v1", Kind: "Secret", Namespace: root.Text("metadata", "namespace"), Name: credential.KubernetesSecret.Name},
				})
			}
		}
	}
}

func isSecret(root *document.Node, p *plan.Plan, c *plan.Credential) bool {
	namespace := c.KubernetesSecret.Namespace
	if namespace == "" {
		namespace = p.Meta.Namespace
	}
	found := root.Text("metadata", "namespace")
	return root.Text("apiVersion") == "v1" && root.Text("kind") == "Secret" && root.Text("metadata", "name") == c.KubernetesSecret.Name &&
		(found == namespace || found == "" || namespace == "")
}

// lintSecret says what is wrong with the Secret of a credential, empty when nothing
// can be told.
func lintSecret(root *document.Node, c *plan.Credential) string {
	key := c.KubernetesSecret.Key
	text, there := secretValue(root, key)
	if root.Get("sops") != nil || strings.HasPrefix(text, "ENC[") {
		return "" // encrypted; what it holds is not known
	}
	if !there {
		return fmt.Sprintf("the Secret has no key %s, which is to hold %s", key, wantedJSON)
	}
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil || object == nil {
		if strings.Contains(text, "${") {
			return "" // a placeholder; what it becomes is not known
		}
		return fmt.Sprintf("its key %s is no JSON object; ECR reads %s", key, wantedJSON)
	}
	if message := lintKeys(object, key); message != "" {
		return message
	}
	return lintValues(object, key, c.Upstream)
}

// lintValues says what can be told of the two values without telling them.
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

// secretValue is what stands under a key of a Secret, decoded.
func secretValue(root *document.Node, key string) (text string, there bool) {
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
