package pass

import (
	"cmp"
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// PullSecrets is the pass that removes imagePullSecrets from pod specs, and from
// ServiceAccounts that only such pods use, when every image there goes through the cache:
// nodes pull from ECR by their role.
type PullSecrets struct {
	None
	rules    *decide.Rules
	report   *outcome.Report
	pods     *fields.Search               // finds the images of a pod spec
	accounts []*object.Object             // ServiceAccounts
	users    map[namespacedName]*podUsers // the pods of each ServiceAccount
	removed  map[namespacedName]bool      // names of secrets that were removed from lists
	used     map[namespacedName]bool      // names that something else still refers to
	secrets  []*object.Object             // Secrets and ExternalSecrets
}

type namespacedName struct{ namespace, name string }

// nameIn returns a name in the namespace of an object.
func nameIn(o *object.Object, name string) namespacedName { return namespacedName{o.Namespace, name} }

// podUsers are the pods of a ServiceAccount.
type podUsers struct {
	needs string // why one of them may need pull secrets, the first such text by the alphabet
}

// NewPullSecrets returns the pass. pods must find the images of a pod spec.
func NewPullSecrets(r *decide.Rules, report *outcome.Report, pods *fields.Search) *PullSecrets {
	return &PullSecrets{
		rules: r, report: report, pods: pods,
		users: map[namespacedName]*podUsers{}, removed: map[namespacedName]bool{}, used: map[namespacedName]bool{},
	}
}

// RemovesPullSecrets reports whether a run removes pull secrets. A restore does not know what
// was removed.
func RemovesPullSecrets(r *decide.Rules) bool {
	return !r.Restore && r.Config.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove
}

// End removes the pull secrets of the pods in an object, after their images were rewritten.
func (p *PullSecrets) End(o *object.Object) {
	switch version, kind := o.Root.Text("apiVersion"), o.Root.Text("kind"); {
	case version == "v1" && kind == "ServiceAccount":
		p.accounts = append(p.accounts, o)
	case kind == "Secret", kind == "ExternalSecret":
		p.secrets = append(p.secrets, o)
	default:
		fields.EachPodSpec(o.Root, func(spec *yamlbytes.Node, path string) { p.podSpec(o, spec, path) })
	}
	p.countNames(o)
}

// podSpec removes the pull secrets of one pod spec, if it needs none.
func (p *PullSecrets) podSpec(o *object.Object, spec *yamlbytes.Node, path string) {
	p.remove(o, spec, path, p.countPod(o, spec))
}

// countPod counts a pod spec among those of its ServiceAccount. It returns why it may need pull
// secrets; empty when it needs none.
func (p *PullSecrets) countPod(o *object.Object, spec *yamlbytes.Node) (why string) {
	if foreign := p.foreignImage(o, spec); foreign != "" {
		why = fmt.Sprintf("the image %s does not go through the cache and may need one", foreign)
	}
	// serviceAccount is the older name of the field
	// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/).
	name := cmp.Or(spec.Text("serviceAccountName"), spec.Text("serviceAccount"), "default")
	users := p.users[nameIn(o, name)]
	if users == nil {
		users = &podUsers{}
		p.users[nameIn(o, name)] = users
	}
	if why != "" && (users.needs == "" || why < users.needs) {
		users.needs = why
	}
	return why
}

// foreignImage returns the last image of the pod spec that does not go through the cache; empty when
// there is none.
func (p *PullSecrets) foreignImage(o *object.Object, spec *yamlbytes.Node) string {
	found := ""
	p.pods.Find(fields.ObjectKind{}, spec, func(place *fields.Place) {
		text := place.Texts().String()
		if changed, ok := o.Text.Scalars.NewTexts[place.Name]; ok {
			text = changed
		}
		ref, err := image.Parse(text)
		if err != nil || p.rules.Cache.Classify(ref).Status != image.Cached {
			found = text
		}
	})
	return found
}

// remove removes the configured names from the list of pull secrets of a pod spec or a
// ServiceAccount, or reports why they are needed.
func (p *PullSecrets) remove(o *object.Object, holder *yamlbytes.Node, path, needs string) {
	list := holder.Get("imagePullSecrets")
	if list == nil || list.Kind != yamlbytes.Sequence {
		return
	}
	drop := func(i int) bool { return p.rules.Config.RemovesPullSecret(list.Items[i].Text("name")) }
	matches := 0
	for i := range list.Items {
		if drop(i) {
			matches++
		}
	}
	field := finding.Field{Path: o.Prefix + join(path, "imagePullSecrets")}
	switch {
	case matches == 0:
		p.keep(o, list, nil)
		return
	case needs != "":
		p.keep(o, list, nil)
		p.report.AddAbout(o, finding.Finding{Severity: finding.Info, Code: outcome.PullSecretKept, Field: field, Message: "the pull secrets stay: " + needs})
		return
	}
	edits, err := removal(o, holder, list, matches, drop)
	if err != nil {
		p.keep(o, list, nil)
		p.report.AddAbout(o, finding.Finding{Severity: finding.Warning, Code: outcome.Irreplaceable, Field: field, Message: outcome.MessageOf(err)})
		return
	}
	p.keep(o, list, drop)
	o.Edit(edits...)
	for i, n := range list.Items {
		if !drop(i) {
			continue
		}
		p.removed[nameIn(o, n.Text("name"))] = true
		field.Current = n.Text("name")
		p.report.AddAbout(o, finding.Finding{
			Severity: finding.Info, Code: outcome.PullSecretRemoved, Field: field,
			Message: "every image here goes through the cache, which nodes pull from by their role",
		})
	}
}

// keep remembers the names that are not removed from a list of pull secrets.
func (p *PullSecrets) keep(o *object.Object, list *yamlbytes.Node, drop func(int) bool) {
	for i, n := range list.Items {
		if drop == nil || !drop(i) {
			p.used[nameIn(o, n.Text("name"))] = true
		}
	}
}

// removal returns the edits that remove elements of imagePullSecrets, or the whole field when none would be left.
func removal(o *object.Object, holder, list *yamlbytes.Node, matches int, drop func(int) bool) ([]yamlbytes.Edit, error) {
	switch {
	case o.Text.Fixed != nil:
		return nil, o.Text.Fixed
	case matches < len(list.Items):
		return o.Item.RemoveElements(list, drop)
	}
	e, err := o.Item.RemoveEntry(holder, "imagePullSecrets")
	return []yamlbytes.Edit{e}, err
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// countNames remembers what an object may refer to by name, other than its pull secrets: any text
// outside of metadata. The target of an ExternalSecret is the Secret that it makes.
func (p *PullSecrets) countNames(o *object.Object) {
	fields.EachScalar(o.Root, func(s *fields.Spot) {
		if !s.Key && s.Node.IsText() && s.Top() != "metadata" && !s.Under("imagePullSecrets") && !s.Under("target") {
			p.used[nameIn(o, s.Node.Value)] = true
		}
	})
}

// Finish removes the pull secrets of ServiceAccounts, after every pod was seen, and reports
// the Secrets that nothing refers to any more.
func (p *PullSecrets) Finish() {
	for _, account := range p.accounts {
		needs := "no pod among the items uses this account, so what it pulls is not known"
		if users := p.users[nameIn(account, account.Root.Text("metadata", "name"))]; users != nil {
			needs = users.needs
		}
		p.remove(account, account.Root, "", needs)
	}
	for _, s := range p.secrets {
		if name := nameIn(s, secretName(s)); p.removed[name] && !p.used[name] {
			p.report.AddAbout(s, finding.Finding{
				Severity: finding.Info, Code: outcome.SecretUnused,
				Message: "nothing among the items refers to this pull secret any more; remove it when nothing else does",
			})
		}
	}
}

// secretName returns the name of a Secret, or of the one an ExternalSecret makes
// (https://external-secrets.io/latest/api/externalsecret/).
func secretName(o *object.Object) string {
	if name := o.Root.Text("spec", "target", "name"); o.Root.Text("kind") == "ExternalSecret" && name != "" {
		return name
	}
	return o.Root.Text("metadata", "name")
}
