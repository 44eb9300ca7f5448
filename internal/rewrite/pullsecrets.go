package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// pullSecrets takes imagePullSecrets out of pod specs, and out of ServiceAccounts
// that only such pods use, when every image there goes through the cache: the
// node's role pulls from ECR without them.
type pullSecrets struct {
	accounts []account       // ServiceAccounts with pull secrets
	users    map[owned]*user // who uses a ServiceAccount
	removed  map[owned]bool  // names of secrets that were taken out
	used     map[owned]bool  // names that something else still refers to
	secrets  []*object       // Secrets and ExternalSecrets
}

// owned is a name in a namespace.
type owned struct{ namespace, name string }

type account struct {
	source int
	item   *yamlbytes.Item
	object *object
	prefix string
}

// user sums up the pods of a ServiceAccount.
type user struct {
	pods  int
	needs string // why one of them may need its pull secrets
}

// look takes one object, once its images are rewritten.
func (p *pullSecrets) look(r *run, it *yamlbytes.Item, o *object, prefix string) {
	if r.restore || r.config.Spec.Rewrite.PullSecrets != v1alpha1.PullSecretsRemove {
		return
	}
	if p.users == nil {
		p.users, p.removed, p.used = map[owned]*user{}, map[owned]bool{}, map[owned]bool{}
	}
	switch {
	case o.at.APIVersion == "v1" && o.at.Kind == "ServiceAccount":
		p.accounts = append(p.accounts, account{r.source, it, o, prefix})
	case o.at.Kind == "Secret", o.at.Kind == "ExternalSecret":
		p.secrets = append(p.secrets, o)
	default:
		fields.EachPodSpec(o.root, func(spec *yamlbytes.Node, path string) {
			p.podSpec(r, it, o, spec, prefix+path)
		})
	}
	p.noteNames(o)
}

// podSpec takes the pull secrets out of one pod spec, if it needs none.
func (p *pullSecrets) podSpec(r *run, it *yamlbytes.Item, o *object, spec *yamlbytes.Node, path string) {
	why := ""
	if foreign := r.foreignImage(spec); foreign != "" {
		why = fmt.Sprintf("the image %s does not go through the cache and may need one", foreign)
	}
	name := spec.Text("serviceAccountName")
	if name == "" {
		name = "default"
	}
	key := owned{o.at.Namespace, name}
	if p.users[key] == nil {
		p.users[key] = &user{}
	}
	p.users[key].pods++
	if why != "" {
		p.users[key].needs = why
	}
	p.remove(r, it, o, spec, path, why)
}

// foreignImage returns an image of the pod spec that does not go through the
// cache, empty when there is none.
func (r *run) foreignImage(spec *yamlbytes.Node) string {
	found := ""
	r.pods.Find(fields.ObjectKind{}, spec, func(p *fields.Place) {
		text := p.Texts().String()
		if changed, ok := r.state.values[p.Name]; ok {
			text = changed
		}
		ref, err := image.Parse(text)
		if err != nil || r.cache.Classify(ref).Kind != image.Cached {
			found = text
		}
	})
	return found
}

// remove takes the configured names out of a list of pull secrets, or says why
// they stay.
func (p *pullSecrets) remove(r *run, it *yamlbytes.Item, o *object, holder *yamlbytes.Node, path, needs string) {
	list := holder.Get("imagePullSecrets")
	if list == nil || list.Kind != yamlbytes.Sequence {
		return
	}
	drop := func(i int) bool { return r.config.RemovesPullSecret(list.Items[i].Text("name")) }
	matches := 0
	for i := range list.Items {
		if drop(i) {
			matches++
		}
	}
	field := Field{Path: join(path, "imagePullSecrets")}
	switch {
	case matches == 0:
		p.keep(o, list, nil)
		return
	case needs != "":
		p.keep(o, list, nil)
		r.report.add(o, Finding{Severity: Info, Code: PullSecretKept, Field: field, Message: "the pull secrets stay: " + needs})
		return
	}
	p.keep(o, list, drop)
	edits, err := removal(it, holder, list, matches, drop)
	if err != nil {
		r.report.add(o, Finding{Severity: Warning, Code: Irreplaceable, Field: field, Message: reasonOf(err)})
		return
	}
	r.edits = append(r.edits, edits...)
	for i, n := range list.Items {
		if !drop(i) {
			continue
		}
		p.removed[owned{o.at.Namespace, n.Text("name")}] = true
		field.Current = n.Text("name")
		r.report.add(o, Finding{
			Severity: Info, Code: PullSecretRemoved, Field: field,
			Message: "every image here goes through the cache, which nodes pull from by their role",
		})
	}
}

// keep notes the names that stay in a list of pull secrets.
func (p *pullSecrets) keep(o *object, list *yamlbytes.Node, drop func(int) bool) {
	for i, n := range list.Items {
		if drop == nil || !drop(i) {
			p.used[owned{o.at.Namespace, n.Text("name")}] = true
		}
	}
}

// removal takes out elements, or the whole field when none would be left.
func removal(it *yamlbytes.Item, holder, list *yamlbytes.Node, matches int, drop func(int) bool) ([]yamlbytes.Edit, error) {
	if matches < len(list.Items) {
		return it.RemoveElements(list, drop)
	}
	e, err := it.RemoveEntry(holder, "imagePullSecrets")
	return []yamlbytes.Edit{e}, err
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// noteNames remembers what an object refers to by name, pull secrets aside.
func (p *pullSecrets) noteNames(o *object) {
	fields.EachScalar(o.root, func(s *fields.Spot) {
		if !s.Key && s.Node.IsText() && s.Top() != "metadata" && !s.Under("imagePullSecrets") && !s.Under("target") {
			p.used[owned{o.at.Namespace, s.Node.Value}] = true
		}
	})
}

// finish treats the ServiceAccounts, now that every pod is known, and lists the
// Secrets that nothing refers to any more.
func (p *pullSecrets) finish(r *run) {
	for _, a := range p.accounts {
		who := p.users[owned{a.object.at.Namespace, a.object.at.Name}]
		if who == nil {
			who = &user{needs: "no pod among the items uses this account, so what it pulls is not known"}
		}
		r.turnTo(a.source)
		p.remove(r, a.item, a.object, a.object.root, trimDot(a.prefix), who.needs)
	}
	for _, s := range p.secrets {
		name := owned{s.at.Namespace, secretName(s)}
		if p.removed[name] && !p.used[name] {
			r.report.add(s, Finding{
				Severity: Info, Code: SecretUnused,
				Message: "nothing among the items refers to this pull secret any more; remove it when nothing else does",
			})
		}
	}
}

func trimDot(prefix string) string {
	if n := len(prefix); n > 0 && prefix[n-1] == '.' {
		return prefix[:n-1]
	}
	return prefix
}

// secretName is the name of a Secret, or of the one an ExternalSecret makes
// (https://external-secrets.io/latest/api/externalsecret/).
func secretName(o *object) string {
	if name := o.root.Text("spec", "target", "name"); o.at.Kind == "ExternalSecret" && name != "" {
		return name
	}
	return o.at.Name
}
