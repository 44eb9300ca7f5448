package flux

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestPolicies: with the policy that is inferred from the tags in use, Flux's own code
// takes the newest tag, whatever else the registry has. The lines are those that hold
// the documentation, too.
func TestPolicies(t *testing.T) {
	const pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"ghcr.io/amerintlxperts/%s%s\"}]}\n"
	var pods strings.Builder
	var lines [][]string
	for line := range strings.Lines(read(t, "../../internal/tagpolicy/testdata/policies.txt")) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		if len(fields) != 4 {
			continue
		}
		for _, tag := range strings.Fields(fields[1]) {
			fmt.Fprintf(&pods, pod, name(len(lines)), strings.TrimSuffix(":"+tag, ":-"))
		}
		lines = append(lines, fields)
	}
	if len(lines) < 35 {
		t.Fatalf("only %d lines", len(lines))
	}
	root := write(t, map[string]string{"ecrcache.yaml": configuration("flux: {}"), "apps/pods.yaml": pods.String()})
	made := policies(t, root)
	for i, line := range lines {
		t.Run(line[0], func(t *testing.T) {
			registry := strings.Fields(line[2])
			for range 2 {
				got, _ := run(t, root, made["ghcr.amerintlxperts."+name(i)], "policies", registry...)
				if strings.TrimSpace(got) != line[3] {
					t.Errorf("of %v Flux takes %s, want %s, with\n%s", registry, got, line[3], made["ghcr.amerintlxperts."+name(i)])
				}
				slices.Reverse(registry)
			}
		})
	}
}

// name is the repository of a line.
func name(line int) string { return fmt.Sprint("line", line) }

// policies are the ImagePolicies that are generated for what is in apps, by name.
func policies(t *testing.T, root string) map[string]string {
	t.Helper()
	stream, _ := run(t, root, "", "ecrcache", "generate", "--images", "apps")
	all := map[string]string{}
	for _, document := range strings.Split(stream, "\n---\n") {
		if object := parsed(t, document); object["kind"] == "ImagePolicy" {
			all[object["metadata"].(map[string]any)["name"].(string)] = document
		}
	}
	return all
}
