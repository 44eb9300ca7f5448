package fn

import (
	"strings"
	"testing"
)

const hostileHead = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

const hostileConfig = `functionConfig:
  apiVersion: v1
  kind: ConfigMap
  data:
    accountID: "123456789012"
    region: ca-central-1
`

const hostilePod = `- apiVersion: v1
  kind: Pod
  spec:
    containers:
    - image: ghcr.io/x/y:v1`

// hostileLists are lists in which it is easy to misjudge where a quote, a collection, a
// block or an item ends. Each names how many references stand where an image stands.
var hostileLists = []struct {
	name, list string
	rewritten  int
}{
	{"apostrophe in a key", hostileHead + "items:\n- it's: \"x'\n" + hostilePod + " # \"\n" + hostilePod + "\n" + hostileConfig, 1},
	{"double quote in a key", hostileHead + "items:\n- i\"t: 'x\"\n" + hostilePod + " # '\n" + hostilePod + "\n" + hostileConfig, 1},
	{"tag before a quote that hides an item", hostileHead + hostileConfig + "items:\n - kind: Foo\n   a: [ !!str \"x ]\nother: y\", z ]\n - kind: Pod\n   apiVersion: v1\n   spec:\n     containers:\n     - image: ghcr.io/org/b:v1\n", 1},
	{"tag before a quote in a list", hostileHead + "items:\n- a: [!!str \"x ]\n" + hostilePod + " # \"]\n" + hostilePod + "\n" + hostileConfig, 1},
	{"anchor before a quote in a list", hostileHead + "items:\n- a: [&x \"x ]\n" + hostilePod + " # \"]\n" + hostilePod + "\n" + hostileConfig, 1},
	{"question mark before a quote in a map", hostileHead + "items:\n- a: {? \"x }\n" + hostilePod + " # \" : b}\n" + hostilePod + "\n" + hostileConfig, 1},
	{"tag before a quote in lines", hostileHead + "items:\n- a: !!str \"x\n" + hostilePod + " # \"\n" + hostilePod + "\n" + hostileConfig, 1},
	{"quote in the second line of plain text", hostileHead + "items:\n- a:\n    x\n   \"y\n" + hostilePod + "\n- b: c # \"\n" + hostileConfig, 1},
	{"keep block at the end", hostileHead + hostileConfig + "items:\n- a: |+\n    x\n\n\n", 0},
	{"deeper blank line at the end of a block", hostileHead + hostileConfig + "items:\n- a: |\n    x\n       \n", 0},
	{"folded block with a deeper blank line", hostileHead + hostileConfig + "items:\n- a: >-\n    x\n       \n\n", 0},
	{"keep block and a comment", hostileHead + hostileConfig + "items:\n- a: |+\n    x\n\n\n# c\n", 0},
	{"next line behind the end of the document", hostileHead + hostileConfig + "items:\n- a: b\n...\u0085 # x\n", 0},
	{"complex key behind results", hostileHead + "items:\n" + hostilePod + "\n" + hostileConfig + "results:\n- message: a\n? message: a\n", 1},
	{"complex key on lines behind results", hostileHead + "items:\n" + hostilePod + "\n" + hostileConfig + "results:\n- message: a\n?\n  message: a\n: b\n", 1},
	{"block without a last line feed", hostileHead + hostileConfig + "items:\n- a: |\n    x", 0},
	{"tag before the list", "!!map {apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [a], functionConfig: {apiVersion: v1, kind: ConfigMap, data: {accountID: \"123456789012\", region: ca-central-1}}}\n", 0},
	{"alias of an anchor that a comment seems to hold", hostileHead + "items:\n- a: &x b\n- c: d # &x\n  e: *x\n" + hostilePod + "\n" + hostileConfig, 1},
}

// TestHostileLists: what the function reads is what the YAML parser reads.
func TestHostileLists(t *testing.T) {
	for _, c := range hostileLists {
		t.Run(c.name, func(t *testing.T) {
			if _, err := tree([]byte(c.list)); err != nil {
				t.Fatalf("the case is not YAML: %v", err)
			}
			checkRun(t, []byte(c.list), false)
			output, results, err := Process([]byte(c.list))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(string(withoutResults(t, output)), cacheHost+"/ghcr/"); got != c.rewritten {
				t.Errorf("%d references are rewritten, want %d: %v\n%s", got, c.rewritten, results, output)
			}
		})
	}
}
