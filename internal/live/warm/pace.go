package warm

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// A pacing says how long to wait: after a refusal, and for an answer.
type pacing struct {
	// first is the wait after an upstream takes no more requests and does not say for how
	// long, and most the longest; every wait is twice the one before.
	first, most time.Duration
	// reconnect is the wait after a connection that broke, doubled in the same way.
	reconnect time.Duration
	// attempt is for signing in, and for one manifest: at a first pull ECR asks the upstream for
	// it. stall is how long a layer may give no byte.
	attempt, stall time.Duration
}

// usual is the pacing outside of tests.
var usual = pacing{first: time.Minute, most: 15 * time.Minute, reconnect: time.Second, attempt: 2 * time.Minute, stall: time.Minute}

// An upstream is a registry behind the cache, and how much of it is asked at a time. When it
// takes no more requests, nothing is asked of it for a while; then one request tries, and
// every one that succeeds lets one more go at the same time.
type upstream struct {
	name    string
	pacing  pacing
	most    int // requests at a time
	waiting func(wait time.Duration)

	mu      sync.Mutex
	changed chan struct{} // closed when what follows changes
	window  int           // requests at a time, now
	active  int           // requests that have not ended
	until   time.Time     // nothing is asked before
	next    time.Duration // the wait after the next refusal that does not say for how long
}

func newUpstream(name string, jobs int, p pacing, waiting func(time.Duration)) *upstream {
	return &upstream{name: name, pacing: p, most: jobs, waiting: waiting, changed: make(chan struct{}), window: jobs, next: p.first}
}

// enter waits until a request may go, and returns the time then, for leave. The error is that of
// the context.
func (u *upstream) enter(ctx context.Context) (time.Time, error) {
	for {
		if ctx.Err() != nil {
			return time.Time{}, ctx.Err()
		}
		u.mu.Lock()
		now := time.Now()
		wait := u.until.Sub(now)
		if wait <= 0 && u.active < u.window {
			u.active++
			u.mu.Unlock()
			return now, nil
		}
		changed := u.changed
		u.mu.Unlock()
		var woken <-chan time.Time
		if wait > 0 {
			woken = time.After(wait)
		}
		select {
		case <-ctx.Done():
		case <-changed:
		case <-woken:
		}
	}
}

// leave is called after a request that began at a time: with whether it worked, and the refusal
// of an upstream that takes no more, or nil.
func (u *upstream) leave(began time.Time, worked bool, refused *tooMany) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.active--
	switch {
	case refused != nil:
		u.pause(began, refused)
	case worked:
		u.window, u.next = min(u.window+1, u.most), u.pacing.first
	}
	close(u.changed)
	u.changed = make(chan struct{})
}

// pause stops the requests to an upstream for a while. Of several refusals of requests that went at
// the same time only the first counts, unless another one says to wait for longer.
func (u *upstream) pause(began time.Time, refused *tooMany) {
	now := time.Now()
	wait := refused.after
	if wait == 0 && !began.Before(u.until) {
		wait = u.next
		u.next = min(2*u.next, u.pacing.most)
	}
	until := now.Add(min(wait+jitter(wait), 24*time.Hour))
	if u.window = 1; until.After(u.until) && wait > 0 {
		u.until = until
		u.waiting(until.Sub(now).Round(time.Second))
	}
}

// jitter is up to a fifth more, so that several runs do not come back together.
func jitter(wait time.Duration) time.Duration {
	return time.Duration(rand.Int64N(int64(wait)/5 + 1))
}
