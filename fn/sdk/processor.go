// Package sdk offers the function to programs built on the kpt functions SDK
// (github.com/kptdev/krm-functions-sdk/go/fn). The program ecrcache does not use
// it: linking the SDK costs more start-up time than a whole run.
package sdk

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	kpt "github.com/kptdev/krm-functions-sdk/go/fn"
)

// A Processor rewrites the items of a ResourceList whose functionConfig is a
// PullThroughCache, as the program does. The zero value is ready to use.
type Processor struct{}

var _ kpt.ResourceListProcessor = Processor{}

// Process replaces the items that change and appends the results. It returns
// false when a result is an error; the items are then as they were. The error is
// for items that cannot be read.
func (Processor) Process(list *kpt.ResourceList) (bool, error) {
	if list.FunctionConfig.IsEmpty() {
		list.LogResult(fn.ErrNoConfig)
		return false, nil
	}
	source := stream(list.Items)
	items, err := yamlbytes.SplitStream(source)
	if err != nil {
		return false, err
	}
	done, err := fn.Items([]byte(list.FunctionConfig.String()), items)
	if err != nil {
		return false, err
	}
	if err := replace(list.Items, items, yamlbytes.Splice(source, done.Edits)); err != nil {
		return false, err
	}
	if list.Items, err = change(list.Items, done.Changes); err != nil {
		return false, err
	}
	list.Results = append(list.Results, convert(done.Results)...)
	return !done.Results.Failed(), nil
}

// change exchanges, leaves out and adds objects.
func change(objects kpt.KubeObjects, c yamlbytes.Changes) (kpt.KubeObjects, error) {
	var left kpt.KubeObjects
	parse := func(text yamlbytes.Text) error {
		o, err := kpt.ParseKubeObject([]byte(text.Block))
		left = append(left, o)
		return err
	}
	for i, o := range objects {
		text, replaced := c.Replace[i]
		switch {
		case c.Remove[i]:
		case replaced:
			if err := parse(text); err != nil {
				return nil, err
			}
		default:
			left = append(left, o)
		}
	}
	for _, text := range c.Add {
		if err := parse(text); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// separator starts every document of the stream, so that documents and items
// count alike.
const separator = "---\n"

// stream writes the objects as one YAML stream.
func stream(objects kpt.KubeObjects) []byte {
	var b bytes.Buffer
	for _, o := range objects {
		b.WriteString(separator + o.String())
	}
	return b.Bytes()
}

// replace parses again the objects whose document changed.
func replace(objects kpt.KubeObjects, before []yamlbytes.Item, changed []byte) error {
	after, err := yamlbytes.SplitStream(changed)
	if err != nil {
		return err
	}
	for i := range objects {
		if bytes.Equal(before[i].Raw(), after[i].Raw()) {
			continue
		}
		if objects[i], err = kpt.ParseKubeObject(after[i].Raw()); err != nil {
			return err
		}
	}
	return nil
}

// convert turns our results into the SDK's.
func convert(results fn.Results) kpt.Results {
	converted := make(kpt.Results, 0, len(results))
	for i := range results {
		r := &results[i]
		c := &kpt.Result{Message: r.Message, Severity: kpt.Severity(r.Severity), Tags: r.Tags}
		if ref := r.Resource; ref != nil {
			c.ResourceRef = &kpt.ResourceRef{APIVersion: ref.APIVersion, Kind: ref.Kind, Namespace: ref.Namespace, Name: ref.Name}
		}
		if f := r.Field; f != nil {
			c.Field = &kpt.Field{Path: f.Path, CurrentValue: f.CurrentValue, ProposedValue: f.ProposedValue}
		}
		if f := r.File; f != nil {
			c.File = &kpt.File{Path: f.Path, Index: f.Index}
		}
		converted = append(converted, c)
	}
	return converted
}
