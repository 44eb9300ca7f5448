package livetest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/smithy-go"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// A PullThrough is a registry with pull-through cache rules, as a client that pulls sees it:
// a pull by tag imports from the upstream, and refuses with ECR's words
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/error-pullthroughcache.html). What
// ECR does with the images of an index is not documented, so tests try both.
type PullThrough struct {
	URL string
	// Upstreams are those that have a rule, by its prefix.
	Upstreams map[string]*Upstream
	// Alone says that the import of an index brings no images that it lists: each is imported
	// when it is pulled by its digest.
	Alone bool
	// NoDigests says that a digest is not imported at its first pull.
	NoDigests bool
	// NoCreate says that who pulls may not make repositories.
	NoCreate bool
	// Archived are the digests of images that are in the cache and cannot be pulled.
	Archived map[string]bool
	// Before sees every request first, and reports whether it answered. Those for the bytes of
	// layers have a path that begins with /storage/.
	Before func(http.ResponseWriter, *http.Request) bool

	storage   string // where the bytes of layers are, as ECR has them in S3
	mu        sync.Mutex
	cached    map[string]map[string]content // repository, then digest
	tags      map[string]map[string]string  // repository, then tag
	manifests map[string]int                // requests, by repository and what was asked for
	layers    int                           // requests
}

// An Upstream is a registry behind a rule.
type Upstream struct {
	// Refuse says by the number of a request, from 1, that it is one too many, and how long to
	// wait: the header Retry-After, empty for none.
	Refuse func(n int) (after string, refused bool)
	// Login says that the upstream refuses the credential of the rule.
	Login bool

	asked    int
	contents map[string]content // by digest
	tags     map[string]string  // by repository:tag
}

// A content is a manifest, or a layer.
type content struct {
	media string
	bytes []byte
}

// NewPullThrough starts a registry with the prefixes of rules.
func NewPullThrough(t testing.TB, prefixes ...string) *PullThrough {
	t.Helper()
	p := &PullThrough{Upstreams: map[string]*Upstream{}, cached: map[string]map[string]content{}, tags: map[string]map[string]string{}, manifests: map[string]int{}, Archived: map[string]bool{}}
	for _, prefix := range prefixes {
		p.Upstreams[prefix] = &Upstream{contents: map[string]content{}, tags: map[string]string{}}
	}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	storage := httptest.NewServer(http.HandlerFunc(p.store))
	t.Cleanup(storage.Close)
	p.URL, p.storage = server.URL, storage.URL
	return p
}

// Serve lets a server answer for this registry.
func (p *PullThrough) Serve(s *Server) {
	s.On("ecr:GetAuthorizationToken", func(*Request) (smithy.Serializable, error) {
		return &ecr.GetAuthorizationTokenOutput{AuthorizationData: []ecrtypes.AuthorizationData{{
			AuthorizationToken: aws.String(base64.StdEncoding.EncodeToString([]byte("AWS:hidden"))), ProxyEndpoint: &p.URL, ExpiresAt: aws.Time(Now().Add(12 * time.Hour)),
		}}}, nil
	})
	s.On("ecr:DescribeImages", p.describe)
	s.On("ecr:DescribePullThroughCacheRules", func(*Request) (smithy.Serializable, error) {
		out := &ecr.DescribePullThroughCacheRulesOutput{}
		for prefix := range p.Upstreams {
			out.PullThroughCacheRules = append(out.PullThroughCacheRules, ecrtypes.PullThroughCacheRule{EcrRepositoryPrefix: &prefix})
		}
		return out, nil
	})
	s.On("ecr:BatchCheckLayerAvailability", func(r *Request) (smithy.Serializable, error) {
		out := &ecr.BatchCheckLayerAvailabilityOutput{}
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, digest := range r.Members["layerDigests"].([]any) {
			state := ecrtypes.LayerAvailabilityUnavailable
			if _, there := p.cached[r.Text("repositoryName")][digest.(string)]; there {
				state = ecrtypes.LayerAvailabilityAvailable
			}
			out.Layers = append(out.Layers, ecrtypes.Layer{LayerDigest: aws.String(digest.(string)), LayerAvailability: state})
		}
		return out, nil
	})
}

