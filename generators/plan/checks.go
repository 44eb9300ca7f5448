package plan

// CredentialsTwice returns an error for each secret that is to be made and whose ARN is given
// as well. It is for targets whose rules can refer to the secrets that are made; for the
// others the ARN of a secret is known only after a first apply.
func (p *Plan) CredentialsTwice() []Problem {
	var ps Problems
	for i := range p.Credentials {
		if c := &p.Credentials[i]; c.ARN != "" {
			ps.Refuse(CredentialTwice, c.Path, "", "an arn names a secret that is there, secretName and kubernetesSecret describe one to make; keep one of the two")
		}
	}
	return ps
}

// Singletons returns a warning for each thing that a registry has only one of: to put it
// replaces what was there. It is for targets that generate them.
func (p *Plan) Singletons() []Problem {
	var ps Problems
	if p.RegistryPolicy != nil {
		ps.Warn(RegistryPolicySingleton, "spec.infrastructure.registryPolicy", "", "an account has one registry policy in a Region, and this replaces it; what other teams put there must be added here, or leave it out and give the principals an IAM policy (nodePolicy)")
	}
	if p.Scanning == nil {
		return ps
	}
	const at = "spec.infrastructure.scanning"
	ps.Warn(ScanSingleton, at, "", "an account has one scanning configuration in a Region, and this replaces it; what others rely on must be added here, or leave it out")
	if p.Scanning.Type == "ENHANCED" {
		ps.Warn(ScanBills, at+".scanType", p.Scanning.Type, "enhanced scanning is Amazon Inspector's, which bills every image and every rescan (https://aws.amazon.com/inspector/pricing/)")
	}
	return ps
}
