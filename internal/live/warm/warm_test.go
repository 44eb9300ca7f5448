package warm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/aws/smithy-go"
)

// A world is an account with a cache of two upstreams.
type world struct {
	*livetest.PullThrough
	aws *livetest.Server
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{livetest.NewPullThrough(t, "ghcr", "docker-hub"), livetest.Start(t)}
	w.Serve(w.aws)
	return w
}

const host = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"

// quick waits so long that nobody waits.
var quick = pacing{first: 20 * time.Millisecond, most: 100 * time.Millisecond, reconnect: time.Millisecond, attempt: time.Minute, stall: time.Minute}

// warming asks for references, by their names without the registry.
func (w *world) warming(t *testing.T, names ...string) *live.Warming {
	t.Helper()
	g := &live.Warming{
		Session: w.aws.Session(), Registry: plan.Registry{AccountID: "123456789012", Region: "ca-central-1", Partition: "aws", Host: host},
		Platforms: []string{"linux/amd64", "linux/arm64"}, Jobs: 4,
	}
	for _, name := range names {
		ref, err := image.Parse(host + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		prefix, _, _ := strings.Cut(name, "/")
		upstream := map[string]string{"ghcr": "ghcr.io", "docker-hub": "docker.io"}[prefix]
		g.Images = append(g.Images, live.WarmImage{Reference: ref, Upstream: upstream, Prefix: prefix})
	}
	return g
}

func (w *world) pull(t *testing.T, g *live.Warming) *live.WarmReport {
	t.Helper()
	r, err := pull(context.Background(), g, quick)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// statuses are what became of the images.
func statuses(r *live.WarmReport) []live.WarmStatus {
	var all []live.WarmStatus
	for i := range r.Images {
		all = append(all, r.Images[i].Status)
	}
	return all
}

// TestGoOn: a run that is interrupted ends at once and says how far it came; the next one
// pulls the rest, and no upstream is asked twice for anything. A third asks none.
func TestGoOn(t *testing.T) {
	for _, alone := range []bool{false, true} {
		t.Run(fmt.Sprintf("alone=%v", alone), func(t *testing.T) {
			w := newWorld(t)
			w.Alone = alone
			var names []string
			for i := range 40 {
				prefix := []string{"ghcr", "docker-hub"}[i%2]
				name := fmt.Sprintf("app-%d", i/4) // several tags of one repository
				w.Push(prefix, name, fmt.Sprint("v", i), i)
				names = append(names, fmt.Sprintf("%s/%s:v%d", prefix, name, i))
			}
			g := w.warming(t, names...)
			ctx, cancel := context.WithCancel(context.Background())
			ended := 0
			g.Ended = func(*live.Warmed) {
				if ended++; ended == 12 {
					cancel()
				}
			}
			w.Before = func(http.ResponseWriter, *http.Request) bool { time.Sleep(5 * time.Millisecond); return false }
			first, err := pull(ctx, g, quick)
			if err != nil {
				t.Fatal(err)
			}
			if n := first.Count(live.Pulled); n < 12 || n > 20 || first.Count(live.NotReached) != 40-n {
				t.Fatalf("%v", statuses(first))
			}
			g.Ended = nil
			second := w.pull(t, g)
			third := w.pull(t, g)
			if second.Count(live.Failed)+second.Count(live.NotReached) > 0 || third.Count(live.WasCached) != 40 {
				t.Errorf("%v\n%v", statuses(second), statuses(third))
			}
			for i := range first.Images {
				repository, tag, _ := strings.Cut(names[i], ":")
				if first.Images[i].Status == live.Pulled && (second.Images[i].Status != live.WasCached || w.Manifests(repository, tag) != 1) {
					t.Errorf("%s: %s, then %s; the tag was asked for %d times", names[i], first.Images[i].Status, second.Images[i].Status, w.Manifests(repository, tag))
				}
				if w.Tagged(repository, tag) == "" {
					t.Errorf("%s is not in the cache", names[i])
				}
			}
			want := 40
			if alone {
				want = 40 * 3 // an index, and an image for each of two platforms
			}
			if n := w.Asked("ghcr") + w.Asked("docker-hub"); n != want {
				t.Errorf("the upstreams were asked %d times, want %d", n, want)
			}
		})
	}
}

// TestPlatforms: of an index the images of the platforms are pulled, and no others.
func TestPlatforms(t *testing.T) {
	for _, test := range []struct {
		platforms []string
		want      string
		asked     int
	}{
		{[]string{"linux/arm64"}, "linux/arm64", 2}, {nil, "linux/amd64,linux/arm64,linux/s390x", 4}, {[]string{"windows/amd64"}, "", 1},
	} {
		w := newWorld(t)
		w.Alone = true
		w.Push("ghcr", "app", "v1", 1)
		g := w.warming(t, "ghcr/app:v1")
		g.Platforms = test.platforms
		r := w.pull(t, g)
		if got := strings.Join(r.Images[0].Platforms, ","); got != test.want || r.Images[0].Status != live.Pulled || w.Asked("ghcr") != test.asked {
			t.Errorf("%v: %+v, upstream asked %d times", test.platforms, r.Images[0], w.Asked("ghcr"))
		}
	}
}

// TestDigests: an image with a tag and a digest is pulled by the tag; where the tag has moved,
// that is said, and the digest is pulled as well, which ECR may refuse.
func TestDigests(t *testing.T) {
	w := newWorld(t)
	w.NoDigests = true
	was := w.Push("ghcr", "app", "v1", 1)
	if r := w.pull(t, w.warming(t, "ghcr/app:v1@"+was)); r.Images[0].Status != live.Pulled || r.Images[0].Moved || r.Images[0].Digest != was {
		t.Errorf("%+v", r.Images[0])
	}
	before := w.Push("ghcr", "other", "v1", 2)
	now := w.Push("ghcr", "other", "v1", 3)
	g := w.warming(t, "ghcr/other:v1@"+before)
	r := w.pull(t, g)
	if got := r.Images[0]; got.Status != live.Failed || !got.Moved || got.Digest != now || got.Cause != live.NotUpstream || !strings.Contains(got.Message, "the tag v1 is "+now+" now, and the manifests have "+before) {
		t.Errorf("%+v", got)
	}
	w.NoDigests = false
	if r := w.pull(t, g); r.Images[0].Status != live.Pulled || !r.Images[0].Moved || !w.Has("ghcr/other", before) {
		t.Errorf("%+v", r.Images[0])
	}
	if r := w.pull(t, g); r.Images[0].Status != live.WasCached || !r.Images[0].Moved {
		t.Errorf("%+v", r.Images[0])
	}
	only := w.Push("ghcr", "third", "v1", 4)
	w.NoDigests = true
	r = w.pull(t, w.warming(t, "ghcr/third@"+only))
	if got := r.Images[0]; got.Status != live.Failed || !strings.Contains(got.Do, "give the image its tag") || w.Manifests("ghcr/third", "latest") != 0 {
		t.Errorf("%+v", got)
	}
}

// TestLayers: they are downloaded once, those of the platforms alone, and a run that was
// interrupted downloads what is missing.
func TestLayers(t *testing.T) {
	w := newWorld(t)
	w.Push("ghcr", "app", "v1", 1)
	w.pull(t, w.warming(t, "ghcr/app:v1"))
	if w.Layers() != 0 {
		t.Fatalf("%d layers without --layers", w.Layers())
	}
	g := w.warming(t, "ghcr/app:v1")
	g.Layers = true
	r := w.pull(t, g)
	if got := r.Images[0]; got.Status != live.Pulled || got.Bytes == 0 || w.Layers() != 4 { // two of each platform
		t.Errorf("%+v, %d layers", got, w.Layers())
	}
	if r := w.pull(t, g); r.Images[0].Status != live.WasCached || w.Layers() != 4 {
		t.Errorf("%+v, %d layers", r.Images[0], w.Layers())
	}
}

// TestCauses: for each documented answer of AWS, why it is so and what to do.
func TestCauses(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*world)
		image  string
		cause  live.WarmCause
		said   string
		do     string
	}{
		"no rule":                  {nil, "quay/app:v1", live.RuleMissing, "does not exist in the registry", "there is no rule of the prefix quay"},
		"no creation":              {func(w *world) { w.NoCreate = true }, "ghcr/app:v1", live.RepositoryDenied, "NAME_UNKNOWN", "ecr:CreateRepository"},
		"no such tag":              {nil, "ghcr/app:v2", live.NotUpstream, "Requested image not found", "see that ghcr.io has it"},
		"credential":               {func(w *world) { w.Upstreams["docker-hub"].Login = true }, "docker-hub/app:v1", live.UpstreamLogin, "authentication to the upstream", "a repository that it does not have"},
		"limit":                    {refuse("0"), "ghcr/app:v1", live.RateLimit, "UpstreamTooManyRequests", "fewer --jobs"},
		"no permission":            {answer(403, "DENIED", "User: x is not authorized to perform: ecr:BatchGetImage on resource: y"), "ghcr/app:v1", live.NoPermission, "not authorized", "allow ecr:BatchGetImage"},
		"secret":                   {answer(403, "DENIED", "UnableToAccessSecretException: The secret is unable to be accessed."), "ghcr/app:v1", live.UpstreamLogin, "UnableToAccessSecret", "aws/secretsmanager"},
		"login":                    {answer(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again."), "ghcr/app:v1", live.NoPermission, "has expired", "sign in again"},
		"ECR broken":               {answer(500, "UNKNOWN", "internal"), "ghcr/app:v1", live.NoAnswer, "internal", "doctor --live"},
		"no upstream":              {answer(404, "MANIFEST_UNKNOWN", "UpstreamUnavailable: the upstream registry is not available"), "ghcr/app:v1", live.UpstreamDown, "UpstreamUnavailable", "no answer of ghcr.io"},
		"no upstream of ECR's API": {answer(400, "UNKNOWN", "UnableToGetUpstreamImageException: The image or images were unable to be pulled using the pull through cache rule. This is usually caused because of an issue with the Secrets Manager secret containing the credentials for the upstream registry."), "ghcr/app:v1", live.UpstreamLogin, "UnableToGetUpstreamImage", "aws/secretsmanager"},
		"a parameter": {func(w *world) {
			w.aws.On("ecr:DescribeImages", func(*livetest.Request) (smithy.Serializable, error) {
				return nil, livetest.Fail("InvalidParameterException", "the words of AWS")
			})
		}, "ghcr/app:v1", live.NoAnswer, "InvalidParameterException: the words of AWS", "doctor --live"},
		"not allowed to look": {func(w *world) {
			w.aws.On("ecr:DescribeImages", func(*livetest.Request) (smithy.Serializable, error) {
				return nil, livetest.Fail("AccessDeniedException", "User: x is not authorized to perform: ecr:DescribeImages on resource: y")
			})
		}, "ghcr/app:v1", live.NoPermission, "AccessDeniedException", "allow ecr:DescribeImages"},
		"endless": {func(w *world) {
			w.Before = onManifest(func(rw http.ResponseWriter) { rw.Write(make([]byte, manifestLimit+1)) })
		}, "ghcr/app:v1", live.NoConnection, "request body too large", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Push("ghcr", "app", "v1", 1)
			w.Push("docker-hub", "app", "v1", 2)
			if test.change != nil {
				test.change(w)
			}
			r := w.pull(t, w.warming(t, test.image))
			got := r.Images[0]
			if got.Status != live.Failed || got.Cause != test.cause || !strings.Contains(got.Message, test.said) || !strings.Contains(got.Do, test.do) {
				t.Errorf("%+v", got)
			}
			if strings.Contains(got.Message, "hidden") || strings.Contains(got.Message, "http://") {
				t.Errorf("%q tells the token, or the request", got.Message)
			}
		})
	}
}

func refuse(after string) func(*world) {
	return func(w *world) {
		w.Upstreams["ghcr"].Refuse = func(int) (string, bool) { return after, true }
	}
}

func answer(status int, code, message string) func(*world) {
	return func(w *world) {
		w.Before = onManifest(func(rw http.ResponseWriter) { livetest.Refuse(rw, status, code, message) })
	}
}

// onManifest answers requests for a manifest.
func onManifest(write func(http.ResponseWriter)) func(http.ResponseWriter, *http.Request) bool {
	return func(rw http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.Path, "/manifests/") {
			write(rw)
			return true
		}
		return false
	}
}

