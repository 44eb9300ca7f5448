package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// types are the structs of a package, by name.
type types map[string]declared

type declared struct {
	doc    comment
	fields *ast.StructType
}

// readTypes makes the schema of a struct in the package below dir.
func readTypes(dir, name string) (*schema.Schema, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	ts := types{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ts.declare(parsed)
	}
	return ts.object(name)
}

func (ts types) declare(file *ast.File) {
	for _, d := range file.Decls {
		general, ok := d.(*ast.GenDecl)
		if !ok || general.Tok != token.TYPE {
			continue
		}
		for _, spec := range general.Specs {
			if s, ok := spec.(*ast.TypeSpec).Type.(*ast.StructType); ok {
				ts[spec.(*ast.TypeSpec).Name.Name] = declared{read(general.Doc), s}
			}
		}
	}
}

// object returns the schema of a struct.
func (ts types) object(name string) (*schema.Schema, error) {
	d, known := ts[name]
	if !known {
		return nil, fmt.Errorf("%s is no struct of the package", name)
	}
	s := &schema.Schema{Type: "object", Description: d.doc.text}
	if err := ts.properties(s, d.fields); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, d.doc.apply(s)
}

// properties adds a property for each field of a struct. A field without a doc comment is an error.
func (ts types) properties(s *schema.Schema, of *ast.StructType) error {
	for _, field := range of.Fields.List {
		doc := read(field.Doc)
		if len(field.Names) == 0 {
			if err := ts.embedded(s, field.Type.(*ast.Ident).Name, doc); err != nil {
				return err
			}
			continue
		}
		name := field.Names[0].Name
		property, err := ts.value(field.Type)
		if err == nil {
			property.Description = doc.text
			err = doc.apply(property)
		}
		if err == nil && doc.text == "" {
			err = fmt.Errorf("it has no doc comment, which is its description")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		key, options, _ := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json"), ",")
		if !strings.Contains(options, "omit") { // omitempty or omitzero
			s.Required = append(s.Required, key)
		}
		s.Properties = append(s.Properties, schema.Property{Key: key, Schema: property})
	}
	return nil
}

// embedded adds the properties of an embedded struct, whose doc comment may remove their defaults.
func (ts types) embedded(s *schema.Schema, name string, doc comment) error {
	first := len(s.Properties)
	if err := ts.properties(s, ts[name].fields); err != nil {
		return err
	}
	for _, p := range s.Properties[first:] {
		if doc.withoutDefaults() {
			p.Schema.Default = ""
		}
	}
	return nil
}

// value returns the schema of a field's type.
func (ts types) value(of ast.Expr) (*schema.Schema, error) {
	switch of := of.(type) {
	case *ast.StarExpr:
		return ts.value(of.X)
	case *ast.ArrayType:
		items, err := ts.value(of.Elt)
		return &schema.Schema{Type: "array", Items: items}, err
	case *ast.MapType:
		values, err := ts.value(of.Value)
		return &schema.Schema{Type: "object", Additional: values}, err
	case *ast.Ident:
		if kind := map[string]string{"string": "string", "bool": "boolean", "int": "integer"}[of.Name]; kind != "" {
			return &schema.Schema{Type: kind}, nil
		}
		return ts.object(of.Name)
	}
	return nil, fmt.Errorf("fields of this type are not supported: %T", of)
}
