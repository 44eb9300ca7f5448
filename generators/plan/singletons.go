package plan

// Singletons warns of what a registry has once, where it is generated: putting it
// replaces what was there.
func (p *Plan) Singletons() []Problem {
	var ps problems
	if p.RegistryPolicy != nil {
		ps.warn(RegistryPolicySingleton, infrastructure+".registryPolicy", "", "an account has one registry policy in a Region, and this replaces it; what other teams put there must be added here, or leave it out and give the principals an IAM policy (nodePolicy)")
	}
	if p.Scanning == nil {
		return ps
	}
	const at = infrastructure + ".scanning"
	ps.warn(ScanSingleton, at, "", "an account has one scanning configuration in a Region, and this replaces it; what others rely on must be added here, or leave it out")
	if p.Scanning.Type == "ENHANCED" {
		ps.warn(ScanBills, at+".scanType", p.Scanning.Type, "enhanced scanning is Amazon Inspector's, which bills every image and every rescan (https://aws.amazon.com/inspector/pricing/)")
	}
	return ps
}
