package warm

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// manifestLimit is how many bytes of an answer that is no layer are read: ECR takes no larger
// manifest (https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html).
const manifestLimit = 4 << 20

// A registry is the cache as a node sees it.
type registry struct {
	at       name.Registry
	trip     http.RoundTripper // sends the login with each request
	requests *atomic.Int64
	pacing   pacing
}

// openRegistry signs in to the registry at a host, as docker login does.
func openRegistry(ctx context.Context, c *client.Clients, host string, p pacing) (_ *registry, err error) {
	ctx, cancel := p.limited(ctx)
	defer cancel()
	defer func() { err = reasonOf(ctx, err) }()
	out, err := c.ECR.GetAuthorizationToken(ctx, &ecr.GetAuthorizationTokenInput{})
	if err != nil {
		return nil, err
	}
	if len(out.AuthorizationData) == 0 {
		return nil, errors.New("ecr:GetAuthorizationToken gave no token")
	}
	data := out.AuthorizationData[0]
	login, err := base64.StdEncoding.DecodeString(aws.ToString(data.AuthorizationToken))
	user, password, found := strings.Cut(string(login), ":")
	if err != nil || !found {
		return nil, errors.New("ecr:GetAuthorizationToken gave a token that is none") // without its text, which may be secret all the same
	}
	at, err := registryAt(host, aws.ToString(data.ProxyEndpoint))
	if err != nil {
		return nil, err
	}
	counted := &bounded{inner: transportOf(c.Config.HTTPClient)}
	trip, err := transport.NewWithContext(ctx, at, authn.FromConfig(authn.AuthConfig{Username: user, Password: password}), transport.NewUserAgent(counted, "ecrcache"), nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	return &registry{at: at, trip: trip, requests: &counted.requests, pacing: p}, nil
}

// registryAt is where the registry is: at the host by which the manifests name it. Only a
// stand-in for AWS (AWS_ENDPOINT_URL) has its registry elsewhere: at the endpoint that comes with
// the token.
func registryAt(host, endpoint string) (name.Registry, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return name.NewRegistry(host)
	}
	if _, isECR := image.ParseECRHost(u.Host); isECR {
		return name.NewRegistry(host)
	}
	var options []name.Option
	if u.Scheme == "http" {
		options = append(options, name.Insecure)
	}
	return name.NewRegistry(u.Host, options...)
}

// transportOf is the transport of the SDK's client, with its proxy and certificate authorities,
// without its timeout for a whole answer: a layer may take longer.
func transportOf(c aws.HTTPClient) http.RoundTripper {
	if buildable, ok := c.(*awshttp.BuildableClient); ok {
		return buildable.GetTransport()
	}
	return http.DefaultTransport
}

// manifest gets a manifest by its tag or digest.
func (r *registry) manifest(ctx context.Context, repository, identifier string) (*remote.Descriptor, error) {
	ctx, cancel := r.pacing.limited(ctx)
	defer cancel()
	var ref name.Reference = r.at.Repo(repository).Tag(identifier)
	if strings.Contains(identifier, ":") {
		ref = r.at.Repo(repository).Digest(identifier)
	}
	m, err := remote.Get(ref, remote.WithTransport(r.trip), remote.WithContext(ctx))
	return m, reasonOf(ctx, err)
}

// limited limits a context to the time for an attempt. The cause at its end says so, by which it is
// told apart from the end of the run.
func (p pacing) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, p.attempt, fmt.Errorf("no whole answer in %s", p.attempt))
}

// layer downloads a layer, throws it away, and returns its size. The error says as well that the
// size or the digest is not that in the manifest.
func (r *registry) layer(ctx context.Context, repository string, d v1.Descriptor) (int64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	layer, err := remote.Layer(r.at.Repo(repository).Digest(d.Digest.String()), remote.WithTransport(r.trip), remote.WithContext(ctx))
	if err != nil {
		return 0, err
	}
	stall := r.pacing.stall
	stalled := time.AfterFunc(stall, func() { cancel(fmt.Errorf("no byte in %s", stall)) })
	defer stalled.Stop()
	body, err := layer.Compressed()
	if err != nil {
		return 0, reasonOf(ctx, err)
	}
	defer body.Close()
	n, err := io.Copy(io.Discard, &stallReader{body, stalled, stall})
	if err == nil && n != d.Size {
		err = fmt.Errorf("the layer %s has %d bytes, and the manifest says %d", d.Digest, n, d.Size)
	}
	return n, reasonOf(ctx, err)
}

// reasonOf is why a request failed: the cause of its context, such as a download that stalled,
// rather than the error that this made.
func reasonOf(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// A stallReader is a body whose timer for a stalled download starts again with every byte.
type stallReader struct {
	io.Reader
	stalled *time.Timer
	stall   time.Duration
}

func (s *stallReader) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if n > 0 {
		s.stalled.Reset(s.stall)
	}
	return n, err
}

// tooMany is the error of an upstream, or of ECR, that takes no more requests for a while.
type tooMany struct {
	after time.Duration // 0 when it does not say
	error
}

func (t *tooMany) Unwrap() error { return t.error }

// bounded is a transport that counts requests, bounds the size of answers, and makes a [tooMany] of
// one that says to wait.
type bounded struct {
	inner    http.RoundTripper
	requests atomic.Int64
}

func (b *bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	b.requests.Add(1)
	answer, err := b.inner.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusTooManyRequests {
		defer answer.Body.Close()
		answer.Body = http.MaxBytesReader(nil, answer.Body, 64<<10)
		return nil, &tooMany{retryAfter(answer.Header.Get("Retry-After")), transport.CheckError(answer)}
	}
	if answer.StatusCode != http.StatusOK || strings.Contains(r.URL.Path, "/manifests/") {
		answer.Body = http.MaxBytesReader(nil, answer.Body, manifestLimit)
	}
	return answer, nil
}

// retryAfter reads the header, which has seconds or a date
// (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after).
func retryAfter(text string) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(0, min(seconds, 24*60*60))) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
