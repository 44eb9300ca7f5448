package v1alpha1

// A Finding is what acceptances are held against.
type Finding struct{ Code, Reason, Kind, Name, Namespace, Field, Image string }

// Accepts reports whether one of the acceptances is about the finding.
func (c *Check) Accepts(f Finding) bool {
	for i := range c.Accept {
		a := &c.Accept[i]
		code := matchesIfGiven(a.Code, f.Code) || f.Reason != "" && matchesIfGiven(a.Code, f.Reason)
		if code && matchesIfGiven(a.Kind, f.Kind) && matchesIfGiven(a.Name, f.Name) && matchesIfGiven(a.Namespace, f.Namespace) &&
			matchesIfGiven(a.Field, f.Field) && matchesIfGiven(a.Image, f.Image) {
			return true
		}
	}
	return false
}