// describe lists a repository in one page.
func (p *PullThrough) describe(r *Request) (smithy.Serializable, error) {
	name := r.Text("repositoryName")
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cached[name] == nil {
		return nil, Fail("RepositoryNotFoundException", "The repository with name '"+name+"' does not exist")
	}
	out := &ecr.DescribeImagesOutput{}
	for digest, c := range p.cached[name] {
		if !strings.Contains(c.media, "manifest") && !strings.Contains(c.media, "index") {
			continue
		}
		d := ecrtypes.ImageDetail{ImageDigest: &digest, ImageManifestMediaType: &c.media, ImageStatus: ecrtypes.ImageStatusActive}
		if p.Archived[digest] {
			d.ImageStatus = ecrtypes.ImageStatusArchived
		}
		if filter, _ := r.Members["filter"].(map[string]any); p.Archived[digest] && filter["imageStatus"] != "ANY" {
			continue
		}
		for tag, of := range p.tags[name] {
			if of == digest {
				d.ImageTags = append(d.ImageTags, tag)
			}
		}
		out.ImageDetails = append(out.ImageDetails, d)
	}
	return out, nil
}

// Push publishes an index for linux/amd64, linux/arm64 and linux/s390x, made of the seed, and
// gives its digest.
func (p *PullThrough) Push(prefix, repository, tag string, seed int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.Upstreams[prefix]
	list := map[string]any{"schemaVersion": 2, "mediaType": types.OCIImageIndex}
	var all []any
	for _, architecture := range []string{"amd64", "arm64", "s390x"} {
		d := u.image(fmt.Sprint(seed, architecture))
		d["platform"] = map[string]string{"os": "linux", "architecture": architecture}
		all = append(all, d)
	}
	list["manifests"] = all
	digest := u.keep(string(types.OCIImageIndex), list)["digest"].(string)
	u.tags[repository+":"+tag] = digest
	return digest
}

// PushImage publishes an image for one platform, and gives its digest.
func (p *PullThrough) PushImage(prefix, repository, tag string, seed int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.Upstreams[prefix]
	digest := u.image(fmt.Sprint(seed))["digest"].(string)
	u.tags[repository+":"+tag] = digest
	return digest
}

// image keeps an image of a configuration and a layer, and gives its descriptor.
func (u *Upstream) image(seed string) map[string]any {
	return u.keep(string(types.OCIManifestSchema1), map[string]any{
		"schemaVersion": 2, "mediaType": types.OCIManifestSchema1,
		"config": u.keep(string(types.OCIConfigJSON), map[string]string{"seed": seed}),
		"layers": []any{u.keep(string(types.OCILayer), "layer of "+seed)},
	})
}

// keep keeps a content under its digest, and gives its descriptor.
func (u *Upstream) keep(media string, value any) map[string]any {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // maps of strings and numbers
	}
	digest := fmt.Sprintf("sha256:%x", sha256.Sum256(text))
	u.contents[digest] = content{media, text}
	return map[string]any{"mediaType": media, "digest": digest, "size": len(text)}
}

// Asked is how many requests the upstream of a prefix got.
func (p *PullThrough) Asked(prefix string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.Upstreams[prefix].asked
}

// Has reports whether a repository of the cache has a digest.
func (p *PullThrough) Has(repository, digest string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, there := p.cached[repository][digest]
	return there
}

// Tagged is what a tag is in the cache; empty when it is not there.
func (p *PullThrough) Tagged(repository, tag string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tags[repository][tag]
}

// Manifests is how often a manifest was asked for, by repository and tag, or digest.
func (p *PullThrough) Manifests(repository, identifier string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.manifests[repository+" "+identifier]
}

// Layers is how many layers were asked for.
func (p *PullThrough) Layers() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.layers
}

