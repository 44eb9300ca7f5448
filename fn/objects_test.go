package fn_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/fn"
)

const minimal = `{"apiVersion": "ecrcache.amerintlxperts.github.io/v1alpha1", "kind": "PullThroughCache", "metadata": {"name": "ghcr"},
"spec": {"accountID": "123456789012", "region": "ca-central-1"}}`

// TestObjectsKeepTheirText: how an object's text begins and ends stays, and an object that
// has no image does not come back.
func TestObjectsKeepTheirText(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: a, image: ghcr.io/o/app:v1}]}"
	for _, object := range []string{pod, pod + "\n", "---\n" + pod, "# comment\n" + pod + "\n\n"} {
		done, err := fn.Objects(minimal, []string{"", object, "kind: Pod\napiVersion: v1\n"})
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(object, "ghcr.io/", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/", 1)
		if len(done.Changed) != 1 || done.Changed[1] != want {
			t.Errorf("changed %v, want %q", done.Changed, want)
		}
	}
}

// TestObjectsRefuses: positions would mean nothing where a text is not one document.
func TestObjectsRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		objects []string
		want    string
	}{
		"two documents in one text": {[]string{"kind: A\n---\nkind: B\n"}, "1 objects were given as 2 YAML documents"},
		"no YAML":                   {[]string{"kind: A\n", "image: ghcr.io/o/a:v1\n a: 'b\n"}, "objects[1], line 2: "},
	} {
		if done, err := fn.Objects(minimal, c.objects); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, error %v, want one with %q", name, done, err, c.want)
		}
	}
	done, err := fn.Objects("kind: PullThroughCache\n", nil)
	if err != nil || !done.Results.Failed() {
		t.Errorf("a configuration that is wrong: %v, error %v", done, err)
	}
}
