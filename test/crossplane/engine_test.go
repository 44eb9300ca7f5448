package crossplane

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	fnv1 "github.com/crossplane/crossplane/v2/proto/fn/v1"
	renderv1alpha1 "github.com/crossplane/crossplane/v2/proto/render/v1alpha1"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"
)

var update = flag.Bool("update", false, "write what the engine composes into testdata")

// An engine is Crossplane, which reconciles once, and the functions of the pipeline.
type engine struct {
	crossplane string
	functions  []*renderv1alpha1.FunctionInput
}

// newEngine builds Crossplane from its module, which takes minutes once.
func newEngine(t *testing.T) *engine {
	t.Helper()
	e := &engine{crossplane: filepath.Join(t.TempDir(), "crossplane")}
	if out, err := exec.Command("go", "build", "-o", e.crossplane, "github.com/crossplane/crossplane/v2/cmd/crossplane").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, run := range map[string]func(*fnv1.RunFunctionRequest, *fnv1.RunFunctionResponse) error{
		"function-go-templating": templating, "function-auto-ready": autoReady,
	} {
		address, stop, err := serve(run)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stop)
		e.functions = append(e.functions, &renderv1alpha1.FunctionInput{Name: name, Address: address})
	}
	return e
}

// An object is one of Kubernetes.
type object map[string]any

func (o object) at(path ...string) any {
	var value any = map[string]any(o)
	for _, key := range path {
		inner, _ := value.(map[string]any)
		value = inner[key]
	}
	return value
}

func (o object) kind() string { text, _ := o["kind"].(string); return text }

// A composed is what one reconcile makes of a Composition.
type composed struct{ resources, deleted []object }

// reconcile lets Crossplane reconcile once, with what is observed of the composed resources.
func (e *engine) reconcile(t *testing.T, golden map[string]object, observed ...object) composed {
	t.Helper()
	in := &renderv1alpha1.CompositeInput{Functions: e.functions}
	in.CompositeResource = toStruct(t, golden["Cache"])
	in.Composition = toStruct(t, golden["Composition"])
	in.CompositeResourceDefinition = toStruct(t, golden["CompositeResourceDefinition"])
	for _, o := range observed {
		in.ObservedResources = append(in.ObservedResources, toStruct(t, o))
	}
	request, err := proto.Marshal(&renderv1alpha1.RenderRequest{Input: &renderv1alpha1.RenderRequest_Composite{Composite: in}})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(e.crossplane, "internal", "render")
	var stderr bytes.Buffer
	command.Stdin, command.Stderr = bytes.NewReader(request), &stderr
	answer, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var response renderv1alpha1.RenderResponse
	if err := proto.Unmarshal(answer, &response); err != nil {
		t.Fatal(err)
	}
	out := response.GetComposite()
	for _, event := range out.GetEvents() {
		if event.GetType() == "Warning" {
			t.Errorf("%s: %s", event.GetReason(), event.GetMessage())
		}
	}
	return composed{fromStructs(out.GetComposedResources()), fromStructs(out.GetDeletedResources())}
}

func toStruct(t *testing.T, o object) *structpb.Struct {
	t.Helper()
	if o == nil {
		return nil
	}
	s, err := structpb.NewStruct(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fromStructs(all []*structpb.Struct) []object {
	var objects []object
	for _, s := range all {
		objects = append(objects, s.AsMap())
	}
	return objects
}

// compositions are the golden cases with a Composition: their objects by kind.
func compositions(t *testing.T) map[string]map[string]object {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/*/expected.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]object{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\nkind: Composition\n") {
			continue
		}
		objects := map[string]object{}
		for _, document := range strings.Split(string(text), "\n---\n") {
			var o object
			if err := yaml.Unmarshal([]byte(document), &o); err != nil {
				t.Fatal(err)
			}
			objects[o.kind()] = o
		}
		if objects["Cache"] != nil { // else the Composition is a user's
			all[filepath.Base(filepath.Dir(path))] = objects
		}
	}
	if len(all) < 3 {
		t.Fatalf("only %d cases have a Composition", len(all))
	}
	return all
}

// hold compares what one step composes with what was written for it.
func (c composed) hold(t *testing.T, golden, step string) {
	t.Helper()
	objects := slices.Clone(c.resources)
	slices.SortFunc(objects, func(a, b object) int { return strings.Compare(a.id(), b.id()) })
	var text bytes.Buffer
	for _, o := range objects {
		document, err := yaml.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString("---\n")
		text.Write(document)
	}
	path := filepath.Join("testdata", golden, step+".yaml")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text.String() != string(want) {
		t.Errorf("%s composes another thing than %s holds (make crossplane UPDATE=-update writes it):\n%s", step, path, text.String())
	}
}

// id is what makes two objects one.
func (o object) id() string {
	name, _ := o.at("metadata", "name").(string)
	return o.kind() + " " + name
}