// TestDenied: every action of the policy that warm prints is needed, and where one is missing, that
// is said; nothing else of AWS is called. What a registry says of an action is AWS's words for an
// API call, since those for a pull are not documented.
func TestDenied(t *testing.T) {
	denied := func(operation string) func(*world) {
		return func(w *world) {
			w.aws.On(operation, func(*livetest.Request) (smithy.Serializable, error) {
				return nil, livetest.Fail("AccessDeniedException", "User: x is not authorized to perform: "+operation)
			})
		}
	}
	refused := func(path, action string) func(*world) {
		return func(w *world) {
			w.Before = func(rw http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.Path, path) {
					livetest.Refuse(rw, http.StatusForbidden, "DENIED", "User: x is not authorized to perform: "+action+" on resource: y")
					return true
				}
				return false
			}
		}
	}
	tests := map[string]struct {
		change func(*world)
		image  string
		cause  live.WarmCause
		do     string
	}{
		"ecr:DescribeImages":                {denied("ecr:DescribeImages"), "ghcr/app:v1", live.NoPermission, "allow ecr:DescribeImages"},
		"ecr:BatchCheckLayerAvailability":   {denied("ecr:BatchCheckLayerAvailability"), "ghcr/there:v1", live.NoPermission, "allow ecr:BatchCheckLayerAvailability"},
		"ecr:BatchGetImage":                 {refused("/manifests/", "ecr:BatchGetImage"), "ghcr/app:v1", live.NoPermission, "allow ecr:BatchGetImage"},
		"ecr:GetDownloadUrlForLayer":        {refused("/blobs/", "ecr:GetDownloadUrlForLayer"), "ghcr/app:v1", live.NoPermission, "allow ecr:GetDownloadUrlForLayer"},
		"ecr:BatchImportUpstreamImage":      {nil, "ghcr/none:v1", live.NotUpstream, "allow ecr:BatchImportUpstreamImage"},
		"ecr:CreateRepository":              {func(w *world) { w.NoCreate = true }, "ghcr/app:v1", live.RepositoryDenied, "ecr:CreateRepository"},
		"ecr:DescribePullThroughCacheRules": {denied("ecr:DescribePullThroughCacheRules"), "quay/app:v1", live.RepositoryDenied, "ecr:CreateRepository"},
		"ecr:GetAuthorizationToken":         {}, // without which there is no report: TestNoLogin
	}
	p := &plan.Plan{Registry: plan.Registry{AccountID: "123456789012", Region: "ca-central-1", Partition: "aws"}, Rules: []plan.Rule{{Prefix: "ghcr"}}}
	var policy struct{ Statement []struct{ Action []string } }
	if err := json.Unmarshal([]byte(live.WarmPolicy(p, true)), &policy); err != nil {
		t.Fatal(err)
	}
	var allowed []string
	for _, s := range policy.Statement {
		allowed = append(allowed, s.Action...)
	}
	slices.Sort(allowed)
	if want := slices.Sorted(maps.Keys(tests)); !slices.Equal(allowed, want) {
		t.Errorf("the policy has %q, and needed are %q", allowed, want)
	}
	for action, test := range tests {
		if test.image == "" {
			continue
		}
		t.Run(action, func(t *testing.T) {
			w := newWorld(t)
			w.Push("ghcr", "app", "v1", 1)
			w.Push("ghcr", "there", "v1", 2)
			w.pull(t, w.warming(t, "ghcr/there:v1"))
			if test.change != nil {
				test.change(w)
			}
			g := w.warming(t, test.image)
			g.Layers = true
			if got := w.pull(t, g).Images[0]; got.Status != live.Failed || got.Cause != test.cause || !strings.Contains(got.Do, test.do) {
				t.Errorf("%+v", got)
			}
			for _, r := range w.aws.Requests("") {
				if !slices.Contains(allowed, r.Operation) {
					t.Errorf("%s is called, and the policy has it not", r.Operation)
				}
				for member := range r.Members {
					if !strings.Contains(livetest.RequestSnapshot(t, r.Operation), `"`+member+`"`) {
						t.Errorf("%s has no member %s", r.Operation, member)
					}
				}
			}
		})
	}
}

