// Package sdk has the function for programs that are built on the kpt functions SDK
// (github.com/kptdev/krm-functions-sdk/go/fn). The program ecrcache does not use it, because
// linking the SDK costs more time at each start than a run takes.
package sdk

import (
	"github.com/amerintlxperts/ecrcache/fn"
	kpt "github.com/kptdev/krm-functions-sdk/go/fn"
)

// A Processor rewrites the items of a ResourceList whose functionConfig is a
// PullThroughCache, as the program does. The zero value is ready to use.
type Processor struct{}

var _ kpt.ResourceListProcessor = Processor{}

// Process replaces, removes and adds items, and appends the results. It returns false, and changes
// no item, when a result is an error. It fails for items that cannot be read.
func (Processor) Process(list *kpt.ResourceList) (bool, error) {
	if list.FunctionConfig.IsEmpty() {
		list.LogResult(fn.ErrNoConfig)
		return false, nil
	}
	done, err := fn.Objects(list.FunctionConfig.String(), texts(list.Items))
	if err != nil {
		return false, err
	}
	if list.Items, err = change(list.Items, done); err != nil {
		return false, err
	}
	list.Results = append(list.Results, convert(done.Results)...)
	return !done.Results.Failed(), nil
}

// texts returns the objects as YAML.
func texts(objects kpt.KubeObjects) []string {
	all := make([]string, len(objects))
	for i, o := range objects {
		all[i] = o.String()
	}
	return all
}

// change returns the objects after the run: it parses those whose text changed, leaves out those
// that are removed, and adds the new ones.
func change(objects kpt.KubeObjects, done *fn.Outcome) (kpt.KubeObjects, error) {
	var after kpt.KubeObjects
	for i, o := range objects {
		if done.Removed[i] {
			continue
		}
		if text, changed := done.Changed[i]; changed {
			var err error
			if o, err = kpt.ParseKubeObject([]byte(text)); err != nil {
				return nil, err
			}
		}
		after = append(after, o)
	}
	for _, text := range done.Added {
		o, err := kpt.ParseKubeObject([]byte(text))
		if err != nil {
			return nil, err
		}
		after = append(after, o)
	}
	return after, nil
}

// convert returns the results as the SDK's.
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
