package config

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	ecrcache "github.com/amerintlxperts/ecrcache"
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
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	sameShape(t, "", s, reflect.TypeFor[PullThroughCache]())
}

func sameShape(t *testing.T, path string, s *schema, typ reflect.Type) {
	t.Helper()
	if s.err != nil {
		t.Errorf("%s: %v", path, s.err)
	}
	kinds := map[reflect.Kind]string{
		reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array", reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer",
	}
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if kinds[typ.Kind()] != s.kind {
		t.Errorf("%s: the type is a %s, the schema says %s", path, typ, s.kind)
		return
	}
	if s.description == "" {
		t.Errorf("%s: the schema describes it with no word", path)
	}
	switch typ.Kind() {
	case reflect.Slice:
		sameShape(t, path+"[]", s.items, typ.Elem())
	case reflect.Map:
		sameShape(t, path+".*", s.open, typ.Elem())
	case reflect.Struct:
		sameFields(t, path, s, typ)
	}
}

func sameFields(t *testing.T, path string, s *schema, typ reflect.Type) {
	t.Helper()
	known := map[string]bool{}
	for _, field := range reflect.VisibleFields(typ) {
		if field.Anonymous {
			continue // its fields are visible, too
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		known[name] = true
		if s.property(name) == nil {
			t.Errorf("%s.%s: the schema does not have it", path, name)
			continue
		}
		sameShape(t, strings.TrimPrefix(path+"."+name, "."), s.property(name), field.Type)
	}
	for _, key := range s.keys() {
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
	p := newProblems()
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	defaultsHold(t, "", s, read(text, p))
}

func defaultsHold(t *testing.T, path string, s *schema, n *node) {
	t.Helper()
	if n == nil {
		if s.byDefault != "" && s.byDefault != "false" {
			t.Errorf("%s: the schema's default is %s, Default leaves it out", path, s.byDefault)
		}
		return
	}
	if s.byDefault != "" && n.text != s.byDefault {
		t.Errorf("%s: the schema's default is %s, Default gives %s", path, s.byDefault, n.text)
	}
	for _, key := range s.keys() {
		defaultsHold(t, below(path, key), s.property(key), n.get(key))
	}
	for i, item := range n.items {
		defaultsHold(t, element(path, i), s.items, item)
	}
}

// TestSameAsKyaml: what the schema accepts and refuses here, kyaml's functions
// framework and kube-openapi accept and refuse. What is refused beyond the schema
// is left out: AWS's own rules.
func TestSameAsKyaml(t *testing.T) {
	published, err := framework.SchemaFromFunctionDefinition(resid.NewGvk(Group, "v1alpha1", Kind), ecrcache.Definition())
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
		// for true, as YAML 1.1 did.
		if sigsyaml.UnmarshalStrict([]byte(text), &object) != nil || object["kind"] != Kind ||
			strings.Contains(text, "\n---\napi") || strings.Contains(text, ": yes") {
			continue
		}
		compared++
		if theirs, ours := byKubeOpenAPI(published, object), bySchema(t, text); theirs != ours {
			t.Errorf("kube-openapi accepts: %v; here: %v\n%s", theirs, ours, text)
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
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	p := newProblems()
	root := read([]byte(text), p)
	if len(p.errs) > 0 || root == nil {
		return false
	}
	s.check("", root, p)
	var errs Errors
	return !errors.As(p.sorted(), &errs) || len(errs) == 0
}

// TestSchemaIsReadAsItIsUsed: of the schema, the smallest configuration reads what it
// has, and no more.
func TestSchemaIsReadAsItIsUsed(t *testing.T) {
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	p := newProblems()
	s.check("", read([]byte(smallest), p), p)
	spec := s.property("spec")
	if len(spec.seen) != 2 || spec.seen[1].key != "region" || s.property("metadata").seen[0].key != "name" {
		t.Errorf("of spec it reads %+v", spec.seen)
	}
}
