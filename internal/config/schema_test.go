package config

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/config/schemacheck"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/resid"
	sigsyaml "sigs.k8s.io/yaml"
)

// TestSchemaHoldsTheTypes: every field of the types is in the schema, of the same
// JSON type, and the schema has nothing else.
func TestSchemaHoldsTheTypes(t *testing.T) {
	sameShape(t, "", &published, reflect.TypeFor[v1alpha1.PullThroughCache]())
}

func sameShape(t *testing.T, path string, s *schema.Schema, typ reflect.Type) {
	t.Helper()
	kinds := map[reflect.Kind]string{
		reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array", reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer",
	}
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if kinds[typ.Kind()] != s.Type {
		t.Errorf("%s: the type is a %s, the schema says %s", path, typ, s.Type)
		return
	}
	switch typ.Kind() {
	case reflect.Slice:
		sameShape(t, path+"[]", s.Items, typ.Elem())
	case reflect.Map:
		sameShape(t, path+".*", s.Additional, typ.Elem())
	case reflect.Struct:
		sameFields(t, path, s, typ)
	}
}

func sameFields(t *testing.T, path string, s *schema.Schema, typ reflect.Type) {
	t.Helper()
	known := map[string]bool{}
	for _, field := range reflect.VisibleFields(typ) {
		if field.Anonymous {
			continue // its fields are visible, too
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		known[name] = true
		if s.Property(name) == nil {
			t.Errorf("%s.%s: the schema does not have it", path, name)
			continue
		}
		sameShape(t, strings.TrimPrefix(path+"."+name, "."), s.Property(name), field.Type)
	}
	for _, key := range s.Keys() {
		if !known[key] {
			t.Errorf("%s.%s: no type has it", path, key)
		}
	}
}

// TestDefaultsAreTheSchemas: what Default fills in is what the schema says.
func TestDefaultsAreTheSchemas(t *testing.T) {
	text, err := json.Marshal(mustParse(t, withRewrite("fields: [{path: spec/image}]")+"  upstreams: [{registry: ghcr.io, credential: {}}]\n  infrastructure: {lifecycle: [{tagStatus: any, countType: imageCountMoreThan, countNumber: 1}], scanning: {rules: [{}]}, outputs: {}, ack: {}}\n  flux: {policy: {numerical: {}}, automation: {sourceRef: {name: a}, author: {email: a@b}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := problems.New()
	defaultsHold(t, "", &published, read(text, p))
}

func defaultsHold(t *testing.T, path string, s *schema.Schema, n *yamlbytes.Node) {
	t.Helper()
	if n == nil {
		if s.Default != "" && s.Default != "false" {
			t.Errorf("%s: the schema's default is %s, Default leaves it out", path, s.Default)
		}
		return
	}
	if s.Default != "" && n.Value != s.Default {
		t.Errorf("%s: the schema's default is %s, Default gives %s", path, s.Default, n.Value)
	}
	for _, key := range s.Keys() {
		defaultsHold(t, problems.Key(path, key), s.Property(key), n.Get(key))
	}
	for i, item := range n.Items {
		defaultsHold(t, problems.Element(path, i), s.Items, item)
	}
}

// TestSameAsKyaml: what the schema accepts and refuses here, kyaml's functions
// framework and kube-openapi accept and refuse. What is refused beyond the schema
// is left out: AWS's own rules.
func TestSameAsKyaml(t *testing.T) {
	theirs, err := framework.SchemaFromFunctionDefinition(resid.NewGvk(v1alpha1.Group, "v1alpha1", v1alpha1.Kind), contents(t, "../../krmfile.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{smallest, full}
	for _, text := range same {
		texts = append(texts, text)
	}
	for _, test := range refused {
		texts = append(texts, test.text)
	}
	compared := 0
	for _, text := range texts {
		var object map[string]any
		// The schema is about one document of the kind; and sigs.k8s.io/yaml takes yes
		// for true, as YAML 1.1 did, and leaves out tags that it does not know.
		if sigsyaml.UnmarshalStrict([]byte(text), &object) != nil || object["kind"] != v1alpha1.Kind ||
			strings.Contains(text, "\n---\napi") || strings.Contains(text, ": yes") || strings.Contains(text, "!region") {
			continue
		}
		compared++
		if there, here := byKubeOpenAPI(theirs, object), bySchema(t, text); there != here {
			t.Errorf("kube-openapi accepts: %v; here: %v\n%s", there, here, text)
		}
	}
	if compared < 40 {
		t.Errorf("only %d texts were compared", compared)
	}
}

func byKubeOpenAPI(s *spec.Schema, object map[string]any) bool {
	return validate.AgainstSchema(s, object, strfmt.Default) == nil
}

// bySchema holds a text against the schema alone.
func bySchema(t *testing.T, text string) bool {
	t.Helper()
	p := problems.New()
	root := read([]byte(text), p)
	if len(p.All()) > 0 || root == nil {
		return false
	}
	schemacheck.Check(&published, root, p)
	return len(p.All()) == 0
}
