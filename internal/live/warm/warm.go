// Package warm is the verb warm: it pulls images through the cache, before a node has to: each by
// its tag, a few of each upstream at a time, and no more than the upstream takes. What the cache
// has already is left out, so that a run goes on where another one ended.
package warm

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// A warmer is one run.
type warmer struct {
	*live.Warming
	aws       *client.Clients
	registry  *registry
	platforms []v1.Platform
	pacing    pacing
	rules     rules

	mu           sync.Mutex
	repositories map[string]*repository

	talk sync.Mutex // held while Ended or Waiting is called
}

// Pull pulls what a warming asks for. The error is why nothing could be pulled at all; what
// became of each image is in the report, also when the context ends.
func Pull(ctx context.Context, g *live.Warming) (*live.WarmReport, error) {
	return pull(ctx, g, usual)
}

// pull is Pull with a pacing, which tests make faster.
func pull(ctx context.Context, g *live.Warming, p pacing) (*live.WarmReport, error) {
	w := &warmer{Warming: g, pacing: p, repositories: map[string]*repository{}}
	for _, text := range g.Platforms {
		platform, err := v1.ParsePlatform(text)
		if err != nil {
			return nil, fmt.Errorf("%q is no platform such as linux/amd64: %w", text, err)
		}
		w.platforms = append(w.platforms, *platform)
	}
	if g.Timeout > 0 {
		limited, cancel := context.WithTimeout(ctx, g.Timeout)
		defer cancel()
		ctx = limited
	}
	var err error
	if w.aws, err = client.Open(ctx, g.Session); err != nil {
		return nil, err
	}
	if w.registry, err = w.signIn(ctx); err != nil {
		return nil, w.aws.Explain(err)
	}
	report := &live.WarmReport{Images: w.run(ctx)}
	report.Calls, report.Requests = w.aws.Calls.Count(), int(w.registry.requests.Load())
	return report, nil
}

// signIn signs in to the registry; a connection that breaks is tried again.
func (w *warmer) signIn(ctx context.Context) (r *registry, err error) {
	u := newUpstream("ECR", 1, w.pacing, func(time.Duration) {})
	err = w.ask(ctx, u, func(ctx context.Context) (err error) {
		r, err = openRegistry(ctx, w.aws, w.Registry.Host, w.pacing)
		return err
	})
	return r, err
}

// run pulls the images, those of every upstream at the same time, so that an upstream that takes no
// more requests for a while does not hold up the others.
func (w *warmer) run(ctx context.Context) []live.Warmed {
	all := make([]live.Warmed, len(w.Images))
	queues := map[string][]int{}
	for i := range w.Images {
		img := &w.Images[i]
		all[i] = live.Warmed{Reference: img.Reference.String(), Upstream: img.Upstream, Status: live.NotReached}
		queues[img.Upstream] = append(queues[img.Upstream], i)
	}
	var group sync.WaitGroup
	for name, queue := range queues {
		u := newUpstream(name, max(1, w.Jobs), w.pacing, func(wait time.Duration) {
			if w.talk.Lock(); w.Waiting != nil {
				w.Waiting(name, wait)
			}
			w.talk.Unlock()
		})
		next := make(chan int)
		for range min(len(queue), u.most) {
			group.Go(func() {
				for i := range next {
					w.warm(ctx, u, &w.Images[i], &all[i])
				}
			})
		}
		group.Go(func() {
			defer close(next)
			for _, i := range queue {
				select {
				case next <- i:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	group.Wait()
	return all
}

// warm pulls one image, and says what became of it.
func (w *warmer) warm(ctx context.Context, u *upstream, img *live.WarmImage, out *live.Warmed) {
	t := &task{warmer: w, upstream: u, image: img, out: out}
	err := t.run(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return // not reached
	case err != nil:
		out.Status = live.Failed
		w.explain(ctx, img, out, err)
	case t.pulled:
		out.Status = live.Pulled
	default:
		out.Status = live.WasCached
	}
	w.talk.Lock()
	defer w.talk.Unlock()
	if w.Ended != nil {
		w.Ended(out)
	}
}
