package sdk_test

import (
	"encoding/json"
	"testing"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/fn/sdk"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/google/go-cmp/cmp"
	kpt "github.com/kptdev/krm-functions-sdk/go/fn"
	"go.yaml.in/yaml/v3"
)

// TestSameAsTheProgram runs every case through the SDK, and holds what comes out
// against the program: the same items in the same order, and the same results.
func TestSameAsTheProgram(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			input := c.ResourceList(t)
			output, want, err := fn.Process(input)
			if err != nil {
				t.Fatal(err)
			}
			list, err := kpt.ParseResourceList(input)
			if err != nil {
				t.Fatal(err)
			}
			done, err := sdk.Processor{}.Process(list)
			if err != nil || done == c.Failed(t) {
				t.Fatalf("done %v, error %v", done, err)
			}
			if diff := cmp.Diff(itemsOf(t, output), values(t, list.Items)); diff != "" {
				t.Errorf("items: -program +SDK\n%s", diff)
			}
			if diff := cmp.Diff(want, ours(t, list.Results)); diff != "" {
				t.Errorf("results: -program +SDK\n%s", diff)
			}
		})
	}
}

// TestRun: as a program of the SDK's, the processor fails when the program does.
func TestRun(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		_, err := kpt.Run(sdk.Processor{}, c.ResourceList(t))
		if failed := c.Failed(t); (err != nil) != failed {
			t.Errorf("%s: error %v, want one: %v", c.Name, err, failed)
		}
	}
}

// itemsOf reads the items of a list as plain values.
func itemsOf(t *testing.T, list []byte) []any {
	t.Helper()
	var decoded struct{ Items []any }
	if err := yaml.Unmarshal(list, &decoded); err != nil {
		t.Fatalf("%v in\n%s", err, list)
	}
	return decoded.Items
}

// values reads the SDK's objects as plain values.
func values(t *testing.T, objects kpt.KubeObjects) []any {
	t.Helper()
	var all []any
	for _, o := range objects {
		var value any
		if err := yaml.Unmarshal([]byte(o.String()), &value); err != nil {
			t.Fatal(err)
		}
		all = append(all, value)
	}
	return all
}

// ours reads the SDK's results as the program's: both have the JSON form of the
// specification.
func ours(t *testing.T, results kpt.Results) fn.Results {
	t.Helper()
	text, err := json.Marshal(results)
	if err != nil {
		t.Fatal(err)
	}
	var converted fn.Results
	if err := json.Unmarshal(text, &converted); err != nil {
		t.Fatal(err)
	}
	return converted
}

// TestNoConfig: a list without a configuration is refused, its items as they are.
func TestNoConfig(t *testing.T) {
	list, err := kpt.ParseResourceList(golden.List("apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/app:v1\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	before := list.Items.String()
	done, err := sdk.Processor{}.Process(list)
	if done || err != nil {
		t.Errorf("done %v, error %v", done, err)
	}
	if after := list.Items.String(); after != before {
		t.Errorf("the items changed to\n%s", after)
	}
	if len(list.Results) != 1 || list.Results[0].Severity != kpt.Error {
		t.Errorf("results %v", list.Results)
	}
}
