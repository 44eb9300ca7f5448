package planted

import "strings"

// Secrets returns texts in the forms of secrets: a token of every kind, and logins whose
// passwords have bytes that people do not escape.
func Secrets() []string {
	var all []string
	for _, prefix := range []string{"gh" + "p_", "gh" + "o_", "gh" + "u_", "gh" + "s_", "gh" + "r_", "github" + "_pat_", "dckr" + "_pat_", "dckr" + "_oat_"} {
		all = append(all, prefix+mark+"x7Qx7Qx7Qx7Qx7Qx7Q")
	}
	for _, kind := range []string{"pat", "oas", "dt", "rt", "rtr", "cbt", "ptt", "ft", "imt", "agent", "wt", "soat", "ffct"} {
		all = append(all, "gl"+kind+"-"+mark+"x7Qx7Qx7Qx7Qx7Qx7Q")
	}
	return append(all,
		"gh"+"s_x7Qx7Qx7Qx7Qx7Q."+mark+"x7Q.x7Q-_"+mark,
		"https://robot:"+mark+"@ghcr.io",
		"https://robot:"+mark+"/x@ghcr.io",
		"https://robot:x@"+mark+"@ghcr.io",
		"https://robot:x "+mark+"@ghcr.io",
		"https://robot:"+mark+"'x@ghcr.io",
		"https://robot:<"+mark+">@ghcr.io",
		"https://app.user:123/"+mark+"@ghcr.io",
		"https://robot%3A"+mark+"@ghcr.io",
		"robot:"+mark+"@ghcr.io",
		"robot:"+mark+"@registry",
		"robot:"+mark+"@10.0.0.1:5000",
		"robot:x("+mark+")x@ghcr.io",
		"ey"+"J"+mark+"x7Qx7Qx7Qx7Qx7Q+"+mark+"/"+mark+"=",
		"ew"+"oJ"+mark+"x7Qx7Qx7Qx7Qx7Q+"+mark+"=",
		"xo"+"xe-1-"+mark+"x7Qx7Qx7Qx7Qx7Q",
		"hv"+"b."+mark+"x7Qx7Qx7Qx7Qx7Q",
		"AB"+"SK"+mark+"x7Qx7Qx7Qx7Qx7Q",
		"wJalrXUtnFEMIxK7MDENGx"+mark+"CYEXAMPLEKEY",
	)
}

// AtPlace returns a Kubernetes object with a secret at one of the places of [Places].
func AtPlace(place, secret string) string {
	values := map[string]string{
		"API": "example.com/v1", "KIND": "Pod", "NAME": "a", "NAMESPACE": "b", "CONTAINER": "c", "PATH": "deploy/a.yaml",
		"IMAGE": "ghcr.io/org/app:v1", "KEY": "k", "TEXT": "x", "ANCHOR": "a", "COMMENT": "x", "MORE": "",
	}
	for _, p := range places {
		if p.name == place {
			values[p.field] = strings.ReplaceAll(p.value, "SECRET", secret)
		}
	}
	for field, value := range values {
		if field != "ANCHOR" && field != "COMMENT" && field != "MORE" {
			values[field] = "'" + strings.ReplaceAll(value, "'", "''") + "'"
		}
	}
	pairs := make([]string, 0, 2*len(values))
	for field, value := range values {
		pairs = append(pairs, "<"+field+">", value)
	}
	return strings.NewReplacer(pairs...).Replace(placed)
}

const placed = `apiVersion: <API>
kind: <KIND>
metadata:
  name: <NAME>
  namespace: <NAMESPACE>
  annotations:
    config.kubernetes.io/path: <PATH>
    <KEY>: ghcr.io/org/app:v1
spec: # <COMMENT> ghcr.io/org/app:v1
  containers:
  - name: <CONTAINER>
    image: <IMAGE>
  - name: anchored
    image: &<ANCHOR> ghcr.io/org/app:v1
  again: *<ANCHOR>
  text: <TEXT>
<MORE>
`

// Places returns the names of the places where AtPlace puts a secret.
func Places() []string {
	var all []string
	for _, p := range places {
		all = append(all, p.name)
	}
	return all
}

var places = []struct{ name, field, value string }{
	{"the version", "API", "SECRET/v1"},
	{"the kind", "KIND", "SECRET"},
	{"the name", "NAME", "SECRET"},
	{"the namespace", "NAMESPACE", "SECRET"},
	{"the path annotation", "PATH", "deploy/SECRET.yaml"},
	{"the key of an annotation", "KEY", "SECRET"},
	{"a container's name", "CONTAINER", "SECRET"},
	{"an anchor's name", "ANCHOR", "SECRET"},
	{"a comment", "COMMENT", "SECRET"},
	{"a tag", "IMAGE", "ghcr.io/org/app:SECRET"},
	{"a path", "IMAGE", "ghcr.io/SECRET/app:v1"},
	{"before an image", "IMAGE", "SECRET/org/app:v1"},
	{"behind an image", "IMAGE", "ghcr.io/org/app:v1 SECRET"},
	{"an image with @", "IMAGE", "SECRET@ghcr.io/org/app:v1"},
	{"a digest", "IMAGE", "ghcr.io/org/app@SECRET"},
	{"all of an image", "IMAGE", "SECRET"},
	{"a text before a reference", "TEXT", "SECRET ghcr.io/org/app:v1"},
	{"a text behind a reference", "TEXT", "ghcr.io/org/app:v1 SECRET"},
	{"a text that ends in a reference", "TEXT", "SECRETghcr.io/org/app:v1"},
	{"an unknown field's tag", "TEXT", "ghcr.io/org/app:SECRET"},
	{"a key", "MORE", "  'SECRET': {foo: 'ghcr.io/org/app:v1'}"},
	{"a key that stands twice", "MORE", "  'SECRET': 1\n  'SECRET': 2"},
	{"a key of auths", "MORE", "  auths: {'SECRET': {image: 'ghcr.io/org/app:v1'}}"},
	{"an argument", "MORE", "  args: ['--x=SECRET', '--image=ghcr.io/org/app:v1 SECRET']"},
	{"a variable", "MORE", "  env: [{name: 'SECRET', value: 'SECRET ghcr.io/org/app:v1'}]"},
	{"a broken value", "MORE", "  x: *SECRET\n  y: ghcr.io/org/app:v1"},
}
