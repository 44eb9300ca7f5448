package status_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/amerintlxperts/ecrcache/internal/live/status"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/smithy-go"
)

const (
	head = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: cache}
spec:
  accountID: "123456789012"
  region: ca-central-1
`
	usual = "  upstreams: [{registry: ghcr.io}, {registry: quay.io}]\n"
	host  = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

	app      = "ghcr/amerintlxperts/my-app"
	exporter = "quay/prometheus/node-exporter"
)

// inquiry is that of a configuration; references are the images of the manifests, by their
// names in the cache. Without any, no manifests were named.
func inquiry(t *testing.T, spec string, references ...string) (*live.StatusInquiry, *plan.Plan) {
	t.Helper()
	c, err := config.Parse([]byte(head + spec))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := generators.CachePlan(c, plan.Seen{})
	q := &live.StatusInquiry{Registry: p.Registry, Prices: live.ListPrices(), Now: livetest.Now, Since: livetest.Now().AddDate(0, 0, -7)}
	for _, u := range c.Spec.Upstreams {
		q.Rules = append(q.Rules, live.StatusRule{Prefix: u.Prefix, Upstream: u.Registry})
	}
	for _, text := range references {
		ref, err := image.Parse(host + text)
		if err != nil {
			t.Fatal(err)
		}
		q.Images = append(q.Images, inventory.Image{Status: inventory.StatusCached, CacheReference: ref.String()})
	}
	return q, p
}

// account is one of the configuration whose cache was used for a while.
func account(p *plan.Plan) *livetest.Account {
	a := livetest.Sound(p, nil)
	a.LiveIn()
	return a
}

// ask asks a server that answers from an account.
func ask(t *testing.T, q *live.StatusInquiry, a *livetest.Account) (*live.CacheStatus, *livetest.Server) {
	t.Helper()
	s := livetest.Start(t)
	a.Serve(s)
	q.Session = s.Session()
	r, err := status.Of(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

// usually asks about the usual configuration.
func usually(t *testing.T, references ...string) *live.CacheStatus {
	t.Helper()
	q, p := inquiry(t, usual, references...)
	r, _ := ask(t, q, account(p))
	return r
}

// find is an image by its digest.
func find(t *testing.T, r *live.CacheStatus, digest string) *live.CachedImage {
	t.Helper()
	for i := range r.Images {
		if r.Images[i].Digest == digest {
			return &r.Images[i]
		}
	}
	t.Fatalf("no %s in %+v", digest, r.Images)
	return nil
}

// TestStock: what there is and what it costs, by upstream. An image for several platforms has
// no layers of its own, an archived one has another price, and what is not of the cache does
// not count.
func TestStock(t *testing.T) {
	q, p := inquiry(t, usual)
	q.Prices = live.Prices{Standard: 0.20, Archive: 0.05}
	r, s := ask(t, q, account(p))
	if len(r.Upstreams) != 2 || r.Upstreams[0].Upstream != "ghcr.io" || r.Upstreams[1].Prefix != "quay" {
		t.Fatalf("%+v", r.Upstreams)
	}
	ghcr := r.Upstreams[0].Stock
	want := live.Stock{
		Repositories: 3, Images: 7, Archived: 1, Bytes: 1_134_012_000, ArchivedBytes: 120_000_000,
		CostPerMonth: 0.208802, // 1.014012 GB at 0.20, and 0.12 GB at 0.05
		LastPull:     livetest.Now().AddDate(0, 0, -1),
	}
	if ghcr != want {
		t.Errorf("%+v\nwant %+v", ghcr, want)
	}
	if r.Total.Repositories != 4 || r.Total.Images != 8 || r.Total.Bytes != want.Bytes+11_000_000 || r.Total.Expiring != 1 {
		t.Errorf("%+v", r.Total)
	}
	for _, request := range s.Requests("") {
		if request.Text("repositoryName") == "team/own" {
			t.Errorf("%s was asked about what is not of the cache", request.Operation)
		}
	}
	if r.Compared || r.Images[0].Use != "" || r.Total.Unused != 0 || r.Calls != len(s.Requests("")) {
		t.Errorf("%+v; %d requests", r, len(s.Requests("")))
	}
}

// TestExpiry: what a policy takes, and when. Without a policy nothing goes.
func TestExpiry(t *testing.T) {
	r := usually(t)
	soon := find(t, r, livetest.Digest("8")).Expires
	if soon == nil || !soon.At.Equal(livetest.Now().AddDate(0, 0, 4)) || soon.Archives || soon.Rule != 1 || !strings.Contains(soon.Reason, "14 days") {
		t.Errorf("%+v", soon)
	}
	if e := find(t, r, livetest.Digest("7")).Expires; e != nil {
		t.Errorf("%+v", e)
	}
	states := map[string]live.LifecycleState{}
	for _, repo := range r.Repositories {
		states[repo.Repository] = repo.Lifecycle
	}
	if states["ghcr/amerintlxperts/legacy"] != live.NoLifecycle || states[app] != live.HasLifecycle {
		t.Errorf("%v", states)
	}
}

// TestExpiryOfTheArchive: a rule for archived images says when these go, and leaves the others to
// the rules after it.
func TestExpiryOfTheArchive(t *testing.T) {
	q, p := inquiry(t, usual)
	a := livetest.Sound(p, nil)
	a.Store("ghcr/a", `{"rules":[
		{"rulePriority":1,"selection":{"tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned","countUnit":"days","countNumber":90},"action":{"type":"expire"}},
		{"rulePriority":2,"selection":{"tagStatus":"any","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}`,
		livetest.Stored{Digest: livetest.Digest("a"), Tags: []string{"v2"}, Pushed: 10},
		livetest.Stored{Digest: livetest.Digest("b"), Tags: []string{"v1"}, Pushed: 200, Status: ecrtypes.ImageStatusArchived})
	archived := livetest.Now().AddDate(0, 0, -86)
	a.Images["ghcr/a"][1].LastArchivedAt = &archived
	r, _ := ask(t, q, a)
	for digest, rule := range map[string]int{livetest.Digest("a"): 2, livetest.Digest("b"): 1} {
		if e := find(t, r, digest).Expires; e == nil || e.Rule != rule || !e.At.Equal(livetest.Now().AddDate(0, 0, 4)) {
			t.Errorf("%s: %+v", digest, e)
		}
	}
	if r.Total.Expiring != 2 {
		t.Errorf("%+v", r.Total)
	}
}

// TestKeptByIndex: AWS takes nothing that an index lists before it takes the index, and does not say
// what it lists. So an untagged image beside an index that stays does not certainly go.
func TestKeptByIndex(t *testing.T) {
	untagged := `{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":7},"action":{"type":"expire"}}`
	all := `{"rulePriority":2,"selection":{"tagStatus":"any","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}`
	for name, test := range map[string]struct {
		rules    string
		tags     []string // of the image beside the index
		perhaps  bool
		expiring int
	}{
		"the index stays":        {untagged, nil, true, 0},
		"the index goes as well": {all, nil, false, 2},
		"the index goes later":   {untagged + "," + all, nil, true, 1},
		"with a tag":             {all, []string{"v0"}, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			q, p := inquiry(t, usual)
			a := livetest.Sound(p, nil)
			a.Store("ghcr/a", `{"rules":[`+test.rules+`]}`,
				livetest.Stored{Digest: livetest.Digest("a"), Tags: []string{"v1"}, Pushed: 10, Index: true},
				livetest.Stored{Digest: livetest.Digest("b"), Tags: test.tags, Pushed: 10})
			r, _ := ask(t, q, a)
			if e := find(t, r, livetest.Digest("b")).Expires; e == nil || e.Perhaps != test.perhaps || r.Total.Expiring != test.expiring {
				t.Errorf("%+v; expiring %d", e, r.Total.Expiring)
			}
		})
	}
}

// TestExpiresWithSubject: AWS takes what is about an image with the image, whatever the rules say of
// it; not what only a tag of cosign's says, of which it knows nothing.
func TestExpiresWithSubject(t *testing.T) {
	q, p := inquiry(t, usual)
	a := livetest.Sound(p, nil)
	one := livetest.Digest("1")
	a.Store("ghcr/a", `{"rules":[{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPatternList":["v*"],"countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}`,
		livetest.Stored{Digest: one, Tags: []string{"v1"}, Pushed: 10},
		livetest.Stored{Digest: livetest.Digest("2"), Subject: one, Pushed: 1},
		livetest.Stored{Digest: livetest.Digest("3"), Tags: []string{"sha256-" + strings.Repeat("1", 64) + ".sig"}, Pushed: 1},
		livetest.Stored{Digest: livetest.Digest("4"), Subject: livetest.Digest("9"), Pushed: 1})
	r, _ := ask(t, q, a)
	if e := find(t, r, livetest.Digest("2")).Expires; e == nil || !e.At.Equal(livetest.Now().AddDate(0, 0, 4)) || e.Rule != 1 || !strings.HasSuffix(e.Reason, ", with the image that it is about") {
		t.Errorf("%+v", e)
	}
	for _, digest := range []string{"3", "4"} {
		if e := find(t, r, livetest.Digest(digest)).Expires; e != nil {
			t.Errorf("%s: %+v", digest, e)
		}
	}
}

// TestUse: what the manifests use, and what they do not, as a node would pull it.
func TestUse(t *testing.T) {
	one, two, three, signature, old := livetest.Digest("1"), livetest.Digest("2"), livetest.Digest("3"), livetest.Digest("4"), livetest.Digest("5")
	for name, test := range map[string]struct {
		references []string
		want       map[string]live.Use
	}{
		"by tag": {[]string{app + ":v1.0.0"}, map[string]live.Use{
			one: live.Used, two: live.PerhapsUsed, three: live.PerhapsUsed, signature: live.Used, old: live.Unused,
		}},
		"a second tag": {[]string{app + ":v0.9"}, map[string]live.Use{
			one: live.Unused, two: live.Unused, signature: live.Unused, old: live.Used,
		}},
		"by digest":                   {[]string{app + "@" + two}, map[string]live.Use{one: live.Unused, two: live.Used, three: live.Unused}},
		"the digest beside a tag":     {[]string{app + ":v0.9.0@" + one}, map[string]live.Use{one: live.Used, old: live.Unused}},
		"a tag that is filled in":     {[]string{app + ":${TAG}"}, map[string]live.Use{one: live.PerhapsUsed, old: live.PerhapsUsed, livetest.Digest("7"): live.Unused}},
		"a repository to be filled":   {[]string{"ghcr/${TEAM}/x:v1"}, map[string]live.Use{one: live.PerhapsUsed, livetest.Digest("7"): live.PerhapsUsed}},
		"another repository's tag":    {[]string{"ghcr/amerintlxperts/legacy:v1.0.0"}, map[string]live.Use{one: live.Unused, livetest.Digest("7"): live.Unused}},
		"none of them, without a tag": {[]string{app}, map[string]live.Use{one: live.Unused}},
	} {
		t.Run(name, func(t *testing.T) {
			r := usually(t, test.references...)
			for digest, want := range test.want {
				if got := find(t, r, digest).Use; got != want {
					t.Errorf("%s: %s, want %s", digest, got, want)
				}
			}
		})
	}
}

// TestSignatures: what is about an image is used when that is, also where its tag alone says so, as
// cosign's does, and where it is about something that is about it.
func TestSignatures(t *testing.T) {
	q, p := inquiry(t, usual, "ghcr/a:v1")
	a := livetest.Sound(p, nil)
	one, two := livetest.Digest("1"), livetest.Digest("2")
	tag := func(digest, kind string) []string { return []string{strings.Replace(digest, ":", "-", 1) + kind} }
	a.Store("ghcr/a", "",
		livetest.Stored{Digest: one, Tags: []string{"v1"}, Pushed: 1},
		livetest.Stored{Digest: two, Tags: []string{"v0"}, Pushed: 9},
		livetest.Stored{Digest: livetest.Digest("3"), Tags: tag(one, ".sig")},
		livetest.Stored{Digest: livetest.Digest("4"), Tags: tag(one, ".att")},
		livetest.Stored{Digest: livetest.Digest("5"), Tags: tag(two, ".sig")},
		livetest.Stored{Digest: livetest.Digest("6"), Tags: []string{"sha256-1.sig"}},
		livetest.Stored{Digest: livetest.Digest("7"), Subject: one},
		livetest.Stored{Digest: livetest.Digest("8"), Subject: livetest.Digest("7")},
		livetest.Stored{Digest: livetest.Digest("9"), Subject: livetest.Digest("9")})
	r, _ := ask(t, q, a)
	for digest, want := range map[string]string{"3": "referrer used", "4": "referrer used", "5": "referrer unused", "6": "image unused", "7": "referrer used", "8": "referrer used", "9": "referrer unused"} {
		img := find(t, r, livetest.Digest(digest))
		if got := fmt.Sprint(img.Kind, " ", img.Use); got != want {
			t.Errorf("%s: %s, want %s", digest, got, want)
		}
	}
}

// TestMissing: images of the manifests that are not in the cache, with what it has instead.
func TestMissing(t *testing.T) {
	r := usually(t, app+":v1.0.0", app+":v9", app+":v1.0.0@"+livetest.Digest("f"), "quay/org/none:v1", exporter+":v1.8.0", app+":${TAG}")
	got := map[string]string{}
	for _, m := range r.Missing {
		got[m.Reference] = m.Upstream + ": " + m.Has
	}
	want := map[string]string{
		app + ":v9":                             "ghcr.io: other images: 5",
		app + ":v1.0.0@" + livetest.Digest("f"): "ghcr.io: the tag with another digest, " + livetest.Digest("1"),
		"quay/org/none:v1":                      "quay.io: no repository",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	if r.Upstreams[0].Missing != 2 || r.Upstreams[1].Missing != 1 {
		t.Errorf("%+v", r.Upstreams)
	}
	if len(r.Unknown) != 1 || r.Unknown[0].About != app+":${TAG}" || r.Unseen() != 1 || r.Failed(false) || !r.Failed(true) {
		t.Errorf("%+v", r.Unknown)
	}
}

// TestArchived: an image that the manifests use and nobody can pull is a failure; one that
// nobody uses is none.
func TestArchived(t *testing.T) {
	if r := usually(t, "ghcr/amerintlxperts/shop:v2.0.0"); !r.Failed(false) {
		t.Errorf("%+v", r)
	}
	if r := usually(t, app+":v1.0.0"); r.Failed(true) {
		t.Errorf("%+v", r)
	}
}

// TestPrefixes: the longest prefix has a repository, and ROOT what no other has.
func TestPrefixes(t *testing.T) {
	q, p := inquiry(t, usual)
	a := account(p)
	q.Rules = []live.StatusRule{{Prefix: "ROOT", Upstream: "own"}, {Prefix: "ghcr", Upstream: "ghcr.io"}, {Prefix: "ghcr/amerintlxperts", Upstream: "part"}}
	a.Store("ghcr/other", "")
	a.Store("ghcrx/other", "")
	r, _ := ask(t, q, a)
	counts := map[string]int{}
	for _, u := range r.Upstreams {
		counts[u.Upstream] = u.Repositories
	}
	if want := map[string]int{"own": 3, "ghcr.io": 1, "part": 3}; fmt.Sprint(counts) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", counts, want)
	}
}

// TestCalls: one call for each 1,000 images of a repository and one for its policy, one for
// each 1,000 repositories, and one for who asks. Of nine rules with 50 repositories each that
// is 902; without the policies 452.
func TestCalls(t *testing.T) {
	q, p := inquiry(t, `  upstreams:
  - {registry: ghcr.io}
  - {registry: docker.io}
  - {registry: registry.gitlab.com}
  - {registry: team.azurecr.io}
  - {registry: cgr.dev}
  - {registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com}
  - {registry: quay.io}
  - {registry: registry.k8s.io}
  - {registry: public.ecr.aws}
`)
	if len(q.Rules) != 9 {
		t.Fatalf("%d rules", len(q.Rules))
	}
	a := livetest.Sound(p, nil)
	a.PageSize = 1000
	for _, rule := range q.Rules {
		for n := range 50 {
			a.Store(fmt.Sprintf("%s/org/app-%02d", rule.Prefix, n), livetest.Expire("imageCountMoreThan", 100), livetest.Stored{Digest: livetest.Digest("a"), Tags: []string{"v1"}, Size: 1})
		}
	}
	began := time.Now()
	r, _ := ask(t, q, a)
	took := time.Since(began)
	if r.Total.Repositories != 450 || r.Calls != 902 {
		t.Errorf("%d repositories, %d calls", r.Total.Repositories, r.Calls)
	}
	q.NoExpiry = true
	half, _ := ask(t, q, a)
	if r.Total.ExpiryUnknown || !half.Total.ExpiryUnknown || half.Calls != 452 || half.Repositories[0].Lifecycle != live.UnknownLifecycle {
		t.Errorf("%d calls without policies", half.Calls)
	}
	t.Logf("9 rules, 450 repositories: %d calls in %s, %d without lifecycle policies", r.Calls, took.Round(10*time.Millisecond), half.Calls)
}

// TestPages: lists come in pages.
func TestPages(t *testing.T) {
	q, p := inquiry(t, usual, app+":v1.0.0")
	a := account(p)
	whole, _ := ask(t, q, a)
	a.PageSize = 2
	r, s := ask(t, q, a)
	if r.Total != whole.Total || len(s.Requests("ecr:DescribeRepositories")) != 3 {
		t.Errorf("%+v\nwant %+v; %d pages", r.Total, whole.Total, len(s.Requests("ecr:DescribeRepositories")))
	}
	pages := 0
	for _, request := range s.Requests("ecr:DescribeImages") {
		if request.Text("repositoryName") == app {
			pages++
		}
	}
	if pages != 3 {
		t.Errorf("%d pages of 5 images", pages)
	}
}

// actions are those of a policy of ECR.
func actions(policy string) []string {
	var all []string
	for word := range strings.FieldsFuncSeq(policy, func(r rune) bool { return strings.ContainsRune("\" \n,[]", r) }) {
		if name, found := strings.CutPrefix(word, "ecr:"); found && !strings.Contains(name, ":") {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
}

// TestPolicy: the policy that is printed allows every call and nothing else, and that of
// doctor --live allows them, too. None of them changes anything or pulls.
func TestPolicy(t *testing.T) {
	q, p := inquiry(t, usual, app+":v1.0.0")
	_, s := ask(t, q, account(p))
	var asked []string
	for _, r := range s.Requests("") {
		if r.Operation != "sts:GetCallerIdentity" { // which needs no permission
			asked = append(asked, r.Operation)
		}
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	policy := live.StatusPolicy(q)
	if allowed := actions(policy); !slices.Equal(asked, allowed) {
		t.Errorf("asked %q\nallowed %q", asked, allowed)
	}
	for _, arn := range []string{"arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*", "arn:aws:ecr:ca-central-1:123456789012:repository/quay/*"} {
		if !strings.Contains(policy, arn) {
			t.Errorf("no %s in %s", arn, policy)
		}
	}
	doctors := actions(live.DoctorPolicy(&p.Registry, &live.Examination{Plan: p}))
	for _, action := range asked {
		if !slices.Contains(doctors, action) {
			t.Errorf("doctor's policy has no %s", action)
		}
		if !strings.HasPrefix(action, "ecr:Describe") && !strings.HasPrefix(action, "ecr:Get") {
			t.Errorf("%s does not only read", action)
		}
	}
}

// TestDenied: without a permission what it would tell is unknown, and the permission is
// named. It is no failure, and what else can be told is told.
func TestDenied(t *testing.T) {
	for _, action := range []string{"ecr:DescribeRepositories", "ecr:DescribeImages", "ecr:GetLifecyclePolicy"} {
		t.Run(action, func(t *testing.T) {
			q, p := inquiry(t, usual, app+":v1.0.0", exporter+":v1.8.0", "quay/org/none:v1")
			a := account(p)
			a.Denied[action] = true
			r, _ := ask(t, q, a)
			if !slices.Equal(r.Needs(), []string{action}) || len(r.Unknown) != 1 || r.Failed(false) || !r.Failed(true) {
				t.Errorf("%+v", r.Unknown)
			}
			switch action {
			case "ecr:DescribeRepositories": // those of the manifests are known all the same
				if r.Listed || r.Total.Repositories != 2 || !r.Total.Incomplete || len(r.Missing) != 1 || r.Unseen() != 0 {
					t.Errorf("%+v, %+v", r.Total, r.Missing)
				}
			case "ecr:DescribeImages":
				if !r.Listed || r.Total.Repositories != 4 || !r.Total.Incomplete || len(r.Missing) != 1 || r.Upstreams[0].Unseen != 1 || r.Unseen() != 2 || r.Unknown[0].About != "ghcr/amerintlxperts/legacy, and 3 more" {
					t.Errorf("%+v, %+v, %+v", r.Total, r.Missing, r.Unknown)
				}
			case "ecr:GetLifecyclePolicy":
				if r.Total.Images != 8 || r.Total.Incomplete || r.Total.Expiring != 0 || !r.Total.ExpiryUnknown || !r.Repositories[0].ExpiryUnknown {
					t.Errorf("%+v", r.Total)
				}
			}
		})
	}
}

// TestOneRepositoryDenied: a policy may leave out one repository alone.
func TestOneRepositoryDenied(t *testing.T) {
	q, p := inquiry(t, usual, app+":v1.0.0", app+":v9")
	a := account(p)
	s := livetest.Start(t)
	a.Serve(s)
	s.On("ecr:DescribeImages", func(r *livetest.Request) (smithy.Serializable, error) {
		if r.Text("repositoryName") == app {
			return nil, livetest.Fail("AccessDeniedException", "not authorized with an explicit deny in a resource-based policy")
		}
		return &ecr.DescribeImagesOutput{ImageDetails: a.Images[r.Text("repositoryName")]}, nil
	})
	q.Session = s.Session()
	r, err := status.Of(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Unknown) != 1 || r.Unknown[0].About != app || !strings.Contains(r.Unknown[0].Message, "denies explicitly") || len(r.Missing) != 0 {
		t.Errorf("%+v, missing %+v", r.Unknown, r.Missing)
	}
	if !r.Upstreams[0].Incomplete || r.Upstreams[1].Incomplete || r.Upstreams[0].Images != 2 {
		t.Errorf("%+v", r.Upstreams)
	}
}

// TestReasons: each reason for which calls gave no answer is told once, and one by which no other
// call can work ends it, whatever came before.
func TestReasons(t *testing.T) {
	q, p := inquiry(t, usual)
	for last, want := range map[string]string{"ServerException": "", "ExpiredTokenException": "the credentials have expired"} {
		s := livetest.Start(t)
		account(p).Serve(s)
		s.On("ecr:DescribeImages", func(r *livetest.Request) (smithy.Serializable, error) {
			if strings.HasPrefix(r.Text("repositoryName"), "ghcr/") {
				return nil, livetest.Fail("AccessDeniedException", "not authorized")
			}
			return nil, livetest.Fail(last, "what AWS says")
		})
		q.Session = s.Session()
		q.Session.Timeout = 2 * time.Second
		r, err := status.Of(t.Context(), q)
		switch {
		case want != "":
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v", err)
			}
		case err != nil:
			t.Error(err)
		case len(r.Unknown) != 2 || r.Unknown[0].About != "ghcr/amerintlxperts/legacy, and 2 more" || r.Unknown[0].Message != "needs ecr:DescribeImages" ||
			r.Unknown[1].About != exporter || !strings.Contains(r.Unknown[1].Message, "ServerException: what AWS says"):
			t.Errorf("%+v", r.Unknown)
		}
	}
}

// TestNoAnswer: where ECR does not answer, nothing is known, and nothing else is asked.
func TestNoAnswer(t *testing.T) {
	q, p := inquiry(t, usual, app+":v1.0.0", exporter+":v1.8.0")
	s := livetest.Start(t)
	account(p).Serve(s)
	t.Setenv("AWS_ENDPOINT_URL_ECR", "http://127.0.0.1:1")
	q.Session = s.Session()
	q.Session.Timeout = time.Second
	began := time.Now()
	if r, err := status.Of(t.Context(), q); err == nil || !strings.Contains(err.Error(), "no connection to 127.0.0.1:1") {
		t.Errorf("%+v, %v after %s", r, err, time.Since(began))
	}
}

// TestThrottled: a call that AWS throttles is repeated, and counts once.
func TestThrottled(t *testing.T) {
	q, p := inquiry(t, usual)
	a := account(p)
	s := livetest.Start(t)
	a.Serve(s)
	s.On("ecr:DescribeRepositories", func(r *livetest.Request) (smithy.Serializable, error) {
		if r.Before < 2 {
			return nil, livetest.Fail("ThrottlingException", "Rate exceeded")
		}
		return &ecr.DescribeRepositoriesOutput{Repositories: a.Repositories}, nil
	})
	q.Session = s.Session()
	r, err := status.Of(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Repositories != 4 || len(s.Requests("ecr:DescribeRepositories")) != 3 || r.Calls != len(s.Requests(""))-2 {
		t.Errorf("%+v; %d calls", r.Total, r.Calls)
	}
}

// TestDeleted: a repository that goes away between the list and the call is none.
func TestDeleted(t *testing.T) {
	q, p := inquiry(t, usual, exporter+":v1.8.0")
	a := account(p)
	s := livetest.Start(t)
	a.Serve(s)
	s.On("ecr:DescribeImages", func(r *livetest.Request) (smithy.Serializable, error) {
		if r.Text("repositoryName") == exporter {
			return nil, livetest.Fail("RepositoryNotFoundException", "gone")
		}
		return &ecr.DescribeImagesOutput{}, nil
	})
	q.Session = s.Session()
	r, err := status.Of(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Repositories != 3 || len(r.Unknown) > 0 || len(r.Missing) != 1 || r.Missing[0].Has != "no repository" {
		t.Errorf("%+v, %+v, %+v", r.Total, r.Unknown, r.Missing)
	}
}

// TestEnds: where no answer would be about this cache, or none can come, that is said once.
func TestEnds(t *testing.T) {
	q, p := inquiry(t, usual)
	for name, test := range map[string]struct {
		change func(*livetest.Account, *livetest.Server)
		want   string
	}{
		"another account": {func(a *livetest.Account, _ *livetest.Server) { a.ID = "210987654321" }, "the cache is in the account 123456789012, and these credentials are of 210987654321"},
		"expired meanwhile": {func(_ *livetest.Account, s *livetest.Server) {
			s.On("ecr:DescribeImages", func(*livetest.Request) (smithy.Serializable, error) {
				return nil, livetest.Fail("ExpiredTokenException", "The security token included in the request is expired")
			})
		}, "the credentials have expired"},
	} {
		t.Run(name, func(t *testing.T) {
			a := account(p)
			s := livetest.Start(t)
			a.Serve(s)
			test.change(a, s)
			q.Session = s.Session()
			if _, err := status.Of(t.Context(), q); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestFailures: pulls of this cache that failed since then, those of one image and cause
// together.
func TestFailures(t *testing.T) {
	q, p := inquiry(t, usual)
	now := livetest.Now()
	pull := func(hours int, repository, tag, code string) live.PullEvent {
		return live.PullEvent{Time: now.Add(-time.Duration(hours) * time.Hour), Source: live.EventBridge, Account: "123456789012", Region: "ca-central-1", Repository: repository, Tag: tag, Failed: code != "", Code: code, Reason: fmt.Sprint("reason ", hours)}
	}
	elsewhere := pull(1, app, "v1", "X")
	elsewhere.Region = "us-east-1"
	q.Events = &live.Events{Others: 4, Pulls: []live.PullEvent{
		pull(5, app, "v1", "X"), pull(3, app, "v1", "X"), pull(4, app, "v1", "X"), pull(2, app, "v2", "X"), pull(1, app, "v1", ""),
		pull(24*8, app, "v1", "X"), pull(1, "team/own", "v1", "X"), elsewhere,
	}}
	r, _ := ask(t, q, account(p))
	if want := (live.EventsRead{Since: q.Since, Imports: 1, Failed: 4, Older: 1, Elsewhere: 2, Others: 4}); *r.Events != want {
		t.Errorf("%+v, want %+v", *r.Events, want)
	}
	if len(r.Failures) != 2 || r.Failures[0].Image != "v2" || r.Failures[1].Count != 3 || r.Failures[1].Reason != "reason 3" || !r.Failures[1].First.Equal(now.Add(-5*time.Hour)) {
		t.Errorf("%+v", r.Failures)
	}
	if r.Upstreams[0].Failures != 4 || r.Upstreams[1].Failures != 0 || r.Failed(true) {
		t.Errorf("%+v", r.Upstreams)
	}
}

// TestAWSHasNoStatus: an answer without the members that were added to the interface later.
func TestAWSHasNoStatus(t *testing.T) {
	q, p := inquiry(t, usual, exporter+":v1.8.0")
	a := account(p)
	a.Images[exporter] = []ecrtypes.ImageDetail{{ImageDigest: a.Images[exporter][0].ImageDigest, ImageTags: []string{"v1.8.0"}}}
	r, _ := ask(t, q, a)
	if img := find(t, r, livetest.Digest("8")); img.Status != "ACTIVE" || img.Kind != live.PlainImage || !img.LastPull.IsZero() || r.Failed(true) {
		t.Errorf("%+v", img)
	}
}