// TestStalled: an answer that begins and does not go on ends with its time, and the cause says so;
// the other images of the same upstream are pulled. One that is only slow is waited for.
func TestStalled(t *testing.T) {
	short := quick
	short.attempt, short.stall = 500*time.Millisecond, 500*time.Millisecond
	for name, test := range map[string]struct{ at, want string }{
		"a manifest": {"/ghcr/app/manifests/", "no whole answer in 500ms"}, "a layer": {"/storage/ghcr/app/", "no byte in 500ms"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Push("ghcr", "app", "v1", 1)
			w.Push("ghcr", "other", "v1", 2)
			w.Push("docker-hub", "app", "v1", 3)
			w.Before = func(rw http.ResponseWriter, r *http.Request) bool {
				if !strings.Contains(r.URL.Path, test.at) {
					return false
				}
				begin(rw)
				<-r.Context().Done()
				return true
			}
			g := w.warming(t, "ghcr/app:v1", "ghcr/other:v1", "docker-hub/app:v1")
			g.Layers, g.Jobs = true, 1
			r, err := pull(context.Background(), g, short)
			if err != nil {
				t.Fatal(err)
			}
			if want := []live.WarmStatus{live.Failed, live.Pulled, live.Pulled}; !slices.Equal(statuses(r), want) {
				t.Errorf("%v", statuses(r))
			}
			if got := r.Images[0]; got.Cause != live.NoConnection || !strings.Contains(got.Message, test.want) || strings.Contains(got.Message, "--timeout") || got.Do == "" {
				t.Errorf("%+v", got)
			}
			// The time of the whole run holds, however long an answer may take.
			g.Images, g.Timeout = g.Images[:1], 500*time.Millisecond
			began := time.Now()
			if r := w.pull(t, g); r.Images[0].Status != live.NotReached || time.Since(began) > 5*time.Second {
				t.Errorf("%+v after %s", r.Images[0], time.Since(began))
			}
		})
	}
	t.Run("slow", func(t *testing.T) {
		w := newWorld(t)
		w.Push("ghcr", "app", "v1", 1)
		w.Before = func(rw http.ResponseWriter, r *http.Request) bool {
			if strings.HasPrefix(r.URL.Path, "/storage/") {
				time.Sleep(100 * time.Millisecond) // before the first byte, which is in time
			}
			return false
		}
		g := w.warming(t, "ghcr/app:v1")
		g.Layers = true
		if r, err := pull(context.Background(), g, short); err != nil || r.Images[0].Status != live.Pulled {
			t.Errorf("%v: %+v", err, r.Images[0])
		}
	})
	t.Run("the login", func(t *testing.T) {
		w := newWorld(t)
		silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		defer silent.Close()
		w.URL = silent.URL
		if _, err := pull(context.Background(), w.warming(t, "ghcr/app:v1"), short); err == nil || !strings.Contains(err.Error(), "no whole answer in 500ms") {
			t.Errorf("%v", err)
		}
	})
}

