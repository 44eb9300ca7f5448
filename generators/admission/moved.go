package admission

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// The grammar of references, as package image has it.
const (
	hostExpression = `^([^/]*[.:][^/]*|localhost)/`
	digestEnding   = `sha(?:256:[a-f0-9]{64}|384:[a-f0-9]{96}|512:[a-f0-9]{128})`
	// restExpression is all that follows the host.
	restExpression = `^[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@` + digestEnding + `)?\z`
	// idExpression is an image ID, which is no reference.
	idExpression = `^(?:[a-f0-9]{64}|` + digestEnding + `)\z`
	// mostInECR is the greatest length of a repository's name in ECR, leastInECR the smallest,
	// mostInReference the greatest in a reference.
	leastInECR, mostInECR, mostInReference = 2, 256, 255
)

// hub stands for all hosts of Docker Hub in the variables after known, with its slash.
const hub = "docker.io/"

// hosts returns the variables that end in hosts: the images that the selectors choose, each with
// its host in lower case and the slash after it. The host is empty for nginx and org/app.
func (w *writer) hosts(at string) []condition {
	all, chosen := w.chosen()
	return append(all, condition{"hosts", lines(
		chosen+".map(e,",
		"  {"+at+"'image': e.image, 'host': e.image.find("+pattern(hostExpression)+").lowerAscii()})",
	)})
}

// moved returns the variables that end in moved: the images that go to the cache, and what they
// become. at is the part of each entry that says where the image stands; it may be empty. Every
// step is a variable of the policy. For nginx:1 they are:
//
//	hosts   {image: nginx:1, host: ''}
//	known   {image: nginx:1, host: docker.io/, rest: nginx:1}: its host is that of an upstream
//	named   {…, rest: library/nginx:1}
//	parts   {…, rest: library/nginx:1, repository: library/nginx}: it is a valid reference
//	rules   {image: nginx:1, to: REGISTRY/docker-hub/library/nginx:1}
//	moved   the same, without the entries whose to is empty
func (w *writer) moved(at string) []condition {
	all := append([]condition{{"registry", w.registry()}}, w.hosts(at)...)
	hosts, hubHosts := w.upstreamHosts()
	conditions := []string{"e.host in " + list(hosts)}
	host := "e.host"
	if len(hubHosts) > 0 {
		host = "e.host in " + list(hubHosts) + " ? " + quote(hub) + " : e.host"
		conditions = append(conditions, "e.image != 'auto'", "(e.host != '' || !e.image.matches("+pattern(idExpression)+"))")
	}
	if w.hasECR() {
		conditions = append(conditions, "!(e.host in "+w.ownHosts()+")")
	}
	if w.spec.Rewrite.Digests == v1alpha1.DigestsUpstream {
		conditions = append(conditions, "!e.image.contains('@')")
	}
	all = append(all, condition{"known", lines(
		"variables.hosts.filter(e, "+strings.Join(conditions, " && ")+").map(e,",
		"  {"+at+"'image': e.image, 'host': "+host+", 'rest': e.image.substring(e.host.size())})",
	)})
	previous := "variables.known"
	if len(hubHosts) > 0 {
		all = append(all, condition{"named", lines(
			"variables.known.map(e,",
			"  {"+at+"'image': e.image, 'host': e.host, 'rest': (e.host == "+quote(hub)+" && !e.rest.contains('/') ? 'library/' : '') + e.rest})",
		)})
		previous = "variables.named"
	}
	return append(all, condition{"parts", lines(
		previous+".filter(e, e.rest.matches("+pattern(restExpression)+")).map(e,",
		"  {"+at+"'image': e.image, 'host': e.host, 'rest': "+w.rest()+", 'repository': e.rest.find('^[^:@]*')})",
	)}, condition{"rules", lines(
		"variables.parts.map(e, {"+at+"'image': e.image, 'to':",
		w.rules(),
		"  : ''})",
	)}, condition{"moved", "variables.rules.filter(e, e.to != '')"})
}

// registry is the host of the cache's registry with its slash.
func (w *writer) registry() string {
	if p := w.admission.Parameters; p != nil {
		return "string(params.data." + p.RegistryKey + ") + '/'"
	}
	return quote(w.plan.Registry.Host + "/")
}

// ownHosts is the list of the hosts of the cache's registry, each with its slash.
func (w *writer) ownHosts() string {
	if w.admission.Parameters != nil {
		return "[" + w.registry() + "]"
	}
	hosts := w.plan.Cache.OwnHosts()
	for i := range hosts {
		hosts[i] += "/"
	}
	return list(hosts)
}

// rest is the expression for repository, tag and digest, as far as they stay in the cache.
func (w *writer) rest() string {
	if w.spec.Rewrite.Digests == v1alpha1.DigestsDrop {
		return "(e.rest.matches('^[^:@]*:[^@]*@') ? e.rest.find('^[^@]*') : e.rest)"
	}
	return "e.rest"
}

