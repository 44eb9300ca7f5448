package v1alpha1

// setDefaults fills in what Flux wants to be told. What Flux has a default for
// itself stays out, so that nothing is written that says nothing.
func (f *Flux) setDefaults() {
	if f == nil {
		return
	}
	setDefault(&f.Scan, ScanUpstream)
	setDefault(&f.Interval, "10m")
	setDefault(&f.DigestReflectionPolicy, DigestsNever)
	f.Policy.setDefaults()
	for i := range f.Overrides {
		f.Overrides[i].Policy.setDefaults()
	}
	if a := f.Automation; a != nil {
		setDefault(&a.Name, "image-updates")
		setDefault(&a.SourceRef.Kind, "GitRepository")
		setDefault(&a.Interval, "10m")
	}
}

func (p *FluxPolicy) setDefaults() {
	if p == nil {
		return
	}
	for _, order := range []*FluxOrder{p.Alphabetical, p.Numerical} {
		if order != nil {
			setDefault(&order.Order, "asc")
		}
	}
}