// begin writes the beginning of an answer.
func begin(rw http.ResponseWriter) {
	rw.Header().Set("Content-Length", "1000")
	rw.Write([]byte("{"))
	rw.(http.Flusher).Flush()
}

// TestArchived: an image that is archived, of which a registry says that there is none, is told
// apart from one that the upstream has not; the upstream is not asked for it.
func TestArchived(t *testing.T) {
	w := newWorld(t)
	digest := w.Push("ghcr", "app", "v1", 1)
	w.pull(t, w.warming(t, "ghcr/app:v1"))
	w.Archived[digest] = true
	asked := w.Asked("ghcr")
	for _, name := range []string{"ghcr/app:v1", "ghcr/app@" + digest, "ghcr/app:v1@" + digest} {
		got := w.pull(t, w.warming(t, name)).Images[0]
		if got.Status != live.Failed || got.Cause != live.Archived || !strings.Contains(got.Message, "ARCHIVED") ||
			!strings.Contains(got.Do, "update-image-storage-class --repository-name ghcr/app --image-id imageDigest="+digest+" --target-storage-class STANDARD --region ca-central-1") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if w.Asked("ghcr") != asked {
		t.Error("the upstream was asked")
	}
}

// TestNoLogin: without a token nothing can be pulled, and that is one error.
func TestNoLogin(t *testing.T) {
	w := newWorld(t)
	w.aws.On("ecr:GetAuthorizationToken", func(*livetest.Request) (smithy.Serializable, error) {
		return nil, livetest.Fail("AccessDeniedException", "User: x is not authorized to perform: ecr:GetAuthorizationToken")
	})
	_, err := pull(context.Background(), w.warming(t, "ghcr/app:v1"), quick)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "AccessDeniedException" {
		t.Error(err)
	}
}

// TestBroken: connections that break, and answers that come late, are no failure; what
// another upstream does waits for none of it.
func TestBroken(t *testing.T) {
	w := newWorld(t)
	w.Push("ghcr", "app", "v1", 1)
	broken := 0
	w.Before = func(rw http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.Path, "/manifests/v1") && broken < 3 {
			broken++
			if broken == 2 { // in the middle of the answer
				rw.Header().Set("Content-Length", "1000")
				rw.Write([]byte(`{"`))
			}
			panic(http.ErrAbortHandler)
		}
		time.Sleep(20 * time.Millisecond)
		return false
	}
	if r := w.pull(t, w.warming(t, "ghcr/app:v1")); r.Images[0].Status != live.Pulled || broken != 3 || w.Asked("ghcr") != 1 {
		t.Errorf("%+v after %d broken connections, upstream asked %d times", r.Images[0], broken, w.Asked("ghcr"))
	}
	w.Push("ghcr", "never", "v1", 2)
	w.Before = onManifest(func(http.ResponseWriter) { panic(http.ErrAbortHandler) })
	if r := w.pull(t, w.warming(t, "ghcr/never:v1")); r.Images[0].Cause != live.NoConnection || r.Images[0].Do == "" {
		t.Errorf("%+v", r.Images[0])
	}
}