// upstreamHosts are the hosts of all upstreams with their slashes, and those of Docker Hub
// among them. The empty host of nginx is one of Docker Hub's.
func (w *writer) upstreamHosts() (all, hubHosts []string) {
	for _, u := range w.plan.Cache.Upstreams() {
		hosts := w.hostsOf(u)
		if isHub(u) {
			hosts = append(hosts, "")
			hubHosts = append(hubHosts, hosts...)
		}
		all = append(all, hosts...)
	}
	slices.Sort(all)
	slices.Sort(hubHosts)
	return slices.Compact(all), slices.Compact(hubHosts)
}

// hostsOf are the hosts by which references name an upstream, with their slashes: Docker Hub
// and ECR registries have several.
func (w *writer) hostsOf(u image.Upstream) []string {
	hosts := image.NewCache(w.plan.Cache.Registry(), []image.Upstream{u}).Hosts()
	for i := range hosts {
		hosts[i] += "/"
	}
	return hosts
}

func isHub(u image.Upstream) bool {
	known, _ := image.KnownUpstream(u.Registry)
	return known.Name == "docker-hub"
}

// hasECR reports whether an upstream is an ECR registry. With placeholders it may turn out
// to be the cache's own.
func (w *writer) hasECR() bool {
	return slices.ContainsFunc(w.plan.Cache.Upstreams(), func(u image.Upstream) bool {
		known, _ := image.KnownUpstream(u.Registry)
		return known.Name == "ecr"
	})
}

// rules is a chain of conditions, one for each upstream, the longest path first: what a
// reference is in the cache, or nothing where it stays.
func (w *writer) rules() string {
	var all []string
	for i, u := range w.plan.Cache.Upstreams() {
		lead, rest := "  : ", "e.rest"
		if i == 0 {
			lead = "  "
		}
		if cut := stripOf(u); cut != "" {
			rest += ".substring(" + strconv.Itoa(len(cut)) + ")"
		}
		to := "variables.registry + " + quote(prefixOf(u)) + " + " + rest
		all = append(all, lead+w.under(u)+"\n    ? ("+strings.Join(w.covered(u), " && ")+" ? "+to+" : '')")
	}
	return strings.Join(all, "\n")
}

// stripOf is the rule's upstreamRepositoryPrefix with its slash: names in the cache do not have
// it.
func stripOf(u image.Upstream) string {
	if below := strings.TrimSuffix(u.UpstreamPrefix, "/"); below != "" {
		return below + "/"
	}
	return ""
}

// prefixOf is the prefix in the cache with its slash, empty for ROOT.
func prefixOf(u image.Upstream) string {
	if u.Prefix == image.RootPrefix {
		return ""
	}
	return u.Prefix + "/"
}

// under is the condition that a repository is of an upstream: of its host, and below its
// path, or below what its rule leaves out.
func (w *writer) under(u image.Upstream) string {
	condition := "e.host == " + quote(hub)
	if hosts := w.hostsOf(u); !isHub(u) {
		condition = "e.host in " + list(hosts)
	}
	_, path, _ := image.Cut(u.Registry, '/')
	strip := stripOf(u)
	if path != "" {
		condition += " && (e.repository + '/').startsWith(" + quote(path+"/") + ")"
	}
	if strip != "" {
		condition += " && e.repository.startsWith(" + quote(strip) + ")"
	}
	return condition
}

// covered are the conditions that a repository of an upstream goes to the cache: by include
// and exclude, and because ECR takes its name.
func (w *writer) covered(u image.Upstream) []string {
	before := ""
	if isHub(u) {
		before = "(?:library/)?" // an official image goes by both its names
	}
	prefix, strip := prefixOf(u), stripOf(u)
	// In ECR the repository has the prefix, and not what the rule strips.
	conditions := []string{"e.repository.size() <= " + strconv.Itoa(min(mostInReference, mostInECR-len(prefix)+len(strip)))}
	if prefix == "" {
		conditions = append(conditions, "e.repository.size() > "+strconv.Itoa(leastInECR-1+len(strip)))
		for _, other := range w.plan.Cache.Upstreams() {
			if p := prefixOf(other); p != "" {
				conditions = append(conditions, "!e.repository.startsWith("+quote(strip+p)+")")
			}
		}
	}
	for i := range w.spec.Upstreams {
		s := &w.spec.Upstreams[i]
		if u != (image.Upstream{Registry: s.Registry, Prefix: s.Prefix, UpstreamPrefix: s.UpstreamRepositoryPrefix}) {
			continue // two upstreams of one registry may differ in the rest
		}
		if len(s.Include) > 0 {
			conditions = append(conditions, matchesAny("e.repository", before, s.Include))
		}
		if len(s.Exclude) > 0 {
			conditions = append(conditions, "!"+matchesAny("e.repository", before, s.Exclude))
		}
		break
	}
	return conditions
}