// ServeHTTP answers a client that pulls.
func (p *PullThrough) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, password, _ := r.BasicAuth(); password != "hidden" {
		w.Header().Set("WWW-Authenticate", `Basic realm="https://ecr/"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if p.Before != nil && p.Before(w, r) {
		return
	}
	path, _ := strings.CutPrefix(r.URL.Path, "/v2/")
	if repository, identifier, found := strings.Cut(path, "/manifests/"); found {
		p.manifest(w, repository, identifier)
	} else if repository, digest, found := strings.Cut(path, "/blobs/"); found {
		p.mu.Lock()
		p.layers++
		p.mu.Unlock()
		http.Redirect(w, r, p.storage+"/storage/"+repository+"/blobs/"+digest, http.StatusTemporaryRedirect)
	}
}

// store gives the bytes of layers, as S3 does, which takes no login beside that of the address.
func (p *PullThrough) store(w http.ResponseWriter, r *http.Request) {
	if p.Before != nil && p.Before(w, r) {
		return
	}
	path, _ := strings.CutPrefix(r.URL.Path, "/storage/")
	repository, digest, _ := strings.Cut(path, "/blobs/")
	if r.Header.Get("Authorization") != "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.layer(w, repository, digest)
}

func (p *PullThrough) manifest(w http.ResponseWriter, repository, identifier string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.manifests[repository+" "+identifier]++
	digest := identifier
	if !strings.Contains(identifier, ":") {
		digest = p.tags[repository][identifier]
	}
	c, there := p.cached[repository][digest]
	if there && p.Archived[digest] {
		Refuse(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "Requested image not found")
		return
	}
	if !there {
		var ok bool
		if digest, ok = p.fill(w, repository, identifier); !ok {
			return
		}
		c = p.cached[repository][digest]
	}
	w.Header().Set("Content-Type", c.media)
	w.Header().Set("Docker-Content-Digest", digest)
	w.Write(c.bytes)
}

// fill imports from the upstream, or refuses.
func (p *PullThrough) fill(w http.ResponseWriter, repository, identifier string) (digest string, ok bool) {
	prefix, rest, _ := strings.Cut(repository, "/")
	u := p.Upstreams[prefix]
	if u == nil || p.NoCreate && p.cached[repository] == nil {
		Refuse(w, http.StatusNotFound, "NAME_UNKNOWN", "The repository with name '"+repository+"' does not exist in the registry with id '123456789012'")
		return "", false
	}
	byDigest := strings.Contains(identifier, ":")
	if byDigest && p.NoDigests {
		Refuse(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "Requested image not found")
		return "", false
	}
	u.asked++
	if u.Refuse != nil {
		if after, refused := u.Refuse(u.asked); refused {
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			Refuse(w, http.StatusTooManyRequests, "TOOMANYREQUESTS", "UpstreamTooManyRequests: the upstream takes no more pulls")
			return "", false
		}
	}
	if u.Login {
		Refuse(w, http.StatusForbidden, "DENIED", "The authentication to the upstream registry failed. Verify that the credentials provided in the pull through cache rule are correct, and try again.")
		return "", false
	}
	digest = identifier
	if !byDigest {
		digest = u.tags[rest+":"+identifier]
	}
	if _, there := u.contents[digest]; !there {
		Refuse(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "Requested image not found")
		return "", false
	}
	if p.cached[repository] == nil {
		p.cached[repository], p.tags[repository] = map[string]content{}, map[string]string{}
	}
	p.copy(u, repository, digest)
	if !byDigest {
		p.tags[repository][identifier] = digest
	}
	return digest, true
}

// copy imports a manifest, and what an index lists.
func (p *PullThrough) copy(u *Upstream, repository, digest string) {
	c := u.contents[digest]
	p.cached[repository][digest] = c
	var index v1.IndexManifest
	if p.Alone || json.Unmarshal(c.bytes, &index) != nil {
		return
	}
	for _, d := range index.Manifests {
		p.copy(u, repository, d.Digest.String())
	}
}

// layer gives a layer, of the upstream where it is not there: it then stays.
func (p *PullThrough) layer(w http.ResponseWriter, repository, digest string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	prefix, _, _ := strings.Cut(repository, "/")
	c, there := p.Upstreams[prefix].contents[digest]
	if !there {
		Refuse(w, http.StatusNotFound, "BLOB_UNKNOWN", "no such layer")
		return
	}
	p.cached[repository][digest] = c
	w.Header().Set("Content-Length", fmt.Sprint(len(c.bytes)))
	w.Write(c.bytes)
}

// Refuse answers as a registry does to what it does not serve.
func Refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"errors":[{"code":%q,"message":%q}]}`, code, message)
}