// TestTimeout: an upstream that never takes a request ends with the time of the run; the
// images of another one are there by then.
func TestTimeout(t *testing.T) {
	w := newWorld(t)
	w.Push("ghcr", "app", "v1", 1)
	w.Push("docker-hub", "app", "v1", 2)
	refuse("60")(w)
	g := w.warming(t, "ghcr/app:v1", "docker-hub/app:v1")
	g.Timeout = time.Second
	var waits []string
	g.Waiting = func(upstream string, wait time.Duration) {
		waits = append(waits, upstream+" "+wait.Truncate(time.Minute).String())
	}
	began := time.Now()
	r := w.pull(t, g)
	if want := []live.WarmStatus{live.NotReached, live.Pulled}; !slices.Equal(statuses(r), want) || time.Since(began) > 3*time.Second || !slices.Equal(waits, []string{"ghcr.io 1m0s"}) {
		t.Errorf("%v after %s, waits %q", statuses(r), time.Since(began), waits)
	}
	if w.Asked("ghcr") != 1 {
		t.Errorf("the upstream that takes no more was asked %d times", w.Asked("ghcr"))
	}
}

// TestSingle: an image for one platform, which is no index, is pulled and then known.
func TestSingle(t *testing.T) {
	w := newWorld(t)
	w.PushImage("ghcr", "app", "v1", 1)
	g := w.warming(t, "ghcr/app:v1")
	if r := w.pull(t, g); r.Images[0].Status != live.Pulled {
		t.Errorf("%+v", r.Images[0])
	}
	r := w.pull(t, g)
	if r.Images[0].Status != live.WasCached || w.Manifests("ghcr/app", "v1") != 1 || w.Manifests("ghcr/app", r.Images[0].Digest) != 0 {
		t.Errorf("%+v", r.Images[0])
	}
}
