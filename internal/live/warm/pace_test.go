package warm

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestPace: after a refusal nothing is asked until the time that the upstream says, then one
// request at a time, and one more with every one that works; without a time the wait doubles
// up to the longest.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		u := newUpstream("ghcr.io", 4, usual, func(time.Duration) {})
		enter := func() time.Time {
			t.Helper()
			at, err := u.enter(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		var together []time.Time
		for range 4 {
			together = append(together, enter())
		}
		began := time.Now()
		for _, at := range together { // one refusal, though four were refused
			u.leave(at, false, &tooMany{after: 90 * time.Second})
		}
		first := enter()
		if waited := time.Since(began); waited < 90*time.Second || waited > 108*time.Second {
			t.Errorf("waited %s, want 90s and up to a fifth", waited)
		}
		tried := make(chan struct{})
		go func() { enter(); close(tried) }()
		synctest.Wait()
		select {
		case <-tried:
			t.Error("a second request went with the one that tries")
		default:
		}
		u.leave(first, true, nil)
		<-tried
		second := enter() // two at a time by now
		for i, least := range []time.Duration{1, 2, 4, 8, 15, 15} {
			if i > 0 {
				second = enter()
			}
			began := time.Now()
			u.leave(second, false, &tooMany{})
			if i == 0 {
				u.leave(began, true, nil) // the other one, which does not end the wait
				u.next = 2 * time.Minute
			}
			at := enter()
			if waited := time.Since(began); waited < least*time.Minute || waited > least*time.Minute*6/5 {
				t.Errorf("wait %d: %s, want %d minutes and up to a fifth", i, waited, least)
			}
			u.leave(at, false, nil)
		}
	})
}

// TestPaceEnds: who waits ends with the context.
func TestPaceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUpstream("ghcr.io", 1, usual, func(time.Duration) {})
		at, err := u.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		u.leave(at, false, &tooMany{after: time.Hour})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := u.enter(ctx); err == nil {
			t.Error("entered")
		}
	})
}

// TestRetryAfter: seconds, a date, and what is neither.
func TestRetryAfter(t *testing.T) {
	for text, want := range map[string]time.Duration{"": 0, "7": 7 * time.Second, "-1": 0, "soon": 0, "99999999": 24 * time.Hour, "Thu, 01 Jan 1970 00:00:00 GMT": 0} {
		if got := retryAfter(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := retryAfter(time.Now().Add(time.Minute).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")); got < 58*time.Second || got > time.Minute {
		t.Error(got)
	}
}
